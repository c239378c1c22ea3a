"""Folding what a form sends under several names into one raw answer a question."""

from __future__ import annotations

from collections.abc import Mapping

from surveys.answers.values import DECLINED, Parts
from surveys.definition.making import other_id
from surveys.definition.model import Question, QuestionType, Survey

SEPARATOR = "."
"""Between a question's id, which has no such character, and the name of a part."""

DECLINED_PART = DECLINED
"""The part that says "prefer not to say" of an answer that is typed or ranked. No code of an option is called so."""


def part_name(question_id: str, part: str) -> str:
    """Return the name under which a form sends one part of an answer."""
    return f"{question_id}{SEPARATOR}{part}"


def question_of(name: str) -> str:
    """Return the id of the question that the form's input ``name`` belongs to."""
    return name.partition(SEPARATOR)[0]


def fold_parts(raw: Mapping[str, object]) -> dict[str, object]:
    """Return ``raw`` (what was sent, by input name) with one entry a question; parts are gathered in ``Parts``."""
    parts = [name for name in raw if SEPARATOR in name]
    if not parts:
        return dict(raw)
    folded = {name: value for name, value in raw.items() if SEPARATOR not in name}
    for name in parts:
        question_id, _, part = name.partition(SEPARATOR)
        gathered = folded.get(question_id)
        if not isinstance(gathered, Parts):
            gathered = folded[question_id] = Parts({} if gathered is None else {"": gathered})
        gathered[part] = raw[name]
    return folded


def tick_other(survey: Survey, raw: dict[str, object]) -> None:
    """Choose the option "other" for whoever wrote its words and did not: in ``raw``, unless another one is chosen."""
    for question in survey.with_other:
        option = question.other
        words = raw.get(other_id(question.id))
        if option is None or not isinstance(words, str) or not words.strip():
            continue
        chosen = raw.get(question.id, "")
        if chosen is None and question.declinable:
            continue  # preferring not to say is a choice, too
        if question.type is QuestionType.MULTIPLE_RESPONSE:
            raw[question.id] = _with_code(question, chosen, option.code)
        elif chosen in (None, ""):
            raw[question.id] = option.code


def _with_code(question: Question, chosen: object, code: str) -> object:
    if chosen in (None, ""):
        return [code]
    codes = [chosen] if isinstance(chosen, str) else chosen
    if (
        not isinstance(codes, list)
        or code in codes
        or any(one.code in codes for one in question.options if one.exclusive)
    ):
        return chosen
    return [*codes, code]
