"""The one way in for submissions: from an LMS, from a file, from quarantine."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection

from evaluation.campaigns.definitions import Shelf
from evaluation.errors import TokenReplayed
from evaluation.ledger import quarantine, tokens
from evaluation.ledger.arrivals import Arrival, Cause, Refused, Token, read_arrival
from evaluation.ledger.recording import receipt, record
from evaluation.storage.writer import Writer, storage_failed
from surveys.contract import Receipt, ReceiptStatus

_log = logging.getLogger(__name__)

PRUNE_EVERY = timedelta(minutes=1)


class Intake:
    """Takes submissions in for a whole process: those that come at once are written at once."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._shelf = Shelf()
        self._pruned_at: datetime | None = None

    def take_in(
        self,
        body: bytes,
        submission_id: UUID,
        key_id: str,
        token_id: str | None,
        token_expires: datetime | None,
        now: datetime,
    ) -> Receipt:
        """Return the receipt for ``body``, once it is committed to the ledger or, if it cannot be counted, to
        quarantine.

        Raises TokenReplayed if the token was used before, StorageUnavailable if nothing could be committed.
        """
        token = None
        if token_id is not None and token_expires is not None:
            token = Token(key_id, token_id, token_expires)
        return self.take(read_arrival(body, submission_id, key_id, now, token))

    def take(self, arrival: Arrival) -> Receipt:
        """As ``take_in``, for what was read already."""
        return self._writer.write_together(self._take_all, arrival)

    def take_batch(self, arrivals: Sequence[Arrival], now: datetime) -> Sequence[Receipt]:
        """Take ``arrivals``, which carry no tokens, in with one commit; return their receipts in order.

        Raises StorageUnavailable if nothing could be committed.
        """
        outcomes = self._writer.write(lambda conn: take_all(conn, self._shelf, arrivals, now))
        return [outcome for outcome in outcomes if isinstance(outcome, Receipt)]

    def _take_all(self, conn: Connection, arrivals: Sequence[Arrival]) -> Sequence[Receipt | Exception]:
        now = max(arrival.received_at for arrival in arrivals)
        if self._pruned_at is None or now - self._pruned_at > PRUNE_EVERY:
            tokens.prune(conn, now)
            self._pruned_at = now
        return take_all(conn, self._shelf, arrivals, now)


def take_all(
    conn: Connection, shelf: Shelf, arrivals: Sequence[Arrival], now: datetime
) -> Sequence[Receipt | TokenReplayed]:
    """Take ``arrivals`` in together or, if the database refuses something among them, one by one."""
    try:
        with conn.begin_nested():
            return record(conn, shelf, arrivals, now)
    except Exception as error:
        if storage_failed(error):
            raise
        _log.exception("A batch of %d submissions is taken in one by one.", len(arrivals))
    return [_take_alone(conn, shelf, arrival, now) for arrival in arrivals]


def _take_alone(conn: Connection, shelf: Shelf, arrival: Arrival, now: datetime) -> Receipt | TokenReplayed:
    try:
        with conn.begin_nested():
            return record(conn, shelf, [arrival], now)[0]
    except Exception as error:
        if storage_failed(error):
            raise
        _log.exception("A submission could not be taken in and is quarantined.")
        refused = Refused(Cause.UNSTORABLE, f"The service failed on it ({type(error).__name__}): see its log.")
    with conn.begin_nested():
        if not tokens.use_all(conn, [arrival.token])[0]:
            return TokenReplayed()
        quarantine.keep(conn, [(arrival, refused)])
    return receipt(arrival, ReceiptStatus.QUARANTINED, refused.reason)
