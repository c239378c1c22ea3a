"""The block's words in three languages."""

from __future__ import annotations

import string

import pytest

from surveys.texts import LANGUAGES
from xblock_impact.words import words_in


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_the_same_things_with_the_same_facts(language: str) -> None:
    def facts(words: object) -> dict[str, set[str | None]]:
        return {key: {name for _, name, _, _ in string.Formatter().parse(text) if name} for key, text in words.items()}

    assert facts(words_in(language)) == facts(words_in("en"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_language_borrows_sentences_from_another(language: str) -> None:
    others = [words_in(other) for other in LANGUAGES if other != language]
    sentences = {key: text for key, text in words_in(language).items() if " " in text}

    assert not [key for key, text in sentences.items() if any(other[key] == text for other in others)]


def test_a_reader_of_another_language_is_addressed_in_english() -> None:
    assert words_in("de") == words_in("en")
