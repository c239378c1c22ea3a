"""The cube of counts: all that may be seen of a campaign's answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, delete, select

from evaluation.campaigns.cells import Cell
from evaluation.campaigns.model import Campaign
from evaluation.storage.bulk import BulkInsert
from evaluation.storage.tables import rollup as table

_CELL = tuple(table.c[name] for name in Cell._fields)


def read(conn: Connection, campaign: Campaign) -> Sequence[Row[*tuple[Any, ...]]]:
    """Return all cells of ``campaign`` as rows of the fields of ``Cell`` and ``count``, how many released submissions
    are in it; ordered by question, version, level, month and option.
    """
    cells = select(*_CELL, table.c.count).where(table.c.campaign_id == campaign.id).order_by(*_CELL)
    return conn.execute(cells).all()


def add(conn: Connection, campaign_id: int, changes: Counter[Cell]) -> None:
    """Add ``changes``, which may be negative, to the cells of a campaign. Cells that come to nothing
    disappear."""
    rows = [(campaign_id, *cell, change) for cell, change in sorted(changes.items()) if change]
    _ADD(conn, rows)  # in one order for all writers
    if any(row[-1] < 0 for row in rows):
        conn.execute(delete(table).where(table.c.campaign_id == campaign_id, table.c.count == 0))


_ADD = BulkInsert(
    table,
    ("campaign_id", *Cell._fields, "count"),
    "ON CONFLICT (campaign_id, question_id, question_version, level, month, option) "
    "DO UPDATE SET count = rollup.count + excluded.count",
)
