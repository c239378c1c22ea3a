"""Results of a service with answers, on each kind of database."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from tests.evaluation.serving import Service


@pytest.fixture
def service(engine: Engine) -> Service:
    """A service on a migrated, empty database: SQLite, then PostgreSQL."""
    return Service(engine)
