"""Opening the database with the durability that a receipt promises."""

from __future__ import annotations

import traceback
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError

from evaluation.errors import StorageUnavailable, StorageUnsafe
from evaluation.storage.engine import BUSY_TIMEOUT, open_engine, writing


def test_sqlite_flushes_every_commit_to_a_write_ahead_log(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'new' / 'evaluation.db'}")
    with engine.connect() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    engine.dispose()
    # synchronous: 2 is FULL (sqlite.org/pragma.html#pragma_synchronous).
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": BUSY_TIMEOUT}


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:"])
def test_a_database_in_memory_is_refused(url: str) -> None:
    with pytest.raises(StorageUnsafe, match="loses every answer"):
        open_engine(url)


def test_a_database_that_cannot_keep_a_log_is_refused() -> None:
    """A shared memory database stays with its own journal mode, whatever it is asked."""
    with pytest.raises(StorageUnsafe, match="journal_mode=memory"):
        open_engine("sqlite:///file:shared?mode=memory&cache=shared&uri=true")


@pytest.mark.parametrize("url", ["mysql://localhost/evaluation", "evaluation.db", "postgresql+psycopg2://x/y"])
def test_another_kind_of_address_is_refused(url: str) -> None:
    with pytest.raises(StorageUnsafe):
        open_engine(url)


def test_a_database_that_cannot_be_opened_is_unavailable(tmp_path: Path) -> None:
    with pytest.raises(StorageUnavailable, match="cannot be opened"):
        open_engine(f"sqlite:///{tmp_path}")


def test_a_database_server_that_is_down_is_unavailable(tmp_path: Path) -> None:
    with pytest.raises(StorageUnavailable, match="cannot be opened"):
        open_engine(f"postgresql:///evaluation?host={tmp_path}")


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_postgresql_is_reached_through_psycopg_and_flushes_every_commit(scheme: str, postgresql_url: str) -> None:
    engine = open_engine(postgresql_url.replace("postgresql", scheme, 1))
    with engine.connect() as connection:
        synchronous = connection.scalar(text("SHOW synchronous_commit"))
    engine.dispose()
    assert (engine.dialect.driver, synchronous) == ("psycopg", "on")


_ANSWER = "what somebody wrote"


def _write(engine: Engine, name: str, times: int = 1, interruption: Exception | None = None) -> None:
    statement = text("INSERT INTO used_tokens (token_id, expires_at) VALUES (:name, '2026-11-22')")
    with writing(engine) as connection:
        for _ in range(times):
            connection.execute(statement, {"name": name})
        if interruption is not None:
            raise interruption


def test_what_an_exception_interrupts_is_not_written(engine: Engine) -> None:
    with pytest.raises(RuntimeError, match="interrupted"):
        _write(engine, "one", interruption=RuntimeError("interrupted"))
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM used_tokens")) == 0


def test_an_error_message_holds_no_answers(engine: Engine) -> None:
    """What SQLAlchemy says of a refused statement may reach a log, and PostgreSQL adds the row it refused."""
    with pytest.raises(IntegrityError) as refused:
        _write(engine, _ANSWER, times=2)
    assert _ANSWER not in "".join(traceback.format_exception(refused.value))
