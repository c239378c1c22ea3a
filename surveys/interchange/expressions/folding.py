"""Joining conditions, with true and false taken out where they change nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

Condition: TypeAlias = Any
"""A condition document: an object with one operator, or true or false."""


def all_of(conditions: Sequence[Condition]) -> Condition:
    """Return the condition that holds if all of ``conditions`` do."""
    return _joined("and", conditions, neutral=True)


def any_of(conditions: Sequence[Condition]) -> Condition:
    """Return the condition that holds if one of ``conditions`` does."""
    return _joined("or", conditions, neutral=False)


def _joined(operator: str, conditions: Sequence[Condition], *, neutral: bool) -> Condition:
    parts: list[Condition] = []
    for condition in conditions:
        if isinstance(condition, bool):
            if condition is not neutral:
                return condition
        elif set(condition) == {operator}:
            parts.extend(condition[operator])
        else:
            parts.append(condition)
    if not parts:
        return neutral
    return parts[0] if len(parts) == 1 else {operator: parts}


_OPPOSITES = {"===": "!==", "!==": "==="}


def negated(condition: Condition) -> Condition:
    """Return the condition that holds if ``condition`` does not, in as few words as can be."""
    if isinstance(condition, bool):
        return not condition
    ((operator, operands),) = condition.items()
    if operator == "!":
        return operands[0] if isinstance(operands, list) else operands
    if operator in _OPPOSITES:  # of unanswered questions as well: !== is all that === is not
        return {_OPPOSITES[operator]: operands}
    return {"!": condition}


def truth(value: object) -> bool:
    """Return whether a fixed value counts as true: 0, false, nothing and their like do not."""
    return bool(value) and value not in {"0", "false"}
