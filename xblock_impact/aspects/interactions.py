"""Questions as interaction activities, and answers as their responses (xAPI 1.0.3, part 2, 2.4.4.1)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from surveys.answers import AnswerValue
from surveys.definition import Question, QuestionType
from surveys.placeholders import without_answers
from surveys.texts import Text
from xblock_impact.aspects.extensions import Extension

CMI_INTERACTION = "http://adlnet.gov/expapi/activities/cmi.interaction"
MINUTES = "min"  # the unit of every duration, as UCUM writes it
SEPARATOR = "[,]"  # between the ids of a response; no code of an option holds a bracket

_WELL_FORMED = re.compile(  # RFC 5646, as far as definitions write tags: in lower case
    r"[a-z]{2,3}(-[a-z]{3}){0,3}(-[a-z]{4})?(-([a-z]{2}|\d{3}))?(-([a-z0-9]{5,8}|\d[a-z0-9]{3}))*"
)


@dataclass(frozen=True, slots=True)
class Interaction:
    """How a type of question is told: its interactionType, and the member that lists its options, if any."""

    type: str
    components: str | None = None


INTERACTIONS: Mapping[QuestionType, Interaction] = {
    QuestionType.SCALE: Interaction("likert", "scale"),
    QuestionType.SINGLE_CHOICE: Interaction("choice", "choices"),
    QuestionType.MULTIPLE_RESPONSE: Interaction("choice", "choices"),
    QuestionType.RANKING: Interaction("sequencing", "choices"),
    QuestionType.RECOMMENDATION: Interaction("numeric"),
    QuestionType.NUMBER: Interaction("numeric"),
    QuestionType.DURATION: Interaction("numeric"),
    QuestionType.DATE: Interaction("other"),  # fill-in is for words, which these statements never hold
}
"""Every type but the two for words."""


def definition_of(question: Question) -> dict[str, Any]:
    """Return the activity definition of ``question``, by the names of xAPI. It is the same for every respondent."""
    interaction = INTERACTIONS[question.type]
    definition: dict[str, Any] = {
        "type": CMI_INTERACTION,
        "name": language_map(question.text),
        "interactionType": interaction.type,
        "extensions": _extensions(question),
    }
    if question.battery is not None:
        definition["description"] = language_map(question.battery.text)
    if interaction.components is not None:
        definition[interaction.components] = [
            {"id": option.code, "description": language_map(option.text)} for option in question.options
        ]
    return definition


def response_of(question: Question, value: AnswerValue) -> str:
    """Return ``value``, a checked answer to ``question``, as a response. Raises ValueError for a declined one."""
    if value is None:
        raise ValueError(f"{question.id} was declined: that is no response.")
    if isinstance(value, list):
        return SEPARATOR.join(value)
    return value if isinstance(value, str) else f"{Decimal(str(value)):f}"  # never 1e-07


def language_map(text: Text) -> dict[str, str]:
    """Return ``text`` as it reads for nobody in particular, by language tag."""
    texts: dict[str, str] = {}
    for tag, words in text.items():
        texts.setdefault(language_tag(tag), without_answers(words))
    return texts


def language_tag(tag: str) -> str:
    """Return ``tag`` if a store of statements takes it, else its first part."""
    return tag if _WELL_FORMED.fullmatch(tag) else tag.partition("-")[0]


def _extensions(question: Question) -> dict[str, Any]:
    outside = [option.code for option in question.options if option.not_applicable]
    told: dict[Extension, Any] = {
        Extension.QUESTION_TYPE: question.type.value,
        Extension.UNIT: _unit(question),
        Extension.NOT_APPLICABLE: outside or None,
        Extension.SCALE: question.scale,
        Extension.REVERSED: question.reversed or None,
        Extension.BATTERY: question.battery.id if question.battery else None,
    }
    return {name.value: value for name, value in told.items() if value is not None}


def _unit(question: Question) -> dict[str, str] | str | None:
    if question.type is QuestionType.DURATION:
        return MINUTES
    return language_map(question.unit) if question.unit else None
