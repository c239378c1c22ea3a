"""What became of the answers to the campaigns of one course, as far as it may be said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from surveys.privacy import PrivacyMode
from xblock_impact.answering.response_rate import Rates, rates_for
from xblock_impact.configuration.reading import Configuration
from xblock_impact.delivery.records import Tally
from xblock_impact.lms.facts.responses import BlockOfCourse, responses_to
from xblock_impact.lms.instructor_tab.configurations import configuration_of
from xblock_impact.lms.models import Answered, CampaignCourse
from xblock_impact.lms.outbox.tallies import tally


@dataclass(frozen=True, slots=True)
class BlockRates:
    """What may be said of one block, and its settings; None where these cannot be read."""

    rates: Rates
    configuration: Configuration | None


@dataclass(frozen=True, slots=True)
class CampaignOfCourse:
    """One campaign of a course, as far as this course's blocks go."""

    campaign: str
    mode: str  # a PrivacyMode
    tally: Tally
    blocks: tuple[BlockRates, ...]

    @property
    def rates(self) -> Rates:
        """Return what may be said of all blocks together: no more than of each."""
        said = [one.rates for one in self.blocks]
        return Rates((), sum(one.submissions for one in said), exact=all(one.exact for one in said))


def campaigns_of(course_key: str, now: datetime) -> list[CampaignOfCourse]:
    """Return every campaign that the course holds, by key. A course's blocks are known by how their keys begin."""
    blocks = f"block-v1:{course_key.removeprefix('course-v1:')}+"
    rows = CampaignCourse.objects.filter(course_key=course_key).order_by("campaign").values_list("campaign", "mode")
    return [
        CampaignOfCourse(
            key,
            mode,
            tally(campaign=key, usage_key__startswith=blocks),
            tuple(
                _rates(BlockOfCourse(usage_key, course_key, key), accepted, mode, now)
                for usage_key, accepted in _accepted(key, blocks).items()
            ),
        )
        for key, mode in rows
    ]


def _accepted(campaign: str, blocks: str) -> Mapping[str, int]:
    """Return how many submissions each block has."""
    answered = Answered.objects.filter(campaign=campaign, usage_key__startswith=blocks)
    return dict(answered.values_list("usage_key").annotate(Count("pk")).order_by("usage_key"))


def _rates(block: BlockOfCourse, accepted: int, mode: str, now: datetime) -> BlockRates:
    configuration = configuration_of(block.usage_key)
    if configuration is None or configuration.campaign != block.campaign:
        by_name = mode == PrivacyMode.IDENTIFIED.value
        return BlockRates(Rates((), accepted if by_name else 0, exact=by_name), None)
    return BlockRates(rates_for(accepted, responses_to(block, configuration.plan, now), configuration), configuration)
