"""Reading numbers as people type them."""

from __future__ import annotations

import math
import re

from surveys.answers.values import UNANSWERED, AnswerRefused, AnswerValue, Unanswered
from surveys.definition.model import Question
from surveys.limits import MAX_NUMBER

MAX_NUMBER_TEXT = 32  # characters typed into a number field
DIGIT = "[0-9٠-٩۰-۹]"
"""What counts as a digit, here and in the form's script: European, Arabic and Persian ones."""

_NUMBER_OR_TEXT = (str, int, float)
_NUMBER = re.compile(rf"[+-]?{DIGIT}+([.,]{DIGIT}+)?")
# 1.500 is one and a half to some and fifteen hundred to others.
_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}(?:[.,]\d{3})+(?:[.,]\d+)?")
# 1 500 and 1'500, with any of the spaces and apostrophes that keyboards and spreadsheets give.
_SPACED_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}(?:[\s'’]\d{3})+(?:[.,]\d+)?")
_WITH_UNIT = re.compile(r"[+-]?\d+(?:[.,]\d+)?\s*[^\W\d_][^\d]*")  # 45 min; but 1e3 and 1h30 are something else
HIGHEST_RECOMMENDATION = 10


def read_number(question: Question, raw: object) -> AnswerValue | Unanswered:
    """Return a number in the question's unit."""
    if isinstance(raw, str):
        _refuse_decorated(question, raw.strip())
    number = read_plain_number(raw)
    if number is None:
        return UNANSWERED
    if question.whole and number != whole(number):
        raise AnswerRefused("whole_number")
    if question.minimum is not None and number < question.minimum:
        raise AnswerRefused("at_least", minimum=as_written(question.minimum))
    if question.maximum is not None and number > question.maximum:
        raise AnswerRefused("at_most", maximum=as_written(question.maximum))
    return as_written(number)


def read_recommendation(_question: Question, raw: object) -> AnswerValue | Unanswered:
    """Return a whole number from 0 to HIGHEST_RECOMMENDATION."""
    number = read_plain_number(raw)
    if number is None:
        return UNANSWERED
    if number != whole(number) or not 0 <= number <= HIGHEST_RECOMMENDATION:
        raise AnswerRefused("from_0_to_10")
    return int(number)


def read_plain_number(raw: object) -> float | int | None:
    """Return the number in ``raw``, None for none. Raises AnswerRefused for anything that is not just a number."""
    if raw is None:
        return None
    if isinstance(raw, bool) or not isinstance(raw, _NUMBER_OR_TEXT):
        raise AnswerRefused("number_expected")
    if isinstance(raw, str):
        typed = raw.strip()
        if not typed:
            return None
        if len(typed) > MAX_NUMBER_TEXT or not _NUMBER.fullmatch(typed):
            raise AnswerRefused("number_expected")
        raw = float(typed.replace(",", "."))
    if not -MAX_NUMBER <= raw <= MAX_NUMBER:  # NaN is not, either
        raise AnswerRefused("number_too_large")
    return raw


def whole(number: float) -> int:
    """Return the whole number at or below ``number``."""
    return math.floor(number)


def as_written(number: float) -> int | float:
    """Return an integral number as int, so that 45 and 45.0 are one answer with one digest."""
    return int(number) if number == whole(number) else number


def _refuse_decorated(question: Question, typed: str) -> None:
    """Refuse a number with more than the number in it, and say which part is too much."""
    if _SPACED_THOUSANDS.fullmatch(typed) or (question.whole and _THOUSANDS.fullmatch(typed)):
        raise AnswerRefused("no_thousands")
    if question.unit is not None and len(typed) <= MAX_NUMBER_TEXT and _WITH_UNIT.fullmatch(typed):
        raise AnswerRefused("number_only", unit=question.unit)
