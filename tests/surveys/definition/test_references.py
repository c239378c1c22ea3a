"""Conditions and places for answers: what they refer to is there, fits, and is asked before."""

from __future__ import annotations

from typing import Any

import pytest

from surveys.definition import load_survey
from surveys.errors import DefinitionInvalid
from tests.surveys.documents import Document, a_text, question_document, survey_document, survey_of

IS_HIGH = {"===": [{"var": "first"}, "high"]}
FIRST = question_document("scale", id="first")


def problems(document: Document) -> dict[str, str]:
    """Return what is wrong, by path."""
    with pytest.raises(DefinitionInvalid) as invalid:
        load_survey(document)
    return {problem.path: problem.message for problem in invalid.value.problems}


def paths(*questions: Document, **changes: Any) -> set[str]:
    """Return where something is wrong in a survey of ``questions``."""
    return set(problems(survey_document(*questions, **changes)))


def test_a_condition_is_read_with_its_question() -> None:
    survey = survey_of(FIRST, question_document("number", condition=IS_HIGH))
    condition = survey.questions["number"].condition
    assert condition is not None
    assert condition.variables == {"first"}
    assert condition.holds({"first": "high"})
    assert not condition.holds({})


def test_everything_wrong_with_conditions_is_told_with_its_path() -> None:
    found = paths(
        question_document("scale", id="first", condition={"===": [{"var": "nowhere"}, "x"]}),
        question_document("number", id="second", condition={"===": [{"var": "first"}, "unheard_of"]}),
        question_document("number", id="third", condition={"equals": [1, 2]}),
        question_document("number", id="fourth", condition={"and": [True, {"<": [{"var": "first"}, 3]}]}),
    )
    assert {path.split(".condition")[0] for path in found} == {f"pages[0].questions[{place}]" for place in range(4)}
    assert all(".condition" in path for path in found)


def test_a_condition_that_looks_at_nothing_is_refused() -> None:
    assert paths(FIRST, question_document("number", condition={"===": [1, 2]})) == {
        "pages[0].questions[1].condition.==="
    }


def test_questions_that_wait_for_each_other_are_refused() -> None:
    found = problems(
        survey_document(
            question_document("scale", id="a", condition={"answered": {"var": "b"}}),
            question_document("scale", id="b", condition={"answered": {"var": "a"}}),
        )
    )
    assert "pages[0].questions[0].condition" in found
    assert any("a" in message and "b" in message for message in found.values())


def test_what_is_asked_later_cannot_be_looked_at() -> None:
    later = question_document("number", id="early", condition={"answered": {"var": "first"}})
    assert paths(later, FIRST) == {"pages[0].questions[0].condition"}
    assert paths(question_document("number", condition={"answered": {"var": "number"}})) == {
        "pages[0].questions[0].condition"
    }


def test_a_page_waits_for_pages_before_it() -> None:
    document = survey_document(FIRST)
    own = {"id": "p2", "title": a_text(), "condition": IS_HIGH, "questions": [question_document("number")]}
    document["pages"].append(own)
    assert load_survey(document).pages[1].condition is not None
    document["pages"][0]["condition"] = IS_HIGH
    assert set(problems(document)) == {"pages[0].condition"}


def test_a_battery_and_its_items_share_a_condition() -> None:
    survey = survey_of(FIRST, question_document("battery", condition=IS_HIGH))
    assert {question.id: question.condition is not None for question in survey} == {
        "first": False, "item_1": True, "item_2": True,
    }  # fmt: skip
    following = question_document("number", condition={"===": [{"var": "item_1"}, "low"]})
    assert survey_of(question_document("battery"), following).questions["number"].condition is not None


def test_a_text_repeats_what_was_answered_before() -> None:
    survey_of(
        FIRST,
        question_document("number", text=a_text("Je zei {first|niets} over {goal}."), help=a_text("{first}")),
        recalls=[{"id": "goal", "survey": "baseline", "question": "commitment_1"}],
    )


def test_a_place_for_what_is_not_asked_before_is_refused() -> None:
    document = survey_document(
        question_document(
            "battery", text=a_text("{item_1}"), items=[{"id": "i", "version": 1, "text": a_text("{later}")}]
        ),
        question_document("number", id="later", help=a_text("{nowhere|x} {later}")),
    )
    document["pages"][0]["title"] = a_text("{later}")
    found = problems(document)
    assert set(found) == {
        "pages[0].title.nl", "pages[0].questions[0].text.nl", "pages[0].questions[0].items[0].text.nl",
        "pages[0].questions[1].help.nl",
    }  # fmt: skip
    assert "asked later" in found["pages[0].title.nl"]


def test_braces_that_are_no_place_are_text() -> None:
    survey = survey_of(question_document("number", text=a_text("{ } {} {Not an id} { x } {1}")))
    assert survey.questions["number"].text["nl"] == "{ } {} {Not an id} { x } {1}"
