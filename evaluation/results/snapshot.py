"""Reading at one moment, while answers arrive."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine


@contextmanager
def snapshot(engine: Engine) -> Iterator[Connection]:
    """Yield a connection whose statements all see the database as the first of them does.

    Results take several statements: how many answers show, then which. PostgreSQL would otherwise let each see what
    was committed just before it; a transaction of SQLite is such a snapshot anyway (write-ahead log).
    """
    options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    with engine.connect() as connection:
        yield connection.execution_options(**options) if engine.dialect.name == "postgresql" else connection
