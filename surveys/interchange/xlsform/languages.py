"""Languages in XLSForm: ``label::Nederlands (nl)`` names one, and a plain ``label`` is in the default language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from surveys.interchange.report import Report

NAMES: Mapping[str, str] = {
    "ar": "العربية",
    "de": "Deutsch",
    "en": "English",
    "es": "Español",
    "fr": "Français",
    "it": "Italiano",
    "nl": "Nederlands",
    "pl": "Polski",
    "pt": "Português",
    "tr": "Türkçe",
    "uk": "Українська",
}
"""What speakers call their language, which is what XLSForm tools show in their menu of languages."""

_ENGLISH_NAMES = {
    "arabic": "ar",
    "dutch": "nl",
    "french": "fr",
    "german": "de",
    "italian": "it",
    "polish": "pl",
    "portuguese": "pt",
    "spanish": "es",
    "turkish": "tr",
    "ukrainian": "uk",
}
_BY_NAME = {**_ENGLISH_NAMES, **{name.lower(): tag for tag, name in NAMES.items()}}
_IN_BRACKETS = re.compile(r"\(\s*([A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*)\s*\)\s*$")
_TAG = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*")
_OWN_USE = [f"qa{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"]
"""Codes that ISO 639-2 keeps for local use."""


def column_language(tag: str) -> str:
    """Return ``tag`` as XLSForm writes it in headers: ``Nederlands (nl)``."""
    return f"{NAMES.get(tag, tag)} ({tag})"


class Languages:
    """The languages of a file: gives each name that it uses a tag, and notes which had to be guessed."""

    def __init__(self, report: Report, unnamed: str) -> None:
        self.unnamed = unnamed  # tag of texts in columns that name no language
        self._report = report
        self._tags: dict[str, str] = {}
        self._left = iter(_OWN_USE)

    def tag_of(self, name: str, path: str) -> str | None:
        """Return the tag for the language called ``name`` at ``path``; None once there are too many to tell."""
        key = name.strip().lower()
        if key not in self._tags:
            tag = tag_in(name) or self._made_up(name, path)
            if tag is None:
                return None
            self._tags[key] = tag
        return self._tags[key]

    def _made_up(self, name: str, path: str) -> str | None:
        tag = next(self._unused(), None)
        if tag is not None:
            self._report.assumed(
                path,
                f"Language {name}",
                f"The header names no language code, so {tag} stands for it. Write the code in brackets, as in "
                "label::Nederlands (nl).",
            )
        return tag

    def _unused(self) -> Iterator[str]:
        return (tag for tag in self._left if tag not in self._tags.values())


def tag_in(name: str) -> str | None:
    """Return the language tag that ``name`` holds or is known by: nl for ``Nederlands (nl)`` and for ``Dutch``."""
    if found := _IN_BRACKETS.search(name):
        return found[1].lower().replace("_", "-")
    key = name.strip().lower()
    if key in _BY_NAME:
        return _BY_NAME[key]
    candidate = key.replace("_", "-")
    return candidate if len(candidate) <= 35 and _TAG.fullmatch(candidate) else None
