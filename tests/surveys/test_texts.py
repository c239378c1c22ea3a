"""Texts in several languages and who gets which."""

from __future__ import annotations

import pytest

from surveys.texts import Text, preferred_language

GREETING = Text({"nl": "Hallo", "en": "Hello", "pt-br": "Oi"})


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ("nl", "Hallo"),
        ("en", "Hello"),
        ("nl-BE", "Hallo"),
        ("nl_BE", "Hallo"),
        ("EN", "Hello"),
        ("pt-br", "Oi"),
        ("pt-BR", "Oi"),
        ("pt", "Hallo"),
        ("de", "Hallo"),
        ("", "Hallo"),
    ],
)
def test_a_text_is_said_in_the_wanted_language_or_the_first(wanted: str, said: str) -> None:
    assert GREETING.in_language(wanted) == said


def test_a_text_knows_in_which_language_it_answers() -> None:
    assert GREETING.language_for("en-GB") == "en"
    assert GREETING.language_for("de") == "nl"


def test_a_text_in_no_language_is_empty() -> None:
    assert Text({}).in_language("nl") == ""
    assert Text({}).language_for("nl") == ""


def test_equal_texts_are_one_in_a_set_whatever_their_order() -> None:
    assert len({Text({"nl": "Ja", "en": "Yes"}), Text({"en": "Yes", "nl": "Ja"})}) == 1


@pytest.mark.parametrize(
    ("wanted", "given"), [("fr", "fr"), ("fr-CH", "fr"), ("fr_ch", "fr"), (None, "nl"), ("", "nl"), ("xx", "nl")]
)
def test_a_reader_gets_the_first_language_where_theirs_is_not_offered(wanted: str | None, given: str) -> None:
    assert preferred_language(wanted, ("nl", "fr")) == given
