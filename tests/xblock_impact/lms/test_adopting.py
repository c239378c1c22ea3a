"""What was answered before the app was there moves into the database, once, whoever asks first."""

from __future__ import annotations

from typing import Any

import pytest

from surveys.contract import ReceiptStatus
from surveys.privacy import PrivacyMode
from tests.xblock_impact.course import Course, Person, make_course, wave_of
from tests.xblock_impact.evaluation_service import EvaluationService
from tests.xblock_impact.lms.databases import Settings
from tests.xblock_impact.lms.lms_settings import set_bucket
from tests.xblock_impact.lms.parcels import SECRET, TEXT, parcel
from tests.xblock_impact.lms.test_outbox import in_threads
from xblock_impact.delivery.field_outbox import FieldDeliveries, FieldOutbox
from xblock_impact.delivery.parcel import Parcel
from xblock_impact.errors import StateUnreadable
from xblock_impact.lms.models import Answered, DeliveredAnonymously, StoredParcel
from xblock_impact.lms.outbox.database_outbox import DatabaseOutbox
from xblock_impact.lms.relay.page_relay import deliver_for
from xblock_impact.runtime.learner import learner_of
from xblock_impact.runtime.progress import ONLY_WAVE

MODES = list(PrivacyMode)
LEARNER = Person(id="learner_1")


def answered_before(mode: PrivacyMode = PrivacyMode.CONFIDENTIAL, *, delivered: bool = False) -> tuple[Course, Parcel]:
    """Return a course in which a learner answered while nothing but their own fields was there."""
    course, sent = make_course(LEARNER), parcel(mode)
    block = course.block()
    FieldOutbox(block, ONLY_WAVE).put(sent)
    if delivered:
        FieldDeliveries(block).acknowledge(sent, ReceiptStatus.ACCEPTED)
    return course, sent


def outbox_in(course: Course) -> DatabaseOutbox:
    block = course.block()
    return DatabaseOutbox(block, learner_of(block), ONLY_WAVE)


def deliver(course: Course) -> Any:
    block = course.block()
    return deliver_for(block, learner_of(block))


@pytest.mark.parametrize("mode", MODES)
def test_whoever_answered_before_gets_the_receipt_of_then(database: Settings, mode: PrivacyMode) -> None:
    course, sent = answered_before(mode)

    word = outbox_in(course).put(parcel(mode))

    assert (word.new, word.receipt, word.revision) == (False, sent.receipt, 1)
    assert StoredParcel.objects.get().submission_id == sent.submission_id


@pytest.mark.parametrize("mode", MODES)
def test_a_page_that_asks_for_delivery_moves_and_delivers_what_waits(
    database: Settings, service: EvaluationService, mode: PrivacyMode
) -> None:
    course, sent = answered_before(mode)
    set_bucket(service.settings)

    done = deliver(course)

    assert (done.delivered, done.pending, done.wait) == (1, 0, None)
    assert service.submissions == {str(sent.submission_id): sent.body}
    mirror = wave_of(course.block())
    assert (mirror.receipt, mirror.parcel) == (sent.receipt, {})
    assert (mirror.answers or {}).get(TEXT) == (None if mode is PrivacyMode.ANONYMOUS else SECRET)


def test_anonymous_answers_leave_the_learners_fields_and_are_sent_once(
    database: Settings, service: EvaluationService
) -> None:
    course, sent = answered_before(PrivacyMode.ANONYMOUS)
    set_bucket(service.settings)
    for _ in range(3):
        deliver(course)
        outbox_in(course).accepted()

    stored = course.store.of_learner("learner_1")

    assert sent.receipt in stored
    assert SECRET not in stored
    assert str(sent.submission_id) not in stored
    assert service.requests.count(f"/api/v1/submissions/{sent.submission_id}") == 1
    assert DeliveredAnonymously.objects.get().delivered == 1


def test_a_fields_parcel_that_could_not_be_emptied_is_not_sent_again(
    database: Settings, service: EvaluationService
) -> None:
    """The database has it, and the write into the fields fails: the next page empties them."""
    course, _ = answered_before(PrivacyMode.ANONYMOUS)
    set_bucket(service.settings)
    before = dict(course.store.blobs)
    deliver(course)
    course.store.blobs = before

    deliver(course)

    assert len([path for path in service.requests if "submissions" in path]) == 1
    assert SECRET not in course.store.of_learner("learner_1")


def test_what_was_delivered_before_is_not_sent_again_and_can_be_changed(
    database: Settings, service: EvaluationService
) -> None:
    course, sent = answered_before(delivered=True)
    set_bucket(service.settings)

    delivery, answers = outbox_in(course).delivery(), outbox_in(course).answers()
    word = outbox_in(course).put(parcel(submission_id=sent.submission_id, revision=2))

    assert delivery is not None
    assert not delivery.pending
    assert answers == sent.answers
    assert (word.new, word.revision) == (True, 2)
    assert list(StoredParcel.objects.values_list("revision", flat=True)) == [2]


def test_asking_at_once_moves_it_once(database: Settings) -> None:
    course, sent = answered_before()

    words = in_threads(8, lambda number: outbox_in(course).accepted())

    assert {word.receipt for word in words} == {sent.receipt}
    assert Answered.objects.count() == StoredParcel.objects.count() == 1


def test_whoever_did_not_answer_before_is_not_said_to_have(database: Settings) -> None:
    assert outbox_in(make_course(LEARNER)).accepted() is None
    assert Answered.objects.count() == 0


def test_fields_of_a_later_release_are_left_as_they_are(database: Settings) -> None:
    course, _ = answered_before()
    course.block(progress={"version": 99})
    before = dict(course.store.blobs)

    with pytest.raises(StateUnreadable):
        outbox_in(course).put(parcel())

    assert course.store.blobs == before
    assert Answered.objects.count() == 0
