"""What became of the answers to the campaigns of one course."""

from __future__ import annotations

from dataclasses import dataclass

from xblock_impact.delivery.records import Tally
from xblock_impact.lms.models import CampaignCourse
from xblock_impact.lms.outbox.tallies import tally


@dataclass(frozen=True, slots=True)
class CampaignOfCourse:
    """One campaign of a course, as far as this course's blocks go."""

    campaign: str
    mode: str  # a PrivacyMode
    tally: Tally


def campaigns_of(course_key: str) -> list[CampaignOfCourse]:
    """Return every campaign that the course holds, by key. A course's blocks are known by how their keys begin."""
    blocks = f"block-v1:{course_key.removeprefix('course-v1:')}+"
    rows = CampaignCourse.objects.filter(course_key=course_key).order_by("campaign").values_list("campaign", "mode")
    return [CampaignOfCourse(key, mode, tally(campaign=key, usage_key__startswith=blocks)) for key, mode in rows]
