"""Rules that all tables follow."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, Table, UniqueConstraint, delete, update
from sqlalchemy.exc import DBAPIError

from evaluation.storage.engine import writing
from evaluation.storage.tables import APPEND_ONLY, metadata, quarantine
from evaluation.storage.writer import Writer
from tests.evaluation.sending import House, submission_to

_BY_ID = ("answers", "definitions", "ledger", "releases", "rollup", "submissions")
_BY_KEY = ("erasures", "facts")  # may come before their campaign


def _unique_keys(table: Table) -> Iterator[set[str]]:
    yield {column.name for column in table.primary_key}
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint):
            yield {column.name for column in constraint.columns}
    for index in table.indexes:
        if index.unique:
            yield {column.name for column in index.columns}


def test_the_answer_side_is_spread_by_campaign() -> None:
    spread = {table.name: table.info["distributed_by"] for table in metadata.tables.values() if table.info}
    assert spread == dict.fromkeys(_BY_ID, "campaign_id") | dict.fromkeys(_BY_KEY, "campaign_key")


@pytest.mark.parametrize("name", [*_BY_ID, *_BY_KEY])
def test_every_unique_key_of_the_answer_side_holds_the_campaign(name: str) -> None:
    """A database spread over machines (Citus) can keep no other key unique."""
    table = metadata.tables[name]
    assert all(table.info["distributed_by"] in key for key in _unique_keys(table))


@pytest.fixture
def filled(engine: Engine, writer: Writer) -> Engine:
    """A database in which every table that is only added to holds something."""
    house = House(engine, writer)
    house.answer(house.open_campaign(), 10)
    house.put(submission_to(house.open_campaign(), campaign="unknown"))
    return engine


@pytest.mark.parametrize("table", APPEND_ONLY, ids=lambda table: table.name)
def test_what_was_recorded_cannot_be_changed(table: Table, filled: Engine) -> None:
    with pytest.raises(DBAPIError, match="append-only"), writing(filled) as connection:
        connection.execute(update(table).values(campaign_id=table.c.campaign_id))


@pytest.mark.parametrize("table", [*APPEND_ONLY, quarantine], ids=lambda table: table.name)
def test_what_was_recorded_cannot_be_deleted(table: Table, filled: Engine) -> None:
    with pytest.raises(DBAPIError, match="append-only"), writing(filled) as connection:
        connection.execute(delete(table))
