"""Texts of other systems, which are often HTML, as the plain text that a definition holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from surveys.definition.fields import MAX_TEXT

_BREAKS = frozenset({"br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table"})
_UNSEEN = frozenset({"script", "style", "template", "head", "title", "iframe", "object", "noscript"})
# Possessive, and a tag, comment or quotation may lack its end: nothing is read twice, however hostile. The standard
# library's HTMLParser takes minutes for 200,000 characters of unfinished tags.
_MARKUP = re.compile(
    r"""<!--.*?(?:-->|\Z)
    | <[!?][^>]*+>?
    | <(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9:-]*+) (?:[^<>"'] | "[^"]*+" | '[^']*+')*+ >?""",
    re.VERBOSE | re.DOTALL,
)
_SPACES = re.compile(r"[^\S\n]+")
_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
MAX_MARKUP = 200_000  # characters of one text with its mark-up


def has_markup(text: str) -> bool:
    """Tell whether ``text`` holds mark-up that plain text cannot keep."""
    return bool(re.search(r"<[a-zA-Z/!]", text))


def plain_text(text: str) -> str:
    """Return ``text`` without mark-up, scripts and control characters, cut to what a text of a definition may hold.

    Reads like the page: blocks and line breaks become new lines, entities their characters.
    """
    said = _UNSTORABLE.sub("", unescape("".join(_said(text[:MAX_MARKUP])))).replace("\r\n", "\n").replace("\r", "\n")
    lines = (_SPACES.sub(" ", line).strip() for line in said.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()[:MAX_TEXT]


def _said(text: str) -> Iterator[str]:
    """Yield what of ``text`` is shown, with a new line for each break."""
    place = 0
    while mark := _MARKUP.search(text, place):
        yield text[place : mark.start()]
        name = (mark["name"] or "").lower()
        place = mark.end()
        if name in _UNSEEN and not mark["end"]:
            place = _end_of(name, text, place)
        elif name in _BREAKS and (not mark["end"] or name != "br"):
            yield "\n"
    yield text[place:]


def _end_of(name: str, text: str, place: int) -> int:
    """Return where the content of an element that is not shown ends: the whole text if it never does."""
    end = re.compile(f"</{name}", re.IGNORECASE).search(text, place)
    return end.start() if end else len(text)
