"""The recommendation question, 0 to 10: what one answer counts as, and the score of many.

Groups and score are those of F. F. Reichheld, "The One Number You Need to Grow", Harvard Business Review 81(12), 2003.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from enum import StrEnum

from surveys.answers.numbers import HIGHEST_RECOMMENDATION
from surveys.answers.values import AnswerValue

FIRST_PASSIVE = 7
"""Lowest answer that does not count against the score."""

FIRST_PROMOTER = 9
"""Lowest answer that counts for it."""


class RecommendationGroup(StrEnum):
    """What an answer to a recommendation question counts as."""

    DETRACTOR = "detractor"  # 0 to 6
    PASSIVE = "passive"  # 7 or 8
    PROMOTER = "promoter"  # 9 or 10


def recommendation_group(answer: AnswerValue) -> RecommendationGroup | None:
    """Return the group of one checked answer; None for "prefer not to say" and for whatever is not 0 to 10."""
    if type(answer) is not int or not 0 <= answer <= HIGHEST_RECOMMENDATION:
        return None
    if answer >= FIRST_PROMOTER:
        return RecommendationGroup.PROMOTER
    return RecommendationGroup.PASSIVE if answer >= FIRST_PASSIVE else RecommendationGroup.DETRACTOR


def recommendation_score(answers: Iterable[AnswerValue]) -> float | None:
    """Return the share of promoters less that of detractors [percentage points, -100 to 100]; None of nobody.

    Both are shares of those who gave a number.
    """
    groups = Counter(group for answer in answers if (group := recommendation_group(answer)) is not None)
    if not groups:
        return None
    return 100 * (groups[RecommendationGroup.PROMOTER] - groups[RecommendationGroup.DETRACTOR]) / groups.total()
