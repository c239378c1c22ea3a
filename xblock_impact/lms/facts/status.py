"""What waits of facts about learners: for operators and their monitoring."""

from __future__ import annotations

from dataclasses import dataclass

from xblock_impact.lms.facts.delivery import REFUSED
from xblock_impact.lms.models import FactDelivery, LearnerFact
from xblock_impact.lms.models.outbox import PENDING


@dataclass(frozen=True, slots=True)
class FactsStatus:
    """How many facts wait, and why the one that was postponed furthest was not taken."""

    pending: int  # to be told, each to one campaign
    new: int  # of which it is not yet known which campaigns they are told to
    refused: int  # that their campaign does not take, as when it has another privacy mode at the service
    last_failure: str = ""


def facts_status() -> FactsStatus:
    """Return what waits."""
    pending = FactDelivery.objects.filter(status=PENDING)
    failed = pending.exclude(last_failure="").order_by("-next_attempt_at")
    return FactsStatus(
        pending.count(),
        LearnerFact.objects.filter(laid_out=False).count(),
        FactDelivery.objects.filter(status=REFUSED).count(),
        failed.values_list("last_failure", flat=True).first() or "",
    )
