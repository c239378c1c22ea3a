"""Opening the database with the durability that a receipt promises.

SQLite by default: write-ahead log, every commit flushed (``synchronous=FULL``), one writer at a time.
PostgreSQL by URL.
"""

from __future__ import annotations

import os
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError
from sqlalchemy.pool import QueuePool

from evaluation.errors import StorageUnavailable, StorageUnsafe

BUSY_TIMEOUT = 10_000  # ms that SQLite waits for another process's transaction
LOG_PATIENCE = 1_000  # ms that emptying SQLite's log waits for readers; writers wait meanwhile
_SQLITE_PRAGMAS = {
    "journal_mode": ("WAL", "wal"),
    "synchronous": ("FULL", 2),
    "foreign_keys": ("ON", 1),
    "secure_delete": ("ON", 1),  # what is erased is overwritten, not left in the file until its place is needed
    "busy_timeout": (str(BUSY_TIMEOUT), BUSY_TIMEOUT),
}
_POSTGRESQL_SETTINGS = "-c synchronous_commit=on -c lock_timeout=10s"
_CONNECT_TIMEOUT = 5  # s
_POSTGRESQL_NAMES = frozenset({"postgres", "postgresql", "postgresql+psycopg"})


def open_engine(url: str) -> Engine:
    """Return an engine on ``url`` (``sqlite:///…`` or ``postgresql://…``) after trying it.

    Raises StorageUnsafe if the address is of another kind or the database does not give the durability asked
    for, and StorageUnavailable if it cannot be reached.
    """
    engine = _sqlite_engine(_parsed(url)) if url.startswith("sqlite") else _postgresql_engine(_parsed(url))
    _forget_connections_after_fork(engine)
    try:
        with engine.connect():
            pass
    except DBAPIError as error:
        engine.dispose()
        raise StorageUnavailable(f"The database cannot be opened: {error.orig}") from error
    return engine


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Yield a connection inside one write transaction: committed at the end, rolled back if an exception
    leaves the block.

    On SQLite the transaction is the only writer from its first statement on, so nothing in it can meet a
    later lock.
    """
    with engine.connect().execution_options(begin_immediate=True) as connection, connection.begin():
        yield connection


def empty_log(engine: Engine) -> bool:
    """Have SQLite move its write-ahead log into the database now, and cut it to nothing: pages as they were before
    stand in it until it is used again. Return False if it could not, as while somebody reads for longer than
    LOG_PATIENCE.

    The logs of PostgreSQL are its administrator's: there is nothing to do here.
    """
    if engine.dialect.name != "sqlite":
        return True
    with engine.connect() as connection:
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {LOG_PATIENCE}")
        try:
            return connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").scalar() == 0
        except OperationalError:
            return False
        finally:
            connection.exec_driver_sql(f"PRAGMA busy_timeout = {BUSY_TIMEOUT}")


def _parsed(url: str) -> URL:
    try:
        return make_url(url)
    except ArgumentError:
        raise StorageUnsafe("The database's address is not a URL such as sqlite:////srv/evaluation.db.") from None


def _sqlite_engine(url: URL) -> Engine:
    if not url.database or url.database == ":memory:":
        raise StorageUnsafe("A database in memory loses every answer at the next start. Give a file.")
    Path(url.database).absolute().parent.mkdir(parents=True, exist_ok=True)
    # Waiting for another process's lock is SQLite's own affair: see busy_timeout.
    engine = create_engine(
        url.set(drivername="sqlite+pysqlite"),
        connect_args={"check_same_thread": False},
        hide_parameters=True,  # they are answers: none may reach a log
        poolclass=QueuePool,
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(dbapi_connection: Any, _record: Any) -> None:
    # Python's own transaction handling would begin late and never immediately: _begin_sqlite does it.
    dbapi_connection.isolation_level = None
    cursor = dbapi_connection.cursor()
    for name, (wanted, in_force) in _SQLITE_PRAGMAS.items():
        cursor.execute(f"PRAGMA {name}={wanted}")
        found = cursor.execute(f"PRAGMA {name}").fetchone()[0]
        if found != in_force:
            raise StorageUnsafe(f"SQLite runs with {name}={found}, not {wanted}: an answer could be lost.")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    immediate = connection.get_execution_options().get("begin_immediate", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def _postgresql_engine(url: URL) -> Engine:
    if url.drivername not in _POSTGRESQL_NAMES:
        raise StorageUnsafe(f"{url.drivername} is not known here: use sqlite:///… or postgresql://…")
    engine = create_engine(
        url.set(drivername="postgresql+psycopg"),
        pool_pre_ping=True,
        hide_parameters=True,
        connect_args={"connect_timeout": _CONNECT_TIMEOUT, "options": _POSTGRESQL_SETTINGS},
    )
    event.listen(engine, "handle_error", _forget_values)
    return engine


def _forget_values(context: ExceptionContext) -> None:
    """Leave the details out of PostgreSQL's errors: they show whole rows, which are answers, and end in a log."""
    original, wrapped = context.original_exception, context.sqlalchemy_exception
    diagnosis = getattr(original, "diag", None)
    if diagnosis is not None and diagnosis.message_primary:
        original.args = (diagnosis.message_primary,)
        if wrapped is not None:
            wrapped.args = (f"({type(original).__name__}) {diagnosis.message_primary}",)


def _forget_connections_after_fork(engine: Engine) -> None:
    """A child must not talk through its parent's connections (gunicorn forks after the application was
    made)."""
    known = weakref.ref(engine)

    def forget() -> None:
        inherited = known()
        if inherited is not None:
            inherited.dispose(close=False)

    os.register_at_fork(after_in_child=forget)
