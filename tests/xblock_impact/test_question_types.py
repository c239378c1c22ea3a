"""Answers in parts and lists, declined and hidden ones: as drafts, as submissions, and where questions are listed."""

from __future__ import annotations

import re
from typing import Any

import pytest

from surveys.answers import DECLINED
from surveys.contract_reading import read_submission
from surveys.definition import load_survey
from surveys.words import words_in as words_of_the_form
from tests.evaluation.follow_up import FULL
from tests.evaluation.follow_up import SURVEY as DOCUMENT
from tests.xblock_impact.course import Course, call, make_course, pending, wave_of
from tests.xblock_impact.pilot import ID
from xblock_impact.configuration import reading as configuration
from xblock_impact.runtime.handlers import MAX_INPUTS

SURVEY = load_survey(DOCUMENT)
TERMS = "confidential follow-up 5"
AS_TYPED: dict[str, Any] = {
    "where": ["elsewhere", "customers"],
    "where_other": "At  home",
    "support_manager": "some",
    "support_peers": "much",
    "first_use.year": "2026",
    "first_use.month": "10",
    "first_use.day": "31",
    "saved.hours": "1",
    "saved.minutes": "30",
    "ranked.support": "1",
    "ranked.time": "2",
}
"""What the form sends for FULL."""


@pytest.fixture
def course(monkeypatch: pytest.MonkeyPatch) -> Course:
    """A course whose library holds the follow-up survey of these tests."""
    monkeypatch.setattr(configuration, "instrument_names", lambda: ("trial",))
    monkeypatch.setattr(configuration, "load_instrument", lambda _: SURVEY)
    return make_course(instrument="trial", campaign="follow-up")


def _submit(course: Course, answers: dict[str, Any], **more: Any) -> Any:
    return call(course.block(), "submit", {"submission_id": ID, "terms": TERMS, "answers": answers, **more})


def _draft(course: Course, answers: dict[str, Any]) -> Any:
    return call(course.block(), "save_draft", {"answers": answers})


def _sent(course: Course) -> Any:
    (parcel,) = pending(course.block())
    return read_submission(parcel.body).answers


def test_parts_and_lists_are_sent_as_whole_answers(course: Course) -> None:
    assert _submit(course, AS_TYPED).status == 200

    assert _sent(course) == {**FULL, "where": ["customers", "elsewhere"]}


def test_prefer_not_to_say_is_sent_as_null_however_the_form_says_it(course: Course) -> None:
    _submit(course, {"where": [DECLINED], "first_use.~declined": "1", "ranked": None})

    assert _sent(course) == {"where": None, "first_use": None, "ranked": None}


def test_answers_to_questions_that_are_not_asked_are_not_sent(course: Course) -> None:
    _submit(course, {**AS_TYPED, "where": ["nowhere"], "where_other": ""})

    assert set(_sent(course)) == {"where", "support_manager", "support_peers"}


def test_the_thanks_and_the_completion_are_those_of_any_survey(course: Course) -> None:
    reply = _submit(course, {"where": ["nowhere"]})

    assert reply.document["receipt"] in reply.document["html"]
    assert ("completion", {"completion": 1.0}) in course.events


def test_the_same_answers_pressed_twice_are_no_other_answers(course: Course) -> None:
    """What is kept is whole and in order, what the page holds is in parts."""
    _submit(course, AS_TYPED)

    again = _submit(course, AS_TYPED)
    other = _submit(course, {**AS_TYPED, "ranked.support": "2", "ranked.time": "1"})

    earlier = words_of_the_form("en")["thanks_earlier"]
    assert earlier not in again.document["html"]
    assert earlier in other.document["html"]


def test_drafts_keep_parts_and_lists_as_they_were_typed(course: Course) -> None:
    half = {**AS_TYPED, "saved.hours": "one", "first_use.year": "26"}

    reply = _draft(course, half)

    assert (reply.status, reply.document["kept"], reply.document["problems"]) == (200, len(half), [])
    assert wave_of(course.block()).draft == half


def test_a_draft_is_shown_again(course: Course) -> None:
    _draft(course, AS_TYPED)

    html = course.block().student_view().content

    assert "At  home" in html
    assert html.count("checked") >= 4  # two places of use, two kinds of support
    assert 'name="saved.hours"' in html


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("surprise.hours", "1"),
        ("saved." + "h" * 130, "1"),
        ("support_peers", ["much"]),
        ("where", ["x" * 65]),
        ("where", ["customers"] * 201),
        ("where", [["customers"]]),
        ("where", [1]),
        ("where", {"customers": True}),
        ("where", True),
    ],
    ids=[
        "an unknown question",
        "a long name",
        "a list for one code",
        "a long code",
        "many codes",
        "a list in it",
        "a number",
        "an object",
        "true",
    ],
)
def test_a_draft_that_no_form_sends_is_left_out_and_named(course: Course, name: str, answer: object) -> None:
    reply = _draft(course, {name: answer, "support_manager": "some"})

    assert [problem["path"] for problem in reply.document["problems"]] == [f"answers.{name[:64]}"]
    assert wave_of(course.block()).draft == {"support_manager": "some"}


@pytest.mark.parametrize(
    "answers",
    [
        {"where": ["customers", "nowhere"]},
        {"where": ["mars"]},
        {"where": [["customers"]]},
        {"where": {"customers": 1}},
        {"ranked": ["time", "time"]},
        {"ranked": ["time", "tools", "support", "peers"]},
        {"ranked.time": "1", "ranked.tools": "1"},
        {"ranked.time": "2"},
        {"ranked.mars": "1"},
        {"saved": True},
        {"saved.hours": "-1"},
        {"first_use": "2026-02-30"},
        {"first_use": ["2026-02-03"]},
        {"first_use.~declined": "1", "first_use": "2026-02-03"},
        {"support": "some"},
        {"support_manager": ["some", "much"]},
    ],
)
def test_answers_that_cannot_be_meant_come_back_with_the_form(course: Course, answers: dict[str, Any]) -> None:
    reply = _submit(course, answers)

    assert reply.status == 422
    assert reply.document["errors"]
    assert course.store.writes == 0


def test_an_answer_may_come_in_many_parts(course: Course) -> None:
    """Rankings send an input for each option: more inputs than a survey has questions."""
    parts = {f"ranked.{number}": str(number) for number in range(600)}

    assert _draft(course, parts).document["kept"] == 600


@pytest.mark.parametrize(
    "answers",
    [
        {f"ranked.{number}": "1" for number in range(MAX_INPUTS + 1)},
        {f"question{number}.hours": "1" for number in range(501)},
    ],
    ids=["inputs", "questions"],
)
@pytest.mark.parametrize("handler", ["submit", "save_draft"])
def test_more_than_any_form_has_is_refused(course: Course, handler: str, answers: dict[str, Any]) -> None:
    reply = call(course.block(), handler, {"submission_id": ID, "terms": TERMS, "answers": answers})

    assert (reply.status, reply.document["title"]) == (422, "Too many answers")
    assert course.store.writes == 0


def test_apps_count_what_is_asked_and_searches_find_no_place_for_an_answer(course: Course) -> None:
    block = course.block()

    found = block.index_dictionary()["content"]["questions"]

    assert block.student_view_data()["questions"] == 6  # without the words for "elsewhere"
    assert "Where did you use what you learned?" in found
    assert "How much support do you get for what you planned from" in found
    assert "{" not in found


def test_an_author_reads_how_much_is_asked_on_each_level(course: Course) -> None:
    """Items of a battery are questions, the words for "elsewhere" are not."""
    html = course.block().author_view().content

    assert re.findall(r"<td>(\d+)</td>", html) == ["3", "3"]
    assert "6 questions" in html
