"""Texts of one file on their way into a definition, with what of them was lost."""

from __future__ import annotations

import re

from surveys.definition.fields import MAX_TEXT
from surveys.interchange.errors import FileRefused
from surveys.interchange.plain_text import MAX_MARKUP, has_markup, plain_text
from surveys.interchange.report import Report

MAX_TEXTS = 100_000  # three times as many as fit into a definition, whatever they say
MAX_CHARACTERS = 8_000_000
_PLACE_LIKE = re.compile(r"\{(?=[a-z])")
_MEDIA = re.compile(r"<\s*(img|video|audio|iframe|embed|object|script|svg)\b", re.IGNORECASE)
_LINK = re.compile(r"<a\s[^<>]*+>", re.IGNORECASE)


def without_places(text: str) -> str:
    """Return ``text`` with ``{name}`` as ``{ name}``, which stands for itself and not for an answer."""
    return _PLACE_LIKE.sub("{ ", text)


class TextsRead:
    """Makes plain texts, and notes in ``report`` what they held besides words."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._with_markup = 0
        self._texts = 0
        self._characters = 0

    def plain(self, text: object, path: str) -> str:
        """Return ``text``, which stands at ``path``, as plain text; empty where there is none.

        Raises FileRefused when a file has more texts, or more in them, than would fit into any definition.
        """
        said = text if isinstance(text, str) else ""
        self._texts += 1
        self._characters += len(said)
        if self._texts > MAX_TEXTS or self._characters > MAX_CHARACTERS:
            raise FileRefused(
                f"The file has more than {MAX_TEXTS:,} texts, or more than {MAX_CHARACTERS:,} characters in them with "
                "their mark-up. That is more than any survey needs."
            )
        return self._plain(said, path)

    def _plain(self, text: str, path: str) -> str:
        marked = has_markup(text)
        self._with_markup += marked
        if marked:
            self._note_media(text, path)
        said = plain_text(text)
        if len(said) >= MAX_TEXT or len(text) > MAX_MARKUP:
            self._report.changed(path, "Text", f"It was cut: a text has {MAX_TEXT:,} characters at most.")
        bare = without_places(said)[:MAX_TEXT]
        if bare != said:
            self._report.changed(path, "Text", "A space now follows {, since {name} would stand for an answer here.")
        return bare

    def _note_media(self, text: str, path: str) -> None:
        if media := sorted({name.lower() for name in _MEDIA.findall(text)}):
            why = "Texts here are plain. Say in words what it shows, or put it on the course's page."
            self._report.left_out(path, f"In the text: {', '.join(media)}", why)
        if any("href" in link.lower() for link in _LINK.findall(text)):
            self._report.changed(path, "Link in the text", "Its words stay; where it leads to is not in the result.")

    def note_markup(self) -> None:
        """Say once, for all texts, that mark-up was taken off."""
        if self._with_markup:
            what = f"Mark-up of {self._with_markup} texts" if self._with_markup > 1 else "Mark-up of a text"
            self._report.changed("", what, "Texts here are plain: words and line breaks stay, fonts and colours go.")
