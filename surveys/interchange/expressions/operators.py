"""The operators that expressions of all systems are read into."""

from __future__ import annotations

OR, AND, NOT = "or", "and", "not"
SAME, DIFFERS = "==", "!="
LESS, AT_MOST, MORE, AT_LEAST = "<", "<=", ">", ">="
CHOSEN = "chosen"
"""(question, value): the option is the answer or among the answers."""
CONTAINS, NOT_CONTAINS = "contains", "not contains"
"""(question or list, value): the value is among the answers, or a part of the one answer's text."""
ANY_OF, NONE_OF, ALL_OF = "any of", "none of", "all of"
ANSWERED, UNANSWERED = "answered", "unanswered"
COUNT = "count"
"""(question, …): how many options are chosen; a question with one answer counts as one."""
PLUS, MINUS, TIMES, DIVIDED, MODULO, POWER, NEGATIVE = "+", "-", "*", "/", "%", "^", "negative"

BINDING = {
    OR: 1,
    AND: 2,
    SAME: 3,
    DIFFERS: 3,
    LESS: 4,
    AT_MOST: 4,
    MORE: 4,
    AT_LEAST: 4,
    PLUS: 5,
    MINUS: 5,
    TIMES: 6,
    DIVIDED: 6,
    MODULO: 6,
    POWER: 7,
    CONTAINS: 8,
    NOT_CONTAINS: 8,
    ANY_OF: 8,
    NONE_OF: 8,
    ALL_OF: 8,
}
"""How closely the operators between two operands bind, as all three systems have it; prefixes bind closer still."""

ORDERS = {LESS: MORE, MORE: LESS, AT_MOST: AT_LEAST, AT_LEAST: AT_MOST}
"""Operators that compare by order, each with the one for exchanged sides."""
