"""The library of instruments, and the pilot instrument in it."""

from __future__ import annotations

import pytest

from surveys.definition import Question, QuestionType
from surveys.errors import InstrumentUnknown
from surveys.instruments import instrument_names, load_instrument
from surveys.levels import Level
from surveys.privacy import PrivacyClass
from surveys.texts import LANGUAGES, Text

PILOT = load_instrument("pilot")


@pytest.mark.parametrize("name", instrument_names())
def test_every_instrument_says_its_licence_source_and_languages(name: str) -> None:
    survey = load_instrument(name)
    assert survey.id == name
    assert survey.licence.strip()
    assert survey.source.strip()
    assert survey.languages


@pytest.mark.parametrize("name", ["", "unknown", "../pilot", "pilot.json", "__init__"])
def test_an_unknown_instrument_is_named_with_those_there_are(name: str) -> None:
    with pytest.raises(InstrumentUnknown, match=r"There are: baseline, .*pilot"):
        load_instrument(name)


def texts_of(question: Question) -> list[Text]:
    """Return every text of a question."""
    given = [question.text, question.help, question.unit, *(question.ends or ())]
    return [text for text in given if text is not None] + [option.text for option in question.options]


def test_the_pilot_is_written_in_dutch_first_and_fully_in_english_and_french() -> None:
    assert PILOT.languages == LANGUAGES == ("nl", "en", "fr")
    parts = [*(page.title for page in PILOT.pages), *(scale.title for scale in PILOT.scales)]
    texts = [PILOT.title, PILOT.purpose, *parts, *(text for question in PILOT for text in texts_of(question))]
    assert all(tuple(text) == LANGUAGES for text in texts)


def test_the_pilot_has_the_three_scales_of_requirement_a30() -> None:
    assert [scale.id for scale in PILOT.scales] == ["content", "time_investment", "accessibility"]
    items = {scale.id: [q.id for q in PILOT if q.scale == scale.id] for scale in PILOT.scales}
    assert all(len(ids) >= 2 for ids in items.values())
    minutes = [q.id for q in PILOT if q.type is QuestionType.NUMBER and q.unit and q.unit["en"] == "minutes"]
    assert minutes == ["planned_minutes", "spent_minutes"]
    assert {
        "device",
        "assistive_technology",
        "access_language",
        "access_time",
        "access_place",
    } <= PILOT.questions.keys()
    assert any(q.type is QuestionType.FREE_TEXT for q in PILOT)


def test_the_pilot_asks_about_relevance_to_the_objective_and_own_goals() -> None:
    """Requirements A31 and A19."""
    assert PILOT.questions["content_relevance"].level is Level.COMPETENCIES
    assert PILOT.questions["own_goals"].level is Level.COMPETENCIES


def test_the_pilot_is_bound_to_the_map_from_who_learns_to_what_they_do_at_work() -> None:
    assert [level for level in Level if PILOT.on_level(level)] == [
        Level.TARGET_GROUP,
        Level.INTERVENTIONS,
        Level.COMPETENCIES,
        Level.WORK_BEHAVIOUR,
    ]


def test_the_pilot_takes_four_minutes_and_insists_on_little() -> None:
    assert 12 <= len(PILOT.questions) <= 15
    assert PILOT.minutes <= 4
    assert [q.id for q in PILOT if q.required] == ["content_relevance", "own_goals"]


def test_nobody_is_made_to_judge_what_they_cannot() -> None:
    scales = [q for q in PILOT if q.type is QuestionType.SCALE]
    assert all(any(option.not_applicable for option in q.options) for q in scales)


def test_what_may_tell_of_a_disability_is_marked_sensitive() -> None:
    assert [q.id for q in PILOT if q.privacy is PrivacyClass.SENSITIVE] == ["assistive_technology"]


def test_an_instrument_is_loaded_once() -> None:
    assert load_instrument("pilot") is load_instrument("pilot")
