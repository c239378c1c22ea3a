"""One batch of arrivals into the ledger and all that follows from it, in the caller's transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from evaluation.campaigns import catalogue
from evaluation.campaigns.definitions import Shelf
from evaluation.campaigns.model import Campaign
from evaluation.campaigns.releases import release
from evaluation.errors import TokenReplayed
from evaluation.ledger import quarantine
from evaluation.ledger.arrivals import ERASED, Arrival, Refused
from evaluation.ledger.entering import Book
from evaluation.ledger.interpreting import Interpreted, interpret
from evaluation.ledger.known import Known, holds_erased
from evaluation.ledger.marks import erased_among
from evaluation.ledger.tokens import use_all
from surveys.contract import Receipt, ReceiptStatus

CONFLICT = "Other content was received for this revision before. Both are kept; the first counts."


def record(conn: Connection, shelf: Shelf, arrivals: Sequence[Arrival], now: datetime) -> list[Receipt | TokenReplayed]:
    """Take ``arrivals`` in and return their receipts, in order; TokenReplayed for one whose token was used
    before."""
    first_use = use_all(conn, [arrival.token for arrival in arrivals])
    fresh = [arrival for arrival, first in zip(arrivals, first_use, strict=True) if first]
    receipts = iter(_record(conn, shelf, fresh, now))
    return [next(receipts) if first else TokenReplayed() for first in first_use]


def _record(conn: Connection, shelf: Shelf, arrivals: Sequence[Arrival], now: datetime) -> list[Receipt]:
    campaigns = _look_up(conn, shelf, arrivals)
    erased = erased_among(conn, [arrival.person for arrival in arrivals if arrival.person is not None])
    welcome = [arrival for arrival in arrivals if arrival.person not in erased]
    receipts = iter(_enter(conn, shelf, campaigns, welcome, now))
    quarantine.forget(conn, [arrival for arrival in arrivals if arrival.person in erased], now)
    return [
        _of_nobody(conn, campaigns, arrival) if arrival.person in erased else next(receipts) for arrival in arrivals
    ]


def _enter(
    conn: Connection, shelf: Shelf, campaigns: dict[str, Campaign], arrivals: Sequence[Arrival], now: datetime
) -> list[Receipt]:
    meanings = [_meaning(arrival, campaigns, shelf) for arrival in arrivals]
    understood = [(one.campaign.id, one.submission) for one in meanings if isinstance(one, Interpreted)]
    book = Book(conn, shelf, Known(conn, understood))
    refused: list[tuple[Arrival, Refused]] = []
    entered: list[Arrival] = []
    receipts: list[Receipt] = []
    for arrival, meaning in zip(arrivals, meanings, strict=True):
        try:
            if isinstance(meaning, Refused):
                raise meaning
            status = book.enter(arrival, meaning)
        except Refused as refusal:
            refused.append((arrival, refusal))
            receipts.append(receipt(arrival, ReceiptStatus.QUARANTINED, refusal.reason))
        else:
            entered.append(arrival)
            receipts.append(receipt(arrival, status, CONFLICT if status is ReceiptStatus.CONFLICT else None))
    quarantine.keep(conn, refused)
    quarantine.resolve(conn, entered, now)
    _release(conn, shelf, campaigns, book.write())
    return receipts


def _of_nobody(conn: Connection, campaigns: dict[str, Campaign], arrival: Arrival) -> Receipt:
    """Return the word on something of a person who was erased: of it nothing is kept that was not kept before."""
    submission = arrival.submission
    campaign = None if submission is None else campaigns.get(submission.campaign)
    if submission is not None and campaign is not None and holds_erased(conn, campaign, submission):
        return receipt(arrival, ReceiptStatus.DUPLICATE, ERASED)
    return receipt(arrival, ReceiptStatus.STALE, ERASED)


def receipt(arrival: Arrival, status: ReceiptStatus, reason: str | None = None) -> Receipt:
    """Return the service's word on ``arrival``."""
    return Receipt(arrival.submission_id, arrival.digest, status, arrival.received_at, reason)


def _look_up(conn: Connection, shelf: Shelf, arrivals: Sequence[Arrival]) -> dict[str, Campaign]:
    """Return the campaigns of ``arrivals`` that exist, held, with their definitions put on the shelf."""
    wanted = {(one.submission.campaign, one.submission.definition) for one in arrivals if one.submission is not None}
    quarantine.await_registration(conn, exclusive=False)
    campaigns = catalogue.locked(conn, frozenset(key for key, _ in wanted))
    shelf.fetch(conn, [(campaigns[key].id, digest) for key, digest in wanted if key in campaigns])
    return campaigns


def _meaning(arrival: Arrival, campaigns: dict[str, Campaign], shelf: Shelf) -> Interpreted | Refused:
    try:
        return interpret(arrival, campaigns, shelf)
    except Refused as refused:
        return refused


def _release(conn: Connection, shelf: Shelf, campaigns: dict[str, Campaign], touched: set[int]) -> None:
    for campaign in campaigns.values():
        if campaign.id in touched:
            release(conn, campaign, shelf)
