"""Numbers as Qualtrics writes them: as numbers, or as texts that may be empty."""

from __future__ import annotations

import re

from surveys.interchange.qualtrics.source import words

_NUMBER = re.compile(r"[+-]?\d{1,15}(?:\.\d{1,9})?")


def number(value: object) -> int | float | None:  # whole ones stay whole
    """Return the number that ``value`` is or writes, whole if it is; None if it is none or too large to store."""
    text = words(value)
    if not _NUMBER.fullmatch(text):
        return None
    found = float(text)
    return int(found) if found.is_integer() else found


def whole(value: object) -> int | None:
    """Return the whole number that ``value`` is or writes, None if it is none."""
    found = number(value)
    return found if isinstance(found, int) else None
