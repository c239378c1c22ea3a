"""Taking what waits in quarantine in again, after a definition came or a fault was mended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, select, tuple_

from evaluation.campaigns.definitions import Shelf
from evaluation.ledger.arrivals import Arrival, Cause, read_arrival
from evaluation.ledger.intake import take_all
from evaluation.storage.tables import quarantine as table
from surveys.contract import Receipt, ReceiptStatus

_CHUNK = 200  # submissions at a time: their bodies are in memory
_WANT_DEFINITION = (Cause.UNKNOWN_CAMPAIGN.value, Cause.UNKNOWN_DEFINITION.value)


def replay_for_definition(conn: Connection, campaign_key: str, now: datetime) -> Counter[ReceiptStatus]:
    """Take in again what waited for a definition of one campaign; return how many of each status came of
    it."""
    return _replay(conn, now, table.c.campaign_key == campaign_key, table.c.cause.in_(_WANT_DEFINITION))


def replay(conn: Connection, now: datetime, campaign_key: str | None = None) -> Counter[ReceiptStatus]:
    """Take in again all that waits, or all of one campaign; return how many of each status came of it."""
    return _replay(conn, now, *([] if campaign_key is None else [table.c.campaign_key == campaign_key]))


def _replay(conn: Connection, now: datetime, *wanted: ColumnElement[bool]) -> Counter[ReceiptStatus]:
    outcome: Counter[ReceiptStatus] = Counter()
    shelf = Shelf()
    for arrivals in _waiting(conn, wanted):
        receipts = take_all(conn, shelf, arrivals, now)
        outcome.update(receipt.status for receipt in receipts if isinstance(receipt, Receipt))
    return outcome


def _waiting(conn: Connection, wanted: tuple[ColumnElement[bool], ...]) -> Iterator[list[Arrival]]:
    """Yield what waits, in order of arrival. By position rather than in one go: taking in writes to the same
    table."""
    place = tuple_(table.c.received_at, table.c.submission_id, table.c.digest)
    rows = select(table).where(table.c.resolved_at.is_(None), *wanted).order_by(*place.clauses).limit(_CHUNK)
    chunk = conn.execute(rows).all()
    while chunk:
        yield [_arrival(row) for row in chunk]
        last = chunk[-1]
        chunk = conn.execute(rows.where(place > (last.received_at, last.submission_id, last.digest))).all()


def _arrival(row: Row[Any]) -> Arrival:
    return read_arrival(row.body, row.submission_id, row.key_id, row.received_at)
