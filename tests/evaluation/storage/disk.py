"""A disk that can be full and a database that others can lock, without harm to this machine's."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event

from evaluation.storage.engine import writing


@contextmanager
def full_disk(engine: Engine) -> Iterator[None]:
    """Let SQLite find no page more than it has: its own "database or disk is full" for everything that needs one.

    Pages that a migration left empty go first: they would take some in.
    """
    sqlite3.connect(str(engine.url.database), isolation_level=None).execute("VACUUM").connection.close()
    with _pragma(engine, "max_page_count", "1", "4294967294"):
        yield


@contextmanager
def locked_by_another(engine: Engine) -> Iterator[None]:
    """Hold SQLite's write lock as another process would, and let nobody wait for it."""
    with writing(engine), _pragma(engine, "busy_timeout", "0", "10000"):
        yield


@contextmanager
def _pragma(engine: Engine, name: str, during: str, after: str) -> Iterator[None]:
    """Set a pragma on every connection when it is taken from the pool: ``during`` the block, and ``after`` it."""
    value = during

    def set_pragma(dbapi_connection: Any, *_: Any) -> None:
        dbapi_connection.execute(f"PRAGMA {name} = {value}")

    event.listen(engine, "checkout", set_pragma)
    yield
    value = after
