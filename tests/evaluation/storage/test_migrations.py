"""Migrations bring a database to exactly the tables that the code knows."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, insert, select, text

from evaluation.campaigns import catalogue
from evaluation.errors import StorageUnavailable
from evaluation.ledger.rebuilding import rebuild
from evaluation.storage.engine import open_engine, writing
from evaluation.storage.migrate import is_current, migrate, script_directory
from evaluation.storage.tables import answers, metadata, rollup
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


@pytest.fixture
def first_release(bare_database_url: str) -> Iterator[House]:
    """The storage as the first release left it: 13 people answered, 5 of them are in the figures, one changed a bit."""
    engine = open_engine(bare_database_url)
    migrate(engine, to="0001")
    writer = Writer(engine)
    house = House(engine, writer)
    definition = house.open_campaign()
    sent = house.answer(definition, 13)
    house.put(submission_to(definition, sent[0].participant.id, submission_id=sent[0].submission_id, revision=2))
    yield house
    writer.stop()
    engine.dispose()


def test_the_second_migration_keeps_every_answer_and_figure(first_release: House) -> None:
    before, ledger, progress = first_release.derived(), first_release.ledger_rows(), first_release.progress()

    migrate(first_release.engine)

    assert first_release.derived() == before
    assert first_release.ledger_rows() == ledger
    assert first_release.progress() == progress
    assert before["rollup"]
    assert before["answers"]


def test_what_the_second_migration_left_is_what_a_rebuild_makes(first_release: House) -> None:
    migrate(first_release.engine)
    before = first_release.derived()

    with writing(first_release.engine) as connection:
        rebuild(connection, catalogue.find(connection, "pilot"))

    assert first_release.derived() == before


def test_after_the_second_migration_an_answer_counts_under_several_options(first_release: House) -> None:
    migrate(first_release.engine)
    definition = definition_of("later", survey=follow_up.SURVEY)
    first_release.register(definition)

    first_release.answer(definition, 5, answers=follow_up.FULL)
    first_release.close("later")

    assert first_release.counted("where", "later") == {RESPONDENTS: 5, "customers": 5, "elsewhere": 5}


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
