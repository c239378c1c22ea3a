"""What the instruments ask: bound to the map, answerable by everybody, comparable over waves, short."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pytest

from surveys.definition import Question, QuestionType, Survey
from surveys.instruments import load_instrument
from surveys.levels import Level
from surveys.placeholders import without_answers
from surveys.privacy import PrivacyClass
from surveys.scoring import scale_score
from surveys.texts import LANGUAGES
from tests.surveys.instruments.walking import NAMES, OWN, question_documents

CHOICES = {QuestionType.SINGLE_CHOICE, QuestionType.SCALE, QuestionType.MULTIPLE_RESPONSE}
TEXTS = {QuestionType.SHORT_TEXT, QuestionType.FREE_TEXT}


def test_a_question_that_several_instruments_ask_is_the_same_in_each() -> None:
    """So that its waves are one series: id, version, text, options, condition and all."""
    documents: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for name in NAMES:
        for document in question_documents(load_instrument(name)):
            documents[document["id"]].append(document)
    assert [key for key, found in documents.items() if any(other != found[0] for other in found)] == []


def test_items_of_batteries_have_ids_that_no_other_question_has() -> None:
    seen: dict[str, str] = {}
    for name in NAMES:
        for question in load_instrument(name):
            if question.battery is not None:
                assert seen.setdefault(question.id, question.battery.id) == question.battery.id
    assert seen.keys().isdisjoint(d["id"] for name in NAMES for d in question_documents(load_instrument(name)))


@pytest.mark.parametrize(
    ("first", "later", "questions"),
    [
        (
            "baseline",
            "follow_up",
            ["behaviour_occasion", "behaviour_frequency", "behaviour_independence", "behaviour_success"],
        ),
        ("baseline", "reaction", ["competence_know", "competence_recognise", "competence_do"]),
        ("pilot", "reaction", ["content_relevance", "own_goals", "apply_at_work", "recommend"]),
    ],
)
def test_what_is_compared_later_is_asked_at_first(first: str, later: str, questions: list[str]) -> None:
    shared = load_instrument(first).questions.keys() & load_instrument(later).questions.keys()
    assert set(questions) <= shared


def test_a_scale_has_the_same_items_and_name_wherever_it_is_used() -> None:
    found: dict[str, set[tuple[str, frozenset[str]]]] = defaultdict(set)
    for name in NAMES:
        survey = load_instrument(name)
        for scale in survey.scales:
            found[scale.id].add((scale.title["en"], frozenset(q.id for q in survey if q.scale == scale.id)))
    assert {scale: items for scale, items in found.items() if len(items) > 1} == {}


@pytest.mark.parametrize("name", NAMES)
def test_every_scale_has_two_items_or_more(name: str) -> None:
    survey = load_instrument(name)
    items = {scale.id: [q.id for q in survey if q.scale == scale.id] for scale in survey.scales}
    assert {scale: ids for scale, ids in items.items() if len(ids) < 2} == {}


def test_hurrying_is_the_one_item_whose_high_answer_means_little() -> None:
    assert {q.id for name in NAMES for q in load_instrument(name) if q.reversed} == {"time_pressure"}


@pytest.mark.parametrize("name", NAMES)
def test_the_best_answers_score_100_and_the_worst_0(name: str) -> None:
    survey = load_instrument(name)
    for scale in survey.scales:
        items = [q for q in survey if q.scale == scale.id]
        best = {q.id: q.points[0 if q.reversed else -1].code for q in items}
        worst = {q.id: q.points[-1 if q.reversed else 0].code for q in items}
        scores = [scale_score(survey, scale.id, answers) for answers in (best, worst)]
        assert [score and score.out_of_100 for score in scores] == [100, 0]


@pytest.mark.parametrize("name", OWN)
def test_behaviour_is_asked_in_more_than_yes_and_no(name: str) -> None:
    choices = [q for q in load_instrument(name).on_level(Level.WORK_BEHAVIOUR) if q.type in CHOICES]
    assert [q.id for q in choices if len(q.points) < 3] == []


FACTS = {"observed_contact"}
"""Scales that everybody can answer."""


@pytest.mark.parametrize("name", OWN)
def test_nobody_is_made_to_judge_what_they_cannot(name: str) -> None:
    scales = [q for q in load_instrument(name) if q.type is QuestionType.SCALE]
    assert {q.id for q in scales if not any(option.not_applicable for option in q.options)} <= FACTS


@pytest.mark.parametrize("name", OWN)
def test_little_is_required(name: str) -> None:
    survey = load_instrument(name)
    assert len([q for q in survey if q.required]) <= 2
    assert [q.id for q in survey if q.required and q.type in TEXTS and name != "needs_organisation"] == []


@pytest.mark.parametrize("name", OWN)
def test_several_answers_leave_room_for_none_of_these_or_for_other_words(name: str) -> None:
    several = [q for q in load_instrument(name) if q.type is QuestionType.MULTIPLE_RESPONSE]
    assert [q.id for q in several if q.other is None] == []


@pytest.mark.parametrize("name", NAMES)
def test_what_is_written_in_own_words_is_treated_as_such(name: str) -> None:
    texts = [q for q in load_instrument(name) if q.type in TEXTS]
    assert [q.id for q in texts if q.privacy is not PrivacyClass.FREE_TEXT] == []


def test_what_may_tell_of_a_disability_is_sensitive_and_can_be_declined() -> None:
    questions = [q for name in NAMES for q in load_instrument(name) if q.privacy is PrivacyClass.SENSITIVE]
    assert {q.id for q in questions} == {"assistive_technology", "access_needs"}
    assert all(q.declinable or "not_said" in q.codes for q in questions)
    assert not any(q.required for q in questions)


def test_managers_can_decline_every_closed_question_about_their_people() -> None:
    survey = load_instrument("manager_observation")
    assert [q.id for q in survey if q.type in CHOICES and not q.declinable] == []


@pytest.mark.parametrize("name", ["pilot", "reaction"])
def test_usefulness_comes_before_liking(name: str) -> None:
    order = list(load_instrument(name).questions)
    assert order.index("content_relevance") < order.index("content_clarity") < order.index("recommend")


def test_recommending_is_the_last_thing_asked_at_the_end_of_a_course() -> None:
    assert list(load_instrument("reaction").questions)[-1] == "recommend"


def test_the_reaction_has_its_two_halves_and_rates_each_part_for_the_objective() -> None:
    """Requirements A19 and A31."""
    survey = load_instrument("reaction")
    assert {"own_goals", "experience"} <= {page.id for page in survey.pages}
    parts = [q for q in survey if q.battery is not None and q.battery.id == "parts"]
    assert len(parts) >= 2
    assert {q.level for q in parts} == {Level.COMPETENCIES}


@pytest.mark.parametrize("name", ["pilot", "reaction"])
def test_that_time_is_asked_for_before_it_is_judged(name: str) -> None:
    """What "that time" is must have been said just before."""
    order = list(load_instrument(name).questions)
    assert order.index("time_well_spent") == order.index("spent_minutes") + 1


def test_the_needs_of_the_organisation_and_the_wishes_of_learners_are_kept_apart() -> None:
    """Requirement A3."""
    organisation, learner = load_instrument("needs_organisation"), load_instrument("needs_learner")
    assert organisation.questions.keys().isdisjoint(learner.questions)
    asked = {"need_goal", "need_behaviour", "need_indicator", "kpi_owner", "causes", "alternatives", "need_deadline"}
    assert asked <= organisation.questions.keys()


def test_transfer_climate_covers_the_five_conditions_of_requirement_a13() -> None:
    survey = load_instrument("follow_up")
    climate = [q.id.removeprefix("climate_") for q in survey if q.scale == "transfer_climate"]
    assert climate == ["opportunity", "time", "tools", "support", "peers"]


@pytest.mark.parametrize(
    ("name", "levels"),
    [
        ("needs_organisation", set(Level)),
        ("baseline", {Level.COMPETENCIES, Level.WORK_BEHAVIOUR, Level.INDICATORS}),
        ("reaction", {Level.INTERVENTIONS, Level.COMPETENCIES, Level.WORK_BEHAVIOUR}),
        (
            "follow_up",
            {
                Level.INTERVENTIONS,
                Level.COMPETENCIES,
                Level.WORK_BEHAVIOUR,
                Level.INDICATORS,
                Level.OPERATIONAL_GOALS,
            },
        ),
    ],
)
def test_instruments_measure_the_levels_they_are_for(name: str, levels: set[Level]) -> None:
    assert {q.level for q in load_instrument(name)} == levels


SECONDS = {
    QuestionType.SINGLE_CHOICE: 2.5,
    QuestionType.SCALE: 2.5,
    QuestionType.MULTIPLE_RESPONSE: 5,
    QuestionType.RECOMMENDATION: 3,
    QuestionType.NUMBER: 7,
    QuestionType.DURATION: 8,
    QuestionType.DATE: 10,
    QuestionType.SHORT_TEXT: 20,
    QuestionType.FREE_TEXT: 30,
}
"""To decide and to answer, after reading [s]. Assumed; the words for "other" are not counted."""

WORDS_PER_MINUTE = 220


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_the_minutes_promised_are_those_it_takes(name: str, language: str) -> None:
    """Within a tenth for someone who is asked everything, and not so long that it deters."""
    survey = load_instrument(name)
    words = sum(len(without_answers(text).split()) for text in _read_once(survey, language))
    answering = sum(SECONDS[q.type] for q in survey if q.specifies is None)
    estimate = words / WORDS_PER_MINUTE + answering / 60
    assert survey.minutes / 1.7 < estimate < survey.minutes * 1.1


@pytest.mark.parametrize("name", OWN)
def test_an_instrument_of_ours_takes_three_to_six_minutes(name: str) -> None:
    assert 3 <= load_instrument(name).minutes <= 6


def _read_once(survey: Survey, language: str) -> Iterator[str]:
    yield survey.purpose[language]
    for page in survey.pages:
        yield page.title[language]
        yield page.text[language] if page.text else ""
        batteries: set[str] = set()
        for question in page.questions:
            yield from _of_question(question, language, batteries)


def _of_question(question: Question, language: str, batteries: set[str]) -> Iterator[str]:
    if question.specifies is None:
        yield question.text[language]
        yield question.help[language] if question.help else ""
    if question.battery is None or question.battery.id not in batteries:
        yield from (option.text[language] for option in question.options)
    if question.battery is not None and question.battery.id not in batteries:
        batteries.add(question.battery.id)
        yield question.battery.text[language]
