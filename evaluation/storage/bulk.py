"""Inserting many rows at the driver's speed.

SQLAlchemy works on each row's parameters by name, 3-4 µs a row: with 15 answers a submission that alone would cost more
than storing them. Here values go in as few statements as can be: on PostgreSQL as an array for each column, on SQLite
as many rows of values. Not ``executemany``: that lets Python's other threads run at every row, and then waits for its
turn at every row.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from sqlalchemy import Connection, Dialect, Table

_ROWS = 250  # in one statement: SQLite takes 32,766 values
_Binder: TypeAlias = Callable[[Any], Any]


class BulkInsert:
    """An INSERT into ``columns`` of ``table``, ended by ``on_conflict``, which both databases must
    understand."""

    def __init__(self, table: Table, columns: Sequence[str], on_conflict: str = "") -> None:
        self._table = table
        self._columns = [table.c[name] for name in columns]
        self._on_conflict = on_conflict
        self._binders: dict[str, list[_Binder | None]] = {}

    def __call__(self, conn: Connection, rows: Sequence[tuple[Any, ...]]) -> None:
        """Insert ``rows``: tuples in the order of the columns, with values as the columns' types take
        them."""
        insert = self._insert_arrays if conn.dialect.name == "postgresql" else self._insert_values
        for start in range(0, len(rows), _ROWS):
            columns = zip(*rows[start : start + _ROWS], strict=True)
            bound = [
                [binder(value) for value in values] if binder else list(values)
                for binder, values in zip(self._binders_for(conn.dialect), columns, strict=True)
            ]
            insert(conn, bound)

    def _insert_arrays(self, conn: Connection, columns: list[list[Any]]) -> None:
        arrays = ", ".join(f"%s::{column.type.compile(conn.dialect)}[]" for column in self._columns)
        # WHERE keeps ON CONFLICT from being read as a join's ON.
        self._execute(conn, f"SELECT * FROM unnest({arrays}) WHERE true", columns)  # noqa: S608 - names of our types

    def _insert_values(self, conn: Connection, columns: list[list[Any]]) -> None:
        row = f"({', '.join('?' for _ in columns)})"
        values = [value for given in zip(*columns, strict=True) for value in given]
        self._execute(conn, f"VALUES {', '.join([row] * len(columns[0]))}", values)

    def _execute(self, conn: Connection, source: str, parameters: list[Any]) -> None:
        preparer = conn.dialect.identifier_preparer
        names = ", ".join(preparer.format_column(column) for column in self._columns)
        statement = f"INSERT INTO {self._table.name} ({names}) {source} {self._on_conflict}"
        conn.exec_driver_sql(statement.rstrip(), tuple(parameters))

    def _binders_for(self, dialect: Dialect) -> list[_Binder | None]:
        if dialect.name not in self._binders:
            types = [column.type.dialect_impl(dialect) for column in self._columns]
            self._binders[dialect.name] = [one.bind_processor(dialect) for one in types]
        return self._binders[dialect.name]
