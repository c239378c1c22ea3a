"""Under which options an answer is counted."""

from __future__ import annotations

from surveys.answers.values import DECLINED, AnswerValue
from surveys.definition.model import TEXTS, Question, QuestionType

ANSWERED = "answered"
"""The one option under which texts are counted: that something was written, never what."""

RESPONDENTS = "~respondents"
"""Counted once for each list of codes: what shares of its options are shares of."""


def options_of(question: Question, value: AnswerValue) -> tuple[str, ...]:
    """Return what ``value`` counts under.

    An option's code, a number or a date as written, ANSWERED for texts. A list counts under RESPONDENTS and each of
    its codes; in a ranking under ``ranked(place, code)``.
    """
    if value is None:
        return (DECLINED,)
    if isinstance(value, list):
        codes = [ranked(place, code) for place, code in enumerate(value, 1)] if _ranks(question) else value
        return (RESPONDENTS, *codes)
    return (ANSWERED,) if question.type in TEXTS else (str(value),)


def ranked(place: int, code: str) -> str:
    """Return what an option on ``place`` of a ranking counts under, as in ``1~speed``."""
    return f"{place}~{code}"


def _ranks(question: Question) -> bool:
    return question.type is QuestionType.RANKING
