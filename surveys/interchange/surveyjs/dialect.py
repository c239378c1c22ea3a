"""SurveyJS's expressions: how they are written, and what they mean.

As survey-core 3.1.1 reads them (its grammar, ``OperandMaker`` and ``Helpers.isTwoValueEquals``).
"""

from __future__ import annotations

import re

from surveys.interchange.expressions import BareWord, Dialect, Meanings, Translation, parse_expression, translate
from surveys.interchange.expressions import operators as op
from surveys.interchange.surveyjs.variables import Variables

_SIGNS = {
    "||": op.OR,
    "&&": op.AND,
    "=": op.SAME,
    "==": op.SAME,
    "!=": op.DIFFERS,
    "<>": op.DIFFERS,
    "<": op.LESS,
    "<=": op.AT_MOST,
    "=<": op.AT_MOST,
    ">": op.MORE,
    ">=": op.AT_LEAST,
    "=>": op.AT_LEAST,
    "+": op.PLUS,
    "-": op.MINUS,
    "*": op.TIMES,
    "/": op.DIVIDED,
    "%": op.MODULO,
    "^": op.POWER,
    "*=": op.CONTAINS,
}
_WORDS = {
    "or": op.OR,
    "and": op.AND,
    "equal": op.SAME,
    "equals": op.SAME,
    "notequal": op.DIFFERS,
    "notequals": op.DIFFERS,
    "less": op.LESS,
    "lessorequal": op.AT_MOST,
    "greater": op.MORE,
    "greaterorequal": op.AT_LEAST,
    "power": op.POWER,
    "contain": op.CONTAINS,
    "contains": op.CONTAINS,
    "notcontain": op.NOT_CONTAINS,
    "notcontains": op.NOT_CONTAINS,
    "anyof": op.ANY_OF,
    "noneof": op.NONE_OF,
    "allof": op.ALL_OF,
}

SURVEYJS = Dialect(
    system="SurveyJS",
    variable=re.compile(r"\{([^{}]+)\}"),
    infix={**_SIGNS, **_WORDS},
    prefix={"!": op.NOT, "negate": op.NOT, "-": op.NEGATIVE},
    postfix={"empty": op.UNANSWERED, "notempty": op.ANSWERED},
    constants={"true": True, "false": False, "null": None, "undefined": None},
    bare_word=BareWord.TEXT,
    escapes=True,
    lists=True,
)


def translated(expression: str, variables: Variables) -> Translation:
    """Return what ``expression`` says, as a condition of ours. Raises Untranslatable."""
    meanings = Meanings(
        variables.meaning,
        empty_equals_empty=True,
        empty_at_most_empty=True,  # it looks for equality first
        ignores_case=True,
        only_true_alone=True,
    )
    return translate(parse_expression(expression, SURVEYJS), meanings)
