"""Conditions of other systems that are written with signs and words between values, such as ``{q1} = 'a' and …``.

``parse`` reads them, in the dialect of a system, into nodes (``nodes``, ``operators``); ``translate`` makes a condition
of ours of nodes, given what each variable means (``meaning``); ``write`` goes the other way, in a system's own words.
"""

from surveys.interchange.expressions.dialect import BareWord, Dialect
from surveys.interchange.expressions.errors import Untranslatable
from surveys.interchange.expressions.meaning import Answer, Chosen, Counted, Meaning, Meanings, rewritten
from surveys.interchange.expressions.nodes import Call, ListLiteral, Literal, Node, Operation, Variable
from surveys.interchange.expressions.parse import parse_expression
from surveys.interchange.expressions.translate import Translation, translate
from surveys.interchange.expressions.write import ConditionWriter, write_condition

__all__ = [
    "Answer",
    "BareWord",
    "Call",
    "Chosen",
    "ConditionWriter",
    "Counted",
    "Dialect",
    "ListLiteral",
    "Literal",
    "Meaning",
    "Meanings",
    "Node",
    "Operation",
    "Translation",
    "Untranslatable",
    "Variable",
    "parse_expression",
    "rewritten",
    "translate",
    "write_condition",
]
