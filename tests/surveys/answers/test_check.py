"""All answers to a survey at once."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.answers import check_answers
from surveys.instruments import load_instrument
from surveys.words import words_in
from tests.surveys.documents import question_document, survey_of

SURVEY = survey_of(
    question_document("scale", id="first", required=True),
    question_document("number", id="second", minimum=0.5, whole=False),
    question_document("free_text", id="third", required=True),
)
PILOT = load_instrument("pilot")


def messages(raw: dict[str, Any], language: str = "en", *, complete: bool = True) -> dict[str, str]:
    """Return what is wrong, by question."""
    checked = check_answers(SURVEY, raw, language, complete=complete)
    return {problem.question_id: problem.message for problem in checked.problems}


def test_answers_that_fit_come_back_in_the_order_of_the_form() -> None:
    checked = check_answers(SURVEY, {"third": "c", "second": "2,5", "first": "high"}, "nl")
    assert list(checked.values.items()) == [("first", "high"), ("second", 2.5), ("third", "c")]
    assert checked.problems == ()


def test_every_problem_is_told_at_once_and_what_fits_is_kept() -> None:
    raw = {"first": "nonsense", "second": "1", "fourth": "x"}
    checked = check_answers(SURVEY, raw, "en")
    assert checked.values == {"second": 1}
    assert [(problem.question_id, problem.question is not None) for problem in checked.problems] == [
        ("first", True),
        ("third", True),
        ("fourth", False),
    ]


def test_a_required_question_says_what_to_do() -> None:
    words = words_in("en")
    assert messages({}) == {"first": words["choose_an_option"], "third": words["answer_this"]}


def test_a_draft_may_leave_required_questions_open_but_holds_no_nonsense() -> None:
    assert messages({}, complete=False) == {}
    assert messages({"first": "nonsense"}, complete=False) == {"first": words_in("en")["choose_an_option"]}


@pytest.mark.parametrize(
    ("language", "message"), [("nl", "Geef 0,5 of meer."), ("en", "Give 0.5 or more."), ("fr", "Indiquez 0,5 ou plus.")]
)
def test_a_problem_is_told_in_the_respondents_language(language: str, message: str) -> None:
    assert messages({"first": "low", "second": "0", "third": "x"}, language) == {"second": message}


def sent_to(survey: Any) -> st.SearchStrategy[dict[str, Any]]:
    """Return what might be sent to a survey, sensible or not."""
    codes = sorted({code for question in survey for code in question.codes})
    raw = st.sampled_from(codes) | st.integers() | st.floats() | st.text() | st.none() | st.lists(st.integers())
    return st.dictionaries(st.sampled_from([*survey.questions, "other"]), raw)


@given(sent_to(PILOT), st.booleans())
def test_checking_what_came_out_of_a_check_changes_nothing(raw: dict[str, Any], complete: bool) -> None:
    once = check_answers(PILOT, raw, "nl", complete=complete)
    again = check_answers(PILOT, once.values, "nl", complete=False)
    assert list(again.values.items()) == list(once.values.items())
    assert again.problems == ()


@given(sent_to(PILOT))
def test_every_answer_sent_is_either_kept_or_explained_or_empty(raw: dict[str, Any]) -> None:
    checked = check_answers(PILOT, raw, "fr", complete=False)
    explained = {problem.question_id for problem in checked.problems}
    left = raw.keys() - checked.values.keys() - explained
    assert all(raw[name] in (None, []) or not str(raw[name]).strip() for name in left)
    assert not explained & checked.values.keys()


@pytest.mark.parametrize(("language", "unit"), [("nl", "minuten"), ("en", "minutes"), ("fr", "minutes")])
def test_a_number_with_its_unit_is_asked_for_in_the_questions_own_unit(language: str, unit: str) -> None:
    (problem,) = check_answers(PILOT, {"spent_minutes": "1 uur"}, language, complete=False).problems
    assert f"({unit})" in problem.message
