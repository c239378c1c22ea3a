"""Outbox and relay as a state machine: in whichever order things happen, one submission, never none or two."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from surveys.contract import ReceiptStatus, receipt_code
from surveys.privacy import PrivacyMode
from tests.xblock_impact.course import call, make_course, pending, wave_of
from tests.xblock_impact.pilot import good_answers, terms
from xblock_impact.delivery.field_outbox import FieldDeliveries
from xblock_impact.delivery.parcel import Parcel
from xblock_impact.delivery.relay import LONGEST_WAIT, KnownDefinitions, Relay, full_jitter
from xblock_impact.errors import DeliveryFailed, StorageFailed

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


class FakeService:
    """A ledger with a connection that may fail before or after the commit."""

    def __init__(self) -> None:
        self.definitions: set[str] = set()
        self.ledger: dict[uuid.UUID, set[bytes]] = {}
        self.fault: str | None = None

    def put_definition(self, parcel: Parcel, now: datetime) -> None:
        self._fail("before")
        self.definitions.add(parcel.survey_digest)
        self._fail("after definition")

    def put_submission(self, parcel: Parcel, now: datetime) -> ReceiptStatus:
        self._fail("before")
        known = parcel.submission_id in self.ledger
        self.ledger.setdefault(parcel.submission_id, set()).add(parcel.body)
        self._fail("after")
        return ReceiptStatus.DUPLICATE if known else ReceiptStatus.ACCEPTED

    def _fail(self, point: str) -> None:
        if self.fault == point:
            raise DeliveryFailed("ConnectionError")


class OneSubmission(RuleBasedStateMachine):
    """A learner with tabs, reloads and a flaky network between LMS and service."""

    @initialize(mode=st.sampled_from(list(PrivacyMode)))
    def open_the_course(self, mode: PrivacyMode) -> None:
        self.course = make_course(privacy_mode=mode.value)
        self.mode = mode
        self.service = FakeService()
        self.known = KnownDefinitions()
        self.receipts: set[str] = set()

    @rule(tab=st.integers(1, 3), complete=st.booleans())
    def press_submit(self, tab: int, complete: bool) -> None:
        answers = good_answers() if complete else {}
        submission_id = str(uuid.UUID(int=tab, version=4))
        document = {"submission_id": submission_id, "terms": terms(self.mode.value), "answers": answers}
        reply = call(self.course.block(), "submit", document)
        assert reply.status in {200, 422, 503}
        if reply.status == 200:
            self.receipts.add(reply.document["receipt"])

    @rule()
    def type_something(self) -> None:
        reply = call(self.course.block(), "save_draft", {"answers": good_answers()})
        assert reply.status in {200, 409, 503}

    @rule(fault=st.sampled_from([None, "before", "after", "after definition"]))
    def relay(self, fault: str | None) -> None:
        self.service.fault = fault
        deliveries = FieldDeliveries(self.course.block())
        waiting = len(deliveries.pending(NOW))
        try:
            done = Relay(self.service, self.known, lambda parcel: parcel).run(deliveries, lambda: NOW)
        except StorageFailed:
            assert self.course.store.fails
            return
        assert done.delivered + done.pending == waiting
        if fault is None:
            assert done.pending == 0

    @rule(fails=st.booleans())
    def fill_the_disk(self, fails: bool) -> None:
        self.course.store.fails = fails

    @rule()
    def restart_the_lms(self) -> None:
        self.known = KnownDefinitions()

    @invariant()
    def there_is_one_receipt_at_most_and_its_answers_are_here_or_there(self) -> None:
        assert len(self.receipts) <= 1
        waiting = {parcel.receipt for parcel in pending(self.course.block())}
        arrived = {receipt_code(submission_id) for submission_id in self.service.ledger}
        if self.mode is PrivacyMode.ANONYMOUS:  # nothing but the learner's own state knows the receipt
            assert not waiting & arrived
            arrived = {wave_of(self.course.block()).receipt} if self.service.ledger else set()
        assert self.receipts <= waiting | arrived

    @invariant()
    def the_service_holds_one_submission_at_most_in_one_version(self) -> None:
        assert len(self.service.ledger) <= 1
        assert all(len(versions) == 1 for versions in self.service.ledger.values())

    @invariant()
    def an_anonymous_answer_that_was_delivered_is_gone_from_the_lms(self) -> None:
        delivered = not pending(self.course.block())
        if self.mode is PrivacyMode.ANONYMOUS and delivered:
            assert not wave_of(self.course.block()).parcel


TestOneSubmission = OneSubmission.TestCase
TestOneSubmission.settings = settings(max_examples=100, stateful_step_count=20, deadline=None)


@pytest.mark.parametrize("attempts", [0, 1, 5, 10_000])
def test_a_wait_is_within_its_bound(attempts: int) -> None:
    assert 0 <= full_jitter(attempts) <= min(LONGEST_WAIT, 2 * 2**attempts)
