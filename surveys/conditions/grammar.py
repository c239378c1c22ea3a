"""What may be written where: the operators, their operands, and the limits."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

MAX_NESTING = 12
"""Expressions within each other, a variable being the innermost. With the definition around it, a condition then
stays below the nesting of any document (``surveys.limits.MAX_DEPTH``).
"""

MAX_PARTS = 500
"""Operators, variables and fixed values of one condition together, those in lists included."""

VARIABLE_NAME = re.compile(r"[a-z][a-z0-9_]{0,63}")
"""The id of a question, as in ``surveys.definition.schema``."""

ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
"""What is compared as a date. The pattern only: who answers is held to the calendar where answers are read."""


class Slot(Enum):
    """What an operand may be; each value says it to an author."""

    CONDITION = 'Here stands a condition, such as {"===": [{"var": "q1"}, "yes"]}, or true or false.'
    VALUE = 'Here stands a value: a text, a number, the answer {"var": "q1"} or the number {"count": {"var": "q1"}}.'
    VARIABLE = 'Here stands a question, as in {"var": "q1"}.'
    LIST = 'Here stands a list of texts and numbers, as in ["a", "b"].'
    LIST_OR_VARIABLE = (
        'Here stands a list of texts and numbers, as in ["a", "b"], or a question with several answers, as in '
        '{"var": "q1"}.'
    )


@dataclass(frozen=True, slots=True)
class Shape:
    """How an operator is written.

    ``repeats``: its one slot may be filled any number of times. ``bare``: a single operand may stand without a list
    around it. ``example`` is what an author is shown.
    """

    slots: tuple[Slot, ...]
    example: str
    repeats: bool = False
    bare: bool = False
    gives_condition: bool = True


def _compares(operator: str, value: str) -> Shape:
    return Shape((Slot.VALUE, Slot.VALUE), f'{{"{operator}": [{{"var": "q1"}}, {value}]}}')


OPERATORS: dict[str, Shape] = {
    "===": _compares("===", '"yes"'),
    "!==": _compares("!==", '"yes"'),
    "<": _compares("<", "5"),
    "<=": _compares("<=", "5"),
    ">": _compares(">", "5"),
    ">=": _compares(">=", "5"),
    "and": Shape((Slot.CONDITION,), '{"and": [first condition, second condition]}', repeats=True),
    "or": Shape((Slot.CONDITION,), '{"or": [first condition, second condition]}', repeats=True),
    "!": Shape((Slot.CONDITION,), '{"!": condition}', bare=True),
    "in": Shape((Slot.VALUE, Slot.LIST_OR_VARIABLE), '{"in": [{"var": "q1"}, ["a", "b"]]}'),
    "any_of": Shape((Slot.VALUE, Slot.LIST), '{"any_of": [{"var": "q1"}, ["a", "b"]]}'),
    "answered": Shape((Slot.VARIABLE,), '{"answered": {"var": "q1"}}', bare=True),
    "count": Shape((Slot.VARIABLE,), '{"count": {"var": "q1"}}', repeats=True, bare=True, gives_condition=False),
}

INSTEAD = {
    "=": "===",
    "==": "===",
    "!=": "!==",
    "<>": "!==",
    "=>": ">=",
    "=<": "<=",
    "!!": "answered",
    "not": "!",
    "&&": "and",
    "||": "or",
    "all": "and",
    "any": "or",
    "some": "any_of",
    "missing": "answered, within !",
    "notempty": "answered",
    "contains": "in",
    "anyof": "any_of",
}
"""Operators of JSONLogic, SurveyJS and other languages, and what does the same here."""
