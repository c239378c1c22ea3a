"""How a system writes its expressions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum


class BareWord(Enum):
    """What a word is that is no operator, no constant and no function's name."""

    VARIABLE = "variable"
    TEXT = "text"
    REFUSED = "refused"


@dataclass(frozen=True)
class Dialect:
    """A system's way of writing.

    ``variable`` matches a variable with its delimiters, the first group that takes part being the name; None where
    only bare words are variables. ``word`` matches operators, functions and bare words. ``infix``, ``prefix`` and
    ``postfix`` give the operator of ``operators`` for each sign and each word in lower case.
    """

    system: str  # as authors know it
    variable: re.Pattern[str] | None
    infix: Mapping[str, str]
    prefix: Mapping[str, str]
    postfix: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, bool | None] = field(default_factory=dict)  # by word in lower case
    word: re.Pattern[str] = re.compile(r"[^\W\d]\w*")
    bare_word: BareWord = BareWord.REFUSED
    escapes: bool = False  # a backslash before a quote in a text means the quote
    lists: bool = False  # ['a', 'b']
