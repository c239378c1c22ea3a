"""Questions of LimeSurvey where something is typed: texts, numbers, dates."""

from __future__ import annotations

import re
from datetime import date

from surveys.conditions import ValueType
from surveys.definition.question_types import MAX_MINUTES, MAX_SHORT_TEXT
from surveys.interchange.frame import UNIT_NOT_STATED
from surveys.interchange.limesurvey.arrays import rows_of
from surveys.interchange.limesurvey.making import Document, Making
from surveys.interchange.limesurvey.own import COLUMN, YES, said_by
from surveys.interchange.limesurvey.source import Part, SourceQuestion
from surveys.interchange.limesurvey.variables import answer
from surveys.interchange.not_carried import NotCarried
from surveys.limits import MAX_ANSWER_TEXT, MAX_NUMBER

_LONGEST_LINE = MAX_SHORT_TEXT * 5  # characters that a definition lets a line have at most
_NUMBER = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,9})?")
_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?: 00:00(?::00)?)?")


def text_question(making: Making, question: SourceQuestion) -> list[Document]:
    """Return the text that a short (``S``) or longer text (``T``, ``U``) is."""
    kind = "short_text" if question.type == "S" else "free_text"
    document = making.begin(question, kind, making.ids.give(question.code, said_by(question, "id")))
    _longest(making, question, document)
    making.variables.add(question, answer(document["id"], ValueType.TEXT))
    return [document]


def short_texts(making: Making, question: SourceQuestion) -> list[Document]:
    """Return the texts that several short texts (``Q``) are."""
    return [_one_of_several(making, question, part, "short_text") for part in _parts(making, question)]


def _parts(making: Making, question: SourceQuestion) -> list[Part]:
    parts = list(rows_of(question))
    if not parts:
        raise NotCarried("It has no subquestions, so nothing is asked.")
    making.report.changed(question.path, "Several entries under one question", "Each is a question of its own here.")
    return parts


def _one_of_several(making: Making, question: SourceQuestion, part: Part, kind: str) -> Document:
    question_id = making.ids.give(f"{question.code}_{part.code}", part.extras.get(f"{COLUMN}id", ""))
    document = making.begin(question, kind, question_id, part)
    if kind == "short_text":
        _longest(making, question, document)
    else:
        _number(making, question, document)
    kind_of_value = ValueType.TEXT if kind == "short_text" else ValueType.NUMBER
    making.variables.add(question, answer(question_id, kind_of_value), part.code)
    return document


def _longest(making: Making, question: SourceQuestion, document: Document) -> None:
    said = question.attribute("maximum_chars")
    if not said:
        return
    most = _LONGEST_LINE if document["type"] == "short_text" else MAX_ANSWER_TEXT
    limit = int(said) if said.isascii() and said.isdecimal() and len(said) < 10 else 0
    if 1 <= limit <= most:
        document["maximum"] = limit
    else:
        document["maximum"] = most
        why = f"Answers here have 1 to {most:,} characters: {most:,} is the most now."
        making.report.changed(f"{question.path}.maximum_chars", f"The maximum {said[:60]!r}", why)


def number_question(making: Making, question: SourceQuestion) -> list[Document]:
    """Return the number or duration that a numerical entry (``N``) is."""
    is_duration = said_by(question, "type") == "duration"
    kind = "duration" if is_duration else "number"
    document = making.begin(question, kind, making.ids.give(question.code, said_by(question, "id")))
    _number(making, question, document)
    making.variables.add(question, answer(document["id"], ValueType.NUMBER))
    return [document]


def numbers(making: Making, question: SourceQuestion) -> list[Document]:
    """Return the numbers that several numerical entries (``K``) are."""
    return [_one_of_several(making, question, part, "number") for part in _parts(making, question)]


def _number(making: Making, question: SourceQuestion, document: Document) -> None:
    if document["type"] == "number":
        document["unit"] = _unit(making, question)
        if question.attribute("num_value_int_only") not in {"1", YES}:
            document["whole"] = False
    slider = question.attribute("slider_layout") in {"1", YES}
    for member in ("minimum", "maximum"):
        attribute = f"{member[:3]}_num_value_n"
        if not question.attribute(attribute) and slider:
            attribute = f"slider_{member[:3]}"
        if question.attribute(attribute).strip():
            _bound(making, question, document, attribute, member)


def _bound(making: Making, question: SourceQuestion, document: Document, attribute: str, member: str) -> None:
    said = question.attribute(attribute).strip().replace(",", ".")
    value = float(said) if _NUMBER.fullmatch(said) else None
    if value is not None and _possible(document, member, value):
        document[member] = int(value) if value.is_integer() else value
    else:
        making.report.left_out(
            f"{question.path}.{attribute}",
            f"The {member} {said[:60]!r}",
            "Here stands a fixed number that can be answered.",
        )


def _possible(document: Document, member: str, value: float) -> bool:
    if document["type"] == "duration":
        return value.is_integer() and (member == "maximum") <= value <= MAX_MINUTES
    return abs(value) <= MAX_NUMBER and value >= document.get("minimum", -MAX_NUMBER)


def _unit(making: Making, question: SourceQuestion) -> dict[str, str]:
    for name in ("suffix", "prefix"):
        unit = making.texts.optional(question.attributes.get(name, {}), f"{question.path}.{name}")
        if unit:
            return unit
    making.report.assumed(question.path, "The unit", "The file does not say what is counted. Write it in the unit.")
    return making.texts.fixed({"en": UNIT_NOT_STATED})


def date_question(making: Making, question: SourceQuestion) -> list[Document]:
    """Return the date that a date (``D``) is."""
    document = making.begin(question, "date", making.ids.give(question.code, said_by(question, "id")))
    for attribute, member in (("date_min", "earliest"), ("date_max", "latest")):
        if not (said := question.attribute(attribute).strip()):
            continue
        day = _day(said)
        if day is None or day < document.get("earliest", ""):
            why = "Here stands a fixed day, as in 2026-11-22, and the earliest is not after the latest."
            making.report.left_out(f"{question.path}.{attribute}", f"The {member} day {said[:60]!r}", why)
        else:
            document[member] = day
    if "H" in question.attribute("date_format"):
        making.report.changed(f"{question.path}.date_format", "The time of day", "A date here has no time of day.")
    making.variables.add(question, answer(document["id"], ValueType.DATE))
    return [document]


def _day(said: str) -> str | None:
    found = _DAY.fullmatch(said)
    try:
        return date.fromisoformat(found[1]).isoformat() if found else None
    except ValueError:
        return None
