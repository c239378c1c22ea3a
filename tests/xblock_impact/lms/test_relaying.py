"""Relays over a real database and a real HTTP server: each parcel with one, none lost, none in the way."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from surveys.canonical import digest
from surveys.contract_reading import read_submission
from surveys.privacy import PrivacyMode
from tests.xblock_impact.course import SETTINGS
from tests.xblock_impact.evaluation_service import EvaluationService
from tests.xblock_impact.lms.databases import Settings
from tests.xblock_impact.lms.lms_settings import set_bucket
from tests.xblock_impact.lms.parcels import CAMPAIGN, SECRET, outbox_of, parcel
from tests.xblock_impact.lms.test_outbox import in_threads
from tests.xblock_impact.pilot import SURVEY
from xblock_impact.delivery.outbox import Delay
from xblock_impact.delivery.parcel import Parcel
from xblock_impact.delivery.pseudonym import pseudonym
from xblock_impact.errors import ServerSettingsMissing
from xblock_impact.lms.database.clock import DatabaseNow, from_now, seconds_until
from xblock_impact.lms.models import DeliveredAnonymously, StoredParcel
from xblock_impact.lms.relay import relaying
from xblock_impact.lms.relay.claiming import claim, due
from xblock_impact.lms.relay.deliveries import UNREADABLE_SECONDS, DatabaseDeliveries
from xblock_impact.lms.relay.leases import ENOUGH_FAILURES
from xblock_impact.lms.relay.relaying import deliver
from xblock_impact.lms.relay.resending import resend

HOUR = timedelta(hours=1)
EVERYTHING = StoredParcel.objects.all


def accept(count: int = 1, mode: PrivacyMode = PrivacyMode.CONFIDENTIAL, **parcels: Any) -> list[Parcel]:
    """Put one parcel of each of ``count`` learners into the outbox."""
    sent = []
    for _ in range(count):
        account = f"learner_{uuid.uuid4().hex}"
        made = parcel(mode, account=account, **parcels)
        assert outbox_of(account).put(made).new
        sent.append(made)
    return sent


def make_due() -> None:
    """Let time pass, for the database, until everything is due and every lease has ended."""
    StoredParcel.objects.update(next_attempt_at=from_now(-1))


def waits() -> list[float]:
    """Return how long each parcel is left alone from now on [s], by the database's clock."""
    rows = StoredParcel.objects.annotate(here=DatabaseNow()).values_list("next_attempt_at", "here")
    return [(then - here).total_seconds() for then, here in rows]


def test_a_parcel_is_delivered_once_with_its_definition_first(
    each_database: Settings, service: EvaluationService
) -> None:
    (sent,) = accept()
    set_bucket(service.settings)

    first, second = deliver(), deliver()

    assert (first.delivered, first.pending, second.delivered) == (1, 0, 0)
    assert service.requests == [
        f"/api/v1/definitions/{SURVEY.digest}",
        f"/api/v1/submissions/{sent.submission_id}",
    ]
    row = StoredParcel.objects.get()
    assert (row.status, row.lease, row.last_failure, bytes(row.body)) == ("accepted", None, "", sent.body)
    assert row.acknowledged_at is not None
    delivery = outbox_of("nobody").delivery()
    assert delivery is None


def test_an_anonymous_row_goes_once_the_service_has_it_and_is_counted(
    each_database: Settings, service: EvaluationService
) -> None:
    sent = accept(3, PrivacyMode.ANONYMOUS)
    set_bucket(service.settings)

    assert deliver().delivered == 3
    assert StoredParcel.objects.count() == 0
    assert set(service.submissions) == {str(one.submission_id) for one in sent}
    counted = DeliveredAnonymously.objects.get()
    assert (counted.campaign, counted.delivered, counted.quarantined) == (CAMPAIGN, 3, 0)


def test_relays_at_once_never_carry_the_same_parcel(each_database: Settings) -> None:
    accept(40)

    def relay(number: int) -> list[uuid.UUID]:
        return [row.submission_id for row in claim(EVERYTHING(), uuid.uuid4(), 60.0, 10)]

    carried = [one for batch in in_threads(8, relay) for one in batch]

    assert len(carried) == len(set(carried)) <= 40
    rest = [row.submission_id for row in claim(EVERYTHING(), uuid.uuid4(), 60.0, 40)]
    assert sorted([*carried, *rest]) == sorted(StoredParcel.objects.values_list("submission_id", flat=True))


def test_a_relay_does_not_wait_for_what_another_is_about_to_claim(shared_database: Settings) -> None:
    accept(10)
    with transaction.atomic():
        theirs = {row.pk for row in due(EVERYTHING()).select_for_update()[:4]}

        (ours,) = in_threads(1, lambda number: {row.pk for row in claim(EVERYTHING(), uuid.uuid4(), 60.0, 10)})

    assert len(ours) == 6
    assert not ours & theirs


def test_what_is_due_now_is_due_at_once(each_database: Settings) -> None:
    accept()

    for _ in range(50):
        StoredParcel.objects.update(next_attempt_at=from_now(0))
        assert due(EVERYTHING()).count() == 1


def test_relays_at_once_deliver_everything_once(each_database: Settings, service: EvaluationService) -> None:
    accept(30)
    set_bucket(service.settings)

    done = in_threads(4, lambda number: deliver(limit=10))

    assert sum(one.delivered for one in done) + StoredParcel.objects.filter(status="pending").count() == 30
    deliver()
    assert sum("submissions" in path for path in service.requests) == 30


def test_what_a_dead_relay_held_is_carried_by_another_when_its_lease_is_over(
    each_database: Settings, service: EvaluationService
) -> None:
    accept(2)
    set_bucket(service.settings)
    claim(EVERYTHING(), uuid.uuid4(), 60.0, 10)

    assert deliver().delivered == 0
    assert all(59 < wait <= 60 for wait in waits())
    make_due()
    assert deliver().delivered == 2


@pytest.mark.parametrize("off", [HOUR, -HOUR])
def test_the_relays_own_clock_decides_nothing(
    each_database: Settings, service: EvaluationService, monkeypatch: pytest.MonkeyPatch, off: timedelta
) -> None:
    accept()
    set_bucket(service.settings)
    monkeypatch.setattr(relaying, "_now", lambda: datetime.now(UTC) + off)
    service.status = 503
    deliver()

    assert 0 <= waits()[0] <= 2
    StoredParcel.objects.update(next_attempt_at=from_now(600))
    service.status = None
    assert deliver().delivered == 0
    make_due()
    assert deliver().delivered == 1


@pytest.mark.parametrize(("attempts", "longest"), [(0, 2.0), (3, 16.0), (40, 300.0)])
def test_a_refusal_leaves_the_parcel_for_a_jittered_while(
    each_database: Settings, service: EvaluationService, attempts: int, longest: float
) -> None:
    accept()
    set_bucket(service.settings)
    deliver_nothing(service, 502, attempts)

    row = StoredParcel.objects.get()

    assert (row.attempts, row.last_failure, row.lease, row.status) == (attempts + 1, "HTTP 502", None, "pending")
    assert waits()[0] <= longest


def deliver_nothing(service: EvaluationService, status: int, attempts: int) -> None:
    StoredParcel.objects.update(attempts=attempts)
    service.status = status
    assert deliver().delivered == 0


def test_waits_differ_so_that_nothing_marches_in_step(database: Settings, service: EvaluationService) -> None:
    accept(ENOUGH_FAILURES)
    set_bucket(service.settings)

    deliver_nothing(service, 502, 8)

    assert len({round(wait, 3) for wait in waits()}) == ENOUGH_FAILURES


def test_a_service_that_is_down_is_not_asked_for_every_parcel(
    each_database: Settings, service: EvaluationService
) -> None:
    accept(10)
    set_bucket(service.settings)
    service.status = 502

    assert deliver().delivered == 0
    assert len(service.requests) == ENOUGH_FAILURES
    assert StoredParcel.objects.filter(attempts=0, lease=None).count() == 10 - ENOUGH_FAILURES


def test_a_service_that_asks_for_time_gets_it_after_the_first_parcel(
    each_database: Settings, service: EvaluationService
) -> None:
    accept(10)
    set_bucket(service.settings)
    service.status, service.headers = 503, {"Retry-After": "120"}

    deliver()

    assert len(service.requests) == 1
    assert all(119 < wait <= 121 for wait in waits())


def test_single_parcels_that_are_refused_do_not_hold_the_others_up(
    database: Settings, service: EvaluationService
) -> None:
    sent = accept(6)
    set_bucket(service.settings)
    refused = {str(one.submission_id) for one in sent[::2]}
    refuse(service, refused)

    delivered = 0
    for _ in range(20):
        delivered += deliver().delivered
        make_due()

    assert delivered == 3
    assert set(StoredParcel.objects.filter(status="pending").values_list("last_failure", flat=True)) == {"HTTP 422"}


def refuse(service: EvaluationService, ids: set[str]) -> None:
    """Make the service refuse some submissions."""
    answer = service.answer

    def answer_others(path: str, body: bytes, token: str) -> tuple[int, bytes]:
        return (422, b"{}") if path.rpartition("/")[2] in ids else answer(path, body, token)

    service.answer = answer_others  # type: ignore[method-assign]


@pytest.mark.parametrize("broken", [{"mode": "whispered"}, {"body": b"{}"}, {"digest": "0" * 64}])
def test_a_row_that_cannot_be_read_stays_as_it_is_and_stops_nobody(
    each_database: Settings, service: EvaluationService, broken: dict[str, Any]
) -> None:
    bad, *_ = accept(3)
    set_bucket(service.settings)
    rows = StoredParcel.objects.filter(submission_id=bad.submission_id)
    rows.update(**broken, next_attempt_at=from_now(-60))

    assert deliver().delivered == 2
    row = rows.get()
    assert (row.status, row.lease, row.attempts) == ("pending", None, 1)
    assert "read" in row.last_failure or "not the one" in row.last_failure
    assert SECRET not in row.last_failure
    assert UNREADABLE_SECONDS - 60 < max(waits()) <= UNREADABLE_SECONDS
    assert all(getattr(row, name) == value for name, value in broken.items() if name != "body")


def test_a_pseudonym_that_is_missing_is_filled_in_by_whoever_sent_it(
    each_database: Settings, service: EvaluationService
) -> None:
    sent = parcel(sealed=False)
    outbox_of("learner_1").put(sent)
    set_bucket(service.settings)

    assert deliver().delivered == 1

    person = read_submission(service.submissions[str(sent.submission_id)]).participant
    assert person is not None
    assert person.id == pseudonym(SETTINGS["PSEUDONYM_KEY"].encode(), CAMPAIGN, "learner_1")
    row = StoredParcel.objects.get()
    assert (row.sealed, row.digest) == (True, digest(service.submissions[str(sent.submission_id)]))


def test_without_a_pseudonym_key_only_what_needs_it_waits(each_database: Settings, service: EvaluationService) -> None:
    accept(1, sealed=False)
    accept(2)
    accept(2, PrivacyMode.ANONYMOUS)
    set_bucket({**service.settings, "PSEUDONYM_KEY": ""})

    assert deliver().delivered == 4
    assert StoredParcel.objects.get(status="pending").last_failure == "PSEUDONYM_KEY is missing."


def test_a_submission_that_cannot_be_sealed_stops_nobody(database: Settings, service: EvaluationService) -> None:
    (bad,) = accept(1, sealed=False)
    StoredParcel.objects.update(body=b"[", digest=digest(b"["))
    accept(2)
    set_bucket(service.settings)

    assert deliver().delivered == 2
    assert "sealed" in StoredParcel.objects.get(submission_id=bad.submission_id).last_failure


def test_sealing_at_once_fixes_one_and_the_same_bytes(each_database: Settings) -> None:
    (sent,) = accept(1, sealed=False)
    deliveries = DatabaseDeliveries(EVERYTHING(), 10, 60.0, 10.0)

    def seal(number: int) -> bytes:
        from surveys.contract import Participant

        return deliveries.seal(sent.sealed_for(Participant(f"pseudonym {number}"))).body

    bodies = set(in_threads(4, seal))

    assert bodies == {bytes(StoredParcel.objects.get().body)}


def test_a_lost_reply_makes_no_second_submission(each_database: Settings, service: EvaluationService) -> None:
    (sent,) = accept()
    set_bucket(service.settings)
    service.cut = True
    assert deliver().delivered == 0
    service.cut = False
    make_due()

    assert deliver().delivered == 1
    assert list(service.submissions) == [str(sent.submission_id)]
    assert StoredParcel.objects.get().status in {"accepted", "duplicate"}


def test_a_receipt_for_something_else_is_no_acknowledgement(database: Settings, service: EvaluationService) -> None:
    accept()
    set_bucket(service.settings)
    service.wrong_digest = True

    assert deliver().delivered == 0
    assert StoredParcel.objects.get().last_failure == "the receipt is for something else"


def test_an_acknowledgement_of_other_bytes_than_are_kept_changes_nothing(database: Settings) -> None:
    (sent,) = accept()
    StoredParcel.objects.update(digest="0" * 64)

    from surveys.contract import ReceiptStatus

    DatabaseDeliveries(EVERYTHING(), 10, 60.0, 10.0).acknowledge(sent, ReceiptStatus.ACCEPTED)

    assert StoredParcel.objects.get().status == "pending"


def test_a_relay_whose_lease_is_over_may_still_acknowledge(each_database: Settings) -> None:
    """What the service said is true of the bytes, whoever carries them by now; and it is counted once."""
    from surveys.contract import ReceiptStatus

    (sent,) = accept(1, PrivacyMode.ANONYMOUS)
    claim(EVERYTHING(), uuid.uuid4(), 60.0, 10)

    def acknowledge(number: int) -> None:
        DatabaseDeliveries(EVERYTHING(), 10, 60.0, 10.0).acknowledge(sent, ReceiptStatus.ACCEPTED)

    in_threads(4, acknowledge)

    assert StoredParcel.objects.count() == 0
    assert DeliveredAnonymously.objects.get().delivered == 1


def test_of_revisions_the_bodies_of_earlier_ones_go_when_a_later_one_is_there(
    each_database: Settings, service: EvaluationService
) -> None:
    first = parcel()
    outbox_of().put(first)
    set_bucket(service.settings)
    deliver()
    outbox_of().put(parcel(submission_id=first.submission_id, revision=2))
    assert not StoredParcel.objects.filter(wiped=True).exists()

    deliver()

    earlier, later = StoredParcel.objects.order_by("revision")
    assert (earlier.wiped, bytes(earlier.body), earlier.digest) == (True, b"", first.digest)
    assert (later.wiped, later.status) == (False, "conflict")  # the service of these tests knows no revisions


def test_a_round_that_breaks_off_gives_everything_else_back(
    database: Settings, service: EvaluationService, monkeypatch: pytest.MonkeyPatch
) -> None:
    accept(5)
    set_bucket(service.settings)

    def break_off(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr("xblock_impact.delivery.client.ServiceClient.put_submission", break_off)
    with pytest.raises(MemoryError):
        deliver()

    assert StoredParcel.objects.filter(lease=None).count() == 4


def test_a_relay_that_is_to_stop_finishes_one_parcel_and_gives_the_others_back(
    database: Settings, service: EvaluationService
) -> None:
    accept(5)
    set_bucket(service.settings)
    answers = iter([True])

    assert deliver(carry_on=lambda: next(answers, False)).delivered == 1
    assert StoredParcel.objects.filter(lease=None, status="pending").count() == 4
    assert deliver().delivered == 4


def test_no_parcel_is_begun_when_the_time_is_over(database: Settings, service: EvaluationService) -> None:
    accept(3)
    set_bucket(service.settings)

    assert deliver(seconds=0.0).delivered == 0
    assert service.requests == []
    assert deliver().delivered == 3


def test_what_failed_long_is_no_more_urgent_than_what_is_new(database: Settings) -> None:
    accept(4)
    old = StoredParcel.objects.all()[:2]
    StoredParcel.objects.filter(pk__in=[row.pk for row in old]).update(attempts=50, next_attempt_at=from_now(-1))
    StoredParcel.objects.filter(attempts=0).update(next_attempt_at=from_now(-2))

    assert {row.attempts for row in claim(EVERYTHING(), uuid.uuid4(), 60.0, 2)} == {0}


def test_resend_makes_due_what_waits_and_leaves_a_relay_what_it_holds(each_database: Settings) -> None:
    accept(3)
    (held,) = claim(EVERYTHING(), uuid.uuid4(), 60.0, 1)
    StoredParcel.objects.exclude(pk=held.pk).update(next_attempt_at=from_now(300))

    assert resend(EVERYTHING()) == 2
    assert len(claim(EVERYTHING(), uuid.uuid4(), 60.0, 10)) == 2


def test_missing_settings_lose_nothing(database: Settings) -> None:
    accept(2)
    set_bucket({})

    with pytest.raises(ServerSettingsMissing):
        deliver()

    assert StoredParcel.objects.filter(lease=None, attempts=0).count() == 2


def test_a_definition_is_put_once_for_many_and_again_when_its_threshold_is_raised(
    database: Settings, service: EvaluationService
) -> None:
    accept(3)
    set_bucket(service.settings)
    deliver()
    (raised,) = accept(1)
    row = StoredParcel.objects.select_related("definition").get(submission_id=raised.submission_id)
    body = bytes(row.definition.body).replace(b'"min_respondents":5', b'"min_respondents":6')
    row.definition.pk, row.definition.body = digest(body), body
    row.definition.save()
    StoredParcel.objects.filter(pk=row.pk).update(definition=row.definition)

    deliver()

    assert sum("definitions" in path for path in service.requests) == 2
    assert service.definitions[SURVEY.digest] == body


def test_the_clock_of_the_database_gives_utc_whatever_its_zone(each_database: Settings) -> None:
    accept()

    (off,) = StoredParcel.objects.annotate(off=DatabaseNow()).values_list("off", flat=True)
    until = seconds_until(EVERYTHING(), "next_attempt_at")

    assert abs(off - datetime.now(UTC)) < timedelta(minutes=1)
    assert until is not None
    assert -60 < until <= 0


def test_a_long_failure_fits_its_column(each_database: Settings) -> None:
    (sent,) = accept()

    DatabaseDeliveries(EVERYTHING(), 10, 60.0, 10.0).postpone(sent, "x" * 1000, Delay(1.0))

    assert StoredParcel.objects.filter(attempts=F("attempts")).get().last_failure == "x" * 255


def test_statements_can_be_logged(each_database: Settings) -> None:
    """As a development server does: with the values filled in where the placeholders are."""
    with CaptureQueriesContext(connection) as statements:
        accept()
        resend(EVERYTHING())

    assert any("INSERT" in statement["sql"] for statement in statements)
