"""Migrations bring a database to exactly the tables that the code knows."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, insert, inspect, select, text, update
from sqlalchemy.exc import DBAPIError

from evaluation.campaigns import catalogue
from evaluation.errors import StorageUnavailable
from evaluation.ledger.rebuilding import rebuild
from evaluation.storage.engine import open_engine, writing
from evaluation.storage.migrate import is_current, migrate, script_directory
from evaluation.storage.tables import answers, ledger, metadata, rollup
from evaluation.storage.writer import Writer
from surveys.answers import RESPONDENTS, ranked
from surveys.levels import Level
from surveys.limits import MAX_CODE, MAX_OPTIONS
from tests.evaluation import follow_up
from tests.evaluation.sending import House, definition_of, submission_to

_MIGRATE = """
import sys
from evaluation.storage.engine import open_engine
from evaluation.storage.migrate import migrate
sys.stdin.readline()
migrate(open_engine(sys.argv[1]))
"""


def test_there_is_one_newest_migration() -> None:
    assert len(script_directory().get_heads()) == 1


def test_migrations_make_the_tables_that_the_code_knows(bare_database_url: str) -> None:
    engine = open_engine(bare_database_url)
    migrate(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = compare_metadata(context, metadata)
    engine.dispose()
    assert differences == []


def _copy(filled: Engine, earlier: Engine) -> None:
    """Put what ``filled`` holds into a database of an earlier release, as far as that has tables and columns for it."""
    known = {name: {column["name"] for column in inspect(earlier).get_columns(name)} for name in _tables(earlier)}
    with filled.connect() as source, writing(earlier) as target:
        for table in (one for one in metadata.sorted_tables if one.name in known):
            columns = [column for column in table.columns if column.name in known[table.name]]
            if rows := [dict(row._mapping) for row in source.execute(select(*columns))]:
                target.execute(insert(table), rows)
        if target.dialect.name == "postgresql":
            target.execute(text("SELECT setval(pg_get_serial_sequence('campaigns', 'id'), max(id)) FROM campaigns"))


def _tables(engine: Engine) -> list[str]:
    return inspect(engine).get_table_names()


def _left_by(release: str, bare_database_url: str, engine: Engine) -> Iterator[House]:
    """A storage as ``release`` left it: 13 people answered, 5 of them are in the figures, one changed a bit."""
    filling = Writer(engine)
    filled = House(engine, filling)
    definition = filled.open_campaign()
    sent = filled.answer(definition, 13)
    filled.put(submission_to(definition, sent[0].participant.id, submission_id=sent[0].submission_id, revision=2))
    filled.put(submission_to(definition, sent[0].participant.id, submission_id=sent[0].submission_id, language="nl"))
    filling.stop()
    earlier = open_engine(bare_database_url)
    migrate(earlier, to=release)
    _copy(engine, earlier)
    writer = Writer(earlier)
    yield House(earlier, writer)
    writer.stop()
    earlier.dispose()


@pytest.fixture(params=["0001", "0002"])
def earlier(request: pytest.FixtureRequest, bare_database_url: str, sqlite_engine: Engine) -> Iterator[House]:
    """The storage as each release before this one left it."""
    yield from _left_by(request.param, bare_database_url, sqlite_engine)


def _entries(house: House) -> list[Any]:
    """Return the ledger as far as every release has it."""
    with house.engine.connect() as connection:
        kept = [column for column in ledger.columns if column.name != "erased"]
        return list(connection.execute(select(*kept).order_by(ledger.c.number)))


def test_migrations_keep_every_answer_and_figure(earlier: House) -> None:
    before, entries, progress = earlier.derived(), _entries(earlier), earlier.progress()

    migrate(earlier.engine)

    assert earlier.derived() == before
    assert _entries(earlier) == entries
    assert earlier.progress() == progress
    assert before["rollup"]
    assert before["answers"]
    assert {row.status for row in entries} == {"accepted", "updated", "conflict"}


def test_what_migrations_left_is_what_a_rebuild_makes(earlier: House) -> None:
    migrate(earlier.engine)
    before = earlier.derived()

    with writing(earlier.engine) as connection:
        rebuild(connection, catalogue.find(connection, "pilot"))

    assert earlier.derived() == before


def test_after_the_migrations_nothing_is_erased_and_only_erasing_changes_the_ledger(earlier: House) -> None:
    migrate(earlier.engine)

    assert {row.erased for row in earlier.ledger_rows()} == {False}
    with pytest.raises(DBAPIError, match="append-only"), writing(earlier.engine) as connection:
        connection.execute(update(ledger).values(body="{}"))


def test_after_the_migrations_an_answer_counts_under_several_options(earlier: House) -> None:
    migrate(earlier.engine)
    definition = definition_of("later", survey=follow_up.SURVEY)
    earlier.register(definition)

    earlier.answer(definition, 5, answers=follow_up.FULL)
    earlier.close("later")

    assert earlier.counted("where", "later") == {RESPONDENTS: 5, "customers": 5, "elsewhere": 5}


def test_sqlite_keeps_answers_in_the_order_of_their_key(sqlite_engine: Engine) -> None:
    """Without row ids: answers to one question stand together, as decision 0012 has it."""
    with sqlite_engine.connect() as connection:
        made = dict(connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'table'")).all())

    assert {name for name, sql in made.items() if "WITHOUT ROWID" in sql} == {"answers", "rollup"}
    assert not [name for name in made if name.endswith("_new")]


@pytest.mark.parametrize("place", [1, MAX_OPTIONS])
def test_the_longest_thing_that_is_counted_fits(engine: Engine, place: int) -> None:
    longest = ranked(place, "c" * MAX_CODE)
    row = {"campaign_id": 1, "question_id": "q", "question_version": 1, "level": Level.INDICATORS, "month": 202611}

    with writing(engine) as connection:
        connection.execute(insert(answers).values(**row, submission_no=1, option=longest))
        connection.execute(insert(rollup).values(**row, option=longest, count=1))
        found = connection.scalar(select(answers.c.option))

    assert found == longest


def test_a_database_without_tables_is_not_current_until_it_is_migrated(bare_database_url: str) -> None:
    engine = open_engine(bare_database_url)
    with engine.connect() as connection:
        before = is_current(connection)
    migrate(engine)
    migrate(engine)
    with engine.connect() as connection:
        after = is_current(connection)
    engine.dispose()
    assert (before, after) == (False, True)


def test_processes_that_start_together_migrate_once(bare_database_url: str) -> None:
    command = [sys.executable, "-W", "error", "-c", _MIGRATE, bare_database_url]
    starting = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    outcomes = [process.communicate(b"go\n", timeout=60) for process in starting]
    assert [process.returncode for process in starting] == [0, 0], outcomes


def test_a_database_that_cannot_be_written_is_unavailable(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'bare.db'}")
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only = 1")
    with pytest.raises(StorageUnavailable, match="could not be made"):
        migrate(engine)
    engine.dispose()
