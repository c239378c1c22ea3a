"""Conditions that can be read and yet never mean anything, given the questions that they look at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from surveys.conditions.expression import Expression, Fixed, Operation, Scalar, Variable
from surveys.conditions.grammar import ISO_DATE
from surveys.conditions.kinds import Kind, ValueType
from surveys.conditions.reading import parse
from surveys.errors import Problem

_MOST_CODES_SHOWN = 12
_ORDERED = frozenset({ValueType.NUMBER, ValueType.DATE})
_NEVER_THE_SAME = "are answered in different ways, so they are never the same."
_FIXED = "This compares fixed values only, so it never changes. Look at the answer to a question."
_WITHOUT_ORDER = {
    ValueType.CODE: "is one of several options, which have no order here. Use in with the codes that you mean.",
    ValueType.CODES: "can be several options. Use any_of or in, or compare their count.",
    ValueType.TEXT: "is a text, which has no order.",
}


def misuses(document: object, kinds: Mapping[str, Kind], path: str = "condition") -> Iterator[Problem]:
    """Yield what in ``document`` can never be meant, given the ``kinds`` of the variables there are: unknown names,
    codes that are no option's, an order of what has none, comparisons that are always the same.

    Yields nothing for a document that cannot be read: ``problems_of`` says why.
    """
    expression, problems = parse(document, path)
    if not problems:
        yield from _misuses(expression, kinds)


def _misuses(expression: Expression, kinds: Mapping[str, Kind]) -> Iterator[Problem]:
    if isinstance(expression, Variable) and expression.name not in kinds:
        yield Problem(expression.path, f"There is no question called {expression.name}.")
    if isinstance(expression, Operation):
        for operand in expression.operands:
            yield from _misuses(operand, kinds)
        if expression.operator in _RULES:
            yield from _misused(expression, kinds)


def _misused(operation: Operation, kinds: Mapping[str, Kind]) -> Iterator[Problem]:
    sides = [side for operand in operation.operands if (side := _side(operand, kinds)) is not None]
    if len(sides) < len(operation.operands):
        return  # the unknown question has been named
    if all(isinstance(side, Fixed) for side in sides):
        yield Problem(operation.path, _FIXED)
    else:
        yield from _RULES[operation.operator](operation, *sides)


@dataclass(frozen=True, slots=True)
class _Given:
    """What respondents give: the answer to a question, or a count."""

    name: str
    kind: Kind
    path: str

    @property
    def several(self) -> bool:
        return self.kind.type is ValueType.CODES


_Side: TypeAlias = Fixed | _Given


def _side(operand: Expression, kinds: Mapping[str, Kind]) -> _Side | None:
    """Return one side of a comparison, None if it is the answer to an unknown question."""
    if isinstance(operand, Fixed):
        return operand
    if isinstance(operand, Operation):
        return _Given("The count", Kind(ValueType.NUMBER), operand.path)
    kind = kinds.get(operand.name)
    return None if kind is None else _Given(operand.name, kind, operand.path)


def _equality(operation: Operation, left: _Side, right: _Side) -> Iterator[Problem]:
    several = [side for side in (left, right) if isinstance(side, _Given) and side.several]
    for side in several:
        yield Problem(side.path, f"{side.name} can have several answers. Use in or any_of.")
    if not several:
        yield from _unequal(operation, left, right)


def _unequal(operation: Operation, left: _Side, right: _Side) -> Iterator[Problem]:
    """Yield why two sides, neither of them a list, can never be equal."""
    match left, right:
        case _Given(), Fixed():
            yield from _unfit(left, right)
        case Fixed(), _Given():
            yield from _unfit(right, left)
        case _Given(), _Given():
            yield from _never_shared(operation, left, right)


def _ordering(operation: Operation, left: _Side, right: _Side) -> Iterator[Problem]:
    without_order = False
    for side in (left, right):
        if isinstance(side, _Given) and side.kind.type not in _ORDERED:
            without_order = True
            yield Problem(side.path, f"{side.name} {_WITHOUT_ORDER[side.kind.type]}")
    if not without_order:
        yield from _unequal(operation, left, right)


def _membership(operation: Operation, needle: _Side, haystack: _Side) -> Iterator[Problem]:
    if isinstance(needle, _Given) and needle.several:
        yield Problem(needle.path, f"{needle.name} can have several answers. Use any_of with a list.")
    elif isinstance(haystack, _Given) and not haystack.several:
        yield Problem(haystack.path, f"{haystack.name} has one answer and is no list. Use ===.")
    elif isinstance(needle, _Given) and isinstance(haystack, _Given):
        one = _Given(haystack.name, Kind(ValueType.CODE, haystack.kind.codes), haystack.path)
        yield from _never_shared(operation, needle, one)
    else:
        yield from _unequal(operation, needle, haystack)


def _never_shared(operation: Operation, left: _Given, right: _Given) -> Iterator[Problem]:
    if left.kind.type is not right.kind.type:
        yield Problem(operation.path, f"{left.name} and {right.name} {_NEVER_THE_SAME}")
    elif left.kind.codes and right.kind.codes and not set(left.kind.codes) & set(right.kind.codes):
        yield Problem(operation.path, f"{left.name} and {right.name} have no option in common.")


def _unfit(given: _Given, fixed: Fixed) -> Iterator[Problem]:
    """Yield why ``given`` is never what is ``fixed``, or none of what is listed there."""
    if isinstance(fixed.value, tuple):
        for index, item in enumerate(fixed.value):
            yield from _unfit(given, Fixed(item, f"{fixed.path}[{index}]"))
    elif reason := _REASONS[given.kind.type](given, fixed.value):
        yield Problem(fixed.path, reason)


def _no_code(given: _Given, value: Scalar) -> str | None:
    codes = given.kind.codes
    if value in codes or not codes:
        return None
    if not isinstance(value, str) and str(value) in codes:
        return f'Codes are texts: write "{value}".'
    listed = ", ".join(codes[:_MOST_CODES_SHOWN]) + (", …" if len(codes) > _MOST_CODES_SHOWN else "")
    return f"{given.name} has no option with this code. Its codes are {listed}."


def _no_number(given: _Given, value: Scalar) -> str | None:
    return f"{given.name} is a number: compare it with one, without quotes." if isinstance(value, str) else None


def _no_date(given: _Given, value: Scalar) -> str | None:
    if isinstance(value, str) and ISO_DATE.fullmatch(value):
        try:
            date.fromisoformat(value)
        except ValueError:
            return "The calendar has no such date."
        return None
    return f'{given.name} is a date: write one as in "2026-01-31".'


def _no_text(given: _Given, value: Scalar) -> str | None:
    return None if isinstance(value, str) else f"{given.name} is a text: write one, in quotes."


_REASONS: dict[ValueType, Callable[[_Given, Scalar], str | None]] = {
    ValueType.CODE: _no_code,
    ValueType.CODES: _no_code,
    ValueType.NUMBER: _no_number,
    ValueType.DATE: _no_date,
    ValueType.TEXT: _no_text,
}

_RULES: dict[str, Callable[[Operation, _Side, _Side], Iterator[Problem]]] = {
    "===": _equality,
    "!==": _equality,
    "<": _ordering,
    "<=": _ordering,
    ">": _ordering,
    ">=": _ordering,
    "in": _membership,
    "any_of": _unequal,
}
