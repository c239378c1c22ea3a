"""What the editor in Studio and the author's summary say: one JSON file a language, the same keys in all (a test
checks).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

from surveys.words import language_of_words


@lru_cache
def _read(language: str) -> Mapping[str, str]:
    words: dict[str, str] = json.loads(files(__name__).joinpath(f"{language}.json").read_text("utf-8"))
    return words


def studio_words_in(language: str) -> Mapping[str, str]:
    """Return the words in ``language``, in English where Impact does not speak it.

    Values are ``str.format`` templates.
    """
    return _read(language_of_words(language))
