"""One reader per question type: from what a browser or another system sent to the value that is stored.

A reader returns UNANSWERED for "not answered" and raises AnswerRefused for what cannot be meant. Readers take their
own output again unchanged, so the service checks with the same code as the block.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from surveys.answers.choices import read_code, read_codes, read_ranking
from surveys.answers.numbers import as_written, read_number, read_recommendation
from surveys.answers.parts import DECLINED_PART
from surveys.answers.times import read_date, read_duration
from surveys.answers.values import DECLINED, UNANSWERED, AnswerRefused, AnswerValue, Parts, Unanswered
from surveys.definition.model import Question, QuestionType

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_PART_TYPES = frozenset({QuestionType.DURATION, QuestionType.DATE, QuestionType.RANKING})


def read_answer(question: Question, raw: object) -> AnswerValue | Unanswered:
    """Return the answer that ``raw`` gives to ``question``, UNANSWERED if it gives none. Raises AnswerRefused.

    ``raw`` is None where "prefer not to say" was stored, and ``Parts`` where a form sent the answer in parts.
    """
    if isinstance(raw, str) and raw and raw != DECLINED:  # most answers: looked at first
        return READERS[question.type](question, raw)
    if raw is None:
        return None if question.declinable else UNANSWERED
    if raw in ("", []):
        return UNANSWERED
    if question.declinable and raw in (DECLINED, [DECLINED]):
        return None
    if isinstance(raw, Parts):
        return _read_parts(question, raw)
    if question.declinable and isinstance(raw, list) and DECLINED in raw:
        raise AnswerRefused("answer_or_decline")
    return READERS[question.type](question, raw)


def _read_parts(question: Question, parts: Parts) -> AnswerValue | Unanswered:
    rest = Parts({name: part for name, part in parts.items() if name != DECLINED_PART and part not in (None, "")})
    whole = rest if question.type in _PART_TYPES else rest.pop("", "")
    if question.type not in _PART_TYPES and rest:
        raise AnswerRefused("answer_in_parts")
    answer = UNANSWERED if whole in ("", {}) else READERS[question.type](question, whole)
    if not question.declinable or parts.get(DECLINED_PART) in (None, ""):
        return answer
    if answer not in (UNANSWERED, None):
        raise AnswerRefused("answer_or_decline")
    return None


def _read_short_text(question: Question, raw: object) -> AnswerValue | Unanswered:
    text = _read_text(question, raw)
    return " ".join(text.split()) if isinstance(text, str) else text


def _read_text(question: Question, raw: object) -> AnswerValue | Unanswered:
    if not isinstance(raw, str):
        raise AnswerRefused("text_expected")
    # Browsers send CR LF; a text must read the same after a second pass.
    text = (raw.replace("\r\n", "\n").replace("\r", "\n") if "\r" in raw else raw).strip()
    if _UNSTORABLE.search(text):
        raise AnswerRefused("unreadable_characters")
    if question.maximum is not None and len(text) > question.maximum:
        raise AnswerRefused("text_too_long", maximum=as_written(question.maximum), length=len(text))
    if text == DECLINED and question.declinable:
        return None
    return text or UNANSWERED


READERS: Mapping[QuestionType, Callable[[Question, object], AnswerValue | Unanswered]] = {
    QuestionType.SINGLE_CHOICE: read_code,
    QuestionType.MULTIPLE_RESPONSE: read_codes,
    QuestionType.SCALE: read_code,
    QuestionType.RECOMMENDATION: read_recommendation,
    QuestionType.NUMBER: read_number,
    QuestionType.DURATION: read_duration,
    QuestionType.DATE: read_date,
    QuestionType.RANKING: read_ranking,
    QuestionType.SHORT_TEXT: _read_short_text,
    QuestionType.FREE_TEXT: _read_text,
}
