"""From the nodes of an expression to a condition of ours, checked as an author's own would be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from surveys.conditions import Kind, misuses, problems_of
from surveys.interchange.expressions import comparing, folding
from surveys.interchange.expressions import operators as op
from surveys.interchange.expressions.errors import Untranslatable
from surveys.interchange.expressions.folding import Condition, all_of, any_of, negated
from surveys.interchange.expressions.meaning import Meanings
from surveys.interchange.expressions.nodes import Call, ListLiteral, Literal, Node, Operation, Variable
from surveys.interchange.expressions.sides import Fixed, Sides

_TRUTHS = (True, False, "true", "false")  # 1 and 0 are the same as the first two
_COMPARES = frozenset({op.SAME, op.DIFFERS, *op.ORDERS})


@dataclass(frozen=True, slots=True)
class Translation:
    """A condition document, or true or false where nothing that is answered changes it.

    ``notes``: sentences on what it does not say exactly as the expression did.
    """

    document: Any
    notes: tuple[str, ...] = ()


def translate(node: Node, meanings: Meanings) -> Translation:
    """Return the condition that says what ``node`` says, given ``meanings``.

    Raises Untranslatable for what conditions of ours cannot say, and for what could never hold or fail.
    """
    translator = _Translator(meanings)
    document = translator.condition(node)
    _refuse(document, translator.sides.kinds)
    return Translation(document, tuple(dict.fromkeys(translator.sides.notes)))


def _refuse(document: Condition, kinds: dict[str, Kind]) -> None:
    for problem in (*problems_of(document), *misuses(document, kinds)):
        raise Untranslatable(problem.message)


class _Translator:
    def __init__(self, meanings: Meanings) -> None:
        self._meanings = meanings
        self.sides = Sides(meanings)

    def condition(self, node: Node) -> Condition:
        if isinstance(node, Call):
            return self.condition(self._rewritten(node))
        if isinstance(node, Operation):
            return self._operation(node)
        if isinstance(node, Variable):
            return comparing.alone(self.sides, self.sides.of(node))
        if isinstance(node, Literal):
            return folding.truth(node.value)
        raise Untranslatable("A list alone is no condition.")

    def _operation(self, node: Operation) -> Condition:
        if node.operator in {op.AND, op.OR}:
            join = all_of if node.operator == op.AND else any_of
            return join([self.condition(operand) for operand in node.operands])
        if node.operator == op.NOT:
            return negated(self.condition(node.operands[0]))
        operands = tuple(self._rewritten(operand) for operand in node.operands)
        if node.operator in _COMPARES and (is_condition := self._against_truth(node.operator, operands)) is not None:
            return is_condition
        translated = _TRANSLATED.get(node.operator)
        if translated is None:
            raise Untranslatable(f"A condition does no arithmetic: it has no {node.operator!r}.")
        return translated(self.sides, node.operator, operands)

    def _against_truth(self, operator: str, operands: tuple[Node, ...]) -> Condition | None:
        """Return what ``(…) = true`` says, where one side is a condition and the other true or false."""
        for whole, fixed in (operands, operands[::-1]):
            is_test = isinstance(whole, Operation) and whole.operator in _TESTS
            if is_test and isinstance(fixed, Literal) and fixed.value in _TRUTHS and operator in {op.SAME, op.DIFFERS}:
                wanted = folding.truth(fixed.value) == (operator == op.SAME)
                return self.condition(whole) if wanted else negated(self.condition(whole))
        return None

    def _rewritten(self, node: Node) -> Node:
        """Return ``node``, a function's call as the operation that it stands for."""
        if not isinstance(node, Call):
            return node
        build = self._meanings.functions.get(node.name.lower())
        if build is None:
            raise Untranslatable(f"There is no counterpart of the function {node.name[:40]}().")
        return build(tuple(self._rewritten(argument) for argument in node.arguments))


def _same(sides: Sides, operator: str, operands: tuple[Node, ...]) -> Condition:
    left, right = (sides.of(operand) for operand in operands)
    if isinstance(left, Fixed) and not isinstance(right, Fixed):
        left, right = right, left
    condition = comparing.same(sides, left, right)
    return condition if operator == op.SAME else negated(condition)


def _ordered(sides: Sides, operator: str, operands: tuple[Node, ...]) -> Condition:
    left, right = (sides.of(operand) for operand in operands)
    if isinstance(left, Fixed) and not isinstance(right, Fixed):
        left, right, operator = right, left, op.ORDERS[operator]
    return comparing.ordered(sides, operator, left, right)


def _contains(sides: Sides, operator: str, operands: tuple[Node, ...]) -> Condition:
    whole, part = operands
    if isinstance(whole, ListLiteral):
        condition = comparing.among(sides, sides.of(part), sides.of(whole))
    else:
        wanted = part.items if isinstance(part, ListLiteral) else (part,)
        condition = all_of([comparing.contains(sides, sides.of(whole), sides.of(one)) for one in wanted])
    return condition if operator == op.CONTAINS else negated(condition)


def _chosen(sides: Sides, operands: tuple[Node, ...]) -> Condition:
    return comparing.chosen(sides, *(sides.of(operand) for operand in operands))


def _any_of(sides: Sides, operator: str, operands: tuple[Node, ...]) -> Condition:
    condition = comparing.among(sides, *(sides.of(operand) for operand in operands))
    return condition if operator == op.ANY_OF else negated(condition)


def _all_of(sides: Sides, operands: tuple[Node, ...]) -> Condition:
    whole, listed = operands
    wanted = listed.items if isinstance(listed, ListLiteral) else (listed,)
    return all_of([comparing.chosen(sides, sides.of(whole), sides.of(one)) for one in wanted])


def _answered(sides: Sides, operator: str, operands: tuple[Node, ...]) -> Condition:
    condition = comparing.answered(sides.of(operands[0]))
    return condition if operator == op.ANSWERED else negated(condition)


_TRANSLATED: dict[str, Callable[[Sides, str, tuple[Node, ...]], Condition]] = {
    op.SAME: _same,
    op.DIFFERS: _same,
    **dict.fromkeys(op.ORDERS, _ordered),
    op.CHOSEN: lambda sides, _, operands: _chosen(sides, operands),
    op.CONTAINS: _contains,
    op.NOT_CONTAINS: _contains,
    op.ANY_OF: _any_of,
    op.NONE_OF: _any_of,
    op.ALL_OF: lambda sides, _, operands: _all_of(sides, operands),
    op.ANSWERED: _answered,
    op.UNANSWERED: _answered,
}

_TESTS = frozenset({op.AND, op.OR, op.NOT, *_TRANSLATED})
"""Operators whose result is true or false."""
