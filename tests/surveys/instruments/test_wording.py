"""How the instruments are worded, in three languages, and how they are written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pytest

from surveys.instruments import load_instrument
from surveys.placeholders import without_answers
from surveys.texts import LANGUAGES
from tests.surveys.instruments.walking import NAMES, OWN, placed_texts, question_documents

NO_BREAK = "\N{NO-BREAK SPACE}"

THE_SAME = {
    *("Data Carpentry", "Git", "Library Carpentry", "Mercurial", "MATLAB", "OpenRefine", "Python", "R"),
    *("SQL", "Software Carpentry", "Unix Shell"),
    *("Tablet", "minutes"),
}
"""Proper names, and words that two of the languages share."""


@pytest.mark.parametrize("name", NAMES)
def test_every_text_is_there_in_dutch_english_and_french(name: str) -> None:
    survey = load_instrument(name)
    assert set(survey.languages) == set(LANGUAGES)
    assert [place for place, text in placed_texts(name) if set(text) != set(LANGUAGES)] == []


def _said_in_several_languages() -> Iterator[tuple[str, str]]:
    for name in NAMES:
        for place, text in placed_texts(name):
            yield from ((place, said) for said, count in Counter(text.values()).items() if count > 1)


def test_no_text_was_left_in_another_language() -> None:
    assert [(place, said) for place, said in _said_in_several_languages() if said not in THE_SAME] == []


def test_no_exception_to_that_is_idle() -> None:
    assert {said for _, said in _said_in_several_languages()} == THE_SAME


@pytest.mark.parametrize("name", OWN)
def test_our_own_are_written_in_dutch_first(name: str) -> None:
    assert load_instrument(name).languages == LANGUAGES


@pytest.mark.parametrize("name", NAMES)
def test_quotes_apostrophes_and_dots_are_typographic(name: str) -> None:
    wrong = re.compile(r"""['"`´]|\.\.|  |^\s|\s$|[!?]{2}""")
    assert [(place, said) for place, text in placed_texts(name) for said in text.values() if wrong.search(said)] == []


@pytest.mark.parametrize("name", NAMES)
def test_french_spaces_before_its_high_punctuation_do_not_break(name: str) -> None:
    wrong = re.compile(rf"[^{NO_BREAK}][?!;:»]|«[^{NO_BREAK}]|[“”]")
    assert [(place, text["fr"]) for place, text in placed_texts(name) if wrong.search(text["fr"])] == []


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_dutch_and_english_have_no_such_spaces_and_close_their_quotes(name: str, language: str) -> None:
    wrong = re.compile(rf"{NO_BREAK}| [?!;:,.]|[«»]")
    texts = [(place, text[language]) for place, text in placed_texts(name)]
    assert [(place, said) for place, said in texts if wrong.search(said)] == []
    assert [(place, said) for place, said in texts if said.count("“") != said.count("”")] == []


@pytest.mark.parametrize("name", NAMES)
def test_respondents_are_spoken_to_as_je_and_as_vous(name: str) -> None:
    formal, familiar = (
        re.compile(r"\b(u|uw|uzelf)\b", re.IGNORECASE),
        re.compile(r"\b(tu|toi|ton|ta|tes)\b", re.IGNORECASE),
    )
    texts = list(placed_texts(name))
    assert [(place, text["nl"]) for place, text in texts if formal.search(text["nl"])] == []
    assert [(place, text["fr"]) for place, text in texts if familiar.search(text["fr"])] == []


@pytest.mark.parametrize("name", OWN)
def test_french_names_nobody_by_gender_in_brackets(name: str) -> None:
    assert [(place, text["fr"]) for place, text in placed_texts(name) if re.search(r"\(e\)|·e", text["fr"])] == []


LONGEST = {"options": 65, "items": 60, "help": 100, "purpose": 200, "title": 50, "text": 175}
"""Characters that fit a small phone without scrolling within one text; ``text``: of a question or a page."""


@pytest.mark.parametrize("name", OWN)
def test_texts_are_short_enough_for_a_phone(name: str) -> None:
    too_long = [
        (place, len(without_answers(said)), said)
        for place, text in placed_texts(name)
        for said in text.values()
        if len(without_answers(said)) > _longest(place)
    ]
    assert too_long == []


def _longest(place: str) -> int:
    for member, most in LONGEST.items():
        if f".{member}[" in place or place.endswith(f".{member}"):
            return most
    return LONGEST["title"]  # units and the ends of a recommendation


@pytest.mark.parametrize("name", OWN)
def test_sentences_are_short(name: str) -> None:
    """At most 20 words, a rule of this house. French takes more words to say the same."""
    most = {"nl": 20, "en": 20, "fr": 26}
    sentences = [
        (place, sentence)
        for place, text in placed_texts(name)
        for language, said in text.items()
        for sentence in re.split(r"(?<=[.?!:])\s+", without_answers(said))
        if len(re.findall(r"[\w’-]+", sentence)) > most[language]
    ]
    assert sentences == []


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_asked_twice(name: str) -> None:
    for language in LANGUAGES:
        asked = Counter(question.text[language] for question in load_instrument(name) if not question.specifies)
        assert [text for text, count in asked.items() if count > 1] == []


@pytest.mark.parametrize("name", NAMES)
def test_no_two_options_of_a_question_read_the_same(name: str) -> None:
    for question in load_instrument(name):
        for language in LANGUAGES:
            said = [option.text[language] for option in question.options]
            assert len(set(said)) == len(said), f"{question.id} in {language}"


@pytest.mark.parametrize("name", OWN)
def test_nobody_is_asked_to_agree(name: str) -> None:
    """Options say what was done or seen (instruments.md); agreeing is easier than looking back."""
    agrees = re.compile(r"\b(agree|disagree|eens|oneens|mee eens|d’accord)\b", re.IGNORECASE)
    texts = [
        text for question in load_instrument(name) for text in (question.text, *(o.text for o in question.options))
    ]
    assert [text["en"] for text in texts if any(agrees.search(said) for said in text.values())] == []


@pytest.mark.parametrize("name", OWN)
def test_items_are_asked_one_by_one(name: str) -> None:
    assert [question["id"] for question in question_documents(load_instrument(name)) if question.get("grid")] == []
