"""Conditions of ours as SurveyJS writes them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from operator import eq, ge, gt, le, lt
from typing import Any

from surveys.conditions import ValueType
from surveys.interchange.expressions import ConditionWriter, Untranslatable
from surveys.interchange.expressions.write import Scalar
from surveys.interchange.surveyjs.variables import REFUSED, Known, Variables

_COMPARE: Mapping[str, Callable[[Any, Any], bool]] = {
    "===": eq,
    "<": lt,
    "<=": le,
    ">": gt,
    ">=": ge,
}


class SurveyJSWriter(ConditionWriter):
    """Writes expressions of SurveyJS; ``notes`` gathers sentences on what they do not say exactly."""

    def __init__(self, variables: Variables) -> None:
        self._variables = variables
        self.notes: list[str] = []

    def same(self, question: str, value: Scalar) -> str:
        return f"{self._answer(question)} = {self._value(question, value)}"

    def differs(self, question: str, value: Scalar) -> str:
        return f"{self._answer(question)} != {self._value(question, value)}"

    def same_answers(self, question: str, other: str) -> str:
        self._note_words(question)
        return f"({self.answered(question)} and {self._answer(question)} = {self._answer(other)})"

    def ordered(self, operator: str, question: str, value: Scalar) -> str:
        return f"{self._answer(question)} {operator} {fixed(value)}"

    def ordered_answers(self, operator: str, question: str, other: str) -> str:
        return f"({self.answered(question)} and {self._answer(question)} {operator} {self._answer(other)})"

    def includes(self, question: str, code: str) -> str:
        return f"{self._answer(question)} contains {fixed(code)}"

    def includes_answer(self, question: str, other: str) -> str:
        return f"({self.answered(other)} and {self._answer(question)} contains {self._answer(other)})"

    def among(self, question: str, values: Sequence[Scalar], *, several: bool) -> str:
        return f"{self._answer(question)} anyof [{', '.join(self._value(question, value) for value in values)}]"

    def answered(self, question: str) -> str:
        answer = self._answer(question)
        known = self._variables.known(question)
        if not known.refusable:
            return f"{answer} notempty"
        operator = "notcontains" if _is_list(known) else "!="
        return f"({answer} notempty and {answer} {operator} '{REFUSED}')"

    def counted(self, operator: str, questions: Sequence[str], value: Scalar) -> str:
        sign = "=" if operator == "===" else operator
        known = self._variables.known(questions[0])
        if len(questions) > 1 or not _is_list(known):
            return f"({' + '.join(map(self._number, questions))}) {sign} {fixed(value)}"
        counted = f"{{{self._variables.name_of(known.id)}.length}} {sign} {fixed(value)}"
        if not known.refusable:
            return counted
        if isinstance(value, int | float) and _COMPARE[operator](0, value):  # as a refusal is no option chosen
            return f"({self.opposite(self.answered(known.id))} or {counted})"
        return f"({self.answered(known.id)} and {counted})"

    def always(self, *, holds: bool) -> str:
        return "true" if holds else "false"

    def every(self, parts: Sequence[str]) -> str:
        return f"({' and '.join(parts)})"

    def some(self, parts: Sequence[str]) -> str:
        return f"({' or '.join(parts)})"

    def opposite(self, part: str) -> str:
        if part.startswith("{") and part.endswith("} notempty"):
            return part.removesuffix("notempty") + "empty"
        return f"!({part})"

    def _answer(self, question: str) -> str:
        return f"{{{self._variables.name_of(question)}}}"

    def _number(self, question: str) -> str:
        """Return how many options are chosen, as a number in every case."""
        known = self._variables.known(question)
        number = f"{{{self._variables.name_of(question)}.length}}" if _is_list(known) else "1"
        return f"iif({self.answered(question)}, {number}, 0)"

    def _value(self, question: str, value: Scalar) -> str:
        if isinstance(value, str) and value.lower() != value.upper():
            self._note_words(question)
        return fixed(value)

    def _note_words(self, question: str) -> None:
        if self._variables.known(question).kind.type is ValueType.TEXT:
            self.notes.append(f"SurveyJS does not mind capital letters in the words of {question}; Impact does.")


def _is_list(known: Known) -> bool:
    return known.kind.type is ValueType.CODES


def fixed(value: Scalar) -> str:
    """Return a fixed value as an expression holds it. Raises Untranslatable for a text that SurveyJS cannot read."""
    if not isinstance(value, str):
        return format(Decimal(repr(value)), "f")
    if value.endswith("\\"):
        raise Untranslatable("SurveyJS cannot read a text that ends in a backslash.")
    escaped = value.replace("'", "\\'").replace('"', '\\"')
    return f"'{escaped}'"
