"""The preview: the form that learners get, of a survey that may not be finished."""

from __future__ import annotations

import re
from typing import Any

import pytest

from surveys.form import privacy_notice
from surveys.instruments import load_instrument
from surveys.privacy import PrivacyMode
from tests.surveys.documents import KINDS, a_text, options, question_document, survey_document
from tests.xblock_impact.studio.authors import SETTINGS, SURVEY, USE, sent, studio
from xblock_impact.words import studio_words_in


def question_shown(question: Any, language: str = "nl", **survey: Any) -> str:
    definition = {"languages": ["nl", "en"], "scales": [], **survey}
    reply = sent("preview_survey", {"definition": definition, "question": question, "language": language})
    assert reply.status == 200, reply.document
    return str(reply.document["html"])


def survey_shown(definition: Any = SURVEY, **request: Any) -> str:
    reply = sent("preview_survey", {"definition": definition, "language": "nl", **request})
    assert reply.status == 200, reply.document
    return str(reply.document["html"])


def test_a_whole_survey_is_drawn_as_learners_get_it() -> None:
    page = survey_shown(privacy_mode="anonymous", min_respondents="8")

    assert "Heb je het gebruikt?" in page
    assert privacy_notice(PrivacyMode.ANONYMOUS, "nl", 8) in page
    assert "data-plan" in page  # conditions work in it


def test_its_ids_are_no_ids_of_the_course_or_of_the_other_preview() -> None:
    block = studio().block()
    of_survey = set(re.findall(r'\bid="([^"]+)"', survey_shown()))
    of_question = set(re.findall(r'\bid="([^"]+)"', question_shown(USE)))
    of_course = set(re.findall(r'\bid="([^"]+)"', str(block.student_view().content)))

    assert of_survey
    assert not of_survey & of_question
    assert not (of_survey | of_question) & of_course


@pytest.mark.parametrize("kind", KINDS)
def test_a_question_of_every_type_is_drawn_alone(kind: str) -> None:
    page = question_shown(question_document(kind))

    assert page.count("data-impact-question=") >= 1
    assert "Vraag" in page


@pytest.mark.parametrize("kind", KINDS)
def test_a_question_that_was_just_begun_is_drawn_with_ellipses(kind: str) -> None:
    begun = {"id": "q", "version": 1, "type": kind, "level": "interventions", "text": {}}

    assert "…" in question_shown(begun)


def test_options_that_have_no_words_yet_are_drawn() -> None:
    begun = {**USE, "options": [{"code": "a", "text": {}}, {"code": "b", "text": {"nl": " "}}]}

    assert question_shown(begun).count("<span>…</span>") == 2


def test_a_text_without_the_readers_language_is_shown_in_the_first() -> None:
    page = question_shown({**USE, "text": {"nl": "Waarom?"}}, "en")

    assert '<span lang="nl" dir="ltr">Waarom?</span>' in page


def test_answers_to_other_questions_stand_as_without_an_answer() -> None:
    assert "Over jouw doel." in re.sub(r"<.*?>", "", question_shown({**USE, "text": a_text("Over {goal|jouw doel}.")}))


def test_a_condition_does_not_keep_a_question_out_of_its_own_preview() -> None:
    assert "Waar?" in question_shown(SURVEY["pages"][0]["questions"][1])


def test_what_an_author_writes_becomes_no_markup() -> None:
    evil = '<img src=x onerror="alert(1)"></script>'
    question = {**USE, "text": a_text(evil), "options": [{"code": "a", "text": a_text(evil)}, *options("b")]}

    for page in (question_shown(question), survey_shown(survey_document(question, title=a_text(evil)))):
        assert "<img" not in page
        assert "</script" not in page


def test_earlier_answers_are_played_for_the_author() -> None:
    follow_up = load_instrument("follow_up").data
    hidden = survey_shown(follow_up, answered_before=False)
    played = survey_shown(follow_up, answered_before=True)

    assert "Het eerste voornemen" in played
    assert played.count(" hidden>") < hidden.count(" hidden>")


@pytest.mark.parametrize(
    "wrong",
    [
        {"definition": None},
        {"definition": "text"},
        {"language": 3},
        {"definition": survey_document(minutes=0)},
        {"question": "text"},
        {"question": {**USE, "options": [{"code": "a b", "text": a_text()}] * 2}},
    ],
)
def test_what_cannot_be_drawn_is_said(wrong: dict[str, Any]) -> None:
    reply = sent("preview_survey", {"definition": SURVEY, "language": "nl", **SETTINGS, **wrong})

    assert reply.status == 422
    assert reply.document["detail"] in {studio_words_in("en")[f"preview_{each}"] for each in ("nothing", "unfinished")}
