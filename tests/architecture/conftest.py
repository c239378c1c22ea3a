"""The whole application, to look at its parts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from evaluation.storage.engine import open_engine
from evaluation.storage.migrate import migrate
from tests.evaluation.serving import Service


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    """A service on a migrated, empty database."""
    engine = open_engine(f"sqlite:///{tmp_path / 'evaluation.db'}")
    migrate(engine)
    yield Service(engine)
    engine.dispose()
