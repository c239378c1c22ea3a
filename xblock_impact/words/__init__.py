"""What Impact says in a course: one JSON file a language, the same keys in all (tests check).

Here stand the words for learners and the course team, in ``studio`` those of the editor and the author's
summary, in ``instructor`` those of the instructor dashboard's tab.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

from surveys.words import language_of_words


def words_in(language: str) -> Mapping[str, str]:
    """Return the words in ``language``, in English where Impact does not speak it.

    Values are ``str.format`` templates.
    """
    return _read("", language_of_words(language))


def studio_words_in(language: str) -> Mapping[str, str]:
    """Return the same for authors."""
    return _read("studio", language_of_words(language))


def instructor_words_in(language: str) -> Mapping[str, str]:
    """Return the same for the instructor dashboard."""
    return _read("instructor", language_of_words(language))


@lru_cache
def _read(folder: str, language: str) -> Mapping[str, str]:
    words: dict[str, str] = json.loads(files(__name__).joinpath(folder, f"{language}.json").read_text("utf-8"))
    return words
