"""Reasons and verdicts as sentences: one JSON file per language, the same keys in all (a test checks)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files

from surveys.answers.wording import day_in_words
from surveys.definition.model import QuestionType
from surveys.levels import Level
from surveys.piping import plain
from surveys.privacy import PrivacyClass
from surveys.texts import LANGUAGES, Text
from surveys.versions.model import Fact, Part, Range, Reason, Verdict
from surveys.words import decimal, language_of_words

_PREFIXES: Mapping[type, str] = {Part: "part", PrivacyClass: "privacy", QuestionType: "type"}


@lru_cache(maxsize=len(LANGUAGES))
def _read(language: str) -> Mapping[str, str]:
    words: dict[str, str] = json.loads(files(__name__).joinpath(f"{language}.json").read_text("utf-8"))
    return words


def words_in(language: str) -> Mapping[str, str]:
    """Return the words in ``language``, in English where Impact does not speak it."""
    return _read(language_of_words(language))


def reason_in_words(reason: Reason, language: str) -> str:
    """Return the sentences that say what changed and what follows, in ``language``.

    Texts of the survey stand in them as in ``language`` too, where the survey has it.
    """
    said = {name: _said(fact, language) for name, fact in reason.facts.items()}
    return words_in(language)[f"reason_{reason.key}"].format(**said)


def verdict_in_words(verdict: Verdict, language: str) -> str:
    """Return what a verdict is called in ``language``."""
    return words_in(language)[f"verdict_{verdict}"]


def _said(fact: Fact, language: str) -> str:
    if isinstance(fact, tuple):
        return ", ".join(_said(one, language) for one in fact)
    if isinstance(fact, Text):
        return words_in(language)["quoted"].format(text=plain(fact, language))
    if isinstance(fact, Range):
        return _range(fact, language)
    if isinstance(fact, StrEnum):
        return _name(fact, language)
    if isinstance(fact, date):
        return day_in_words(fact.isoformat(), language)
    return fact if isinstance(fact, str) else decimal(fact, language)


def _name(fact: StrEnum, language: str) -> str:
    if isinstance(fact, Level):
        return fact.title.in_language(language_of_words(language))
    return words_in(language)[f"{_PREFIXES[type(fact)]}_{fact}"]


_RANGES = {
    ("lowest", "highest"): "range_both",
    ("lowest",): "range_from",
    ("highest",): "range_to",
    (): "range_any",
}


def _range(taken: Range, language: str) -> str:
    limits = {"lowest": taken.lowest, "highest": taken.highest}
    said = {name: _said(limit, language) for name, limit in limits.items() if limit is not None}
    return words_in(language)[_RANGES[tuple(said)]].format(**said)
