"""From the checked document of one question to the questions that it stands for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from surveys.conditions import read_condition
from surveys.definition.model import LISTS, TEXTS, Battery, Question, QuestionType
from surveys.definition.question_types import BATTERY, MAX_COMMENT, MAX_SHORT_TEXT
from surveys.privacy import PrivacyClass

OTHER = "_other"
"""What the id of the question for the words of an option "other" ends in."""


class Item(dict[str, Any]):
    """The checked document of one item of a battery."""


def make_questions(data: dict[str, Any]) -> Iterator[Question]:
    """Yield the question of ``data`` (as the schema loads it), each item of a battery, the words for "other"."""
    if "options" in data:
        data["options"] = tuple(data["options"])
    if data["type"] == BATTERY:
        yield from _items(data)
        return
    question = Question(**{**_unless_said(QuestionType(data["type"])), **data, "type": QuestionType(data["type"])})
    yield question
    if question.other is not None:
        yield _words_for_other(question)


def other_id(question_id: str) -> str:
    """Return the id of the question for the words of an option "other"."""
    return f"{question_id}{OTHER}"


def _unless_said(kind: QuestionType) -> Mapping[str, Any]:
    if kind not in TEXTS:
        return {}
    longest = MAX_SHORT_TEXT if kind is QuestionType.SHORT_TEXT else MAX_COMMENT
    return {"privacy": PrivacyClass.FREE_TEXT, "maximum": longest}


def _items(data: Mapping[str, Any]) -> Iterator[Question]:
    battery = Battery(data["id"], data["text"], data.get("help"), data.get("grid", False))
    shared = ("version", "level", "node", "privacy", "required", "declinable", "condition", "options", "scale")
    common = {name: data[name] for name in shared if name in data}
    for item in data["items"]:
        yield Question(**{**common, **item, "type": QuestionType.SCALE, "battery": battery})


def _words_for_other(question: Question) -> Question:
    option = question.other
    if option is None:
        raise ValueError(f"{question.id} has no option that asks for words.")
    operator = "in" if question.type in LISTS else "==="
    return Question(
        id=other_id(question.id),
        version=question.version,
        type=QuestionType.SHORT_TEXT,
        level=question.level,
        node=question.node,
        text=option.text,
        privacy=PrivacyClass.FREE_TEXT,
        maximum=MAX_SHORT_TEXT,
        condition=read_condition({operator: [option.code, {"var": question.id}]}, ""),
        specifies=(question.id, option.code),
    )
