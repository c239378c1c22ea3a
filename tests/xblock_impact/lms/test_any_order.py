"""Outbox and relays over the database as a state machine: in whichever order things happen, one submission of each
learner, never none or two, and never an older revision in the place of a newer one.
"""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from surveys.contract import ReceiptStatus, receipt_code
from surveys.contract_reading import read_submission
from surveys.privacy import PrivacyMode
from tests.xblock_impact.course import NOW
from tests.xblock_impact.lms.conftest import _empty
from tests.xblock_impact.lms.databases import Settings
from tests.xblock_impact.lms.parcels import TEXT, outbox_of, parcel
from xblock_impact.delivery.parcel import Parcel
from xblock_impact.delivery.relay import KnownDefinitions, Relay
from xblock_impact.errors import DeliveryFailed, StorageFailed
from xblock_impact.lms.database.clock import from_now
from xblock_impact.lms.models import Answered, DeliveredAnonymously, StoredParcel
from xblock_impact.lms.relay.claiming import claim
from xblock_impact.lms.relay.deliveries import DatabaseDeliveries
from xblock_impact.lms.relay.resending import resend

LEARNERS = ("learner_1", "learner_2")
IDS = [uuid.UUID(int=number, version=4) for number in range(1, 5)]


class Ledger:
    """A service whose connection may fail before or after it has committed."""

    def __init__(self) -> None:
        self.held: dict[uuid.UUID, dict[int, set[bytes]]] = {}
        self.fault: str | None = None

    def put_definition(self, parcel: Parcel, now: datetime) -> None:
        self._fail("before")

    def put_submission(self, parcel: Parcel, now: datetime) -> ReceiptStatus:
        self._fail("before")
        revisions = self.held.setdefault(parcel.submission_id, {})
        newest = max(revisions, default=0)
        known = parcel.body in revisions.get(parcel.revision, set())
        revisions.setdefault(parcel.revision, set()).add(parcel.body)
        self._fail("after")
        if known:
            return ReceiptStatus.DUPLICATE
        return ReceiptStatus.STALE if parcel.revision < newest else ReceiptStatus.ACCEPTED

    def _fail(self, point: str) -> None:
        if self.fault == point:
            raise DeliveryFailed("ConnectionError")


class Outbox(RuleBasedStateMachine):
    """Two learners with tabs, changes and double clicks; relays that die; a network that loses requests and replies."""

    @initialize(mode=st.sampled_from(list(PrivacyMode)))
    def begin(self, mode: PrivacyMode) -> None:
        _empty()
        self.mode = mode
        self.ledger = Ledger()
        self.receipts: dict[str, set[str]] = {}
        self.newest: dict[str, Parcel] = {}  # by learner: what was accepted last

    @rule(
        account=st.sampled_from(LEARNERS),
        submission_id=st.sampled_from(IDS),
        revision=st.integers(0, 3),
        text=st.text(),
    )
    def send(self, account: str, submission_id: uuid.UUID, revision: int, text: str) -> None:
        answers = {TEXT: "".join(sign for sign in text if sign.isprintable())}
        sent = parcel(self.mode, account=account, submission_id=submission_id, revision=revision, answers=answers)
        try:
            word = outbox_of(account).put(sent)
        except StorageFailed:
            assert account not in self.receipts
            return
        self.receipts.setdefault(account, set()).add(word.receipt)
        if word.new:
            assert revision == (self.newest[account].revision if account in self.newest else 0) + 1
            self.newest[account] = sent

    @rule(fault=st.sampled_from([None, None, "before", "after"]), limit=st.integers(1, 3))
    def relay(self, fault: str | None, limit: int) -> None:
        self.ledger.fault = fault
        deliveries = DatabaseDeliveries(StoredParcel.objects.all(), limit, 60.0, 60.0)
        Relay(self.ledger, KnownDefinitions(), lambda one: one, lambda _: 1.0).run(deliveries, lambda: NOW)
        deliveries.give_back()

    @rule(limit=st.integers(1, 3))
    def a_relay_dies(self, limit: int) -> None:
        claim(StoredParcel.objects.all(), uuid.uuid4(), 60.0, limit)

    @rule()
    def time_passes(self) -> None:
        StoredParcel.objects.update(next_attempt_at=from_now(-1))

    @rule()
    def staff_press_resend(self) -> None:
        resend(StoredParcel.objects.all())

    @invariant()
    def each_learner_has_one_receipt_whatever_they_press(self) -> None:
        assert all(len(receipts) == 1 for receipts in self.receipts.values())
        assert Answered.objects.count() == len(self.receipts) == len(self.newest)

    @invariant()
    def what_was_accepted_is_here_or_there(self) -> None:
        waiting = {(row.submission_id, row.revision) for row in StoredParcel.objects.filter(status="pending")}
        arrived = {(name, revision) for name, revisions in self.ledger.held.items() for revision in revisions}
        assert {(sent.submission_id, sent.revision) for sent in self.newest.values()} <= waiting | arrived

    @invariant()
    def the_service_holds_each_revision_in_one_version(self) -> None:
        if self.mode is not PrivacyMode.ANONYMOUS:  # whose ids are forgotten: there the service tells two apart
            assert all(len(bodies) == 1 for one in self.ledger.held.values() for bodies in one.values())

    @invariant()
    def named_learners_find_their_newest_answers(self) -> None:
        for account, sent in self.newest.items():
            expected = None if self.mode is PrivacyMode.ANONYMOUS else read_submission(sent.body).answers
            assert outbox_of(account).answers() == expected

    @invariant()
    def of_anonymous_learners_nothing_but_the_receipt_is_known(self) -> None:
        if self.mode is PrivacyMode.ANONYMOUS:
            assert set(Answered.objects.values_list("submission_id", flat=True)) <= {None}
            assert set(StoredParcel.objects.values_list("account", flat=True)) <= {None}
            derived = {receipt_code(sent.submission_id) for sent in self.newest.values()}
            assert not derived & {receipt for receipts in self.receipts.values() for receipt in receipts}

    @invariant()
    def anonymous_parcels_are_counted_when_they_go(self) -> None:
        if self.mode is PrivacyMode.ANONYMOUS:
            gone = sum(row.delivered for row in DeliveredAnonymously.objects.all())
            assert gone + StoredParcel.objects.count() == len(self.newest)

    def teardown(self) -> None:
        """Let everything arrive in the end."""
        if not hasattr(self, "ledger"):
            return
        for _ in range(3):
            self.time_passes()
            self.relay(None, 100)
        assert not StoredParcel.objects.filter(status="pending").exists()
        for sent in self.newest.values():
            assert sent.body in self.ledger.held[sent.submission_id][sent.revision]


def test_in_any_order(database: Settings) -> None:
    run_state_machine_as_test(
        Outbox, settings=settings(max_examples=60, stateful_step_count=25, deadline=None, database=None)
    )


@pytest.mark.parametrize("mode", list(PrivacyMode))
def test_a_long_day(each_database: Settings, mode: PrivacyMode) -> None:
    """One fixed order in each database: tabs, a change, a dead relay, a lost reply, resend, and the end."""
    machine: Any = Outbox()
    machine.begin(mode)
    for revision, account, number in [
        (1, "learner_1", 0),
        (1, "learner_1", 1),
        (2, "learner_1", 0),
        (1, "learner_2", 2),
    ]:
        machine.send(account, IDS[number], revision, f"{revision} of {number}")
    machine.a_relay_dies(1)
    machine.relay("after", 2)
    machine.staff_press_resend()
    machine.time_passes()
    machine.relay("before", 3)
    for check in (
        machine.each_learner_has_one_receipt_whatever_they_press,
        machine.what_was_accepted_is_here_or_there,
        machine.named_learners_find_their_newest_answers,
        machine.of_anonymous_learners_nothing_but_the_receipt_is_known,
        machine.anonymous_parcels_are_counted_when_they_go,
        machine.teardown,
    ):
        check()
