"""What the platform's mobile apps read of the block."""

from __future__ import annotations

import json

import pytest

from surveys.form import privacy_notice
from surveys.privacy import PrivacyMode
from tests.xblock_impact.course import Person, call, make_course
from tests.xblock_impact.pilot import ID, SURVEY, TERMS, good_answers
from tests.xblock_impact.waves import FOLLOW_UP, KnownRecords, completed, course_with, installed, on, plan_of


def test_the_view_for_apps_tells_of_the_survey_its_waves_and_who_sees_what() -> None:
    data = make_course(waves=FOLLOW_UP).block().student_view_data()

    assert data["questions"] == len(SURVEY.questions)
    assert data["title"] == dict(SURVEY.title)
    assert data["privacy"] == {
        "mode": "confidential",
        "notice": {language: privacy_notice(PrivacyMode.CONFIDENTIAL, language) for language in SURVEY.languages},
    }
    assert data["time_zone"] == "Europe/Amsterdam"
    assert data["waves"][0] == {"key": "day-30", "anchor": "completed", "delay_days": 30, "open_days": 21}
    json.dumps(data)


def test_waves_on_dates_and_surveys_without_a_plan_are_told_too() -> None:
    assert make_course(waves=plan_of(on("2026-12-07"))).block().student_view_data()["waves"] == [
        {"key": "main", "on": "2026-12-07", "open_days": 21}
    ]
    assert make_course().block().student_view_data()["waves"] == [{"key": "main"}]


def test_the_view_for_apps_is_the_same_for_everybody() -> None:
    course = make_course(waves=FOLLOW_UP)
    with installed(KnownRecords(known=completed())) as keeper:
        texts = {
            json.dumps(course.block(person).student_view_data())
            for person in (Person(language="nl"), Person(id="learner_2", language="fr"))
        }

    assert len(texts) == 1
    assert keeper.asked == []


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_the_state_for_apps_tells_where_each_wave_stands_and_no_answer(method: str) -> None:
    with installed(KnownRecords(known=completed())):
        course, clock = course_with(FOLLOW_UP)
        sent = {"submission_id": ID, "terms": TERMS, "wave": "day-30", "answers": good_answers()}
        receipt = call(course.block(), "submit", sent).document["receipt"]
        clock.pass_days(65)
        call(course.block(), "save_draft", {"wave": "day-90", "answers": {"improve": "secret"}})

        reply = call(course.block(), "student_view_user_state", method=method)

    first, second, *_ = reply.document["waves"]
    assert reply.status == 200
    assert first == {
        "key": "day-30",
        "state": "answered",
        "opens_at": "2026-11-02T07:00:00Z",
        "closes_at": "2026-11-23T23:00:00Z",
        "receipt": receipt,
        "revision": 1,
        "draft": False,
        "can_change": False,
    }
    assert (second["state"], second["draft"], second["receipt"]) == ("open", True, None)
    assert "secret" not in json.dumps(reply.document)
    assert str(good_answers()["improve"]) not in json.dumps(reply.document)


def test_the_state_for_apps_changes_nothing() -> None:
    course = make_course()

    call(course.block(), "student_view_user_state", method="GET")

    assert course.store.writes == 0


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_the_state_for_apps_is_only_looked_at(method: str) -> None:
    reply = call(make_course().block(), "student_view_user_state", method=method)

    assert (reply.status, reply.headers["Allow"]) == (405, "GET, POST")


@pytest.mark.parametrize(
    "person", [Person(id=None, signed_in=False), Person(id="7", signed_in=False), Person(enrolled=False)]
)
def test_the_state_for_apps_is_for_those_who_take_the_course(person: Person) -> None:
    assert call(make_course(person).block(), "student_view_user_state", method="GET").status == 403


def test_a_block_that_is_not_ready_has_no_state() -> None:
    assert call(make_course(campaign="").block(), "student_view_user_state", method="GET").status == 409
