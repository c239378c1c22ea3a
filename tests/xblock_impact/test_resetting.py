"""A course team deletes a learner's state, so that the learner can answer anew: where the fields are the outbox."""

from __future__ import annotations

from typing import Any

import pytest

from surveys.contract_reading import read_submission
from surveys.texts import LANGUAGES
from tests.xblock_impact.course import Course, Person, call, make_course, pending, wave_of
from tests.xblock_impact.pilot import ID, OTHER_ID, TERMS, good_answers, terms
from xblock_impact.errors import ResetRefused
from xblock_impact.words import words_in

TEXT = "improve"
STAFF = "the anonymous id of whoever asks"


def reset(block: Any, learner: str = "learner_1") -> None:
    """Call the block as the platform does when it deletes a learner's state."""
    usage = str(block.scope_ids.usage_id)
    block.clear_student_state(user_id=learner, course_id="course", item_id=usage, requesting_user_id=STAFF)


def send(course: Course, text: str, submission_id: str = ID, mode: str = "confidential", **more: Any) -> Any:
    answers = {**good_answers(), TEXT: text}
    document = {"submission_id": submission_id, "terms": terms(mode), "answers": answers, **more}
    return call(course.block(), "submit", document)


@pytest.mark.parametrize("mode", ["identified", "confidential"])
def test_after_a_reset_the_learner_answers_anew_and_that_replaces_what_was_sent(mode: str) -> None:
    course = make_course(privacy_mode=mode)
    first = send(course, "clearer", mode=mode)

    reset(course.block())

    assert "<form" in course.block().student_view().content
    assert "clearer" not in course.block().student_view().content
    second = send(course, "second", OTHER_ID, mode)
    assert (second.status, second.document["receipt"]) == (200, first.document["receipt"])
    (parcel,) = pending(course.block())
    submission = read_submission(parcel.body)
    assert (str(submission.submission_id), submission.revision, submission.answers[TEXT]) == (ID, 2, "second")
    assert wave_of(course.block()).answers[TEXT] == "second"


def test_what_had_not_arrived_before_the_reset_is_still_delivered() -> None:
    course = make_course()
    send(course, "first")

    reset(course.block())

    assert [parcel.revision for parcel in pending(course.block())] == [1]
    assert course.block().student_view().json_init_args["pending"] is True
    assert call(course.block(), "check_receipt", {}).status == 404


def test_a_reset_deletes_the_draft() -> None:
    course = make_course()
    call(course.block(), "save_draft", {"answers": {TEXT: "half way"}})

    reset(course.block())

    assert "half way" not in course.store.of_learner("learner_1")


def test_in_another_campaign_the_new_answers_are_a_submission_of_their_own() -> None:
    course = make_course()
    send(course, "first")
    reset(course.block())
    course.block(campaign="another")

    reply = send(course, "second", OTHER_ID, terms=TERMS.replace("demo-pilot", "another"))

    assert reply.status == 200
    (parcel,) = pending(course.block())
    assert (str(parcel.submission_id), parcel.revision) == (OTHER_ID, 1)


def test_anonymous_answers_cannot_be_reset_and_the_team_reads_why() -> None:
    course = make_course(privacy_mode="anonymous")
    receipt = send(course, "first", mode="anonymous").document["receipt"]

    with pytest.raises(ResetRefused, match="anonymously"):
        reset(course.block())

    again = send(course, "second", OTHER_ID, "anonymous")
    assert again.document["receipt"] == receipt
    assert len(pending(course.block())) == 1


def test_whoever_has_not_answered_anonymously_loses_nothing_by_a_reset() -> None:
    course = make_course(privacy_mode="anonymous")

    reset(course.block())

    assert send(course, "first", mode="anonymous").status == 200


@pytest.mark.parametrize("bound_to", [Person(id=None), Person(id="learner_2")])
def test_the_fields_of_somebody_else_are_not_reset(bound_to: Person) -> None:
    """The platform asks a block that is bound to nobody, and what such a one cannot see may not count twice."""
    course = make_course()
    send(course, "first")

    with pytest.raises(ResetRefused):
        reset(course.block(bound_to))

    assert wave_of(course.block()).receipt


@pytest.mark.parametrize("language", LANGUAGES)
def test_why_nothing_was_reset_is_said_in_the_teams_language(language: str) -> None:
    course = make_course(Person(language=language), privacy_mode="anonymous")
    send(course, "first", mode="anonymous")

    with pytest.raises(ResetRefused) as refused:
        reset(course.block())

    assert str(refused.value) == words_in(language)["reset_refused"]
