"""What a campaign's surveys ask, and how it reads to somebody who looks at the answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, TypeAlias

from evaluation.results.question import Wording
from surveys.definition import Option, Question, QuestionType, Survey
from surveys.levels import Level
from surveys.placeholders import without_answers
from surveys.texts import Text

Key: TypeAlias = tuple[str, int, Level, QuestionType]
"""What answers are kept apart by: question id, version, level, type."""


class AskedQuestion(NamedTuple):
    """A question of a campaign, over all of its surveys."""

    question: Question  # as in the newest survey
    options: tuple[Option, ...]  # of all surveys, the newest survey's first: no answer loses its name
    conditional: bool  # whether some survey spares it to some


Asked: TypeAlias = Mapping[Key, AskedQuestion]


def asked_questions(surveys: tuple[Survey, ...]) -> Asked:
    """Return every question of ``surveys`` (newest first) once, in the order of the newest form."""
    asked: dict[Key, AskedQuestion] = {}
    for page in (page for survey in surveys for page in survey.pages):
        for question in page.questions:
            key = (question.id, question.version, question.level, question.type)
            newest, options, before = asked.get(key, (question, (), False))
            known = {option.code for option in options}
            more = (option for option in question.options if option.code not in known)
            conditional = before or page.condition is not None or question.condition is not None
            asked[key] = AskedQuestion(newest, (*options, *more), conditional)
    return asked


def wording_of(question: Question, asked: Asked, language: str) -> Wording:
    """Return the words of ``question`` for a reader of ``language``.

    An item of a battery, and what was written for "other", say nothing without the text that they belong to. Where a
    respondent read an earlier answer, there are the words for when there is none.
    """
    stem, item = _stem(question, asked), _said(question.text, language)
    whole = item if stem is None else f"{_said(stem, language)} – {item}"
    battery = question.battery
    return Wording(
        text=whole,
        language=question.text.language_for(language),
        battery=None if battery is None else battery.id,
        stem=None if battery is None else _said(battery.text, language),
        item=None if battery is None else item,
    )


def _stem(question: Question, asked: Asked) -> Text | None:
    if question.battery is not None:
        return question.battery.text
    if question.specifies is None:
        return None
    belongs_to, _ = question.specifies
    return next((one.question.text for one in asked.values() if one.question.id == belongs_to), None)


def _said(text: Text, language: str) -> str:
    return without_answers(text.in_language(language))
