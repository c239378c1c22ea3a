"""Answers travel under the promise that the learner read, or not at all."""

from __future__ import annotations

import copy
import html
import re
from typing import Any

import pytest

from surveys.form import privacy_notice
from surveys.privacy import PrivacyMode
from surveys.texts import LANGUAGES
from surveys.words import words_in as words_of_the_form
from tests.xblock_impact.course import Course, Person, call, make_course, pending
from tests.xblock_impact.pilot import ID, SURVEY, good_answers, required
from xblock_impact.words import words_in

FREE_TEXT = list(SURVEY.questions)[-1]


def terms_on(page: str) -> str:
    """Return what the hidden input of a form carries."""
    (terms,) = re.findall(r'<input type="hidden" name="impact\.terms" value="([^"]*)">', page)
    return html.unescape(terms)


def shown(course: Course) -> str:
    return str(course.block().student_view().content)


def send(course: Course, **members: object) -> Any:
    return call(course.block(), "submit", {"submission_id": ID, "answers": good_answers(), **members})


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "change", [{"privacy_mode": "identified"}, {"campaign": "other"}, {"min_respondents": 9}, {"min_respondents": 6}]
)
def test_who_read_another_notice_reads_the_new_one_before_anything_is_kept(
    change: dict[str, object], language: str
) -> None:
    course = make_course(Person(language=language), min_respondents=8)
    read = terms_on(shown(course))
    course.block(**change)
    writes = course.store.writes

    reply = send(course, terms=read, answers={**good_answers(), FREE_TEXT: "typed before"})

    now = course.block().configuration()
    again = html.unescape(reply.document["html"])
    assert (reply.status, reply.document["title"]) == (422, "Terms changed")
    assert words_of_the_form(language)["changed"] in again
    assert privacy_notice(now.mode, language, now.min_respondents) in again
    assert "typed before" in again
    assert f'value="{ID}"' in again
    assert course.store.writes == writes


def test_who_has_read_the_new_notice_sends_again_under_it() -> None:
    course = make_course()
    course.block(privacy_mode="identified")
    again = send(course, terms="confidential demo-pilot 5").document["html"]

    assert send(course, terms=terms_on(again)).status == 200
    assert pending(course.block())[0].mode is PrivacyMode.IDENTIFIED


def test_wrong_answers_and_a_changed_notice_are_told_together() -> None:
    course = make_course()

    reply = send(course, terms="anonymous demo-pilot 5", answers={**good_answers(), required(): ""})

    assert [error["path"] for error in reply.document["errors"]] == [f"answers.{required()}"]
    assert words_of_the_form("en")["changed"] in reply.document["html"]


def test_the_form_with_its_problems_carries_the_terms_on() -> None:
    course = make_course()
    read = terms_on(shown(course))

    reply = send(course, terms=read, answers={})

    assert terms_on(reply.document["html"]) == read
    assert words_of_the_form("en")["changed"] not in reply.document["html"]


@pytest.mark.parametrize(("mode", "status"), [("identified", 422), ("confidential", 422), ("anonymous", 200)])
def test_a_page_that_does_not_tell_what_was_read_is_believed_only_where_nothing_of_the_learner_travels(
    mode: str, status: int
) -> None:
    assert send(make_course(privacy_mode=mode)).status == status


@pytest.mark.parametrize("terms", ["", " ", 5, True, [], {}, "confidential", "confidential demo-pilot 5 "])
@pytest.mark.parametrize("mode", ["confidential", "anonymous"])
def test_terms_that_make_no_sense_were_not_read(terms: object, mode: str) -> None:
    assert send(make_course(privacy_mode=mode), terms=terms).status == 422


def test_who_had_sent_before_gets_the_receipt_whatever_the_terms_are_now() -> None:
    course = make_course()
    receipt = send(course, terms="confidential demo-pilot 5").document["receipt"]
    course.block(privacy_mode="identified")

    assert send(course, terms="confidential demo-pilot 5").document["receipt"] == receipt


def changed_survey(**members: object) -> dict[str, Any]:
    """Return the survey with its last question changed."""
    document: dict[str, Any] = copy.deepcopy(dict(SURVEY.data))
    document["pages"][-1]["questions"][-1].update(members)
    return document


@pytest.mark.parametrize("language", LANGUAGES)
def test_whoever_answered_other_questions_looks_at_their_answers_again(language: str) -> None:
    course = make_course(Person(language=language))
    page = shown(course)
    read = {"impact.terms": terms_on(page), "impact.questions": questions_on(page)}
    course.block(definition=changed_survey(version=2, text={"nl": "Wat was goed?", "en": "What was good?"}))
    answers = {**good_answers(), FREE_TEXT: "typed before"}

    reply = send(course, **read, answers=answers)

    again = reply.document["html"]
    assert (reply.status, reply.document["title"]) == (422, "Questions changed")
    assert words_in(language)["other_questions"] in html.unescape(again)
    assert "typed before" in again
    assert pending(course.block()) == ()
    assert send(course, **{**read, "impact.questions": questions_on(again)}, answers=answers).status == 200


def test_a_mended_spelling_is_no_other_question() -> None:
    course = make_course()
    page = shown(course)
    course.block(definition=changed_survey(text={"nl": "Wat moeten we eerst veranderen?", "en": "What first?"}))

    reply = send(course, **{"impact.terms": terms_on(page), "impact.questions": questions_on(page)})

    assert reply.status == 200


def questions_on(page: str) -> str:
    """Return the hidden input that tells which questions a form shows."""
    (questions,) = re.findall(r'<input type="hidden" name="impact\.questions" value="([^"]*)">', page)
    return questions
