"""The words that the form says: the same in every language."""

from __future__ import annotations

import json
from collections import Counter
from importlib.resources import files
from string import Formatter

import pytest

from surveys.texts import LANGUAGES
from surveys.words import fill, language_of_words, words_in


def placeholders(template: str) -> Counter[str]:
    """Return the names to be filled in, with how often each stands there."""
    return Counter(name for _, name, _, _ in Formatter().parse(template) if name is not None)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_words_with_the_same_gaps(language: str) -> None:
    english, words = words_in("en"), words_in(language)
    assert list(words) == list(english)
    assert {key: placeholders(words[key]) for key in words} == {key: placeholders(english[key]) for key in words}


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_left_empty(language: str) -> None:
    assert all(text.strip() == text != "" for text in words_in(language).values())


ALIKE = {"date", "date_first", "in_hours", "in_minutes", "minutes"}
"""Signs of units, the order of day, month and year, and a French word that is English as well."""


@pytest.mark.parametrize("language", ["nl", "fr"])
def test_nothing_is_left_in_english(language: str) -> None:
    same = {key for key, text in words_in(language).items() if text == words_in("en")[key]}
    assert same <= ALIKE


def test_every_file_of_words_belongs_to_a_language() -> None:
    found = {entry.name for entry in files("surveys.words").iterdir() if entry.name.endswith(".json")}
    assert found == {f"{language}.json" for language in LANGUAGES}
    assert all(json.loads((files("surveys.words") / name).read_text("utf-8")) for name in found)


@pytest.mark.parametrize(("wanted", "given"), [("nl-BE", "nl"), ("FR", "fr"), ("de", "en"), ("", "en")])
def test_who_speaks_another_language_is_spoken_to_in_english(wanted: str, given: str) -> None:
    assert language_of_words(wanted) == given
    assert words_in(wanted) is words_in(given)


@pytest.mark.parametrize(("language", "written"), [("en", "0.5 or 10"), ("nl", "0,5 or 10"), ("fr", "0,5 or 10")])
def test_decimals_are_written_as_the_language_does(language: str, written: str) -> None:
    assert fill("{least} or {most}", {"least": 0.5, "most": 10}, language) == written
