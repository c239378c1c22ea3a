"""Texts with answers in them: ``{question|words}`` here, ``${question}`` in XLSForm."""

from __future__ import annotations

import re
from collections.abc import Mapping

from surveys.placeholders import ELLIPSIS

_PLACE = re.compile(r"\{([a-z][a-z0-9_]{0,63})(?:\|[^{}]*)?\}")
_LITERAL = re.compile(r"\$(?=\{)")
_IN_CELL = re.compile(r"\$\{([^{}]+)\}")
_OPENING = re.compile(r"\$(\\*)\{")
_MASKED = re.compile(r"\$(\\*)\\\{")
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def written(text: str, names: Mapping[str, str]) -> str:
    """Return ``text`` as a cell of XLSForm holds it; ``names``: what our questions and recalls are called there.

    Words for when there is no answer are lost, as are control characters, which no spreadsheet holds.
    """
    pieces = []
    end = 0
    for place in _PLACE.finditer(text):
        pieces.append(_LITERAL.sub("$ ", text[end : place.start()]))
        pieces.append(f"${{{names[place[1]]}}}" if place[1] in names else ELLIPSIS)
        end = place.end()
    pieces.append(_LITERAL.sub("$ ", text[end:]))
    return storable("".join(pieces))


def written_as_is(text: str) -> str:
    """Return ``text``, in which nothing stands for an answer, as a cell of XLSForm holds it."""
    return storable(_LITERAL.sub("$ ", text))


def survives(text: str, cell: str, ids: Mapping[str, str]) -> bool:
    """Tell whether ``text`` can be read back from ``cell``; ``ids``: ours, by what they are called in the file."""
    return _IN_CELL.sub(lambda place: f"{{{ids.get(place[1], '')}}}", cell) == text


def masked(text: str) -> str:
    """Return ``text`` without ``${``, which XLSForm tools look for in every column, ours among them."""
    return _OPENING.sub(r"$\1\\{", storable(text))


def unmasked(cell: str) -> str:
    """Return the text that ``masked`` made ``cell`` of."""
    return _MASKED.sub(r"$\1{", cell)


def storable(text: str) -> str:
    """Return ``text`` without what no spreadsheet holds."""
    return _UNWRITABLE.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
