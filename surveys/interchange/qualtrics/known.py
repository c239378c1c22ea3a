"""What is known of questions that were read, for logic and texts that refer to them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from surveys.conditions import ValueType

_LOCATOR = re.compile(
    r"q://(QID[A-Za-z0-9_]{1,40})/([A-Za-z]{1,40}(?:/[A-Za-z]{1,40})?)(?:/([^/]{1,40}))?(?:/([^/]{1,40}))?"
)


@dataclass(frozen=True, slots=True)
class Known:
    """What a question of the file became.

    ``ids`` are ours by the key of the statement, slider or field, or by "" for the question as a whole; ``codes`` are
    those of options by the key of the choice or scale point; ``words`` are the ids of words asked for at an option.
    """

    type: ValueType
    ids: Mapping[str, str]
    codes: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Locator:
    """A place such as ``q://QID4/SelectableChoice/2/5``: question, what of it, and up to two keys."""

    question: str
    part: str
    keys: tuple[str, ...]


def locator(text: object) -> Locator | None:
    """Return the locator that ``text`` is, None if it is none."""
    match = _LOCATOR.fullmatch(text) if isinstance(text, str) else None
    return Locator(match[1], match[2], tuple(filter(None, (match[3], match[4])))) if match else None
