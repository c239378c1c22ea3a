"""An expression of another system as read: the same values whatever it was written in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Variable:
    """What an author refers to: a question, an item, an option. ``name`` is as in the file."""

    name: str


@dataclass(frozen=True, slots=True)
class Literal:
    """A fixed value. None and the empty text stand for "nothing"."""

    value: str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class ListLiteral:
    """Several fixed values."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Operation:
    """An operator of ``operators`` and what it works on. ``and`` and ``or`` have two operands or more."""

    operator: str
    operands: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Call:
    """A function of the other system."""

    name: str
    arguments: tuple[Node, ...]


Node: TypeAlias = Variable | Literal | ListLiteral | Operation | Call
