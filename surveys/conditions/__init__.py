"""Conditions: when a question is asked, as a closed profile of JSONLogic.

``grammar`` says what may be written, ``reading`` finds everything that is wrong with a document, ``evaluation``
answers whether it holds, ``misuse`` compares it with the questions that it looks at, ``order`` with the order in
which they are asked. ``surveys/form/assets/conditions.js`` evaluates the same documents in the browser.
"""

from surveys.conditions.condition import Condition, read_condition
from surveys.conditions.errors import ConditionInvalid
from surveys.conditions.kinds import Kind, ValueType
from surveys.conditions.misuse import misuses
from surveys.conditions.order import Asked, problems_of_order
from surveys.conditions.reading import problems_of

__all__ = [
    "Asked",
    "Condition",
    "ConditionInvalid",
    "Kind",
    "ValueType",
    "misuses",
    "problems_of",
    "problems_of_order",
    "read_condition",
]
