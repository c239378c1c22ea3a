"""Which campaigns a course sends to."""

from __future__ import annotations

from datetime import datetime

from surveys.privacy import PrivacyMode
from xblock_impact.lms.database.clock import today
from xblock_impact.lms.models import CampaignCourse


def note_campaign(course_key: str, campaign: str, mode: PrivacyMode) -> None:
    """Take note that a course holds a campaign: from now on facts of its learners go there, earlier ones as well.

    The first mode counts, as at the service; nothing goes to an anonymous campaign. Of the time only the day is kept:
    of an anonymous answer, the first one, nothing finer may be.
    """
    CampaignCourse.objects.get_or_create(
        course_key=course_key, campaign=campaign, defaults={"mode": mode.value, "since": today()}
    )


def in_use_since(course_key: str, campaign: str) -> datetime | None:
    """Return the beginning (UTC) of the day on which the campaign was first answered, or first visited where a wave
    counts from that; None where it was not yet, or that was not kept.
    """
    rows = CampaignCourse.objects.filter(course_key=course_key, campaign=campaign)
    since: datetime | None = rows.values_list("since", flat=True).first()
    return since
