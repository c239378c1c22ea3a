"""Scale scores (methods: mean of the items after reversal, on their own range and as 0-100; at least half
answered).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from surveys.answers import AnswerValue
from surveys.definition import Question, Survey


@dataclass(frozen=True, slots=True)
class ScaleScore:
    """One respondent's score on one scale."""

    scale: str
    mean: float  # on the items' own points, 1 = lowest
    out_of_100: float  # each item rescaled to 0-100 before the mean, so items may differ in points
    answered: int  # items with an answer other than "not applicable"
    items: int


def scale_score(survey: Survey, scale: str, answers: Mapping[str, AnswerValue]) -> ScaleScore | None:
    """Return the score on ``scale``, or None if fewer than half of its items were answered."""
    items = [question for question in survey if question.scale == scale]
    points = [(place, question) for question in items if (place := _place(question, answers.get(question.id)))]
    if not items or 2 * len(points) < len(items):
        return None
    rescaled = [100 * (place - 1) / (len(question.points) - 1) for place, question in points]
    return ScaleScore(
        scale=scale,
        mean=sum(place for place, _ in points) / len(points),
        out_of_100=sum(rescaled) / len(rescaled),
        answered=len(points),
        items=len(items),
    )


def _place(question: Question, answer: AnswerValue | None) -> int | None:
    """Return the place of an answer on its scale (1 = least of what is measured), or None outside of it."""
    codes = [option.code for option in question.points]
    if answer not in codes:
        return None
    place = codes.index(str(answer)) + 1
    return len(codes) + 1 - place if question.reversed else place
