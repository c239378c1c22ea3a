"""How XLSForm writes conditions: XPath 1.0 as ODK has extended it, with ``${name}`` for an answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from surveys.interchange.expressions import (
    Dialect,
    Literal,
    Meaning,
    Meanings,
    Node,
    Untranslatable,
    rewritten,
)
from surveys.interchange.expressions import operators as op

XPATH = Dialect(
    system="XLSForm",
    variable=re.compile(r"\$\{\s*([^{}]{1,200}?)\s*\}"),
    infix={
        "or": op.OR,
        "and": op.AND,
        "=": op.SAME,
        "!=": op.DIFFERS,
        "<": op.LESS,
        "<=": op.AT_MOST,
        ">": op.MORE,
        ">=": op.AT_LEAST,
        "+": op.PLUS,
        "-": op.MINUS,
        "*": op.TIMES,
        "div": op.DIVIDED,
        "mod": op.MODULO,
    },
    prefix={"-": op.NEGATIVE},
    word=re.compile(r"[A-Za-z_][\w-]*(?::[A-Za-z_][\w-]*)?"),
)
"""Of the column relevant."""

XPATH_OF_ITSELF = replace(XPATH, variable=re.compile(r"(\.)(?!\d)"))
"""Of the column constraint, where a point is the answer itself."""


def meanings_of(variable: Callable[[str], Meaning]) -> Meanings:
    """Return what XPath's functions and comparisons mean, given what each name means."""
    return Meanings(
        variable,
        functions=_FUNCTIONS,
        empty_equals_empty=True,  # both are the empty text
        list_equals_only_value=True,  # the answers stand in one text, with spaces between them
        false_values=frozenset(),  # every text that is not empty holds
    )


def _itself(arguments: tuple[Node, ...]) -> Node:
    if len(arguments) != 1:
        raise Untranslatable("A function has too many or too few arguments.")
    return arguments[0]


def _fixed(value: bool) -> Callable[[tuple[Node, ...]], Node]:
    def build(arguments: tuple[Node, ...]) -> Node:
        if arguments:
            raise Untranslatable("A function has too many arguments.")
        return Literal(value)

    return build


_FUNCTIONS: Mapping[str, Callable[[tuple[Node, ...]], Node]] = {
    "not": rewritten(op.NOT, 1),
    "selected": rewritten(op.CHOSEN, 2),
    "count-selected": rewritten(op.COUNT, 1),
    "true": _fixed(True),
    "false": _fixed(False),
    **dict.fromkeys(("date", "string", "number", "int", "boolean"), _itself),
}
