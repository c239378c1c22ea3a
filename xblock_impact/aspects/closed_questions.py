"""Which answers may become statements."""

from __future__ import annotations

from collections.abc import Mapping

from surveys.conditions import Condition
from surveys.definition import Question, Survey
from surveys.definition.model import TEXTS
from surveys.privacy import PrivacyClass


def closed_questions(survey: Survey) -> Mapping[str, Question]:
    """Return the questions, by id, whose answers can hold no words of the respondent's and are not sensitive.

    A question that is asked because of a sensitive answer is as sensitive: that it was asked gives the answer away.
    """
    sensitive: set[str] = set()
    closed: dict[str, Question] = {}
    for page in survey.pages:
        for question in page.questions:  # conditions look back, so one pass is enough
            if question.privacy is PrivacyClass.SENSITIVE or _looks_at(sensitive, page.condition, question.condition):
                sensitive.add(question.id)
            elif question.privacy is PrivacyClass.STANDARD and question.type not in TEXTS:
                closed[question.id] = question
    return closed


def _looks_at(names: set[str], *conditions: Condition | None) -> bool:
    return any(condition is not None and condition.variables & names for condition in conditions)
