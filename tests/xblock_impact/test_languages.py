"""A survey in several languages: the learner's first, the others one press away."""

from __future__ import annotations

import pytest

from surveys.contract_reading import read_submission
from tests.surveys.documents import survey_document
from tests.xblock_impact.course import Person, call, make_course, pending
from tests.xblock_impact.pilot import ID, SURVEY, TERMS, good_answers, required
from xblock_impact.words.endonyms import endonym


def test_the_other_languages_of_the_survey_are_offered_by_their_own_names() -> None:
    page = make_course(Person(language="fr")).block().student_view().content

    for language, name, pressed in (("nl", "Nederlands", "false"), ("fr", "Français", "true")):
        assert f'lang="{language}" aria-pressed="{pressed}"' in page
        assert f">{name}</button>" in page


def test_a_survey_in_one_language_offers_none() -> None:
    page = make_course(definition=survey_document()).block().student_view().content

    assert "impact-languages" not in page


@pytest.mark.parametrize("language", ["nl", "en", "fr"])
def test_the_form_comes_in_the_language_that_was_chosen(language: str) -> None:
    form = call(make_course().block(), "show", {"language": language}).document["html"]

    assert SURVEY.title[language] in form
    assert f'data-language="{language}"' in form


@pytest.mark.parametrize("language", ["de", "", None, 5, ["nl"], "nl-XX"])
def test_a_language_that_the_survey_does_not_have_is_passed_over(language: object) -> None:
    form = call(make_course(Person(language="fr")).block(), "show", {"language": language}).document["html"]

    assert SURVEY.title["fr"] in form


def test_the_submission_says_in_which_language_it_was_answered() -> None:
    course = make_course(Person(language="nl"))

    call(course.block(), "submit", {"submission_id": ID, "terms": TERMS, "language": "fr", "answers": good_answers()})

    (parcel,) = pending(course.block())
    assert read_submission(parcel.body).language == "fr"


def test_problems_are_said_in_the_language_of_the_form() -> None:
    document = {"submission_id": ID, "terms": TERMS, "language": "fr", "answers": {**good_answers(), required(): ""}}

    reply = call(make_course(Person(language="nl")).block(), "submit", document)

    assert SURVEY.title["fr"] in reply.document["html"]
    assert 'lang="fr"' in reply.document["html"]


@pytest.mark.parametrize(
    ("language", "name"), [("nl", "Nederlands"), ("nl-be", "Nederlands (nl-be)"), ("tlh", "tlh"), ("ar", "العربية")]
)
def test_languages_call_themselves(language: str, name: str) -> None:
    assert endonym(language) == name
