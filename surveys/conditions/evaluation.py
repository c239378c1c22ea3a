"""Whether a condition holds: an expression becomes a function of answers once, and is then fast.

What an operator says of every kind of value, docs/conditions.md lists; ``surveys/form/assets/conditions.js`` says the
same in the browser.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from surveys.conditions.expression import Expression, Fixed, Operation, Scalar, Variable
from surveys.conditions.grammar import ISO_DATE
from surveys.limits import MAX_NUMBER

Values: TypeAlias = Mapping[str, object]
Test: TypeAlias = Callable[[Values], bool]
Answer: TypeAlias = str | int | float | list[str] | None
"""A text or a list of texts with something in them, a number, or None for unanswered."""

_Read: TypeAlias = Callable[[Values], Answer]
_Operands: TypeAlias = tuple[Expression, ...]
_LISTS = (list, tuple)
_NUMBERS = (int, float)


def test_of(expression: Expression) -> Test:
    """Return the function that says whether ``expression``, read without problems, holds for given answers.

    It raises nothing, whatever the answers are: what is no answer is unanswered.
    """
    if isinstance(expression, Operation):
        return _TESTS[expression.operator](expression.operands)
    always = isinstance(expression, Fixed) and expression.value is True
    return lambda _values: always


def _answer(value: object) -> Answer:
    """Return what of ``value`` is an answer, else None: NaN, true and empty texts are none."""
    if isinstance(value, str):
        return value or None
    if isinstance(value, _NUMBERS):
        return value if -MAX_NUMBER <= value <= MAX_NUMBER and not isinstance(value, bool) else None
    if isinstance(value, _LISTS):
        return [item for item in value if isinstance(item, str) and item] or None
    return None


def _reader(expression: Expression) -> _Read:
    if isinstance(expression, Variable):
        name = expression.name
        return lambda values: _answer(values.get(name))
    if isinstance(expression, Operation):
        return _counting(expression.operands)
    fixed = None if isinstance(expression.value, tuple) else expression.value
    return lambda _values: fixed


def _counting(operands: _Operands) -> _Read:
    readers = [_reader(operand) for operand in operands]

    def count(values: Values) -> int:
        answers = [read(values) for read in readers]
        return sum(len(answer) if isinstance(answer, list) else answer is not None for answer in answers)

    return count


def _same(left: Answer, right: Answer) -> bool:
    # A text never equals a number in Python; a list would equal a list.
    return left == right and left is not None and not isinstance(left, list)


def _differs(left: Answer, right: Answer) -> bool:
    return not _same(left, right)


def _comparison(compare: Callable[[Answer, Answer], bool]) -> Callable[[_Operands], Test]:
    def compile_operands(operands: _Operands) -> Test:
        left, right = (_reader(operand) for operand in operands)
        return lambda values: compare(left(values), right(values))

    return compile_operands


def _ordered(compare: Callable[[Any, Any], bool]) -> Callable[[_Operands], Test]:
    def test(left: Answer, right: Answer) -> bool:
        if isinstance(left, str):
            return isinstance(right, str) and _are_dates(left, right) and compare(left, right)
        return isinstance(left, _NUMBERS) and isinstance(right, _NUMBERS) and compare(left, right)

    return _comparison(test)


def _are_dates(*texts: str) -> bool:
    return all(map(ISO_DATE.fullmatch, texts))


def _all(operands: _Operands) -> Test:
    tests = [test_of(operand) for operand in operands]

    def holds(values: Values) -> bool:
        for test in tests:  # noqa: SIM110  # all() with a generator takes twice as long
            if not test(values):
                return False
        return True

    return holds


def _any(operands: _Operands) -> Test:
    tests = [test_of(operand) for operand in operands]

    def holds(values: Values) -> bool:
        for test in tests:  # noqa: SIM110  # as above
            if test(values):
                return True
        return False

    return holds


def _not(operands: _Operands) -> Test:
    test = test_of(operands[0])
    return lambda values: not test(values)


def _answered(operands: _Operands) -> Test:
    read = _reader(operands[0])
    return lambda values: read(values) is not None


def _in(operands: _Operands) -> Test:
    read_needle, haystack = _reader(operands[0]), operands[1]
    if isinstance(haystack, Fixed):
        wanted = _listed(haystack)

        def is_wanted(values: Values) -> bool:
            needle = read_needle(values)
            return not isinstance(needle, list) and needle in wanted

        return is_wanted
    read_haystack = _reader(haystack)

    def is_listed(values: Values) -> bool:
        listed = read_haystack(values)
        return isinstance(listed, list) and read_needle(values) in listed

    return is_listed


def _any_of(operands: _Operands) -> Test:
    read, wanted = _reader(operands[0]), _listed(operands[1])

    def holds(values: Values) -> bool:
        answer = read(values)
        return not wanted.isdisjoint(answer) if isinstance(answer, list) else answer in wanted

    return holds


def _listed(expression: Expression) -> frozenset[Scalar]:
    if isinstance(expression, Fixed) and isinstance(expression.value, tuple):
        return frozenset(expression.value)
    return frozenset()


_TESTS: dict[str, Callable[[_Operands], Test]] = {
    "===": _comparison(_same),
    "!==": _comparison(_differs),
    "<": _ordered(operator.lt),
    "<=": _ordered(operator.le),
    ">": _ordered(operator.gt),
    ">=": _ordered(operator.ge),
    "and": _all,
    "or": _any,
    "!": _not,
    "in": _in,
    "any_of": _any_of,
    "answered": _answered,
}
