"""Answers given to one version of a survey, made ready to stand beside those given to the other.

The answers themselves are never changed: they belong to the version that they were given to. What is returned here is
for figures over both.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from surveys.answers.readers import read_answer
from surveys.answers.values import UNANSWERED, AnswerRefused, AnswerValue, Unanswered
from surveys.definition.model import Question
from surveys.versions.model import Comparison, QuestionComparison, Recoding, Verdict

_AS_IT_IS = Recoding()


@dataclass(frozen=True, slots=True)
class Recoded:
    """One respondent's answers in the terms of both versions.

    Each of ``answers`` is one that the new version takes; ``out_of_100`` holds those to scales that only compare from 0
    to 100, the key not applied. ``left_out`` names every other answer that there was.
    """

    answers: Mapping[str, AnswerValue]
    out_of_100: Mapping[str, float]
    left_out: tuple[str, ...]


def recode(comparison: Comparison, answers: Mapping[str, AnswerValue]) -> Recoded:
    """Return ``answers``, checked ones given to the old version, by question id, recoded."""
    return _recoded(comparison, answers, lambda question: question.old_recoding)


def recode_new(comparison: Comparison, answers: Mapping[str, AnswerValue]) -> Recoded:
    """Return ``answers``, checked ones given to the new version, by question id, recoded to compare with old ones."""
    return _recoded(comparison, answers, lambda question: question.new_recoding)


_KEPT = frozenset({Verdict.COMPARABLE, Verdict.AFTER_RECODING})


def _recoded(
    comparison: Comparison,
    answers: Mapping[str, AnswerValue],
    recoding_of: Callable[[QuestionComparison], Recoding | None],
) -> Recoded:
    kept: dict[str, AnswerValue] = {}
    out_of_100: dict[str, float] = {}
    for name, compared in comparison.questions.items():
        if name not in answers or compared.verdict not in _KEPT:
            continue
        value, recoding = answers[name], recoding_of(compared) or _AS_IT_IS
        if isinstance(value, str) and value in recoding.out_of_100:
            out_of_100[name] = recoding.out_of_100[value]
            continue
        recoded = _taken(comparison.new.questions[name], _recode_value(value, recoding))
        if recoded is not UNANSWERED:
            kept[name] = recoded
    left_out = tuple(name for name in answers if name not in kept and name not in out_of_100)
    return Recoded(kept, out_of_100, left_out)


def _taken(question: Question, value: AnswerValue | Unanswered) -> AnswerValue | Unanswered:
    """Return ``value`` as the new version stores it, UNANSWERED if it would refuse it."""
    if value is UNANSWERED:
        return UNANSWERED
    try:
        return read_answer(question, value)
    except AnswerRefused:
        return UNANSWERED


def _recode_value(value: AnswerValue, recoding: Recoding) -> AnswerValue | Unanswered:
    if value is None:
        return UNANSWERED if recoding.without_declined else None
    if isinstance(value, list):
        return _recode_list(value, recoding)
    if isinstance(value, str):
        code = recoding.codes.get(value, value)
        return UNANSWERED if code is None or _is_outside(code, recoding) else code
    number = math.floor(value + 0.5) if recoding.rounded else value
    return UNANSWERED if _is_outside(number, recoding) else number


def _recode_list(codes: list[str], recoding: Recoding) -> AnswerValue | Unanswered:
    if len(codes) > 1 and not set(recoding.alone).isdisjoint(codes):
        return UNANSWERED
    recoded = dict.fromkeys(recoding.codes.get(code, code) for code in codes)
    return [code for code in recoded if code is not None][: recoding.places] or UNANSWERED


def _is_outside(value: str | float, recoding: Recoding) -> bool:
    """Return whether ``value`` is beyond the limits, which are of its own kind: numbers, or days in ISO form."""
    lowest, highest = recoding.at_least, recoding.at_most
    if isinstance(value, str):
        return (isinstance(lowest, str) and value < lowest) or (isinstance(highest, str) and value > highest)
    return (isinstance(lowest, int | float) and value < lowest) or (
        isinstance(highest, int | float) and value > highest
    )
