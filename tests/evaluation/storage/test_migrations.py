"""Migrations bring a database to exactly the tables that the code knows."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from evaluation.errors import StorageUnavailable
from evaluation.storage.engine import open_engine
from evaluation.storage.migrate import is_current, migrate, script_directory
from evaluation.storage.tables import metadata

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
