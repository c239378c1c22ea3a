"""Which campaigns a course sends to."""

from __future__ import annotations

from surveys.privacy import PrivacyMode
from xblock_impact.lms.models import CampaignCourse


def note_campaign(course_key: str, campaign: str, mode: PrivacyMode) -> None:
    """Take note that a course holds a campaign: from now on facts of its learners go there, earlier ones as well.

    The first mode counts, as at the service; nothing goes to an anonymous campaign.
    """
    CampaignCourse.objects.get_or_create(course_key=course_key, campaign=campaign, defaults={"mode": mode.value})
