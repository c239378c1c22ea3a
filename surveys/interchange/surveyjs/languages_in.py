"""Which language the texts of a file are in that do not say it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from surveys.interchange.exchange import Assumptions
from surveys.interchange.report import Report
from surveys.interchange.surveyjs import own
from surveys.interchange.surveyjs.texts import DEFAULT, is_language


def first_language(
    content: Mapping[str, Any], kept: Mapping[str, Any], assumptions: Assumptions, report: Report
) -> str:
    """Return the language of all strings in ``content`` that stand without one, or as the default.

    It is the survey's ``locale``, unless texts stand there both in it and as the default.
    """
    stated = kept.get("languages") if own.is_ours(kept) else None
    if isinstance(stated, list) and stated and _usable(stated[0]):
        return str(stated[0])
    locale = content.get("locale")
    if _usable(locale) and not _beside_default(content, str(locale)):
        return str(locale).lower()
    report.assumed("locale", "Language", f"The file does not name that of its texts: it is {assumptions.language}.")
    return assumptions.language


def _usable(tag: object) -> bool:
    return isinstance(tag, str) and is_language(tag.lower())


def _beside_default(document: object, locale: str) -> bool:
    if isinstance(document, list):
        return any(_beside_default(inner, locale) for inner in document)
    if not isinstance(document, dict):
        return False
    if DEFAULT in document and locale in document:
        return True
    return any(_beside_default(inner, locale) for inner in document.values())
