"""A learner sends answers: checked, kept once, confirmed only when kept."""

from __future__ import annotations

import json
import os
import threading
import uuid

import pytest

from surveys.contract import receipt_code
from surveys.contract_reading import read_submission
from surveys.privacy import PrivacyMode
from surveys.words import words_in as words_of_the_form
from tests.xblock_impact.course import Course, Person, at_once, call, make_course, pending, wave_of
from tests.xblock_impact.pilot import ID, OTHER_ID, SURVEY, TERMS, good_answers, required, terms
from xblock_impact.delivery.field_outbox import FieldOutbox
from xblock_impact.delivery.parcel import Parcel
from xblock_impact.words import words_in

GOOD = {"submission_id": ID, "terms": TERMS, "answers": good_answers()}


def kept(course: Course) -> Parcel:
    (parcel,) = pending(course.block())
    return parcel


def test_good_answers_are_kept_and_confirmed_with_a_receipt() -> None:
    course = make_course()

    reply = call(course.block(), "submit", GOOD)

    assert reply.status == 200
    assert reply.document["receipt"] == receipt_code(uuid.UUID(ID)) == kept(course).receipt
    assert reply.document["receipt"] in reply.document["html"]


def test_what_is_kept_is_a_submission_that_the_service_can_read() -> None:
    course = make_course(Person(language="nl"))
    call(course.block(), "submit", GOOD)

    submission = read_submission(kept(course).body)

    assert (submission.campaign, submission.revision, submission.language) == ("demo-pilot", 1, "nl")
    assert submission.definition == SURVEY.digest
    assert submission.answers.keys() == good_answers().keys()


def test_wrong_answers_come_back_as_they_were_typed_with_what_to_do() -> None:
    course = make_course()
    answers = {**good_answers(), required(): ""}
    text = list(SURVEY.questions)[-1]

    reply = call(
        course.block(), "submit", {"submission_id": ID, "terms": TERMS, "answers": {**answers, text: "typed before"}}
    )

    assert reply.status == 422
    assert reply.document["errors"][0]["path"] == f"answers.{required()}"
    assert reply.document["errors"][0]["message"] in reply.document["html"]
    assert "typed before" in reply.document["html"]
    assert f'value="{ID}"' in reply.document["html"]
    assert course.store.writes == 0


def test_a_submit_pressed_twice_is_one_submission() -> None:
    course = make_course()
    first = call(course.block(), "submit", GOOD)
    body = kept(course).body

    second = call(course.block(), "submit", {"submission_id": ID, "terms": TERMS, "answers": {}})

    assert second.document["receipt"] == first.document["receipt"]
    assert kept(course).body == body


def test_another_tab_gets_the_receipt_of_what_was_sent_first() -> None:
    course = make_course()
    first = call(course.block(), "submit", GOOD)

    second = call(course.block(), "submit", {**GOOD, "submission_id": OTHER_ID})

    assert second.document["receipt"] == first.document["receipt"]
    assert str(kept(course).submission_id) == ID


@pytest.mark.parametrize("ids", [[ID] * 20, [str(uuid.UUID(int=n, version=4)) for n in range(20)]])
def test_twenty_submits_at_once_are_one_submission_and_twenty_receipts(ids: list[str]) -> None:
    """Also when every tab made an id of its own. The store gives way between reading and writing."""
    course = make_course()
    course.store.between = os.sched_yield

    replies = at_once(20, lambda number: call(course.block(), "submit", {**GOOD, "submission_id": ids[number]}))

    assert {reply.status for reply in replies} == {200}
    assert {reply.document["receipt"] for reply in replies} == {kept(course).receipt}
    assert [name for name, _ in course.events].count("openedx.xblock.impact.submitted") == 1


def test_a_draft_that_is_being_written_does_not_wipe_out_a_submission() -> None:
    """All fields of a learner are one document: an old copy written back would take the new parcel away."""
    course = make_course()
    submitting = threading.Thread(target=lambda: call(course.block(), "submit", GOOD))

    def submit_meanwhile() -> None:
        course.store.between = lambda: None
        submitting.start()
        submitting.join(0.2)  # held up until the draft is written, or done before it if nothing holds it up

    course.store.between = submit_meanwhile
    draft = call(course.block(), "save_draft", {"answers": {list(SURVEY.questions)[-1]: "so far"}})
    submitting.join()

    assert draft.status == 200
    assert kept(course).receipt == receipt_code(uuid.UUID(ID))


def test_the_stored_parcel_wins_over_later_ones() -> None:
    course = make_course()
    call(course.block(), "submit", GOOD)
    first = kept(course)

    accepted = FieldOutbox(course.block(), "main").put(
        Parcel(uuid.UUID(OTHER_ID), "demo-pilot", PrivacyMode.CONFIDENTIAL, SURVEY.digest, b"{}", b"{}", "ABCD-EFGH")
    )

    assert (accepted.receipt, accepted.new) == (first.receipt, False)
    assert kept(course) == first


def test_no_receipt_is_given_when_the_store_fails() -> None:
    course = make_course()
    course.store.fails = True

    reply = call(course.block(), "submit", GOOD)

    assert reply.status == 503
    assert "receipt" not in reply.document
    assert course.events == []


def test_no_receipt_is_given_when_the_store_only_pretends() -> None:
    """A 200 of an LMS handler is no proof of a saved field: what was written is read back."""
    course = make_course()
    course.store.forgets = True

    reply = call(course.block(), "submit", GOOD)

    assert reply.status == 503
    assert "receipt" not in reply.document


def test_a_failed_submit_can_be_sent_again() -> None:
    course = make_course()
    course.store.fails = True
    call(course.block(), "submit", GOOD)
    course.store.fails = False

    assert call(course.block(), "submit", GOOD).status == 200


def test_a_crash_between_parcel_and_receipt_loses_neither() -> None:
    course = make_course()
    receipt = call(course.block(), "submit", GOOD).document["receipt"]
    course.block(receipt="")

    assert call(course.block(), "submit", {**GOOD, "submission_id": OTHER_ID}).document["receipt"] == receipt


def test_the_block_is_completed_and_the_event_tells_nothing_of_the_answers() -> None:
    course = make_course()
    call(course.block(), "submit", GOOD)

    assert course.events == [
        ("completion", {"completion": 1.0}),
        (
            "openedx.xblock.impact.submitted",
            {"campaign": "demo-pilot", "mode": "confidential", "wave": "main", "revision": 1},
        ),
    ]


def test_nothing_is_completed_where_the_platform_does_not_track_it() -> None:
    """Publishing a completion with tracking switched off is a 404 in edx-platform."""

    class Switched:
        def completion_tracking_enabled(self) -> bool:
            return False

    course = make_course(services={"completion": Switched()})
    call(course.block(), "submit", GOOD)

    assert [name for name, _ in course.events] == ["openedx.xblock.impact.submitted"]


def test_the_receipt_is_given_whatever_the_platforms_listeners_do() -> None:
    class Broken:
        def completion_tracking_enabled(self) -> bool:
            raise ConnectionError("event bus")

    course = make_course(services={"completion": Broken()})

    assert call(course.block(), "submit", GOOD).status == 200


def test_a_confidential_submission_carries_a_pseudonym_only() -> None:
    course = make_course()
    call(course.block(), "submit", GOOD)

    body = kept(course).body.decode()

    assert len(json.loads(body)["participant"]["id"]) == 64
    assert "Lotte" not in body
    assert "learner_1" not in body


def test_an_identified_submission_carries_the_name() -> None:
    course = make_course(privacy_mode="identified")
    call(course.block(), "submit", {**GOOD, "terms": terms("identified")})

    person = json.loads(kept(course).body)["participant"]

    assert person == {"id": "learner_1", "name": "Lotte de Vries", "email": "lotte@example.org"}


def test_an_anonymous_submission_carries_nobody_and_only_the_day() -> None:
    course = make_course(privacy_mode="anonymous")
    call(course.block(), "submit", {**GOOD, "terms": terms("anonymous")})

    document = json.loads(kept(course).body)

    assert "participant" not in document
    assert document["answered_at"].endswith("T00:00:00Z")
    assert "learner_1" not in kept(course).body.decode()


def test_answers_do_not_wait_for_a_missing_pseudonym_key() -> None:
    course = make_course()
    course.settings = None

    reply = call(course.block(), "submit", GOOD)

    assert reply.status == 200
    assert not kept(course).sealed


@pytest.mark.parametrize(
    ("person", "sentence"),
    [
        (Person(id=None, signed_in=False), "signed_out"),
        (Person(id="7", signed_in=False), "signed_out"),
        (Person(enrolled=False), "enroll"),
        (Person(enrolled=False, staff=True), "enroll"),
    ],
)
@pytest.mark.parametrize("handler", ["submit", "save_draft"])
def test_only_who_takes_the_course_may_send(handler: str, person: Person, sentence: str) -> None:
    course = make_course(person)

    reply = call(course.block(), handler, GOOD)

    assert (reply.status, reply.document["detail"]) == (403, words_in("en")[sentence])
    assert course.store.writes == 0


def test_nobody_answers_in_studios_preview() -> None:
    course = make_course()
    course.author_mode = True

    assert call(course.block(), "submit", GOOD).status == 403


def test_an_unfinished_block_takes_nothing() -> None:
    assert call(make_course(campaign="").block(), "submit", GOOD).status == 409


def test_a_receipt_is_given_again_even_when_the_author_breaks_the_block_later() -> None:
    course = make_course()
    receipt = call(course.block(), "submit", GOOD).document["receipt"]

    assert call(course.block(campaign=""), "submit", GOOD).document["receipt"] == receipt


def test_what_the_service_could_only_quarantine_is_not_accepted() -> None:
    """An account's id that is longer than the contract allows, say: better now than in a log later."""
    course = make_course(Person(id="x" * 200), privacy_mode="identified")

    reply = call(course.block(), "submit", {**GOOD, "terms": terms("identified")})

    assert (reply.status, reply.document["errors"][0]["path"]) == (422, "participant.id")
    assert course.store.writes == 0


def test_a_learner_has_one_submission_and_each_learner_an_own() -> None:
    course = make_course()
    first = call(course.block(), "submit", GOOD)

    second = call(course.block(Person(id="learner_2")), "submit", {**GOOD, "submission_id": OTHER_ID})

    assert first.document["receipt"] != second.document["receipt"]


def test_a_draft_keeps_what_fits_and_names_what_does_not() -> None:
    course = make_course()
    text = list(SURVEY.questions)[-1]

    reply = call(course.block(), "save_draft", {"answers": {text: "so far", required(): ["a"], "unknown": "x"}})

    assert reply.status == 200
    assert wave_of(course.block()).draft == {text: "so far"}
    assert {problem["path"] for problem in reply.document["problems"]} == {f"answers.{required()}", "answers.unknown"}


def test_an_anonymous_survey_keeps_no_draft() -> None:
    course = make_course(privacy_mode="anonymous")

    reply = call(course.block(), "save_draft", {"answers": {list(SURVEY.questions)[-1]: "so far"}})

    assert reply.status == 409
    assert "so far" not in course.store.of_learner("learner_1")


def test_a_late_draft_does_not_come_back_after_the_answers() -> None:
    course = make_course()
    call(course.block(), "submit", GOOD)

    assert call(course.block(), "save_draft", {"answers": {}}).status == 409


@pytest.mark.parametrize(
    ("submission_id", "answers", "told"),
    [(ID, good_answers(), False), (ID, {}, True), (OTHER_ID, good_answers(), True)],
    ids=["pressed twice", "changed after a lost reply", "another tab"],
)
def test_who_sends_something_else_later_reads_that_the_earlier_answers_count(
    submission_id: str, answers: dict[str, object], told: bool
) -> None:
    course = make_course()
    first = call(course.block(), "submit", GOOD)

    again = call(course.block(), "submit", {"submission_id": submission_id, "terms": TERMS, "answers": answers})

    sentence = words_of_the_form("en")["thanks_earlier"]
    assert sentence not in first.document["html"]
    assert (sentence in again.document["html"]) is told


def test_a_draft_after_the_answers_says_that_they_were_sent() -> None:
    course = make_course()
    call(course.block(), "submit", GOOD)

    reply = call(course.block(), "save_draft", {"answers": {}})

    assert (reply.status, reply.document["already_sent"]) == (409, True)


def test_the_receipt_of_an_anonymous_answer_leads_to_no_submission() -> None:
    """Derived from the id it would let whoever has both databases find out who answered what."""
    receipts = set()
    for _ in range(3):
        course = make_course(privacy_mode="anonymous")
        receipts.add(call(course.block(), "submit", GOOD | {"terms": terms("anonymous")}).document["receipt"])

    assert len(receipts) == 3
    assert receipt_code(uuid.UUID(ID)) not in receipts
