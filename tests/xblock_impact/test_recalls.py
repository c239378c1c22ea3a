"""A survey that repeats what the learner answered earlier: their own commitments, in their own words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from surveys.contract_reading import read_submission
from tests.surveys.documents import a_text, question_document, survey_document
from tests.xblock_impact.course import Course, call, pending
from tests.xblock_impact.pilot import ID, OTHER_ID, terms
from tests.xblock_impact.waves import KnownRecords, after, completed, course_with, installed, plan_of

GOAL = "Eerst <drie> open vragen stellen"
TWO_WAVES = plan_of(after(0), after(30))


def survey_about_a_goal() -> dict[str, Any]:
    """A survey that asks for a goal and, in a later wave, what became of it."""
    again = {
        "id": "became",
        "text": a_text("Je schreef: {own_goal|nog niets}. Wat werd het?"),
        "condition": {"answered": [{"var": "own_goal"}]},
        "required": True,
    }
    return survey_document(
        question_document("short_text", id="goal"),
        question_document("short_text", **again),
        id="about_a_goal",
        recalls=[{"id": "own_goal", "survey": "about_a_goal", "question": "goal"}],
    )


@pytest.fixture
def keeper() -> Iterator[KnownRecords]:
    with installed(KnownRecords(known=completed())) as keeper:
        yield keeper


def send(course: Course, wave: str, answers: dict[str, Any], mode: str = "confidential", **more: Any) -> Any:
    document = {"submission_id": ID, "terms": terms(mode), "wave": wave, "answers": answers, **more}
    return call(course.block(), "submit", document)


def test_a_later_wave_repeats_what_the_learner_wrote_in_an_earlier_one(keeper: KnownRecords) -> None:
    course, clock = course_with(TWO_WAVES, definition=survey_about_a_goal())
    clock.at = completed().events["completed"]
    assert send(course, "day-0", {"goal": GOAL}).status == 200
    clock.pass_days(33)

    page = course.block().student_view().content

    assert "Eerst &lt;drie&gt; open vragen stellen" in page
    assert 'data-impact-frame data-wave="day-30"' in page


def test_in_the_first_wave_there_is_nothing_to_repeat(keeper: KnownRecords) -> None:
    course, clock = course_with(TWO_WAVES, definition=survey_about_a_goal())
    clock.at = completed().events["completed"]

    assert send(course, "day-0", {"goal": GOAL}).status == 200
    form = call(course.block(), "show", {"wave": "day-0", "change": True}).document["html"]
    assert 'data-impact-repeats="own_goal" data-impact-without="nog niets">nog niets<' in form


def test_what_is_asked_by_an_earlier_answer_is_asked_on_the_server_too(keeper: KnownRecords) -> None:
    """The question with a condition on the recalled answer is required: without the recall it would not be asked."""
    course, clock = course_with(TWO_WAVES, definition=survey_about_a_goal())
    clock.at = completed().events["completed"]
    send(course, "day-0", {"goal": GOAL})
    clock.pass_days(33)

    open_question = send(course, "day-30", {"goal": "x"}, submission_id=OTHER_ID)
    answered = send(course, "day-30", {"goal": "x", "became": "Elke dag"}, submission_id=OTHER_ID)

    assert [error["path"] for error in open_question.document["errors"]] == ["answers.became"]
    assert answered.status == 200


def test_the_submission_carries_what_was_recalled(keeper: KnownRecords) -> None:
    course, clock = course_with(TWO_WAVES, definition=survey_about_a_goal())
    clock.at = completed().events["completed"]
    send(course, "day-0", {"goal": GOAL})
    clock.pass_days(33)
    send(course, "day-30", {"goal": "x", "became": "Elke dag"}, submission_id=OTHER_ID)

    first, second = (read_submission(parcel.body) for parcel in pending(course.block()))

    assert (first.recalled, second.recalled) == ({}, {"own_goal": GOAL})


def test_commitments_of_another_survey_are_piped_back(keeper: KnownRecords) -> None:
    keeper.earlier = {"commitment_1": GOAL}
    course, _ = course_with(plan_of(after(30)), instrument="follow_up")

    page = course.block().student_view().content

    assert "Eerst &lt;drie&gt; open vragen stellen" in page
    assert keeper.asked.count("recalled") == 1


def test_only_what_the_survey_recalls_travels(keeper: KnownRecords) -> None:
    keeper.earlier = {"commitment_1": GOAL, "salary": "secret"}
    course, _ = course_with(plan_of(after(30)), instrument="follow_up")

    reply = send(course, "day-30", {"training_use": "not_yet"})

    assert reply.status == 200, reply.document
    (parcel,) = pending(course.block())
    assert read_submission(parcel.body).recalled == {"commitment_1": GOAL}


def test_a_survey_that_recalls_only_itself_looks_nothing_up(keeper: KnownRecords) -> None:
    course, _ = course_with(TWO_WAVES, definition=survey_about_a_goal())
    course.block().student_view()

    assert "recalled" not in keeper.asked


def test_anonymous_surveys_repeat_nothing_and_carry_nothing(keeper: KnownRecords) -> None:
    keeper.earlier = {"commitment_1": GOAL}
    course, _ = course_with(plan_of(after(30)), instrument="follow_up", privacy_mode="anonymous")

    page = course.block().student_view().content
    reply = send(course, "day-30", {"training_use": "not_yet"}, mode="anonymous")

    assert reply.status == 200, reply.document
    (parcel,) = pending(course.block())
    assert "open vragen" not in page
    assert "recalled" not in keeper.asked
    assert b"recalled" not in parcel.body
