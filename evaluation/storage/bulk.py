"""Inserting many rows at the driver's speed.

SQLAlchemy works on each row's parameters by name, 3-4 µs a row: with 15 answers a submission that alone would
cost more than storing them. Here values go column by column: on PostgreSQL as arrays in one statement, on
SQLite as one ``executemany``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from sqlalchemy import Connection, Dialect, Table

_Binder: TypeAlias = Callable[[Any], Any]


class BulkInsert:
    """An INSERT into ``columns`` of ``table``, ended by ``on_conflict``, which both databases must
    understand."""

    def __init__(self, table: Table, columns: Sequence[str], on_conflict: str = "") -> None:
        self._table = table
        self._columns = [table.c[name] for name in columns]
        self._on_conflict = on_conflict
        self._prepared: dict[str, tuple[str, list[_Binder | None]]] = {}

    def __call__(self, conn: Connection, rows: Sequence[tuple[Any, ...]]) -> None:
        """Insert ``rows``: tuples in the order of the columns, with values as the columns' types take
        them."""
        if not rows:
            return
        statement, binders = self._for(conn.dialect)
        columns = [
            [binder(value) for value in values] if binder else list(values)
            for binder, values in zip(binders, zip(*rows, strict=True), strict=True)
        ]
        if conn.dialect.name == "postgresql":
            conn.exec_driver_sql(statement, tuple(columns))
        else:
            conn.exec_driver_sql(statement, list(zip(*columns, strict=True)))

    def _for(self, dialect: Dialect) -> tuple[str, list[_Binder | None]]:
        if dialect.name not in self._prepared:
            statement = f"INSERT INTO {self._table.name} ({self._names(dialect)}) {self._values(dialect)}"
            binders: list[_Binder | None] = [
                column.type.dialect_impl(dialect).bind_processor(dialect) for column in self._columns
            ]
            self._prepared[dialect.name] = (f"{statement} {self._on_conflict}".rstrip(), binders)
        return self._prepared[dialect.name]

    def _names(self, dialect: Dialect) -> str:
        return ", ".join(dialect.identifier_preparer.format_column(column) for column in self._columns)

    def _values(self, dialect: Dialect) -> str:
        if dialect.name == "postgresql":
            arrays = (f"%s::{column.type.compile(dialect)}[]" for column in self._columns)
            # WHERE keeps ON CONFLICT from being read as a join's ON.
            return f"SELECT * FROM unnest({', '.join(arrays)}) WHERE true"  # noqa: S608 - names of our own types
        return f"VALUES ({', '.join('?' for _ in self._columns)})"
