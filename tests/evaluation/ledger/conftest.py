"""The storage side of the service on each kind of database."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from evaluation.storage.writer import Writer
from tests.evaluation.sending import House


@pytest.fixture
def house(engine: Engine, writer: Writer) -> House:
    """Ledger, campaigns and all, empty: on SQLite, then on PostgreSQL."""
    return House(engine, writer)


@pytest.fixture
def sqlite_house(sqlite_engine: Engine, sqlite_writer: Writer) -> House:
    """The same, for what does not depend on the database."""
    return House(sqlite_engine, sqlite_writer)
