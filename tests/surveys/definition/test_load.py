"""From a document to a survey: every problem at once, each with its path."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from surveys.canonical import canonical_json, digest
from surveys.definition import QuestionType, load_survey
from surveys.errors import DefinitionInvalid
from surveys.levels import Level
from surveys.limits import MAX_ANSWER_TEXTS, MAX_ANSWERS
from surveys.privacy import PrivacyClass
from tests.surveys.documents import Document, a_text, options, question_document, survey_document, survey_of

QUESTION = "pages[0].questions[0]"


def problems(document: object) -> dict[str, str]:
    """Return what is wrong with a document, by path."""
    with pytest.raises(DefinitionInvalid) as invalid:
        load_survey(document)
    return {problem.path: problem.message for problem in invalid.value.problems}


def test_a_definition_is_read_into_values() -> None:
    survey = survey_of(
        question_document("scale", scale="ease", reversed=True, node="n1", help=a_text("Hulp"), required=True),
        question_document("number", minimum=0, maximum=1.5, whole=False, level="target_group"),
        question_document("recommendation", ends=[a_text("nee"), a_text("ja")]),
        question_document("free_text"),
        scales=[{"id": "ease", "title": a_text("Gemak")}],
    )
    scale, number, recommendation, free_text = survey
    assert (scale.type, scale.scale, scale.reversed, scale.node, scale.required) == (
        QuestionType.SCALE,
        "ease",
        True,
        "n1",
        True,
    )
    assert [option.code for option in scale.points] == ["low", "middle", "high"]
    assert scale.codes == {"low", "middle", "high", "cannot_judge"}
    assert (number.minimum, number.maximum, number.whole) == (0, 1.5, False)
    assert [dict(end) for end in recommendation.ends or ()] == [a_text("nee"), a_text("ja")]
    assert (free_text.privacy, free_text.maximum) == (PrivacyClass.FREE_TEXT, 4000)
    assert survey.on_level(Level.TARGET_GROUP) == (number,)
    assert survey.on_level(Level.STRATEGIC_GOALS) == ()


def test_the_digest_is_that_of_the_document_and_stays_so() -> None:
    document = survey_document()
    expected = digest(canonical_json(document))
    survey = load_survey(document)
    document["pages"][0]["title"]["nl"] = "Anders"
    assert survey.digest == expected


def test_every_problem_is_told_at_once_with_its_path() -> None:
    document = survey_document(
        question_document("scale", options=options("a", "a"), scale="unknown"),
        question_document("number", unit=None, text={"nl": " "}, version=0),
        question_document("single_choice", id="scale", options=None, level="heaven"),
        licence=None,
        minutes="three",
        languages=["nl", "nl"],
    )
    assert problems(document) == {
        "licence": "Say under which licence it may be used.",
        "minutes": "Give a whole number.",
        "languages": "A language is named twice.",
        "pages[0].questions[0].options": "Two options have the same code.",
        "pages[0].questions[0].scale": "There is no scale called unknown.",
        "pages[0].questions[0].id": "The id scale is used more than once.",
        "pages[0].questions[1].text.nl": "The text is empty.",
        "pages[0].questions[1].unit": "Say what is counted, as in minutes.",
        "pages[0].questions[1].version": "Must be greater than or equal to 1 and less than or equal to 1000000.",
        "pages[0].questions[2].options": "A question of this type needs at least two options.",
        "pages[0].questions[2].level": "Must be one of: target_group, interventions, competencies, work_behaviour, "
        "indicators, operational_goals, strategic_goals.",
        "pages[0].questions[2].id": "The id scale is used more than once.",
    }


@pytest.mark.parametrize("member", ["licence", "source"])
@pytest.mark.parametrize("value", [None, "", "  "])
def test_nothing_is_loaded_without_a_licence_and_a_source(member: str, value: str | None) -> None:
    assert set(problems(survey_document(**{member: value}))) == {member}


@pytest.mark.parametrize(
    ("kind", "changes", "path"),
    [
        ("free_text", {"options": options("a", "b")}, "options"),
        ("scale", {"unit": a_text()}, "unit"),
        ("scale", {"minimum": 1}, "minimum"),
        ("recommendation", {"maximum": 1}, "maximum"),
        ("free_text", {"whole": True}, "whole"),
        ("number", {"ends": [a_text(), a_text()]}, "ends"),
        ("single_choice", {"reversed": True}, "reversed"),
        ("number", {"minimum": 2, "maximum": 1}, "minimum"),
        ("free_text", {"maximum": 0}, "maximum"),
        ("free_text", {"maximum": 2.5}, "maximum"),
        ("free_text", {"maximum": 20_001}, "maximum"),
        ("scale", {"options": options("a")}, "options"),
        ("scale", {"options": options("a", not_applicable=("b",))}, "options"),
        ("scale", {"options": "many"}, "options"),
        ("scale", {"options": [1, 2]}, "options[0]"),
        ("scale", {"options": options("a", "b c")}, "options[1].code"),
        ("scale", {"id": "Upper"}, "id"),
        ("scale", {"id": "submission_id"}, "id"),
        ("scale", {"version": True}, "version"),
        ("scale", {"version": 1.0}, "version"),
        ("scale", {"version": "1"}, "version"),
        ("scale", {"required": "yes"}, "required"),
        ("number", {"minimum": "1"}, "minimum"),
        ("number", {"minimum": True}, "minimum"),
        ("number", {"minimum": 1e16}, "minimum"),
        ("scale", {"colour": "red"}, "colour"),
        ("scale", {"text": "Vraag"}, "text"),
        ("scale", {"text": {}}, "text"),
        ("scale", {"text": {"NL": "Vraag"}}, "text.NL"),
        ("scale", {"text": {"nl": "x" * 4001}}, "text.nl"),
        ("scale", {"text": {"nl": "a\x00b"}}, "text.nl"),
        ("scale", {"help": {"en": "Only English"}}, "help"),
        ("recommendation", {"ends": [a_text(), {"en": "Only English"}]}, "ends[1]"),
        ("scale", {"privacy": "secret"}, "privacy"),
        ("scale", {"privacy": ["sensitive"]}, "privacy"),
    ],
)
def test_each_mistake_is_found_at_its_place(kind: str, changes: Document, path: str) -> None:
    assert f"{QUESTION}.{path}" in problems(survey_document(question_document(kind, **changes)))


def test_a_broken_part_is_told_once() -> None:
    assert len(problems(survey_document(question_document("scale", options="many")))) == 1


def test_a_mistake_that_two_rules_find_is_told_once() -> None:
    with pytest.raises(DefinitionInvalid) as invalid:
        load_survey(survey_document(languages=["nl", "N" * 40]))
    assert [problem.path for problem in invalid.value.problems] == ["languages[1]"]


def test_a_maximum_below_zero_is_no_mistake() -> None:
    assert next(iter(survey_of(question_document("number", maximum=-5)))).maximum == -5


def test_ids_of_pages_and_scales_are_used_once() -> None:
    page = survey_document()["pages"][0]
    other = {"id": "page", "title": a_text(), "questions": [question_document("number")]}
    scale = {"id": "ease", "title": a_text()}
    document = survey_document(pages=[page, other], scales=[scale, scale])
    assert set(problems(document)) == {"pages[0].id", "pages[1].id", "scales[0].id", "scales[1].id"}


def numbered(count: int, kind: str, **changes: Any) -> list[Document]:
    """Return pages with ``count`` questions, as many on each as may be."""
    questions = [question_document(kind, id=f"q{number}", **changes) for number in range(count)]
    starts = range(0, count, 100)
    return [{"id": f"p{start}", "title": a_text(), "questions": questions[start : start + 100]} for start in starts]


def test_there_are_no_more_questions_than_a_submission_holds_answers() -> None:
    assert len(load_survey(survey_document(pages=numbered(MAX_ANSWERS, "recommendation"))).questions) == MAX_ANSWERS
    assert "pages" in problems(survey_document(pages=numbered(MAX_ANSWERS + 1, "recommendation")))


def test_free_texts_together_fit_a_submission() -> None:
    fitting = MAX_ANSWER_TEXTS // 1000
    assert len(load_survey(survey_document(pages=numbered(fitting, "free_text", maximum=1000))).questions) == fitting
    assert "pages" in problems(survey_document(pages=numbered(fitting + 1, "free_text", maximum=1000)))


def test_a_definition_that_is_too_large_is_refused() -> None:
    pages = numbered(300, "recommendation", help={"nl": "x" * 4000})
    assert "larger than 900 KiB" in problems(survey_document(pages=pages))[""]


@pytest.mark.parametrize("document", [None, [], "survey", 5, b"{}", copy])
def test_what_is_no_object_is_no_definition(document: object) -> None:
    assert problems(document) == {"": "A definition is a JSON object."}


def test_the_refusal_reads_as_a_sentence_with_its_place() -> None:
    with pytest.raises(DefinitionInvalid, match=r"pages\[0\]\.questions\[0\]\.colour: Unknown field\."):
        load_survey(survey_document(question_document(colour="red")))
