"""LimeSurvey's ExpressionScript as a dialect of infix expressions, and its conditions as conditions of ours."""

from __future__ import annotations

import re
from typing import Any

from surveys.interchange.expressions.dialect import BareWord, Dialect
from surveys.interchange.expressions.errors import Untranslatable
from surveys.interchange.expressions.meaning import Meanings, rewritten
from surveys.interchange.expressions.nodes import Node
from surveys.interchange.expressions.operators import (
    AND,
    AT_LEAST,
    AT_MOST,
    COUNT,
    DIFFERS,
    DIVIDED,
    LESS,
    MINUS,
    MORE,
    NEGATIVE,
    NOT,
    OR,
    PLUS,
    SAME,
    TIMES,
    UNANSWERED,
)
from surveys.interchange.expressions.parse import parse_expression
from surveys.interchange.expressions.translate import Translation, translate
from surveys.interchange.limesurvey.places import with_whole_rankings
from surveys.interchange.limesurvey.simpler import simpler
from surveys.interchange.limesurvey.variables import Variables

EXPRESSION_SCRIPT = Dialect(
    system="LimeSurvey",
    variable=None,
    infix={
        "==": SAME,
        "eq": SAME,
        "!=": DIFFERS,
        "ne": DIFFERS,
        "<": LESS,
        "lt": LESS,
        "<=": AT_MOST,
        "le": AT_MOST,
        ">": MORE,
        "gt": MORE,
        ">=": AT_LEAST,
        "ge": AT_LEAST,
        "and": AND,
        "&&": AND,
        "or": OR,
        "||": OR,
        "+": PLUS,
        "-": MINUS,
        "*": TIMES,
        "/": DIVIDED,
    },
    prefix={"!": NOT, "-": NEGATIVE},
    word=re.compile(r"TOKEN:\w+|\d+X\d+X\d+\w*(?:#\d)?(?:\.\w+)?|[^\W\d]\w*(?:\.\w+)*"),
    bare_word=BareWord.VARIABLE,
    escapes=True,
)

_ALWAYS = frozenset({"", "1"})
_MOST_COUNTED = 200


def is_trivial(relevance: str) -> bool:
    """Tell whether a relevance equation lets everybody through."""
    return relevance.strip() in _ALWAYS


def condition_from(relevance: str, variables: Variables) -> Translation:
    """Return what a relevance equation says, given all that was asked before. Raises Untranslatable."""
    functions = {
        "is_empty": rewritten(UNANSWERED, 1),
        "count": rewritten(COUNT, 1, _MOST_COUNTED),
        "strtotime": _itself,
    }
    node = parse_expression(relevance.strip().removeprefix("{").removesuffix("}"), EXPRESSION_SCRIPT)
    meanings = Meanings(variable=variables.for_condition, functions=functions)
    read = translate(with_whole_rankings(node, variables.place), meanings)
    return Translation(simpler(read.document), read.notes)


def _itself(arguments: tuple[Node, ...]) -> Any:
    if len(arguments) != 1:
        raise Untranslatable("strtotime() takes one date.")
    return arguments[0]
