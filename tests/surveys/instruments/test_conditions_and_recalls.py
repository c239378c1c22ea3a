"""What instruments repeat of earlier answers, and who is asked what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import product

import pytest

from surveys.answers import AnswerValue, check_answers
from surveys.conditions import Condition
from surveys.definition import Question, QuestionType, Survey
from surveys.instruments import Moment, catalogue, instrument_names, load_instrument
from surveys.placeholders import references
from tests.surveys.instruments.walking import NAMES, placed_texts

Answers = Mapping[str, AnswerValue]
CONDITIONAL = [
    (name, question.id)
    for name in NAMES
    for question in load_instrument(name)
    if question.condition is not None
    or any(p.condition and question in p.questions for p in load_instrument(name).pages)
]


def _conditions(survey: Survey, question: Question) -> list[Condition]:
    page = next(page for page in survey.pages if question in page.questions)
    return [condition for condition in (page.condition, question.condition) if condition is not None]


def _looked_at(survey: Survey, question: Question) -> set[str]:
    """Return all that decides whether ``question`` is asked, and whether that is asked, and so on."""
    found: set[str] = set()
    for condition in _conditions(survey, question):
        for name in condition.variables - found:
            found.add(name)
            if name in survey.questions:
                found |= _looked_at(survey, survey.questions[name])
    return found


def _possible(survey: Survey, name: str) -> list[AnswerValue | None]:
    question = survey.questions.get(name)
    if question is None or not question.options:
        return [None, "text"]
    if question.type is QuestionType.MULTIPLE_RESPONSE:
        return [None, *([option.code] for option in question.options)]
    return [None, *(option.code for option in question.options)]


def _all_ways(survey: Survey, question: Question) -> Iterator[tuple[str, ...]]:
    """Yield the ids of what is asked, for all answers that can matter to ``question``."""
    names = sorted(_looked_at(survey, question))
    for values in product(*(_possible(survey, name) for name in names)):
        given = {name: value for name, value in zip(names, values, strict=True) if value is not None}
        yield asked(survey, {n: v for n, v in given.items() if n in survey.questions}, given)


def asked(survey: Survey, answers: Answers, recalled: Answers) -> tuple[str, ...]:
    """Return the ids of the questions that someone is asked."""
    known = {recall.id for recall in survey.recalls}
    earlier = {name: value for name, value in recalled.items() if name in known}
    return check_answers(survey, answers, "en", complete=False, recalled=earlier).asked


@pytest.mark.parametrize(("name", "question"), CONDITIONAL)
def test_a_question_with_a_condition_is_asked_of_some_and_not_of_others(name: str, question: str) -> None:
    survey = load_instrument(name)
    outcomes = {question in ids for ids in _all_ways(survey, survey.questions[question])}
    assert outcomes == {True, False}


@pytest.mark.parametrize("name", NAMES)
def test_what_is_recalled_was_asked_in_own_words_and_is_used(name: str) -> None:
    survey = load_instrument(name)
    used = {variable for q in survey for condition in _conditions(survey, q) for variable in condition.variables}
    used |= {found for _, text in placed_texts(name) for said in text.values() for found in references(said)}
    for recall in survey.recalls:
        assert recall.survey in instrument_names()
        recalled = load_instrument(recall.survey).questions[recall.question]
        assert recalled.type in {QuestionType.SHORT_TEXT, QuestionType.FREE_TEXT}
        assert recall.id in used


def test_what_is_recalled_comes_from_an_earlier_moment() -> None:
    entries, moments = {entry.name: entry for entry in catalogue()}, list(Moment)
    for entry in entries.values():
        for earlier in entry.builds_on:
            assert moments.index(entries[earlier].moment) < moments.index(entry.moment)


@pytest.mark.parametrize("name", NAMES)
def test_every_place_for_an_answer_has_words_for_when_there_is_none(name: str) -> None:
    bare = re.compile(r"\{[a-z0-9_]+\}")
    assert [(place, said) for place, text in placed_texts(name) for said in text.values() if bare.search(said)] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_text_repeats_the_same_answers_in_every_language(name: str) -> None:
    assert [place for place, text in placed_texts(name) if len({references(said) for said in text.values()}) > 1] == []


FOLLOW_UP = load_instrument("follow_up")
COMMITTED = {"commitment_1": "I sum up what I heard", "commitment_1_sign": "Fewer calls back"}


def test_who_has_used_nothing_is_asked_why_and_not_for_results() -> None:
    questions = asked(FOLLOW_UP, {"training_use": "not_yet"}, {})
    assert "why_not" in questions
    assert {"use_where", "use_result", "value_at_work", "use_example"}.isdisjoint(questions)


def test_who_has_used_it_is_asked_where_and_with_which_result_and_not_why_not() -> None:
    questions = asked(FOLLOW_UP, {"training_use": "used"}, {})
    assert {"use_where", "use_result", "value_at_work", "team_goal"} <= set(questions)
    assert "why_not" not in questions


def test_who_has_stopped_is_asked_both() -> None:
    assert {"why_not", "use_result"} <= set(asked(FOLLOW_UP, {"training_use": "stopped"}, {}))


def test_everybody_is_asked_about_behaviour_and_about_what_helps_in_every_wave() -> None:
    for use in FOLLOW_UP.questions["training_use"].codes:
        questions = set(asked(FOLLOW_UP, {"training_use": use}, {}))
        assert {"behaviour_frequency", "behaviour_independence", "climate_support", "learned_since"} <= questions


def test_who_wrote_no_commitment_is_asked_about_none() -> None:
    questions = asked(FOLLOW_UP, {"training_use": "used"}, {})
    assert [name for name in questions if name.startswith(("commitment", "intention"))] == []


def test_a_commitment_is_asked_back_and_its_sign_once_it_was_tried() -> None:
    not_yet = asked(FOLLOW_UP, {"commitment_1_use": "not_yet"}, COMMITTED)
    tried = asked(FOLLOW_UP, {"commitment_1_use": "tried"}, COMMITTED)
    assert "commitment_1_use" in not_yet
    assert "commitment_1_seen" not in not_yet
    assert "commitment_1_seen" in tried
    assert "commitment_2_use" not in tried


def test_who_committed_to_nothing_before_is_asked_for_an_intention_at_the_end() -> None:
    reaction = load_instrument("reaction")
    without, with_one = asked(reaction, {}, {}), asked(reaction, {}, COMMITTED)
    assert "intention" in without
    assert "commitment_1_ready" not in without
    assert "commitment_1_ready" in with_one
    assert "intention" not in with_one


def test_an_intention_from_the_end_of_the_course_is_asked_back_on_the_job() -> None:
    assert "intention_use" in asked(FOLLOW_UP, {}, {"intention": "I sum up what I heard"})


def test_who_had_never_heard_of_the_training_is_not_asked_how_they_heard() -> None:
    survey = load_instrument("communication_reach")
    assert "channels" not in asked(survey, {"heard": "no"}, {})
    assert "channels" in asked(survey, {"heard": "name"}, {})


def test_who_did_not_see_people_at_work_is_not_asked_what_they_saw() -> None:
    survey = load_instrument("manager_observation")
    questions = asked(survey, {"observed_contact": "never"}, {})
    assert [name for name in questions if name.startswith("observed_") and survey.questions[name].scale] == []
    assert "support_time" in questions
