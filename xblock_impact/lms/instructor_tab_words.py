"""What the instructor dashboard's tab and its page say: one JSON file a language, the same keys in all."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

from surveys.words import language_of_words


@lru_cache
def _read(language: str) -> Mapping[str, str]:
    folder = files("xblock_impact.words").joinpath("instructor")
    words: dict[str, str] = json.loads(folder.joinpath(f"{language}.json").read_text("utf-8"))
    return words


def instructor_words_in(language: str) -> Mapping[str, str]:
    """Return the words in ``language``, in English where Impact does not speak it."""
    return _read(language_of_words(language))
