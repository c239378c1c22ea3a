"""Which answers may be told."""

from __future__ import annotations

import pytest

from surveys.definition import load_survey
from surveys.definition.model import TEXTS
from tests.surveys.documents import KINDS, a_text, options, question_document, survey_document, survey_of
from xblock_impact.aspects.closed_questions import closed_questions


def test_questions_of_every_type_but_words_are_told_in_the_order_of_the_form() -> None:
    survey = survey_of(*(question_document(kind) for kind in KINDS))

    assert list(closed_questions(survey)) == [question.id for question in survey if question.type not in TEXTS]


def test_the_words_for_other_are_not_told_but_the_option_is() -> None:
    given = options("yes", "no")
    given[-1]["other"] = True

    assert list(closed_questions(survey_of(question_document("single_choice", options=given)))) == ["single_choice"]


@pytest.mark.parametrize("kind", ["short_text", "free_text"])
def test_words_are_not_told_even_if_their_author_says_that_they_give_nothing_away(kind: str) -> None:
    assert closed_questions(survey_of(question_document(kind, privacy="standard"))) == {}


def test_a_sensitive_question_is_not_told() -> None:
    survey = survey_of(
        question_document("single_choice", privacy="sensitive"),
        question_document("battery", privacy="sensitive"),
        question_document("number"),
    )

    assert list(closed_questions(survey)) == ["number"]


def test_a_choice_that_its_author_marks_as_free_text_is_not_told() -> None:
    assert closed_questions(survey_of(question_document("single_choice", privacy="free_text"))) == {}


def test_what_is_asked_because_of_a_sensitive_answer_is_not_told_nor_what_is_asked_because_of_that() -> None:
    survey = survey_of(
        question_document("single_choice", id="disability", privacy="sensitive"),
        question_document("scale", id="adjusted", condition={"===": [{"var": "disability"}, "yes"]}),
        question_document("number", id="days", condition={"answered": {"var": "adjusted"}}),
        question_document("date", id="since"),
    )

    assert list(closed_questions(survey)) == ["since"]


def test_a_page_that_is_shown_because_of_a_sensitive_answer_is_not_told() -> None:
    document = survey_document(question_document("single_choice", privacy="sensitive"))
    document["pages"].append(
        {
            "id": "more",
            "title": a_text(),
            "condition": {"===": [{"var": "single_choice"}, "yes"]},
            "questions": [question_document("scale")],
        }
    )

    assert closed_questions(load_survey(document)) == {}


def test_what_is_asked_because_something_was_written_is_told() -> None:
    survey = survey_of(
        question_document("free_text"),
        question_document("scale", condition={"answered": {"var": "free_text"}}),
    )

    assert list(closed_questions(survey)) == ["scale"]
