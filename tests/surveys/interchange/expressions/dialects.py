"""Three ways of writing expressions, as different as those of the systems that are read."""

from __future__ import annotations

import re

from surveys.conditions import Kind, ValueType
from surveys.interchange.expressions import (
    Answer,
    BareWord,
    Chosen,
    Counted,
    Dialect,
    Meaning,
    Meanings,
    Untranslatable,
    rewritten,
)
from surveys.interchange.expressions import operators as op

_COMPARE = {"=": op.SAME, "!=": op.DIFFERS, "<": op.LESS, "<=": op.AT_MOST, ">": op.MORE, ">=": op.AT_LEAST}

BRACED = Dialect(
    system="Braces",
    variable=re.compile(r"\{([^{}]+)\}"),
    infix={
        **_COMPARE,
        "or": op.OR,
        "||": op.OR,
        "and": op.AND,
        "&&": op.AND,
        "+": op.PLUS,
        "-": op.MINUS,
        "*": op.TIMES,
        "contains": op.CONTAINS,
        "lacks": op.NOT_CONTAINS,
        "anyof": op.ANY_OF,
        "noneof": op.NONE_OF,
        "allof": op.ALL_OF,
    },
    prefix={"!": op.NOT, "no": op.NOT, "-": op.NEGATIVE},
    postfix={"empty": op.UNANSWERED, "notempty": op.ANSWERED},
    constants={"true": True, "false": False, "nothing": None},
    bare_word=BareWord.TEXT,
    escapes=True,
    lists=True,
)
"""``{q} = 'a'``, lists, words as operators, a backslash before quotes."""

PATHS = Dialect(
    system="Paths",
    variable=re.compile(r"\$\{([^{}]+)\}|(\.)"),
    infix={**_COMPARE, "or": op.OR, "and": op.AND, "div": op.DIVIDED},
    prefix={"-": op.NEGATIVE},
    word=re.compile(r"[A-Za-z_][\w.-]*"),
)
"""``${q} = 'a'``, functions with hyphens, the dot as a variable."""

NAMES = Dialect(
    system="Names",
    variable=None,
    infix={"==": op.SAME, "ne": op.DIFFERS, "or": op.OR, "&&": op.AND},
    prefix={"!": op.NOT},
    word=re.compile(r"[A-Za-z_][\w.]*"),
    bare_word=BareWord.VARIABLE,
)
"""``q.value == "a"``: bare words are variables."""

_KINDS: dict[str, Kind] = {
    "one": Kind(ValueType.CODE, ("a", "b", "c")),
    "other_one": Kind(ValueType.CODE, ("a", "b", "d")),
    "points": Kind(ValueType.CODE, ("low", "mid", "high")),
    "shifted": Kind(ValueType.CODE, ("low", "mid", "high")),
    "yes_no": Kind(ValueType.CODE, ("yes", "no")),
    "many": Kind(ValueType.CODES, ("a", "b", "c")),
    "order": Kind(ValueType.CODES, ("a", "b", "c")),
    "number": Kind(ValueType.NUMBER),
    "second": Kind(ValueType.NUMBER),
    "day": Kind(ValueType.DATE),
    "words": Kind(ValueType.TEXT),
}
_CODES = {
    "points": {"1": "low", "2": "mid", "3": "high"},
    "shifted": {"1": "mid", "2": "high", "3": "low"},
    "yes_no": {"true": "yes", "false": "no"},
}


def meaning_of(name: str) -> Meaning:
    """Return what ``name`` means: a question, an option of ``many`` as in ``many.a``, or how many are chosen."""
    question, _, part = name.partition(".")
    if question not in _KINDS:
        raise Untranslatable(f"There is no {name}.")
    if part == "length":
        return Counted(question, _KINDS[question])
    if part:
        return Chosen(question, _KINDS[question], part, frozenset({"Y"}), frozenset({"", "N"}))
    return Answer(question, _KINDS[question], _CODES.get(question, {}), ordered=question == "order")


FUNCTIONS = {
    "not": rewritten(op.NOT, 1),
    "selected": rewritten(op.CHOSEN, 2),
    "count-selected": rewritten(op.COUNT, 1),
    "count": rewritten(op.COUNT, 1, 9),
    "is_empty": rewritten(op.UNANSWERED, 1),
}

PLAIN = Meanings(meaning_of, FUNCTIONS)
"""Nothing special: only what is answered is the same as anything."""

LAX = Meanings(
    meaning_of,
    FUNCTIONS,
    empty_equals_empty=True,
    empty_at_most_empty=True,
    list_equals_only_value=True,
    ignores_case=True,
    false_values=frozenset({"false", "0", "1"}),
)
"""Everything that a system may do otherwise."""
