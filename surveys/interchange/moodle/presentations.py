"""What an item offers, as Moodle writes it in one text.

A choice is ``TYPE>>>>>first|second<<<<<1``: TYPE is r (radio buttons), c (check boxes) or d (a list), the part from
``<<<<<`` on says that options stand side by side. A rated option is ``4####text``. A number is ``from|to`` and a text
field ``size|characters``; ``-`` or nothing is no limit. Items of Moodle 1 have no ``TYPE>>>>>``: their type says it.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

_TYPE_ENDS, _LAYOUT_BEGINS, _NEXT, _VALUE_ENDS = ">>>>>", "<<<<<", "|", "####"
_NUMBER = re.compile(r"[+-]?\d{1,15}(?:[.,]\d{1,9})?")


@dataclass(frozen=True, slots=True)
class Offered:
    """The options of a choice, with mark-up. ``several``: more than one can be chosen."""

    options: tuple[str, ...]
    several: bool
    side_by_side: bool


@dataclass(frozen=True, slots=True)
class Rated:
    """A rated option, with mark-up; ``value`` counts in the mean, ``place`` is its place in the file, from 1."""

    value: float
    text: str
    place: int


def offered(presentation: str, old_type: str = "") -> Offered:
    """Return what a choice offers; ``old_type`` says how it was asked where the presentation does not."""
    kind, found, rest = presentation.partition(_TYPE_ENDS)
    if not found:
        kind, rest = old_type, presentation
    listed, _, layout = rest.partition(_LAYOUT_BEGINS)
    options = tuple(filter(None, (option.strip() for option in listed.split(_NEXT))))
    return Offered(options, kind.strip().lower() == "c", layout.strip() == "1")


def rated(offer: Offered) -> list[Rated]:
    """Return the options of a rated choice, the lowest value first; an option without a value counts 0."""
    options = []
    for place, option in enumerate(offer.options, 1):
        value, found, text = option.partition(_VALUE_ENDS)
        options.append(Rated(number(value) or 0, text.strip(), place) if found else Rated(0, option, place))
    return sorted(options, key=lambda one: (one.value, one.place))


def limits(presentation: str) -> tuple[float | None, float | None]:
    """Return the least and the most of a number, None where there is no limit: also for ``0|0``, as Moodle 1 wrote."""
    lowest, _, highest = presentation.partition(_NEXT)
    least, most = number(lowest), number(highest)
    return (None, None) if not least and not most else (least, most)


def longest(presentation: str) -> int | None:
    """Return how many characters a text field takes, None if it is not said."""
    most = number(presentation.partition(_NEXT)[2])
    return int(most) if most and most >= 1 else None


def number(text: str) -> float | None:
    """Return the number that ``text`` is, whole if it is; None if it is none."""
    if not _NUMBER.fullmatch(text.strip()):
        return None
    value = float(text.strip().replace(",", "."))
    return int(value) if math.isclose(value, int(value), abs_tol=0) else value
