"""A condition as read: operations on answers and on fixed values, each with its place in the document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

Scalar: TypeAlias = str | int | float


@dataclass(frozen=True, slots=True)
class Fixed:
    """A value that stands in the condition itself: true or false, a text, a number, or a list of these two."""

    value: bool | Scalar | tuple[Scalar, ...]
    path: str


@dataclass(frozen=True, slots=True)
class Variable:
    """The answer to a question."""

    name: str
    path: str


@dataclass(frozen=True, slots=True)
class Operation:
    """An operator and what it works on; how many operands there are, and of which sort, is as in ``grammar``."""

    operator: str
    operands: tuple[Expression, ...]
    path: str


Expression: TypeAlias = Fixed | Variable | Operation


def variables_in(expression: Expression) -> Iterator[str]:
    """Yield the names of all variables, as often as they stand there."""
    if isinstance(expression, Variable):
        yield expression.name
    elif isinstance(expression, Operation):
        for operand in expression.operands:
            yield from variables_in(operand)
