"""What became of the answers to the campaigns of one course, in three queries whatever their number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, Sum

from surveys.contract import ReceiptStatus
from xblock_impact.lms.models import CampaignCourse, DeliveredAnonymously, StoredParcel
from xblock_impact.lms.models.outbox import PENDING


@dataclass(frozen=True, slots=True)
class Counts:
    """Submissions to one campaign from one course; a changed one counts once."""

    campaign: str
    mode: str  # a PrivacyMode
    pending: int  # the service has not acknowledged them, or not their last change
    delivered: int  # it has; the quarantined are among them
    quarantined: int

    @property
    def accepted(self) -> int:
        """Everything that learners got a receipt for."""
        return self.pending + self.delivered


def counts_of_course(course_key: str) -> list[Counts]:
    """Return the counts of every campaign that the course holds, by key."""
    parcels, anonymous = _parcels(course_key), _delivered_anonymously(course_key)
    found = []
    for campaign, mode in _campaigns(course_key):
        kept = parcels.get(campaign, {})
        gone = anonymous.get(campaign, {})
        pending = kept.get("pending", 0)
        delivered = kept.get("all", 0) - pending + (gone.get("delivered") or 0)
        quarantined = kept.get("quarantined", 0) + (gone.get("quarantined") or 0)
        found.append(Counts(campaign, mode, pending, delivered, quarantined))
    return found


def _campaigns(course_key: str) -> Any:
    return CampaignCourse.objects.filter(course_key=course_key).order_by("campaign").values_list("campaign", "mode")


def _parcels(course_key: str) -> dict[str, dict[str, int]]:
    def submissions(status: str) -> Count:
        return Count("submission_id", distinct=True, filter=Q(status=status))

    campaigns = CampaignCourse.objects.filter(course_key=course_key).values("campaign")
    rows = (
        StoredParcel.objects.filter(campaign__in=campaigns, course_key=course_key)
        .values("campaign")
        .annotate(
            all=Count("submission_id", distinct=True),
            pending=submissions(PENDING),
            quarantined=submissions(ReceiptStatus.QUARANTINED.value),
        )
    )
    return {row["campaign"]: row for row in rows}


def _delivered_anonymously(course_key: str) -> dict[str, dict[str, int]]:
    """Return the sums of this course's blocks, which are known by the beginning of their keys."""
    blocks = f"block-v1:{course_key.removeprefix('course-v1:')}+"
    rows = (
        DeliveredAnonymously.objects.filter(usage_key__startswith=blocks)
        .values("campaign")
        .annotate(all_delivered=Sum("delivered"), all_quarantined=Sum("quarantined"))
    )
    return {row["campaign"]: {"delivered": row["all_delivered"], "quarantined": row["all_quarantined"]} for row in rows}
