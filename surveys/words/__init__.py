"""The words that the form itself says, by language: one JSON file each, the same keys in all (a test checks)."""

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


def words_in(language: str) -> Mapping[str, str]:
    """Return the words in ``language``, in English where Impact does not speak it. Values are ``str.format`` templates."""
    return _read(preferred_language(language, ("en", *LANGUAGES)))
