"""What the members of a question's document may be, type by type."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from surveys.conditions import ValueType
from surveys.definition.model import LISTS, TEXTS, Option, QuestionType
from surveys.limits import MAX_ANSWER_TEXT

BATTERY = "battery"
"""A type of documents only: each of its items becomes a question of type scale."""

DOCUMENT_TYPES = (*(kind.value for kind in QuestionType), BATTERY)
MAX_SHORT_TEXT = 200  # characters of an answer of one line, unless the author says fewer
MAX_COMMENT = 4_000  # characters of a free-text answer, unless the author says fewer
MAX_MINUTES = 1_000_000  # of a duration: close to two years

_ONE_OF = frozenset({QuestionType.SINGLE_CHOICE, QuestionType.MULTIPLE_RESPONSE})
_ON_SCALE = frozenset({QuestionType.SCALE, BATTERY})
_WITH_OPTIONS = _ONE_OF | _ON_SCALE | {QuestionType.RANKING}
_COUNTED_IN = frozenset({QuestionType.NUMBER, QuestionType.DURATION, QuestionType.MULTIPLE_RESPONSE})

BELONGS_TO: Mapping[str, Collection[str]] = {
    "options": _WITH_OPTIONS,
    "items": {BATTERY},
    "grid": {BATTERY},
    "unit": {QuestionType.NUMBER},
    "minimum": _COUNTED_IN,
    "maximum": _COUNTED_IN | TEXTS | {QuestionType.RANKING},
    "whole": {QuestionType.NUMBER},
    "earliest": {QuestionType.DATE},
    "latest": {QuestionType.DATE},
    "ends": {QuestionType.RECOMMENDATION},
    "scale": _ON_SCALE,
    "reversed": {QuestionType.SCALE},
}
"""Members that only some types have, each with these types."""

VALUE_TYPES: Mapping[str, ValueType] = {
    "battery": ValueType.CODE,  # each of its items
    "single_choice": ValueType.CODE,
    "scale": ValueType.CODE,
    "multiple_response": ValueType.CODES,
    "ranking": ValueType.CODES,
    "recommendation": ValueType.NUMBER,
    "number": ValueType.NUMBER,
    "duration": ValueType.NUMBER,
    "date": ValueType.DATE,
    "short_text": ValueType.TEXT,
    "free_text": ValueType.TEXT,
}
"""What an answer to a question of a type is to a condition."""

Wrong = Iterator[tuple[str, list[str]]]
"""Members of a document, each with what is wrong with it."""


def wrong_for_type(kind: str, given: Collection[str], data: Mapping[str, Any]) -> Wrong:
    """Yield what a question of ``kind`` has too much or too little.

    ``given`` names all that its author wrote; ``data`` holds what of it could be read.
    """
    for name, kinds in BELONGS_TO.items():
        if name in given and kind not in kinds:
            yield name, [f"A question of type {kind} has no {name}."]
    if kind in _WITH_OPTIONS:
        yield from _wrong_options(kind, given, data.get("options"))
    if kind == BATTERY and "items" not in given:
        yield "items", ["A battery needs at least one item."]
    if kind == QuestionType.NUMBER and "unit" not in given:
        yield "unit", ["Say what is counted, as in minutes."]
    yield from _wrong_limits(kind, data)


def _wrong_limits(kind: str, data: Mapping[str, Any]) -> Wrong:
    minimum, maximum = data.get("minimum"), data.get("maximum")
    if minimum is not None and maximum is not None and minimum > maximum:
        yield "minimum", ["The minimum is above the maximum."]
    if data.get("earliest") and data.get("latest") and data["earliest"] > data["latest"]:
        yield "earliest", ["The earliest day is after the latest."]
    most = _most(kind, data)
    for name in ("minimum", "maximum"):
        limit = data.get(name)
        if limit is None or most is None or kind not in BELONGS_TO[name]:
            continue
        least = 1 if name == "maximum" else 0
        if not (least <= limit <= most and limit == int(limit)):
            yield name, [f"Give a whole number from {least} to {most:,}."]


def _most(kind: str, data: Mapping[str, Any]) -> int | None:
    """Return the highest limit that a question of ``kind`` can have, None where any number will do."""
    if kind in TEXTS:
        return MAX_SHORT_TEXT * 5 if kind == QuestionType.SHORT_TEXT else MAX_ANSWER_TEXT
    if kind == QuestionType.DURATION:
        return MAX_MINUTES
    options = data.get("options")
    return len(options) if kind in LISTS and isinstance(options, list) else None


def _wrong_options(kind: str, given: Collection[str], options: Any) -> Wrong:
    if "options" not in given:
        yield "options", ["A question of this type needs at least two options."]
    elif isinstance(options, list) and (problems := list(_between_options(kind, options))):
        yield "options", problems


def _between_options(kind: str, options: list[Any]) -> Iterator[str]:
    if not all(isinstance(option, Option) for option in options):
        return  # their own fields have said what is wrong
    if len({option.code for option in options}) < len(options):
        yield "Two options have the same code."
    if kind in _ON_SCALE and sum(not option.not_applicable for option in options) < 2:
        yield "A scale needs two points or more besides those marked as not applicable."
    if kind != QuestionType.MULTIPLE_RESPONSE and any(option.exclusive for option in options):
        yield "Only an option of a multiple response can be exclusive."
    others = sum(option.other for option in options)
    if others and kind not in _ONE_OF:
        yield "Only a choice has an option that asks for words."
    if others > 1:
        yield "Only one option can ask for words."
    if kind == QuestionType.RANKING and any(option.not_applicable for option in options):
        yield "What is ranked has no option that is set apart."
