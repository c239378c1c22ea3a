"""What stands on one side of a comparison: an answer, one option of it, a count, or fixed values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

from surveys.conditions import Kind, ValueType
from surveys.interchange.expressions.errors import Untranslatable
from surveys.interchange.expressions.meaning import Answer, Chosen, Counted, Meanings
from surveys.interchange.expressions.nodes import ListLiteral, Literal, Node, Operation, Variable
from surveys.interchange.expressions.operators import COUNT

Scalar: TypeAlias = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Fixed:
    """One value."""

    value: Scalar

    @property
    def is_nothing(self) -> bool:
        """Whether it stands for "not answered"."""
        return self.value is None or self.value == ""

    @property
    def text(self) -> str:
        """The value as a file writes it: 1 for 1.0, ``true`` for true."""
        if isinstance(self.value, bool):
            return str(self.value).lower()
        if isinstance(self.value, float) and self.value.is_integer():
            return str(int(self.value))
        return str(self.value)


@dataclass(frozen=True, slots=True)
class Listed:
    """Several values."""

    values: tuple[Fixed, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """How many options are chosen."""

    document: Any


Side: TypeAlias = Answer | Chosen | Count | Fixed | Listed


class Sides:
    """Finds what operands are; remembers the kinds of all questions met, and notes on what is not said exactly."""

    def __init__(self, meanings: Meanings) -> None:
        self.meanings = meanings
        self.kinds: dict[str, Kind] = {}
        self.notes: list[str] = []

    def of(self, node: Node) -> Side:
        """Return the side that ``node`` is. Raises Untranslatable for a condition or arithmetic within another."""
        if isinstance(node, Variable):
            return self._meaning(node)
        if isinstance(node, Literal):
            return Fixed(node.value)
        if isinstance(node, ListLiteral):
            return Listed(tuple(self._fixed(item) for item in node.items))
        if isinstance(node, Operation) and node.operator == COUNT:
            return self._count(node)
        raise Untranslatable("A condition compares answers and fixed values, not the result of another calculation.")

    def _meaning(self, node: Variable) -> Answer | Chosen | Count:
        meaning = self.meanings.variable(node.name)
        self.kinds[meaning.id] = meaning.kind
        if isinstance(meaning, Chosen) and meaning.words:
            self.kinds[meaning.words] = Kind(ValueType.TEXT)
        if isinstance(meaning, Counted):
            return Count({"count": {"var": meaning.id}})
        return meaning

    def _fixed(self, node: Node) -> Fixed:
        if isinstance(node, Literal):
            return Fixed(node.value)
        raise Untranslatable("A list holds fixed values only.")

    def _count(self, node: Operation) -> Count:
        counted = [self.of(operand) for operand in node.operands]
        options: dict[str, set[str]] = {}
        ids: list[str] = []
        for side in counted:
            if isinstance(side, Chosen):
                options.setdefault(side.id, set()).add(side.code)
            elif not isinstance(side, Answer):
                raise Untranslatable("Only answers can be counted.")
            if side.id not in ids:
                ids.append(side.id)
        for question, codes in options.items():
            if codes != set(self.kinds[question].codes):
                raise Untranslatable(f"Only some of the options of {question} are counted.")
        return Count({"count": [{"var": name} for name in ids]})

    def value_for(self, answer: Answer, fixed: Fixed) -> str | int | float:
        """Return ``fixed`` as an answer to the question would be: a code, a number, a date or a text."""
        kind = answer.kind.type
        if kind in {ValueType.CODE, ValueType.CODES}:
            return self._code_for(answer, fixed)
        if kind is ValueType.NUMBER:
            return _number(answer, fixed)
        if kind is ValueType.TEXT and self.meanings.ignores_case and fixed.text.lower() != fixed.text.upper():
            self.notes.append(f"The comparison with {fixed.text[:40]!r} minds capital letters now.")
        return fixed.text

    def _code_for(self, answer: Answer, fixed: Fixed) -> str:
        codes = values_of(answer)
        if fixed.text in codes:
            return codes[fixed.text]
        if self.meanings.ignores_case:
            for value, code in codes.items():
                if value.lower() == fixed.text.lower():
                    return code
        raise Untranslatable(f"{answer.id} has no option {fixed.text[:40]!r}.")


def values_of(answer: Answer) -> dict[str, str]:
    """Return our code for each value that the file has for an option of the question."""
    return dict(answer.codes) or {code: code for code in answer.kind.codes}


def as_number(fixed: Fixed) -> int | float | None:
    """Return the number that ``fixed`` is or writes, None if it is none."""
    if isinstance(fixed.value, bool) or fixed.value is None:
        return None
    try:
        number = float(fixed.value)
    except ValueError:
        return None
    return int(number) if number.is_integer() else number


def _number(answer: Answer, fixed: Fixed) -> int | float:
    number = as_number(fixed)
    if number is None:
        raise Untranslatable(f"{answer.id} is a number, and {fixed.text[:40]!r} is none.")
    return number
