"""What is known of an answer before it is given."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ValueType(StrEnum):
    """What an answer is."""

    CODE = "code"  # of the one option chosen
    CODES = "codes"  # of several options, chosen or put in order
    NUMBER = "number"
    DATE = "date"  # YYYY-MM-DD
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Kind:
    """The type of the answers to one question, and the codes of its options in their order.

    Without codes, they are not known, and any text may be one.
    """

    type: ValueType
    codes: tuple[str, ...] = ()
