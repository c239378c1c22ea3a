"""The two sides of a reconciliation, a page at a time: the outbox here, and the list of holdings there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import product
from typing import Any, Protocol
from uuid import UUID

from django.db import connection
from django.db.models import CharField, Sum
from django.db.models.functions import Cast

from surveys.contract import Holding, Holdings
from surveys.privacy import PrivacyMode
from xblock_impact.errors import DeliveryFailed
from xblock_impact.lms.models import DeliveredAnonymously, StoredParcel
from xblock_impact.lms.models.outbox import PENDING
from xblock_impact.lms.reconciliation import Sent

PAGE = 1_000  # submissions that are in memory at once, roughly: their ids are random


class HoldingsService(Protocol):
    """What reconciling needs of the service; ``client.ServiceClient`` is one."""

    def get_holdings(self, campaign: str, after: UUID | None, now: datetime) -> Holdings | None:
        """Return a page of holdings, None where the service does not know the campaign. Raises DeliveryFailed."""


@dataclass
class Held:
    """What the service holds of a campaign. ``count`` is known once the first page was read."""

    service: HoldingsService
    campaign: str
    count: int = field(default=0, init=False)  # of the whole campaign
    listed: int = field(default=0, init=False)  # of these, named by id

    def __iter__(self) -> Iterator[Holding]:
        """Yield the holdings by id, none in anonymous mode. Raises DeliveryFailed."""
        after: UUID | None = None
        while True:
            page = self.service.get_holdings(self.campaign, after, datetime.now(UTC))
            if page is None:
                return
            self.count, self.listed = page.count, self.listed + len(page.holdings)
            yield from page.holdings
            if page.next is None:
                return
            if after is not None and page.next <= after:
                raise DeliveryFailed("the service's list of what it holds does not end")
            after = page.next


def sent_to(campaign: str) -> Iterator[Sent]:
    """Yield the submissions to a campaign that this LMS knows, by id; none that were sent anonymously."""
    rows = StoredParcel.objects.filter(campaign=campaign).exclude(mode=PrivacyMode.ANONYMOUS.value)
    for digits in product("0123456789abcdef", repeat=_digits(rows.count())):
        yield from _page(_beginning_with("".join(digits), rows))


def _digits(count: int) -> int:
    """Return by how many of their first digits ``count`` ids fall into groups of about a page or less."""
    digits = 0
    while count > PAGE * 16**digits:
        digits += 1
    return digits


def _beginning_with(digits: str, rows: Any) -> Any:
    """Return those of ``rows`` whose id begins with ``digits``. Databases sort ids by their digits, but for MariaDB,
    which begins in the middle.
    """
    if connection.vendor == "mysql" and connection.features.has_native_uuid_field:
        text = Cast("submission_id", CharField(max_length=36))
        return rows.annotate(text=text).filter(text__startswith=digits)
    low, high = UUID(digits.ljust(32, "0")), UUID(digits.ljust(32, "f"))
    return rows.filter(submission_id__range=(low, high))


def _page(rows: Any) -> Iterator[Sent]:
    """Yield the submissions in ``rows``, in order."""
    revisions: dict[UUID, list[Any]] = defaultdict(list)
    for row in rows.values_list("submission_id", "revision", "status", "digest", "account", named=True):
        revisions[row.submission_id].append(row)
    for submission_id in sorted(revisions):
        yield _sent(submission_id, revisions[submission_id])


def _sent(submission_id: UUID, rows: list[Any]) -> Sent:
    newest = max(row.revision for row in rows)
    acknowledged = [row for row in rows if row.status != PENDING]
    if not acknowledged:
        return Sent(submission_id, None, "", newest)
    last = max(acknowledged, key=lambda row: row.revision)
    return Sent(submission_id, last.revision, last.digest, newest, withdrawn=last.account is None)


def delivered_anonymously(campaign: str) -> tuple[int, int]:
    """Return how many anonymous submissions the service acknowledged, and how many are under way."""
    counted = DeliveredAnonymously.objects.filter(campaign=campaign).aggregate(all=Sum("delivered", default=0))["all"]
    waiting = StoredParcel.objects.filter(campaign=campaign, mode=PrivacyMode.ANONYMOUS.value, status=PENDING)
    return int(counted), int(waiting.count())


def campaigns_here() -> list[str]:
    """Return the keys of all campaigns that anything was ever sent to, or waits for."""
    found: set[str] = set()
    for model in (StoredParcel, DeliveredAnonymously):
        found.update(model.objects.order_by().values_list("campaign", flat=True).distinct())
    return sorted(found)
