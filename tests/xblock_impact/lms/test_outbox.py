"""The outbox in a real database: one learner, one submission, whatever happens at once."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.db import DatabaseError, connections, transaction

from surveys.contract import ReceiptStatus
from surveys.privacy import PrivacyMode
from tests.xblock_impact.course import at_once
from tests.xblock_impact.lms.databases import Settings
from tests.xblock_impact.lms.parcels import CAMPAIGN, SECRET, TEXT, outbox_of, parcel
from xblock_impact.errors import StateUnreadable, StorageFailed
from xblock_impact.lms.models import Answered, StoredDefinition, StoredParcel

MODES = list(PrivacyMode)
NAMED = [PrivacyMode.IDENTIFIED, PrivacyMode.CONFIDENTIAL]
TABS = 20


def in_threads(count: int, work: Callable[[int], Any]) -> list[Any]:
    """Run ``work`` in threads that start together and leave no connection open."""

    def run(number: int) -> Any:
        try:
            return work(number)
        finally:
            connections.close_all()

    return at_once(count, run)


@pytest.mark.parametrize("mode", MODES)
def test_what_was_put_is_kept_word_for_word(each_database: Settings, mode: PrivacyMode) -> None:
    sent = parcel(mode)

    accepted = outbox_of().put(sent)

    assert (accepted.new, accepted.parcel, accepted.receipt) == (True, sent, sent.receipt)
    row = StoredParcel.objects.select_related("definition").get()
    assert (bytes(row.body), row.digest) == (sent.body, sent.digest)
    assert bytes(row.definition.body) == sent.definition
    assert row.definition.survey_id == "pilot"


@pytest.mark.parametrize("mode", NAMED)
def test_what_was_accepted_can_be_asked_for_later(each_database: Settings, mode: PrivacyMode) -> None:
    sent = parcel(mode)
    outbox_of().put(sent)

    accepted, delivery = outbox_of().accepted(), outbox_of().delivery()

    assert accepted is not None
    assert (accepted.new, accepted.revision, accepted.receipt) == (False, 1, sent.receipt)
    assert accepted.parcel == replace(sent, definition=b"")
    assert outbox_of().answers() == sent.answers
    assert delivery is not None
    assert (delivery.pending, delivery.quarantined, delivery.at) == (True, False, None)


def test_whoever_sent_nothing_has_no_word(each_database: Settings) -> None:
    outbox_of("learner_1").put(parcel())
    outbox_of("learner_1").put(parcel(wave="later"))

    for other in (outbox_of("learner_2"), outbox_of("learner_1", "later still")):
        assert (other.accepted(), other.delivery(), other.answers()) == (None, None, None)


@pytest.mark.parametrize("mode", MODES)
def test_tabs_that_send_at_once_are_one_submission_with_one_receipt(each_database: Settings, mode: PrivacyMode) -> None:
    words = in_threads(TABS, lambda number: outbox_of().put(parcel(mode)))

    assert [word.new for word in words].count(True) == 1
    assert len({word.receipt for word in words}) == 1
    assert StoredParcel.objects.count() == Answered.objects.count() == StoredDefinition.objects.count() == 1


def test_pressing_twice_is_one_submission(each_database: Settings) -> None:
    sent = parcel()

    words = in_threads(TABS, lambda number: outbox_of().put(sent))

    assert [word.new for word in words].count(True) == 1
    assert {word.parcel.submission_id for word in words} == {sent.submission_id}


def test_learners_at_once_each_have_their_own(each_database: Settings) -> None:
    words = in_threads(TABS, lambda number: outbox_of(f"learner_{number}").put(parcel(account=f"learner_{number}")))

    assert all(word.new for word in words)
    assert StoredParcel.objects.count() == TABS
    assert StoredDefinition.objects.count() == 1


def test_of_changes_at_once_one_is_taken_and_nothing_of_the_others(each_database: Settings) -> None:
    first = parcel()
    outbox_of().put(first)
    changes = [
        parcel(submission_id=first.submission_id, revision=2, answers={TEXT: f"change {number}"})
        for number in range(TABS)
    ]

    words = in_threads(TABS, lambda number: outbox_of().put(changes[number]))

    (taken,) = [word.parcel for word in words if word.new]
    assert {word.revision for word in words} == {2}
    assert outbox_of().answers() == taken.answers
    assert StoredParcel.objects.count() == 2


@pytest.mark.parametrize("revision", [0, 1, 3, 1_000_000])
def test_a_revision_that_does_not_follow_changes_nothing(each_database: Settings, revision: int) -> None:
    first = parcel()
    outbox_of().put(first)

    word = outbox_of().put(parcel(submission_id=first.submission_id, revision=revision, answers={}))

    assert (word.new, word.revision, word.receipt) == (False, 1, first.receipt)
    assert StoredParcel.objects.count() == 1


def test_a_change_of_another_submission_changes_nothing(each_database: Settings) -> None:
    first = parcel()
    outbox_of().put(first)

    word = outbox_of().put(parcel(revision=2))

    assert (word.new, word.receipt) == (False, first.receipt)
    assert StoredParcel.objects.count() == 1


def test_an_anonymous_submission_cannot_be_changed(each_database: Settings) -> None:
    first = parcel(PrivacyMode.ANONYMOUS)
    outbox_of().put(first)

    word = outbox_of().put(parcel(PrivacyMode.ANONYMOUS, submission_id=first.submission_id, revision=2))

    assert (word.new, word.revision) == (False, 1)
    assert StoredParcel.objects.count() == 1


def test_a_change_of_nothing_is_refused(each_database: Settings) -> None:
    with pytest.raises(StorageFailed):
        outbox_of().put(parcel(revision=2))

    assert Answered.objects.count() == StoredParcel.objects.count() == 0


def test_an_id_that_somebody_else_used_is_refused_and_leaves_theirs_alone(each_database: Settings) -> None:
    first = parcel()
    outbox_of("learner_1").put(first)

    with pytest.raises(StorageFailed):
        outbox_of("learner_2").put(parcel(account="learner_2", submission_id=first.submission_id))

    assert outbox_of("learner_2").accepted() is None
    assert outbox_of("learner_1").answers() == first.answers


def test_a_request_that_is_rolled_back_kept_nothing(each_database: Settings) -> None:
    """The platform wraps every request in a transaction, and may fail after the handler."""
    with transaction.atomic():
        outbox_of().put(parcel())
        transaction.set_rollback(True)

    assert outbox_of().accepted() is None
    assert outbox_of().put(parcel()).new


def test_within_the_platforms_transaction_a_second_tab_reads_the_earlier_word(each_database: Settings) -> None:
    first = outbox_of().put(parcel())

    with transaction.atomic():
        word = outbox_of().put(parcel())
        assert outbox_of("learner_2").put(parcel(account="learner_2")).new

    assert (word.new, word.receipt) == (False, first.receipt)


def test_tabs_at_once_in_transactions_of_the_platform_are_one_submission(each_database: Settings) -> None:
    def request(number: int) -> Any:
        try:
            with transaction.atomic():
                return outbox_of().put(parcel())
        except (StorageFailed, DatabaseError):  # asked to send again, with nothing kept of it
            return None

    words = [word for word in in_threads(TABS, request) if word is not None]

    assert [word.new for word in words].count(True) == 1
    assert StoredParcel.objects.count() == Answered.objects.count() == 1


@pytest.mark.parametrize("column", ["body", "wave", "campaign"])
def test_what_differs_when_read_back_is_not_accepted(
    database: Settings, monkeypatch: pytest.MonkeyPatch, column: str
) -> None:
    """A database that cuts what does not fit, say."""
    save = StoredParcel.save

    def cut(row: StoredParcel, **options: Any) -> None:
        setattr(row, column, getattr(row, column)[:-1])
        save(row, **options)

    monkeypatch.setattr(StoredParcel, "save", cut)

    with pytest.raises((StorageFailed, StateUnreadable)):
        outbox_of().put(parcel())

    assert Answered.objects.count() == StoredParcel.objects.count() == 0


def test_a_database_that_fails_promises_nothing(database: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise DatabaseError("disk full")

    monkeypatch.setattr(StoredParcel, "save", full)

    with pytest.raises(StorageFailed, match="DatabaseError"):
        outbox_of().put(parcel())

    assert Answered.objects.count() == 0


def test_a_row_of_a_later_release_is_left_as_it_is(database: Settings) -> None:
    outbox_of().put(parcel())
    StoredParcel.objects.update(mode="whispered")

    with pytest.raises(StateUnreadable):
        outbox_of().put(parcel())

    assert StoredParcel.objects.get().mode == "whispered"


@pytest.mark.parametrize("status", [status.value for status in ReceiptStatus])
def test_how_far_a_submission_came_is_told(database: Settings, status: str) -> None:
    outbox_of().put(parcel())
    StoredParcel.objects.update(status=status)

    delivery = outbox_of().delivery()

    assert delivery is not None
    assert (delivery.pending, delivery.quarantined) == (False, status == "quarantined")


def test_answers_that_are_no_longer_kept_are_not_told(database: Settings) -> None:
    sent = parcel()
    outbox_of().put(sent)
    StoredParcel.objects.update(status="accepted", body=b"", wiped=True)

    word = outbox_of().accepted()

    assert word is not None
    assert (word.receipt, word.parcel) == (sent.receipt, None)
    assert outbox_of().answers() is None


def test_in_anonymous_mode_nothing_ties_the_answers_to_whoever_sent_them(each_database: Settings) -> None:
    sent = parcel(PrivacyMode.ANONYMOUS)
    outbox_of("learner_1").put(sent)

    answered = {str(value) for value in Answered.objects.values().get().values() if value is not None}
    stored = StoredParcel.objects.values().get()
    values = {str(value) for value in stored.values()} | {bytes(stored["body"]).decode()}

    assert stored["account"] is None
    assert not any("learner_1" in value or sent.receipt in value for value in values)
    assert answered & values == {CAMPAIGN, "main", "1", "False", "course.impact.usage"}
    assert str(sent.submission_id) not in str(answered)
    assert SECRET not in str(answered)


def test_in_anonymous_mode_no_time_finer_than_the_day_is_kept(each_database: Settings) -> None:
    outbox_of().put(parcel(PrivacyMode.ANONYMOUS))

    row = StoredParcel.objects.get()

    for moment in (row.accepted_at, row.next_attempt_at):
        assert (moment.hour, moment.minute, moment.second, moment.microsecond) == (0, 0, 0, 0)
    assert not any(field.get_internal_type() == "DateTimeField" for field in Answered._meta.fields)


def test_no_number_is_given_out_in_turn_to_both_tables() -> None:
    """By such numbers the rows of learners and of anonymous answers could be laid side by side."""
    assert Answered._meta.pk.get_internal_type() == StoredParcel._meta.pk.get_internal_type() == "UUIDField"
    assert {str(Answered().pk)[14], str(StoredParcel().pk)[14]} == {"4"}


def test_an_anonymous_answer_counts_as_under_way_as_long_as_any_of_the_wave_is(database: Settings) -> None:
    outbox_of("learner_1").put(parcel(PrivacyMode.ANONYMOUS))
    outbox_of("learner_2").put(parcel(PrivacyMode.ANONYMOUS))

    StoredParcel.objects.filter(pk=StoredParcel.objects.first().pk).delete()
    under_way = [outbox_of(account).delivery() for account in ("learner_1", "learner_2")]
    StoredParcel.objects.all().delete()
    arrived = [outbox_of(account).delivery() for account in ("learner_1", "learner_2")]

    assert all(delivery and delivery.pending for delivery in under_way)
    assert not any(delivery is None or delivery.pending for delivery in arrived)
    assert outbox_of("learner_1").answers() is None


def test_two_definitions_that_differ_in_the_threshold_only_are_both_kept(database: Settings) -> None:
    first = parcel()
    raised = replace(parcel(), definition=first.definition.replace(b'"min_respondents":5', b'"min_respondents":6'))

    outbox_of("learner_1").put(first)
    outbox_of("learner_2").put(raised)

    assert StoredDefinition.objects.count() == 2
    assert len(set(StoredDefinition.objects.values_list("survey_digest"))) == 1


def test_a_definition_that_cannot_be_read_holds_no_answers_up(database: Settings) -> None:
    assert outbox_of().put(replace(parcel(), definition=b"{")).new
    assert StoredDefinition.objects.get().survey_id == ""


def test_texts_of_any_script_come_back(each_database: Settings) -> None:
    sent = parcel(answers={TEXT: "Ωmega 😀 \u2028 \\ ' \" %s"}, submission_id=uuid.uuid4())

    outbox_of("zoë").put(sent)

    assert outbox_of("zoë").answers() == {TEXT: "Ωmega 😀 \u2028 \\ ' \" %s"}
    assert outbox_of("zoe").answers() is None
