"""Texts in several languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

LANGUAGES = ("nl", "en", "fr")
"""Languages in which Impact itself speaks (ISO 639-1). A definition may hold others."""


class Text(Mapping[str, str]):
    """One text, by language (BCP 47 tag, lower case). The first language is the one to fall back on."""

    __slots__ = ("_texts",)

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = dict(texts)

    def __getitem__(self, language: str) -> str:
        return self._texts[language]

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)

    def __hash__(self) -> int:
        return hash(frozenset(self._texts.items()))  # equal whatever the order, as in Mapping

    def __repr__(self) -> str:
        return f"Text({self._texts!r})"

    def in_language(self, language: str) -> str:
        """Return the text in ``language`` (``nl-BE`` falls back on ``nl``), else in the first language it
        has.
        """
        return self._texts.get(self.language_for(language), "")

    def language_for(self, wanted: str) -> str:
        """Return the language in which a reader of ``wanted`` gets this text; "" if it is in none."""
        return wanted if wanted in self._texts else preferred_language(wanted, tuple(self._texts) or ("",))


def preferred_language(wanted: str | None, offered: tuple[str, ...]) -> str:
    """Return the one of ``offered`` that serves a reader of ``wanted``, else the first of ``offered``."""
    tag = (wanted or "").lower().replace("_", "-")
    for candidate in (tag, tag.partition("-")[0]):
        if candidate in offered:
            return candidate
    return offered[0]
