"""Counting submissions in the database."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Exists, Min, OuterRef, Q, Sum

from surveys.contract import ReceiptStatus
from xblock_impact.delivery.records import Tally
from xblock_impact.lms.models import Answered, DeliveredAnonymously, StoredParcel
from xblock_impact.lms.models.outbox import PENDING


def tally_of(usage_key: str) -> Tally:
    """Return the tally of one block."""
    return tally(usage_key=usage_key)


def tally(**among: str) -> Tally:
    """Return the tally of everything whose columns have the values in ``among``: ``usage_key`` or ``campaign``."""
    parcels = StoredParcel.objects.filter(**among)
    counts = parcels.aggregate(
        pending=Count("submission_id", distinct=True, filter=Q(status=PENDING)),
        oldest=Min("accepted_at", filter=Q(status=PENDING)),
    )
    accepted = Answered.objects.filter(**among).count()
    anonymously = DeliveredAnonymously.objects.filter(**among).aggregate(all=Sum("quarantined", default=0))["all"]
    return Tally(
        accepted=accepted,
        delivered=max(accepted - counts["pending"], 0),
        quarantined=_quarantined(parcels) + anonymously,
        pending=counts["pending"],
        oldest_pending_at=counts["oldest"],
        last_failure=_last_failure(parcels),
    )


def _quarantined(parcels: Any) -> int:
    """Return how many submissions are quarantined as they are now: not those that a later revision replaced."""
    later = StoredParcel.objects.filter(submission_id=OuterRef("submission_id"), revision__gt=OuterRef("revision"))
    replaced = Exists(later.exclude(status=PENDING))
    return int(parcels.filter(~replaced, status=ReceiptStatus.QUARANTINED.value).count())


def _last_failure(parcels: Any) -> str:
    """Return the failure of what was postponed furthest."""
    failed = parcels.filter(status=PENDING).exclude(last_failure="").order_by("-next_attempt_at")
    return failed.values_list("last_failure", flat=True).first() or ""


def pending() -> int:
    """Return how many parcels wait in this LMS."""
    return int(StoredParcel.objects.filter(status=PENDING).count())
