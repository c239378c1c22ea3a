"""What arrives in a store of statements, made by the platform's own processor."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from surveys.privacy import PrivacyMode
from tests.surveys.documents import question_document, survey_of
from tests.surveys.form.every_type import EVERY_TYPE
from tests.xblock_impact.aspects.lms import BLOCK, COURSE, LEARNER, PSEUDONYM, ROOT_URL, SESSION, Lms, Sent
from tests.xblock_impact.aspects.platform_modules import COURSE_NAME, external_id
from xblock_impact.aspects.extensions import Extension

Statement = dict[str, Any]
ANSWERS = {
    "used": "yes",
    "why_not": "Geen tijd",
    "often": "often",
    "spent": 90,
    "since": "2026-11-01",
    "helped": ["time", "peers"],
    "first": ["peers", "time"],
    "support_1": "always",
    "support_2": "none",
    "times": 12,
    "recommend": 9,
    "result": "Een gesprek",
}
CLOSED = ["used", "often", "spent", "since", "helped", "first", "support_1", "support_2", "times", "recommend"]


def asked(statement: Statement) -> str:
    """Return the id of the question that a statement is about, "" for the whole survey."""
    return str(statement["object"]["id"]).partition("#")[2]


def extension(statement: Statement, name: Extension) -> Any:
    """Return one extension of the context."""
    return statement["context"]["extensions"].get(name.value)


def test_a_submission_becomes_one_statement_and_one_for_each_closed_question_in_the_order_of_the_form(
    lms: Lms, schema_problems: Callable[[list[Statement]], list[str]]
) -> None:
    statements = lms.told(Sent(EVERY_TYPE, ANSWERS))

    assert [asked(statement) for statement in statements] == ["", *CLOSED]
    assert schema_problems(statements) == []
    assert {statement["version"] for statement in statements} == {"1.0.3"}


def test_the_first_statement_says_who_submitted_which_survey_in_which_course(lms: Lms) -> None:
    submitted = lms.told(Sent(EVERY_TYPE, ANSWERS))[0]

    assert submitted["actor"]["account"] == {"homePage": ROOT_URL, "name": str(external_id(LEARNER))}
    assert submitted["verb"]["id"] == "http://activitystrea.ms/schema/1.0/submit"
    assert submitted["object"] == {
        "objectType": "Activity",
        "id": f"{ROOT_URL}/xblock/{BLOCK}",
        "definition": {
            "type": "http://id.tincanapi.com/activitytype/survey",
            "name": {
                "nl": "Elke soort vraag",
                "en": "Every type of question",
                "fr": "Chaque type de question",
                "ar": "كل أنواع الأسئلة",
            },
        },
    }
    (course,) = submitted["context"]["contextActivities"]["parent"]
    assert (course["id"], course["definition"]["name"]) == (f"{ROOT_URL}/course/{COURSE}", {"en-US": COURSE_NAME})
    assert submitted["context"]["language"] == "nl"
    assert submitted["timestamp"] == "2026-11-22T14:03:07+00:00"
    assert "result" not in submitted


def test_an_answer_is_told_as_an_interaction_of_the_block_in_the_course(lms: Lms) -> None:
    submitted, *answers = lms.told(Sent(EVERY_TYPE, ANSWERS))
    often = next(statement for statement in answers if asked(statement) == "often")

    assert often["verb"] == {"id": "http://adlnet.gov/expapi/verbs/answered", "display": {"en": "answered"}}
    assert often["object"]["id"] == f"{ROOT_URL}/xblock/{BLOCK}#often"
    assert often["object"]["definition"]["interactionType"] == "likert"
    assert often["result"] == {"response": "often"}
    assert often["actor"] == submitted["actor"]
    assert often["context"]["statement"]["id"] == submitted["id"]
    # Aspects looks for the course here when the parent is no course.
    assert [parent["id"] for parent in often["context"]["contextActivities"]["parent"]] == [submitted["object"]["id"]]
    assert often["context"]["contextActivities"]["parent"][0]["objectType"] == "Activity"
    assert [group["id"] for group in often["context"]["contextActivities"]["grouping"]] == [
        f"{ROOT_URL}/course/{COURSE}"
    ]


def test_every_statement_says_what_it_belongs_to_and_an_answer_what_it_measures(lms: Lms) -> None:
    survey = survey_of(question_document("scale", level="work_behaviour", node="asks_first", version=3), version=2)
    submitted, answered = lms.told(Sent(survey, {"scale": "high"}, wave="month-3", revision=2))

    shared = {
        Extension.CAMPAIGN: "talk-2026",
        Extension.MODE: "identified",
        Extension.WAVE: "month-3",
        Extension.REVISION: 2,
        Extension.SURVEY: "a_survey",
        Extension.SURVEY_VERSION: 2,
    }
    measured = {
        Extension.QUESTION: "scale",
        Extension.QUESTION_VERSION: 3,
        Extension.LEVEL: "work_behaviour",
        Extension.NODE: "asks_first",
    }
    assert {name: extension(submitted, name) for name in [*shared, *measured]} == {**shared, **dict.fromkeys(measured)}
    assert {name: extension(answered, name) for name in [*shared, *measured]} == {**shared, **measured}


def test_responses_of_all_types(lms: Lms) -> None:
    told = {
        asked(statement): (statement["object"]["definition"]["interactionType"], statement["result"]["response"])
        for statement in lms.told(Sent(EVERY_TYPE, ANSWERS))[1:]
    }

    assert told == {
        "used": ("choice", "yes"),
        "often": ("likert", "often"),
        "spent": ("numeric", "90"),
        "since": ("other", "2026-11-01"),
        "helped": ("choice", "time[,]peers"),
        "first": ("sequencing", "peers[,]time"),
        "support_1": ("likert", "always"),
        "support_2": ("likert", "none"),
        "times": ("numeric", "12"),
        "recommend": ("numeric", "9"),
    }


def test_a_question_that_was_declined_or_not_asked_is_not_told(lms: Lms) -> None:
    survey = survey_of(question_document("number", declinable=True), question_document("scale"))

    assert [asked(statement) for statement in lms.told(Sent(survey, {"number": None}))] == [""]


@pytest.mark.parametrize("identifier", ["mbox", "mbox_sha1sum"])
def test_identified_learners_are_known_by_what_the_operator_chose(lms: Lms, identifier: str) -> None:
    lms.switch(["identified"], identifier)

    assert {*lms.told(Sent(EVERY_TYPE, ANSWERS))[1]["actor"]} == {"objectType", identifier}


def test_a_confidential_submission_says_no_more_of_the_person_than_the_service_gets(lms: Lms) -> None:
    lms.switch(["confidential"], "mbox")
    statements = lms.told(Sent(EVERY_TYPE, ANSWERS, mode=PrivacyMode.CONFIDENTIAL))

    assert {statement["actor"]["account"]["name"] for statement in statements} == {PSEUDONYM}
    assert {tuple(statement["actor"]) for statement in statements} == {("objectType", "account")}
    assert {statement["timestamp"] for statement in statements} == {"2026-11-22T00:00:00+00:00"}
    everything = str(statements)
    for trace in (SESSION, f"account_{LEARNER}", "@example.org", str(external_id(LEARNER)), "192.0.2.7"):
        assert trace not in everything


def test_a_submission_outside_a_course_is_told_without_one(
    lms: Lms, schema_problems: Callable[[list[Statement]], list[str]]
) -> None:
    sent = Sent(EVERY_TYPE, ANSWERS, block="lb:Impact:talks:impact:0f")
    lms.told(sent)
    event = sent.event()
    del event["context"]["course_id"]

    submitted, *answers = lms.statements([event])

    assert "contextActivities" not in submitted["context"]
    assert {tuple(answer["context"]["contextActivities"]) for answer in answers} == {("parent",)}
    assert schema_problems([submitted, *answers]) == []


def test_the_schema_refuses_broken_statements(
    lms: Lms, schema_problems: Callable[[list[Statement]], list[str]]
) -> None:
    def broken(**changes: Any) -> list[str]:
        return schema_problems([{**lms.told(Sent(EVERY_TYPE, ANSWERS))[1], **changes}])

    likert = {"interactionType": "likert", "choices": [{"id": "a"}]}
    assert broken() == []
    for changes in (
        {"id": "7"},
        {"actor": {}},
        {"verb": {"id": "answered"}},
        {"object": {"id": "q1"}},
        {"object": {"id": "urn:impact:q1", "objectType": "GroupActivity"}},
        {"object": {"id": "urn:impact:q1", "definition": {"interactionType": "rating"}}},
        {"object": {"id": "urn:impact:q1", "definition": likert}},
        {"object": {"id": "urn:impact:q1", "definition": {"name": {"nl_BE": "x"}}}},
        {"result": {"response": 3}},
        {"context": {"extensions": {"level": "indicators"}}},
        {"timestamp": "yesterday"},
        {"extra": 1},
    ):
        assert broken(**changes), changes
