"""Was my answer counted? What a receipt leads to, and in anonymous mode what it cannot."""

from __future__ import annotations

from typing import Any

import pytest

from surveys.contract import ReceiptStatus
from tests.xblock_impact.course import Course, Person, call, make_course, pending, wave_of
from tests.xblock_impact.pilot import ID, OTHER_ID, good_answers, terms
from tests.xblock_impact.waves import KnownRecords, installed
from xblock_impact.delivery.field_outbox import FieldDeliveries
from xblock_impact.delivery.records import Tally
from xblock_impact.words import words_in

WORDS = words_in("en")


def answered(mode: str = "confidential") -> Course:
    course = make_course(privacy_mode=mode)
    document = {"submission_id": ID, "terms": terms(mode), "answers": good_answers()}
    assert call(course.block(), "submit", document).status == 200
    return course


def acknowledge(course: Course, status: ReceiptStatus = ReceiptStatus.ACCEPTED) -> None:
    (parcel,) = pending(course.block())
    FieldDeliveries(course.block()).acknowledge(parcel, status)


def check(course: Course, **about: Any) -> Any:
    return call(course.block(), "check_receipt", about)


@pytest.mark.parametrize("mode", ["identified", "confidential"])
@pytest.mark.parametrize(
    ("status", "state"),
    [(None, "pending"), (ReceiptStatus.ACCEPTED, "counted"), (ReceiptStatus.QUARANTINED, "quarantined")],
)
def test_the_receipt_leads_to_how_far_the_answers_have_come(mode: str, status: Any, state: str) -> None:
    course = answered(mode)
    if status is not None:
        acknowledge(course, status)

    reply = check(course)

    assert (reply.status, reply.document["state"]) == (200, state)
    assert reply.document["receipt"] == wave_of(course.block()).receipt
    assert reply.document["text"] == WORDS[f"delivery_{state}"]


@pytest.mark.parametrize(
    ("tally", "state"),
    [
        (Tally(9, 7, 0, 2), "all_pending"),
        (Tally(9, 9, 0, 0), "all_counted"),
        (Tally(9, 9, 1, 0), "all_quarantined"),
    ],
)
def test_of_anonymous_answers_it_is_said_of_all_that_were_sent(tally: Tally, state: str) -> None:
    course = answered("anonymous")

    with installed(KnownRecords(counted=tally)):
        reply = check(course)

    assert (reply.document["state"], reply.document["text"]) == (state, WORDS[f"delivery_{state}"])
    assert not set("0123456789") & set(reply.document["text"])


def test_where_nobody_counts_anonymous_answers_have_arrived_or_not() -> None:
    course = answered("anonymous")
    before = check(course).document["state"]
    acknowledge(course)

    assert (before, check(course).document["state"]) == ("pending", "arrived")


def test_after_the_check_the_page_knows_and_stops_asking_for_delivery() -> None:
    course = answered("anonymous")
    acknowledge(course)
    assert course.block().student_view().json_init_args["pending"] is True

    check(course)

    assert course.block().student_view().json_init_args["pending"] is False
    assert WORDS["delivery_arrived"] in course.block().student_view().content


def test_a_changed_submission_is_under_way_again() -> None:
    course = answered()
    acknowledge(course)
    check(course)
    change = {"submission_id": OTHER_ID, "terms": terms("confidential"), "revision": 2, "answers": good_answers()}
    call(course.block(), "submit", {**change, "answers": {**good_answers(), "improve": "x"}})

    assert check(course).document["state"] == "pending"
    assert course.block().student_view().json_init_args["pending"] is True


def test_who_sent_nothing_has_no_receipt() -> None:
    assert check(make_course()).status == 404


def test_a_receipt_can_be_checked_after_leaving_the_course() -> None:
    course = answered()

    assert call(course.block(Person(enrolled=False)), "check_receipt", {}).status == 200


def test_the_receipt_of_somebody_else_is_out_of_reach() -> None:
    course = answered()

    assert call(course.block(Person(id="learner_2")), "check_receipt", {}).status == 404


def test_a_draft_typed_while_the_receipt_is_checked_is_not_lost() -> None:
    course = answered()
    call(course.block(), "save_draft", {"revision": 2, "answers": {"improve": "half a change"}})
    acknowledge(course)

    check(course)

    assert wave_of(course.block()).draft == {"improve": "half a change"}
