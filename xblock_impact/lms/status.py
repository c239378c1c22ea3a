"""What waits, by campaign: for operators and their monitoring."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from surveys.privacy import PrivacyMode
from xblock_impact.delivery.records import Tally
from xblock_impact.lms.database.clock import seconds_until
from xblock_impact.lms.models import Answered, DeliveredAnonymously, StoredParcel
from xblock_impact.lms.models.outbox import PENDING
from xblock_impact.lms.outbox.tallies import tally

_DAY = 86_400.0  # seconds


@dataclass(frozen=True, slots=True)
class CampaignStatus:
    """How one campaign stands in this LMS."""

    campaign: str
    tally: Tally
    waits: float | None  # seconds that the oldest pending parcel has waited at least; None when nothing waits


def statuses() -> tuple[CampaignStatus, ...]:
    """Return the status of every campaign that anything was ever accepted for, by key."""
    return tuple(CampaignStatus(key, tally(campaign=key), _waits(key)) for key in sorted(_campaigns()))


def longest_wait(campaigns: Iterable[CampaignStatus]) -> float:
    """Return how long anything has waited at least [s]."""
    return max((status.waits or 0.0 for status in campaigns), default=0.0)


def _campaigns() -> set[str]:
    found: set[str] = set()
    for model in (Answered, StoredParcel, DeliveredAnonymously):
        found.update(model.objects.order_by().values_list("campaign", flat=True).distinct())
    return found - {""}


def _waits(campaign: str) -> float | None:
    """Return a wait that nobody can doubt: of anonymous parcels the day is all that is known."""
    pending = StoredParcel.objects.filter(campaign=campaign, status=PENDING)
    anonymous = PrivacyMode.ANONYMOUS.value
    exact = seconds_until(pending.exclude(mode=anonymous), "accepted_at")
    by_day = seconds_until(pending.filter(mode=anonymous), "accepted_at")
    waits = [] if exact is None else [-exact]
    if by_day is not None:
        waits.append(max(-by_day - _DAY, 0.0))
    return max(waits, default=None)
