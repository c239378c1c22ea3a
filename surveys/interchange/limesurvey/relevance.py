"""Conditions of ours as LimeSurvey's relevance equations."""

from __future__ import annotations

import re
from collections.abc import Sequence

from surveys.conditions import ValueType
from surveys.interchange.expressions.errors import Untranslatable
from surveys.interchange.expressions.write import ConditionWriter, Scalar
from surveys.interchange.limesurvey.names_out import Name, NamesOut
from surveys.interchange.limesurvey.variables import CHOSEN_VALUE, OTHER_VALUE

_MAX_LITERAL = 1_000  # characters of a text within an equation


class RelevanceWriter(ConditionWriter):
    """ExpressionScript's words. An unanswered question holds an empty text, which it may count as zero: where that
    would matter, an equation asks first whether there is an answer.
    """

    def __init__(self, names: NamesOut) -> None:
        self._names = names

    def same(self, question: str, value: Scalar) -> str:
        name = self._names.of(question)
        if name.type is ValueType.NUMBER:
            return f"({_has(name)} and {name.answer} == {value})"
        if name.type is ValueType.DATE:
            return f"({_has(name)} and {_day(name.answer)} == {_day(_text(value))})"
        return f"{name.answer} == {_literal(name, value)}"

    def same_answers(self, question: str, other: str) -> str:
        left, right = self._names.of(question), self._names.of(other)
        pairs = [(a, b, left.codes[a], right.codes[b]) for a in left.codes for b in right.codes]
        if any((ours == theirs) != (mine == yours) for ours, theirs, mine, yours in pairs):
            raise Untranslatable(f"The options of {question} and {other} have different codes in LimeSurvey.")
        return f"({_has(left)} and {_compared(left)} == {_compared(right)})"

    def ordered(self, operator: str, question: str, value: Scalar) -> str:
        name = self._names.of(question)
        fixed = _day(_text(value)) if name.type is ValueType.DATE else str(value)
        return f"({_has(name)} and {_compared(name)} {operator} {fixed})"

    def ordered_answers(self, operator: str, question: str, other: str) -> str:
        left, right = self._names.of(question), self._names.of(other)
        return f"({_has(left)} and {_has(right)} and {_compared(left)} {operator} {_compared(right)})"

    def includes(self, question: str, code: str) -> str:
        name = self._names.of(question)
        if name.places:
            looked_for = _literal(name, code)
            return self.some([f"{place} == {looked_for}" for place in _parts(name)])
        if code == name.other:
            return f"!is_empty({name.variable}_other.NAOK)"
        return f'{name.variable}_{name.codes[code]}.NAOK == "{CHOSEN_VALUE}"'

    def among(self, question: str, values: Sequence[Scalar], *, several: bool) -> str:
        if self._names.of(question).type is ValueType.CODES:
            parts = [self.includes(question, str(value)) for value in values]
        else:
            parts = [self.same(question, value) for value in values]
        return parts[0] if len(parts) == 1 else self.some(parts)

    def answered(self, question: str) -> str:
        name = self._names.of(question)
        if name.type is ValueType.CODES and not name.places:
            return self.counted(">=", [question], 1)
        return _has(name)

    def counted(self, operator: str, questions: Sequence[str], value: Scalar) -> str:
        parts = [part for question in questions for part in _parts(self._names.of(question))]
        return f"count({', '.join(parts)}) {'==' if operator == '===' else operator} {value}"

    def always(self, *, holds: bool) -> str:
        return "1" if holds else "0"

    def every(self, parts: Sequence[str]) -> str:
        return f"({' and '.join(parts)})"

    def some(self, parts: Sequence[str]) -> str:
        return f"({' or '.join(parts)})"

    def opposite(self, part: str) -> str:
        return f"!({part})"


def _has(name: Name) -> str:
    return f"!is_empty({name.variable}_1.NAOK)" if name.places else f"!is_empty({name.answer})"


def _parts(name: Name) -> list[str]:
    """Return the variables that hold the answer: one for each option of several, or place of a ranking."""
    if name.places:
        return [f"{name.variable}_{place}.NAOK" for place in range(1, name.places + 1)]
    if name.type is ValueType.CODES:
        codes = ["other" if ours == name.other else code for ours, code in name.codes.items()]
        return [f"{name.variable}_{code}.NAOK" for code in codes]
    return [name.answer]


def _compared(name: Name) -> str:
    return _day(name.answer) if name.type is ValueType.DATE else name.answer


def _day(expression: str) -> str:
    return f"strtotime({expression})"


def _literal(name: Name, value: Scalar) -> str:
    if name.other and value == name.other:
        return _text(OTHER_VALUE)
    return _text(name.codes.get(str(value), value))


def _text(value: Scalar) -> str:
    text = str(value)
    quote = "'" if '"' in text else '"'
    if len(text) > _MAX_LITERAL or quote in text or re.search(r"[{}\\\r\n\t]", text):
        raise Untranslatable("An equation has no place for such a text.")
    return f"{quote}{text}{quote}"
