"""Conditions of ours as XLSForm writes them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from decimal import Decimal
from typing import Final, TypeAlias

from surveys.conditions.grammar import ISO_DATE
from surveys.interchange.expressions import ConditionWriter, Untranslatable

Scalar: TypeAlias = str | int | float
LONGEST_CELL: Final = 32_000  # characters; spreadsheet programs hold 32,767


class XPathWriter(ConditionWriter):
    """Writes XPath. ``name_of`` gives the name that a question or recall has in the file, or raises Untranslatable;
    ``lists`` are the ids of questions with several answers.
    """

    def __init__(self, name_of: Callable[[str], str], lists: Collection[str]) -> None:
        self._name_of = name_of
        self._lists = lists

    def same(self, question: str, value: Scalar) -> str:
        return f"{self._answer(question)} = {fixed(value)}"

    def same_answers(self, question: str, other: str) -> str:
        return f"({self.answered(question)} and {self._answer(question)} = {self._answer(other)})"

    def ordered(self, operator: str, question: str, value: Scalar) -> str:
        bound = f"date({fixed(value)})" if isinstance(value, str) and ISO_DATE.fullmatch(value) else fixed(value)
        return f"{self._answer(question)} {operator} {bound}"

    def ordered_answers(self, operator: str, question: str, other: str) -> str:
        return f"{self._answer(question)} {operator} {self._answer(other)}"

    def includes(self, question: str, code: str) -> str:
        return f"selected({self._answer(question)}, {fixed(code)})"

    def includes_answer(self, question: str, other: str) -> str:
        return f"({self.answered(other)} and selected({self._answer(question)}, {self._answer(other)}))"

    def among(self, question: str, values: Sequence[Scalar], *, several: bool) -> str:
        if several and question in self._lists:
            parts = [self.includes(question, str(value)) for value in values]
        else:
            parts = [self.same(question, value) for value in values]
        return parts[0] if len(parts) == 1 else self.some(parts)

    def answered(self, question: str) -> str:
        return f"{self._answer(question)} != ''"

    def counted(self, operator: str, questions: Sequence[str], value: Scalar) -> str:
        number = " + ".join(self._count(question) for question in questions)
        return f"{number} {'=' if operator == '===' else operator} {fixed(value)}"

    def always(self, *, holds: bool) -> str:
        return "true()" if holds else "false()"

    def every(self, parts: Sequence[str]) -> str:
        return f"({' and '.join(parts)})"

    def some(self, parts: Sequence[str]) -> str:
        return f"({' or '.join(parts)})"

    def opposite(self, part: str) -> str:
        return f"not({part})"

    def _answer(self, question: str) -> str:
        return f"${{{self._name_of(question)}}}"

    def _count(self, question: str) -> str:
        if question in self._lists:
            return f"count-selected({self._answer(question)})"
        return f"if({self.answered(question)}, 1, 0)"


def fixed(value: Scalar) -> str:
    """Return ``value`` as XPath writes it. Raises Untranslatable for a text that holds both kinds of quotes."""
    if not isinstance(value, str):
        return number(value)
    quote = '"' if "'" in value else "'"
    if quote in value:
        raise Untranslatable("XLSForm cannot write a text that holds both kinds of quotes.")
    if "${" in value:
        raise Untranslatable("XLSForm takes ${ within a text for an answer.")
    return f"{quote}{value}{quote}"


def number(value: float) -> str:
    """Return ``value`` in digits, without an exponent, which XPath does not have."""
    return f"{Decimal(repr(value)):f}"
