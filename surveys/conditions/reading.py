"""From a document to an expression, with everything that is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from surveys.conditions.expression import Expression, Fixed, Operation, Variable
from surveys.conditions.grammar import INSTEAD, MAX_NESTING, MAX_PARTS, OPERATORS, VARIABLE_NAME, Shape, Slot
from surveys.errors import Problem
from surveys.limits import MAX_NUMBER

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_LONGEST_NAME_SHOWN = 40
_ANSWER_ALONE = (
    'An answer alone is no condition. Compare it, as in {"===": [{"var": "q1"}, "yes"]}, or ask whether there is one: '
    '{"answered": {"var": "q1"}}.'
)
_NOTHING = 'This is never an answer. To ask whether a question was answered: {"answered": {"var": "q1"}}.'


def problems_of(document: object, path: str = "condition") -> Iterator[Problem]:
    """Yield everything that keeps ``document`` from being a condition; ``path`` says where it stands, empty if it is
    the whole document.
    """
    yield from parse(document, path)[1]


def parse(document: object, path: str) -> tuple[Expression, tuple[Problem, ...]]:
    """Return the expression in ``document``, which means something only if no problems come with it."""
    reading = _Reading()
    expression = reading.expression(Slot.CONDITION, document, path, 1)
    if reading.parts > MAX_PARTS:
        reading.refuse(path, f"The condition has more than {MAX_PARTS} parts.")
    return expression, tuple(reading.problems)


class _Reading:
    """One reading: the problems found and the parts seen so far.

    What is wrong is read as false, so that the rest is read as well.
    """

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.parts = 0

    def refuse(self, path: str, message: str) -> Fixed:
        self.problems.append(Problem(path, message))
        return Fixed(False, path)

    def expression(self, slot: Slot, document: object, path: str, nesting: int) -> Expression:
        self.parts += 1
        if self.parts > MAX_PARTS:
            return Fixed(False, path)
        if nesting > MAX_NESTING:
            return self.refuse(path, f"This is nested more than {MAX_NESTING} levels deep.")
        if isinstance(document, dict):
            return self._object(slot, document, path, nesting)
        return self._fixed(slot, document, path)

    def _fixed(self, slot: Slot, document: object, path: str) -> Fixed:
        if slot is Slot.CONDITION and isinstance(document, bool):
            return Fixed(document, path)
        if slot is Slot.VALUE:
            if isinstance(document, list):
                return self.refuse(path, "A list stands only as the second of in or any_of.")
            return self._scalar(document, path)
        if slot in {Slot.LIST, Slot.LIST_OR_VARIABLE} and isinstance(document, list):
            return self._list(document, path)
        return self.refuse(path, slot.value)

    def _scalar(self, document: object, path: str) -> Fixed:
        if document is None or document == "":
            return self.refuse(path, _NOTHING)
        if isinstance(document, bool) or not isinstance(document, str | int | float):
            return self.refuse(path, "Here stands a text or a number.")
        if reason := _reason_against(document):
            return self.refuse(path, reason)
        return Fixed(document, path)

    def _list(self, document: list[object], path: str) -> Fixed:
        if not document:
            return self.refuse(path, "The list is empty, so nothing is ever in it.")
        self.parts += len(document)
        if self.parts > MAX_PARTS:
            return Fixed(False, path)
        read = (self._scalar(item, f"{path}[{index}]").value for index, item in enumerate(document))
        return Fixed(tuple(value for value in read if not isinstance(value, bool | tuple)), path)

    def _object(self, slot: Slot, document: Mapping[object, object], path: str, nesting: int) -> Expression:
        if len(document) != 1:
            found = ", ".join(map(_shown, list(document)[:4])) or "none"
            return self.refuse(path, f"Each object holds one operator; this one holds {found}.")
        ((operator, operand),) = document.items()
        if operator == "var":
            return self._variable(slot, operand, path)
        if not isinstance(operator, str) or operator not in OPERATORS:
            return self.refuse(path, _unknown(operator))
        shape = OPERATORS[operator]
        if wrong := _misplaced(slot, operator, shape):
            self.refuse(path, wrong)
        return self._operation(operator, shape, operand, _join(path, operator), nesting)

    def _variable(self, slot: Slot, name: object, path: str) -> Expression:
        if slot is Slot.CONDITION:
            self.refuse(path, _ANSWER_ALONE)
        elif slot is Slot.LIST:
            self.refuse(path, slot.value)
        if not isinstance(name, str) or not VARIABLE_NAME.fullmatch(name):
            return self.refuse(_join(path, "var"), 'Name one question by its id, as in {"var": "q1"}.')
        return Variable(name, _join(path, "var"))

    def _operation(self, operator: str, shape: Shape, operand: object, path: str, nesting: int) -> Expression:
        if isinstance(operand, list):
            operands, paths = operand, [f"{path}[{index}]" for index in range(len(operand))]
        else:
            operands, paths = [operand], [path]
        too_few = len(operands) < len(shape.slots)
        too_many = len(operands) > len(shape.slots) and not shape.repeats
        if too_few or too_many or (operand is not operands and not shape.bare):
            return self.refuse(path, f"Write it as {shape.example}.")
        slots = shape.slots * len(operands) if shape.repeats else shape.slots
        read = tuple(
            self.expression(slot, inner, inner_path, nesting + 1)
            for slot, inner, inner_path in zip(slots, operands, paths, strict=True)
        )
        return Operation(operator, read, path)


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _reason_against(value: str | int | float) -> str | None:
    if isinstance(value, str):
        return "The text holds a character that cannot be stored." if _UNSTORABLE.search(value) else None
    return None if -MAX_NUMBER <= value <= MAX_NUMBER else "The number is too large or is none."


def _misplaced(slot: Slot, operator: str, shape: Shape) -> str | None:
    if slot is Slot.CONDITION:
        return None if shape.gives_condition else f"{operator} gives a number: compare it with another."
    if slot is Slot.VALUE and not shape.gives_condition:
        return None
    return f"{operator} cannot stand here. {slot.value}"


def _unknown(operator: object) -> str:
    known = INSTEAD.get(operator) if isinstance(operator, str) else None
    there = f"Use {known}." if known else f"There are {', '.join(OPERATORS)} and var."
    return f"There is no operator {_shown(operator)}. {there}"


def _shown(name: object) -> str:
    """Return ``name`` as it can be printed and stored, whatever is in it."""
    text = name if isinstance(name, str) else type(name).__name__
    shortened = text if len(text) <= _LONGEST_NAME_SHOWN else text[: _LONGEST_NAME_SHOWN - 1] + "…"
    return shortened if shortened.isprintable() and shortened.strip() else ascii(shortened)
