"""The words that the form itself says: one JSON file per language, the same keys in all (a test checks)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

from surveys.texts import LANGUAGES, preferred_language


@lru_cache(maxsize=len(LANGUAGES))
def _read(language: str) -> Mapping[str, str]:
    words: dict[str, str] = json.loads(files(__name__).joinpath(f"{language}.json").read_text("utf-8"))
    return words


def language_of_words(wanted: str) -> str:
    """Return the language in which Impact speaks to a reader of ``wanted``: English where it does not know
    theirs.
    """
    return preferred_language(wanted, ("en", *LANGUAGES))


def words_in(language: str) -> Mapping[str, str]:
    """Return the words in ``language``, in English where Impact does not speak it. Values are ``str.format``
    templates.
    """
    return _read(language_of_words(language))


def fill(template: str, facts: Mapping[str, object], language: str) -> str:
    """Return ``template`` with ``facts`` in it, decimals written as the words' language does."""
    decimals = {name: decimal(fact, language) for name, fact in facts.items() if isinstance(fact, float)}
    return template.format(**{**facts, **decimals})


def decimal(number: float, language: str) -> str:
    """Return ``number`` with the decimal sign of the words' language."""
    return str(number) if language_of_words(language) == "en" else str(number).replace(".", ",")
