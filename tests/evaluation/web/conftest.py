"""The service as people in a browser meet it. What pages say does not depend on the database."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from tests.evaluation.serving import Service


@pytest.fixture
def service(sqlite_engine: Engine) -> Service:
    """A service on a migrated, empty database."""
    return Service(sqlite_engine)
