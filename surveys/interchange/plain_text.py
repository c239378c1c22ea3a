"""Texts of other systems, which are often HTML, as the plain text that a definition holds."""

from __future__ import annotations

import re
from html import unescape

from surveys.definition.fields import MAX_TEXT

# Possessive, and what begins may lack its end: nothing is read twice, however hostile. The standard library's
# HTMLParser takes minutes for 200,000 characters of unfinished tags.
_ATTRIBUTES = r"""(?: [^<>"']++ | "[^"]*+" | '[^']*+' )*+ >?"""
_NAME_ENDS = "(?![a-z0-9:-])"


def _pattern(said: str) -> re.Pattern[str]:
    return re.compile(said, re.VERBOSE | re.DOTALL | re.IGNORECASE)


_COMMENT = _pattern(r"<!--.*?(?:-->|\Z) | <[!?][^>]*+>?")
_UNSEEN = _pattern(rf"<(script|style|template|head|title|iframe|object|noscript){_NAME_ENDS} .*? (?:(?=</\1) | \Z)")
_BREAK = _pattern(rf"</?(?:br|p|div|li|tr|h[1-6]|ul|ol|table){_NAME_ENDS} {_ATTRIBUTES}")
_TAGS = _pattern(rf"(?:</?[a-z]{_ATTRIBUTES})++")
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
    bare = _UNSEEN.sub("", _COMMENT.sub("", text[:MAX_MARKUP]))
    said = _UNSTORABLE.sub("", unescape(_TAGS.sub("", _BREAK.sub("\n", bare))))
    lines = (_SPACES.sub(" ", line).strip() for line in said.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()[:MAX_TEXT]
