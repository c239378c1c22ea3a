"""What the service holds of a campaign, a page at a time, and what is counted here of anonymous submissions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol
from uuid import UUID

from django.db.models import Sum

from surveys.contract import Holding, Holdings
from surveys.privacy import PrivacyMode
from xblock_impact.errors import DeliveryFailed
from xblock_impact.lms.models import DeliveredAnonymously, StoredParcel
from xblock_impact.lms.models.outbox import PENDING


class HoldingsService(Protocol):
    """What reconciling needs of the service; ``client.ServiceClient`` is one."""

    def get_holdings(self, campaign: str, after: UUID | None, now: datetime) -> Holdings:
        """Return a page of holdings. Raises DeliveryFailed."""


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
            self.count, self.listed = page.count, self.listed + len(page.holdings)
            yield from page.holdings
            if page.next is None:
                return
            if after is not None and page.next <= after:
                raise DeliveryFailed("the service's list of what it holds does not end")
            after = page.next


def delivered_anonymously(campaign: str) -> tuple[int, int]:
    """Return how many anonymous submissions the service acknowledged, and how many are under way."""
    counted = DeliveredAnonymously.objects.filter(campaign=campaign).aggregate(all=Sum("delivered", default=0))["all"]
    waiting = StoredParcel.objects.filter(campaign=campaign, mode=PrivacyMode.ANONYMOUS.value, status=PENDING)
    return int(counted), int(waiting.count())


def anonymous_campaigns() -> set[str]:
    """Return the keys of campaigns that anything was sent to anonymously, or waits for."""
    counted = DeliveredAnonymously.objects.order_by().values_list("campaign", flat=True)
    waiting = StoredParcel.objects.order_by().filter(mode=PrivacyMode.ANONYMOUS.value, status=PENDING)
    return {*counted.distinct(), *waiting.values_list("campaign", flat=True).distinct()}
