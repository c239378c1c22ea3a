"""Answers as they read in a text."""

from __future__ import annotations

from typing import Any

import pytest

from surveys.answers.wording import answer_in_words, day_in_words, minutes_in_words
from surveys.piping import answers_in_words, plain
from surveys.texts import Text
from tests.surveys.documents import a_text, question_of, survey_of
from tests.surveys.form.every_type import EVERY_TYPE


@pytest.mark.parametrize(
    ("question", "value", "language", "words"),
    [
        ("used", "yes", "fr", "Oui"),
        ("helped", ["time", "peers"], "nl", "Tijd, Collega’s"),
        ("first", ["peers", "time"], "en", "Colleagues, Time"),
        ("spent", 90, "nl", "1 uur 30 min"),
        ("since", "2026-01-05", "fr", "5 janvier 2026"),
        ("times", 3, "en", "3 talks"),
        ("recommend", 9, "nl", "9"),
        ("result", "Meer & beter", "nl", "Meer & beter"),
        ("spent", None, "nl", None),
        ("used", "gone", "nl", "gone"),
    ],
)
def test_an_answer_reads_as_its_question_offers_it(question: str, value: Any, language: str, words: str | None) -> None:
    assert answer_in_words(EVERY_TYPE.questions[question], value, language) == words


def test_decimals_are_written_as_the_language_does() -> None:
    number = question_of("number", whole=False, unit=a_text("uur"))
    assert answer_in_words(number, 1.5, "nl") == "1,5 uur"


@pytest.mark.parametrize(("minutes", "words"), [(0, "0 min"), (45, "45 min"), (60, "1 h"), (61, "1 h 1 min")])
def test_minutes_are_said_in_hours_where_there_are_any(minutes: int, words: str) -> None:
    assert minutes_in_words(minutes, "en") == words


def test_a_day_is_written_in_full() -> None:
    assert [day_in_words("2026-08-01", language) for language in ("nl", "en", "fr", "ar")] == [
        "1 augustus 2026", "1 August 2026", "1er août 2026", "1 August 2026",
    ]  # fmt: skip


def test_answers_and_recalls_are_found_by_id() -> None:
    survey = survey_of(recalls=[{"id": "goal", "survey": "baseline", "question": "c"}])
    answer_to = answers_in_words(survey, {"goal": "Vragen", "scale": "high"}, "nl")
    assert [answer_to(name) for name in ("goal", "scale", "nowhere")] == ["Vragen", "high", None]


def test_for_nobody_in_particular_a_text_has_its_own_words() -> None:
    assert plain(Text({"nl": "Deed je {goal|dat}?"}), "nl") == "Deed je dat?"
