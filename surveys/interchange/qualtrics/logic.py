"""Conditions of ours from display and branch logic.

Logic is an object of groups, called 0, 1, …, each an object of expressions, called likewise. An expression compares
what a locator names (``known``) and says under Conjuction (so spelt in the files) how it is joined to those before it;
the first of a later group says it for the group, or the group's Type does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from surveys.conditions import ValueType
from surveys.interchange.exchange import Document
from surveys.interchange.expressions import Untranslatable
from surveys.interchange.qualtrics.known import Known, Locator, locator
from surveys.interchange.qualtrics.numbers import number
from surveys.interchange.qualtrics.source import Members, members, words

_MOST_PARTS = 200  # expressions of one logic; a condition could hold no more
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_AND, _OR = "And", "Or"
_GROUP_JOINS = {"AndIf": _AND, "ElseIf": _OR, "OrIf": _OR}
_COMPARISONS = {
    "EqualTo": "===",
    "NotEqualTo": "!==",
    "GreaterThan": ">",
    "GreaterThanOrEqual": ">=",
    "LessThan": "<",
    "LessThanOrEqual": "<=",
}
_OTHER_SOURCES = {
    "EmbeddedField": "It looks at embedded data, which come from outside the survey.",
    "Quota": "It looks at a quota, and there are none here.",
    "DeviceType": "It looks at the respondent's device.",
    "GeoIP": "It looks at where the respondent is.",
    "Panel": "It looks at a list of contacts.",
}

Joined = tuple[str, Document]
"""How a condition is joined to those before it, and the condition."""


def condition_of(logic: object, known: Mapping[str, Known]) -> Document:
    """Return the condition that ``logic`` says of the questions ``known`` so far.

    "And" binds closer than "or", as in Qualtrics. Raises Untranslatable if any part of it cannot be said.
    """
    groups = [(name, group) for name, group in _numbered(members(logic)) if members(group)]
    if not groups:
        raise Untranslatable("It is written in a way that is not known here.")
    if sum(len(members(group)) for _, group in groups) > _MOST_PARTS:
        raise Untranslatable(f"It has more than {_MOST_PARTS} parts.")
    return _together([_group(members(group), known) for _, group in groups])


def is_mixed(logic: object) -> bool:
    """Return whether a group of ``logic`` joins its expressions by "and" as well as by "or"."""
    groups = [[members(part) for _, part in _numbered(members(group))] for _, group in _numbered(members(logic))]
    return any(len({words(part.get("Conjuction")) or _AND for part in group[1:]}) > 1 for group in groups)


def both(first: Document | None, second: Document | None) -> Document | None:
    """Return the condition that holds if both do; None is one that always holds."""
    if first is None or second is None:
        return second if first is None else first
    return {"and": [first, second]}


def _group(group: Members, known: Mapping[str, Known]) -> Joined:
    expressions = [members(part) for _, part in _numbered(group)]
    if not expressions:
        raise Untranslatable("It is written in a way that is not known here.")
    join = _GROUP_JOINS.get(words(group.get("Type"))) or words(expressions[0].get("Conjuction")) or _AND
    joined = [(words(part.get("Conjuction")) or _AND, _expression(part, known)) for part in expressions]
    return join, _together(joined)


def _together(parts: Sequence[Joined]) -> Document:
    """Return one condition of several, "and" before "or"; how the first is joined does not matter."""
    alternatives: list[list[Document]] = []
    for place, (join, condition) in enumerate(parts):
        if join not in {_AND, _OR}:
            raise Untranslatable(f"Its parts are joined by “{join[:20]}”, which is not known here.")
        if place == 0 or join == _OR:
            alternatives.append([])
        alternatives[-1].append(condition)
    joined = [all_of[0] if len(all_of) == 1 else {"and": all_of} for all_of in alternatives]
    return joined[0] if len(joined) == 1 else {"or": joined}


def _expression(part: Members, known: Mapping[str, Known]) -> Document:
    source = words(part.get("LogicType"))
    if source != "Question":
        raise Untranslatable(_OTHER_SOURCES.get(source, f"It looks at something not known here: {source[:40] or '?'}."))
    if words(part.get("QuestionIsInLoop")).lower() == "yes":
        raise Untranslatable("It looks at an answer in a loop.")
    place = locator(part.get("LeftOperand")) or locator(part.get("ChoiceLocator"))
    if place is None:
        raise Untranslatable("It does not say what it looks at.")
    question = known.get(place.question)
    if question is None:
        raise Untranslatable(f"{place.question} is not asked before it, or not in the result.")
    look = _LOOKS.get(place.part)
    operator = words(part.get("Operator"))
    if look is None:
        raise Untranslatable(f"It looks at {place.part} of {place.question}, which conditions here do not.")
    return look(place, question, operator, part.get("RightOperand"))


def _selected(place: Locator, question: Known, operator: str, _: object) -> Document:
    if operator not in {"Selected", "NotSelected"} or not place.keys:
        raise Untranslatable(f"It asks of an option whether it is “{operator[:40]}”.")
    statement = place.keys[0] if len(place.keys) == 2 else ""
    variable, code = {"var": _id(place, question, statement)}, question.codes.get(place.keys[-1])
    if code is None:
        raise Untranslatable(f"{place.question} has no choice {place.keys[-1]}.")
    condition: Document
    if question.type is ValueType.CODES:
        condition = {"in": [code, variable]}
    elif question.type is ValueType.NUMBER:
        condition = {"===": [variable, _number_in(code)]}
    else:
        condition = {"===": [variable, code]}
    return {"!": condition} if operator == "NotSelected" else condition


def _typed(place: Locator, question: Known, operator: str, right: object) -> Document:
    key = place.keys[0] if place.keys else ""
    words_id = question.words.get(key)
    variable = {"var": words_id or _id(place, question, key)}
    if operator in {"Empty", "NotEmpty"}:
        return {"answered": variable} if operator == "NotEmpty" else {"!": {"answered": variable}}
    if operator not in _COMPARISONS:
        raise Untranslatable(f"It asks of an answer in words whether it is “{operator[:40]}”.")
    kind = ValueType.TEXT if words_id else question.type
    if kind is ValueType.TEXT and operator not in {"EqualTo", "NotEqualTo"}:
        raise Untranslatable("It compares words by their size. Ask for a number instead.")
    return {_COMPARISONS[operator]: [variable, _right(kind, right)]}


def _counted(place: Locator, question: Known, operator: str, right: object) -> Document:
    if operator not in _COMPARISONS or question.type is not ValueType.CODES:
        raise Untranslatable(f"It asks of the number of options whether it is “{operator[:40]}”.")
    variable = {"var": _id(place, question, place.keys[0] if place.keys else "")}
    return {_COMPARISONS[operator]: [{"count": variable}, _number_in(right)]}


def _id(place: Locator, question: Known, key: str) -> str:
    found = question.ids.get(key)
    if found is None:
        raise Untranslatable(f"{place.question} has no part {key or 'of its own'}.")
    return found


def _right(kind: ValueType, value: object) -> str | float:
    """Return the fixed value of a comparison."""
    if kind is ValueType.NUMBER:
        return _number_in(value)
    text = words(value)
    if not text or "${" in text:
        raise Untranslatable("It compares with nothing, or with another answer.")
    if kind is ValueType.DATE and not _DAY.fullmatch(text):
        raise Untranslatable(f"It compares with “{text[:40]}”, and dates are written 2026-01-31 here.")
    if kind not in {ValueType.DATE, ValueType.TEXT}:
        raise Untranslatable("It compares options with words.")
    return text


def _number_in(value: object) -> float:
    found = number(value)
    if found is None:
        raise Untranslatable(f"It compares with “{words(value)[:40]}”, which is no number.")
    return found


def _numbered(inside: Members) -> list[tuple[str, Any]]:
    """Return the members that have numbers for names, in the order of the numbers."""
    names = [name for name in inside if name.isdecimal() and len(name) < 10]
    return [(name, inside[name]) for name in sorted(names, key=int)]


_LOOKS: Mapping[str, Callable[[Locator, Known, str, object], Document]] = {
    "SelectableChoice": _selected,
    "ChoiceTextEntryValue": _typed,
    "ChoiceNumericEntryValue": _typed,
    "SelectedChoicesCount": _counted,
}
