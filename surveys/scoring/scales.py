"""Scale scores: the mean of a scale's items after reversal, on their own points and from 0 to 100.

At least half of the items must be answered; the mean of those then stands for the others, as in the EORTC QLQ-C30
Scoring Manual (Fayers et al., 3rd edition, 2001).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from surveys.answers.values import AnswerValue
from surveys.definition.model import Question, Survey


@dataclass(frozen=True, slots=True)
class ScaleScore:
    """One respondent's score on one scale.

    ``mean`` is on the items' own ``points``, 1 the least of what is measured; both are None where items differ in
    points, so that only ``out_of_100`` means something.
    """

    scale: str
    mean: float | None  # 1 to ``points``
    points: int | None  # of every item
    out_of_100: float  # 0 to 100: each item rescaled before the mean
    answered: int  # items with an answer that has a place on the scale
    items: int  # of the scale, asked or not


def survey_scores(survey: Survey, answers: Mapping[str, AnswerValue]) -> Mapping[str, ScaleScore | None]:
    """Return the score on each scale of ``survey``, by the scale's id in the order of the definition.

    None where fewer than half of the items were answered. ``answers`` are checked answers by question id.
    """
    items: dict[str, list[Question]] = {scale.id: [] for scale in survey.scales}
    for question in survey:
        if question.scale is not None:
            items[question.scale].append(question)
    return {scale: _score(scale, of_scale, answers) for scale, of_scale in items.items()}


def scale_score(survey: Survey, scale: str, answers: Mapping[str, AnswerValue]) -> ScaleScore | None:
    """Return the score on ``scale``, or None if fewer than half of its items were answered."""
    return _score(scale, [question for question in survey if question.scale == scale], answers)


def place_on_scale(question: Question, answer: AnswerValue) -> int | None:
    """Return the place of ``answer`` among the points of ``question``: 1 for the least of what is measured.

    None for what has no place: "not applicable", "prefer not to say", and whatever is no code of a point.
    """
    codes = [option.code for option in question.points]
    if not isinstance(answer, str) or answer not in codes:
        return None
    place = codes.index(answer) + 1
    return len(codes) + 1 - place if question.reversed else place


def _score(scale: str, items: Sequence[Question], answers: Mapping[str, AnswerValue]) -> ScaleScore | None:
    placed = [(place, item) for item in items if (place := place_on_scale(item, answers.get(item.id)))]
    if not items or 2 * len(placed) < len(items):
        return None
    rescaled = [100 * (place - 1) / (len(item.points) - 1) for place, item in placed]
    points = {len(item.points) for item in items}
    alike = len(points) == 1
    return ScaleScore(
        scale=scale,
        mean=sum(place for place, _ in placed) / len(placed) if alike else None,
        points=points.pop() if alike else None,
        out_of_100=sum(rescaled) / len(rescaled),
        answered=len(placed),
        items=len(items),
    )
