"""What is held of a campaign's submissions, page by page, for an LMS to compare with what it delivered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Select, and_, distinct, func, select

from evaluation.campaigns import catalogue
from evaluation.campaigns.model import Campaign
from evaluation.campaigns.releases import COUNTED
from evaluation.errors import CampaignUnknown
from evaluation.ledger.arrivals import document_in
from evaluation.ledger.quarantine import waiting_in
from evaluation.storage.tables import ledger, quarantine, submissions
from surveys.contract import MAX_REVISION, Holding, Holdings, ReceiptStatus
from surveys.privacy import PrivacyMode

_READ_AT_ONCE = 50  # bodies in memory
_NAMED_MODES = (PrivacyMode.IDENTIFIED.value, PrivacyMode.CONFIDENTIAL.value)


def page_of_holdings(conn: Connection, campaign_key: str, after: UUID | None, limit: int) -> Holdings:
    """Return up to ``limit`` holdings of a campaign with ids above ``after``; of anonymous answers only the count.

    What waits in quarantine for an unknown campaign is held, too. ``conn`` sees one moment (a snapshot).
    """
    campaign = _known(conn, campaign_key)
    count = _count(conn, campaign_key, campaign)
    if campaign is not None and campaign.mode is PrivacyMode.ANONYMOUS:
        return Holdings(campaign_key, count, (), None)
    wanted = limit + 1  # one more tells whether there is another page
    found = {held.submission_id: held for held in _counting(conn, campaign, after, wanted)}
    for waiting in islice(_waiting(conn, campaign_key, after), wanted):
        counting = found.get(waiting.submission_id)
        if counting is None or waiting.revision > counting.revision:
            found[waiting.submission_id] = waiting
    page = [found[submission_id] for submission_id in sorted(found)[:wanted]]
    more = len(page) > limit
    return Holdings(campaign_key, count, tuple(page[:limit]), page[limit - 1].submission_id if more else None)


def _known(conn: Connection, campaign_key: str) -> Campaign | None:
    try:
        return catalogue.find(conn, campaign_key)
    except CampaignUnknown:
        return None


def _count(conn: Connection, campaign_key: str, campaign: Campaign | None) -> int:
    waiting = select(func.count(distinct(quarantine.c.submission_id))).where(waiting_in(campaign_key))
    if campaign is None:
        return conn.scalar(waiting) or 0
    mine = submissions.c.campaign_id == campaign.id
    counting = select(submissions.c.submission_id).where(mine)
    alone = conn.scalar(waiting.where(quarantine.c.submission_id.not_in(counting))) or 0
    return alone + (conn.scalar(select(func.count()).select_from(submissions).where(mine)) or 0)


def _counting(conn: Connection, campaign: Campaign | None, after: UUID | None, limit: int) -> Iterator[Holding]:
    if campaign is None:
        return
    entry = and_(
        ledger.c.campaign_id == submissions.c.campaign_id,
        ledger.c.submission_no == submissions.c.submission_no,
        ledger.c.revision == submissions.c.revision,
        ledger.c.status.in_(COUNTED),
    )
    rows = (
        select(submissions.c.submission_id, submissions.c.revision, ledger.c.digest)
        .join(ledger, entry)
        .where(submissions.c.campaign_id == campaign.id, ledger.c.campaign_id == campaign.id)
    )
    for row in conn.execute(_page(rows, submissions.c.submission_id, after).limit(limit)):
        yield Holding(row.submission_id, row.revision, row.digest, ReceiptStatus.ACCEPTED)


def _waiting(conn: Connection, campaign_key: str, after: UUID | None) -> Iterator[Holding]:
    """Yield the newest revision of each submission that waits, but for anonymous ones."""
    mine = waiting_in(campaign_key)
    ids = select(quarantine.c.submission_id).where(mine).distinct().limit(_READ_AT_ONCE)
    rows = (
        select(quarantine.c.submission_id, quarantine.c.digest, quarantine.c.body)
        .where(mine)
        .order_by(quarantine.c.submission_id, quarantine.c.received_at, quarantine.c.digest)
    )
    while chunk := conn.scalars(_page(ids, quarantine.c.submission_id, after)).all():
        found = conn.execute(rows.where(quarantine.c.submission_id.in_(chunk)))
        for _, revisions in groupby(found, key=lambda row: row.submission_id):
            yield from _newest(revisions)
        after = chunk[-1]


def _newest(rows: Iterable[Any]) -> Iterator[Holding]:
    named = [held for row in rows if (held := _held(row)) is not None]
    if named:
        yield max(named, key=lambda held: held.revision)  # of several the first, which came first


def _held(row: Any) -> Holding | None:
    """Return what waits; None for what is anonymous, and for what does not say in which revision, or that it is not."""
    document = document_in(row.body)
    mode, revision = document.get("mode"), document.get("revision")
    if mode not in _NAMED_MODES or type(revision) is not int or not 1 <= revision <= MAX_REVISION:
        return None
    return Holding(row.submission_id, revision, row.digest, ReceiptStatus.QUARANTINED)


def _page(rows: Select[Any], submission_id: Any, after: UUID | None) -> Select[Any]:
    ordered = rows.order_by(submission_id)
    return ordered if after is None else ordered.where(submission_id > after)
