"""One reader per question type: from what a browser or another system sent to the value that is stored.

A reader returns None for "not answered" and raises AnswerRefused for what cannot be meant. Readers take their
own output again unchanged, so the service checks with the same code as the block.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable

from surveys.answers.values import AnswerRefused, AnswerValue
from surveys.definition.model import Question, QuestionType
from surveys.limits import MAX_NUMBER

MAX_NUMBER_TEXT = 32  # characters typed into a number field
_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")
# 1.500 is one and a half to some and fifteen hundred to others.
_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}(?:[.,]\d{3})+(?:[.,]\d+)?")
# 1 500 and 1'500, with any of the spaces and apostrophes that keyboards and spreadsheets give.
_SPACED_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}(?:[\s'’]\d{3})+(?:[.,]\d+)?")
_WITH_UNIT = re.compile(r"[+-]?\d+(?:[.,]\d+)?\s*[^\W\d_][^\d]*")  # 45 min; but 1e3 and 1h30 are something else
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
HIGHEST_RECOMMENDATION = 10


def read_answer(question: Question, raw: object) -> AnswerValue | None:
    """Return the answer that ``raw`` gives to ``question``, None if it gives none. Raises AnswerRefused."""
    if raw is None or raw == "":
        return None
    return _READERS[question.type](question, raw)


def _read_code(question: Question, raw: object) -> AnswerValue | None:
    if not isinstance(raw, str) or raw not in question.codes:
        raise AnswerRefused("choose_an_option")
    return raw


def _read_number(question: Question, raw: object) -> AnswerValue | None:
    if isinstance(raw, str):
        _refuse_decorated(question, raw.strip())
    number = _number(raw)
    if number is None:
        return None
    if question.whole and number != math.floor(number):
        raise AnswerRefused("whole_number")
    if question.minimum is not None and number < question.minimum:
        raise AnswerRefused("at_least", minimum=_plain(question.minimum))
    if question.maximum is not None and number > question.maximum:
        raise AnswerRefused("at_most", maximum=_plain(question.maximum))
    return _plain(number)


def _refuse_decorated(question: Question, typed: str) -> None:
    """Refuse a number with more than the number in it, and say which part is too much."""
    if _SPACED_THOUSANDS.fullmatch(typed) or (question.whole and _THOUSANDS.fullmatch(typed)):
        raise AnswerRefused("no_thousands")
    if question.unit is not None and len(typed) <= MAX_NUMBER_TEXT and _WITH_UNIT.fullmatch(typed):
        raise AnswerRefused("number_only", unit=question.unit)


def _read_recommendation(_question: Question, raw: object) -> AnswerValue | None:
    number = _number(raw)
    if number is None:
        return None
    if number != math.floor(number) or not 0 <= number <= HIGHEST_RECOMMENDATION:
        raise AnswerRefused("from_0_to_10")
    return int(number)


def _read_text(question: Question, raw: object) -> AnswerValue | None:
    if not isinstance(raw, str):
        raise AnswerRefused("text_expected")
    # Browsers send CR LF; a text must read the same after a second pass.
    text = raw.replace("\r\n", "\n").replace("\r", "\n").strip()
    if _UNSTORABLE.search(text):
        raise AnswerRefused("unreadable_characters")
    if question.maximum is not None and len(text) > question.maximum:
        raise AnswerRefused("text_too_long", maximum=_plain(question.maximum), length=len(text))
    return text or None


def _number(raw: object) -> float | int | None:
    if isinstance(raw, bool) or not isinstance(raw, str | int | float):
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


def _plain(number: float) -> int | float:
    """Return an integral number as int, so that 45 and 45.0 are one answer with one digest."""
    return int(number) if number == math.floor(number) else number


_READERS: dict[QuestionType, Callable[[Question, object], AnswerValue | None]] = {
    QuestionType.SINGLE_CHOICE: _read_code,
    QuestionType.SCALE: _read_code,
    QuestionType.NUMBER: _read_number,
    QuestionType.RECOMMENDATION: _read_recommendation,
    QuestionType.FREE_TEXT: _read_text,
}
