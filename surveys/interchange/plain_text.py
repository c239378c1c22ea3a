"""Texts of other systems, which are often HTML, as the plain text that a definition holds."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from surveys.definition.fields import MAX_TEXT

_BREAKS = frozenset({"br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table"})
_UNSEEN = frozenset({"script", "style", "template", "head", "title", "iframe", "object", "noscript"})
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
    reader = _Reader()
    reader.feed(text[:MAX_MARKUP])
    reader.close()
    said = _UNSTORABLE.sub("", "".join(reader.said)).replace("\r", "\n")
    lines = (_SPACES.sub(" ", line).strip() for line in said.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()[:MAX_TEXT]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag in _BREAKS:
            self.said.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif tag in _BREAKS and tag != "br":
            self.said.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.said.append(data)
