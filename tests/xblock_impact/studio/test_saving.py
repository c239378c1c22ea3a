"""Saving keeps all of it or nothing, in full, and nobody's work is replaced unawares."""

from __future__ import annotations

from typing import Any

import pytest

from surveys.instruments import load_instrument
from tests.surveys.documents import survey_document
from tests.xblock_impact.course import call
from tests.xblock_impact.studio.authors import PLAN, SETTINGS, SURVEY, sent, studio
from xblock_impact.words import studio_words_in

PILOT = {**SETTINGS, "instrument": "pilot"}


def test_a_survey_and_its_plan_are_saved_as_they_were_written() -> None:
    course = studio()

    reply = sent("save_settings", {**SETTINGS, "definition": SURVEY, "waves": PLAN}, course=course)

    block = course.block()
    assert reply.status == 200, reply.document
    assert (block.definition, block.waves) == (SURVEY, PLAN)
    assert block.configuration().survey.id == SURVEY["id"]
    assert block.configuration().plan.waves[0].key == "day-30"


@pytest.mark.parametrize("given", [{}, {"definition": None}])
def test_an_instrument_is_saved_in_full_so_that_a_new_release_changes_no_running_survey(given: dict[str, Any]) -> None:
    course = studio()

    sent("save_settings", {**PILOT, **given}, course=course)

    assert course.block().definition == load_instrument("pilot").data
    assert course.block().instrument == "pilot"


def test_what_a_request_does_not_name_stays_as_it_is() -> None:
    course = studio(definition=SURVEY, waves=PLAN)

    sent("save_settings", SETTINGS, course=course)

    assert (course.block().definition, course.block().waves) == (SURVEY, PLAN)


def test_a_plan_is_taken_away_by_saying_so() -> None:
    course = studio(definition=SURVEY, waves=PLAN)

    sent("save_settings", {**SETTINGS, "waves": None}, course=course)

    assert course.block().waves is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"definition": survey_document(minutes=0)},
        {"definition": "text"},
        {"definition": [SURVEY]},
        {"definition": {}},
        {"waves": {**PLAN, "time_zone": "nowhere"}},
        {"waves": 7},
        {"campaign": "Not a key"},
        {"min_respondents": 1},
        {"privacy_mode": ["confidential"]},
        {"display_name": None},
    ],
)
def test_one_wrong_thing_keeps_everything_from_being_saved(wrong: dict[str, Any]) -> None:
    course = studio()

    reply = sent("save_settings", {**SETTINGS, "definition": SURVEY, "waves": PLAN, **wrong}, course=course)

    assert reply.status == 422
    assert reply.document["errors"]
    assert all(error["path"].startswith(next(iter(wrong))) for error in reply.document["errors"])
    assert course.store.writes == 0


def test_problems_are_said_in_the_authors_language() -> None:
    reply = sent("save_settings", {**SETTINGS, "definition": survey_document(title={})}, course=studio("fr"))

    assert reply.document["errors"] == [
        {"path": "definition.title", "message": studio_words_in("fr")["problem_text_needed"]}
    ]


def test_work_of_somebody_else_is_not_replaced_unawares() -> None:
    course = studio()
    state = sent("save_settings", {**SETTINGS, "definition": SURVEY}, course=course).document["state"]
    sent("save_settings", {**SETTINGS, "definition": SURVEY, "display_name": "Theirs"}, course=course)

    late = sent("save_settings", {**SETTINGS, "display_name": "Mine", "based_on": state}, course=course)
    again = sent("save_settings", {**SETTINGS, "display_name": "Mine", "based_on": None}, course=course)

    assert (late.status, late.document["detail"]) == (409, studio_words_in("en")["saved_meanwhile"])
    assert (again.status, course.block().display_name) == (200, "Mine")


def test_saving_again_on_ones_own_state_is_no_conflict() -> None:
    course = studio()
    state = sent("save_settings", {**SETTINGS, "definition": SURVEY}, course=course).document["state"]

    reply = sent("save_settings", {**SETTINGS, "definition": SURVEY, "waves": PLAN, "based_on": state}, course=course)

    assert reply.status == 200
    assert reply.document["state"] != state


@pytest.mark.parametrize("state", [7, "", [], {"a": 1}])
def test_a_state_that_is_none_is_a_conflict_and_no_error(state: object) -> None:
    assert sent("save_settings", {**SETTINGS, "definition": SURVEY, "based_on": state}).status in {409, 422}


def test_what_an_import_left_unreadable_stays_until_something_good_is_saved() -> None:
    course = studio(definition="<not a survey>", waves="{half")

    refused = sent("save_settings", SETTINGS, course=course)
    kept = (course.block().definition, course.block().waves)
    sent("save_settings", {**SETTINGS, "definition": SURVEY, "waves": None}, course=course)

    assert refused.status == 422
    assert kept == ("<not a survey>", "{half")
    assert (course.block().definition, course.block().waves) == (SURVEY, None)


def test_a_large_survey_is_saved_and_one_that_is_too_large_is_refused() -> None:
    large = survey_document(source="x" * 800_000)
    course = studio()

    saved = sent("save_settings", {**SETTINGS, "definition": large}, course=course)
    refused = call(course.block(), "save_settings", body=b" " * 2_500_001)

    assert saved.status == 200
    assert refused.status == 413
