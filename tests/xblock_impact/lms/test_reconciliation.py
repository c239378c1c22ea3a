"""What this LMS delivered beside what the service holds."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import datetime
from itertools import permutations
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.contract import Holding, Holdings, ReceiptStatus
from surveys.privacy import PrivacyMode
from tests.xblock_impact.lms.databases import Settings
from tests.xblock_impact.lms.parcels import CAMPAIGN, outbox_of, parcel
from xblock_impact.errors import DeliveryFailed
from xblock_impact.lms.database.clock import DatabaseNow, from_now
from xblock_impact.lms.models import DeliveredAnonymously, StoredDefinition, StoredParcel
from xblock_impact.lms.reconciliation.comparing import Difference, Finding, Sent, differences
from xblock_impact.lms.reconciliation.outbox_ids import PAGE, OutboxIds
from xblock_impact.lms.reconciliation.run import Reconciliation
from xblock_impact.lms.retirement.retiring import retire


class FakeService:
    """A service that holds what it is told to hold, and answers in pages."""

    def __init__(self, *holdings: Holding, count: int | None = None, page: int = 2) -> None:
        self.holdings = sorted(holdings, key=lambda held: held.submission_id)
        self.count = len(holdings) if count is None else count
        self.page = page
        self.asked: list[UUID | None] = []
        self.meanwhile = lambda: None  # happens before the service has answered

    def get_holdings(self, campaign: str, after: UUID | None, now: datetime) -> Holdings:
        self.asked.append(after)
        self.meanwhile()
        left = [held for held in self.holdings if after is None or held.submission_id > after]
        page = tuple(left[: self.page])
        following = page[-1].submission_id if len(left) > self.page else None
        return Holdings(campaign, self.count, page, following)


def delivered(**more: Any) -> StoredParcel:
    """Have the service acknowledge one submission, an hour ago, and return its row."""
    sent = parcel(account=uuid4().hex, **more)
    assert outbox_of(sent.submission_id.hex).put(sent).new
    row = StoredParcel.objects.filter(submission_id=sent.submission_id, revision=sent.revision)
    row.update(status="accepted", acknowledged_at=from_now(-3600))
    return row.get()


def holding(row: StoredParcel, **changes: Any) -> Holding:
    """Return what the service says of a row that it holds."""
    known = {
        "submission_id": row.submission_id,
        "revision": row.revision,
        "digest": row.digest,
        "status": ReceiptStatus.ACCEPTED,
    }
    return Holding(**{**known, **changes})


def found(service: FakeService, *, repair: bool = False) -> tuple[Reconciliation, list[tuple[Difference, bool]]]:
    """Reconcile and return everything that differs."""
    with OutboxIds() as outbox:
        outbox.read(lambda _rows: None)
        run = Reconciliation(service, outbox, CAMPAIGN, repair)
        return run, list(run.differences())


def findings(service: FakeService) -> list[Finding]:
    """Return in what the two sides differ."""
    return [difference.finding for difference, _ in found(service)[1]]


def test_nothing_differs_where_the_service_holds_what_was_delivered(each_database: Settings) -> None:
    rows = [delivered() for _ in range(5)]

    run, differing = found(FakeService(*map(holding, rows)))

    assert differing == []
    assert (run.delivered, run.held, run.counts_fit) == (5, 5, True)


def test_what_was_delivered_and_is_not_held_is_missing_and_can_be_sent_again(each_database: Settings) -> None:
    kept, lost = delivered(), delivered()
    service = FakeService(holding(kept))
    assert findings(service) == [Finding.MISSING]
    assert StoredParcel.objects.get(pk=lost.pk).status == "accepted"

    run, differing = found(service, repair=True)

    assert differing == [(Difference(Finding.MISSING, lost.submission_id, 1, None), True)]
    again = StoredParcel.objects.get(pk=lost.pk)
    assert (again.status, again.acknowledged_at, again.attempts, again.lease) == ("pending", None, 0, None)
    assert bytes(again.body) == bytes(lost.body)
    assert run.repaired == 1
    assert StoredParcel.objects.get(pk=kept.pk).status == "accepted"


def test_a_service_that_lost_the_whole_campaign_is_sent_everything_again(database: Settings) -> None:
    for _ in range(3):
        delivered()
    service = FakeService()

    run, _ = found(service, repair=True)

    assert run.repaired == 3
    assert StoredParcel.objects.filter(status="pending").count() == 3


def test_answers_that_are_no_longer_kept_cannot_be_sent_again(database: Settings) -> None:
    row = delivered()
    StoredParcel.objects.update(wiped=True, body=b"")

    run, differing = found(FakeService(), repair=True)

    assert [again for _, again in differing] == [False]
    assert run.repaired == 0
    assert StoredParcel.objects.get(pk=row.pk).status == "accepted"


def test_what_the_service_holds_and_this_lms_does_not_know_is_reported(database: Settings) -> None:
    stranger = Holding(uuid4(), 1, "d" * 64, ReceiptStatus.ACCEPTED)

    assert found(FakeService(stranger))[1] == [(Difference(Finding.UNKNOWN, stranger.submission_id, None, 1), False)]


def test_other_content_of_the_same_revision_is_reported_and_never_sent_again(database: Settings) -> None:
    row = delivered()

    _, differing = found(FakeService(holding(row, digest="0" * 64)), repair=True)

    assert differing == [(Difference(Finding.DIFFERENT, row.submission_id, 1, 1), False)]
    assert StoredParcel.objects.get().status == "accepted"


def test_an_older_revision_there_is_mended_with_the_newest_here(database: Settings) -> None:
    first = delivered()
    newer = parcel(submission_id=first.submission_id, revision=2)
    StoredParcel(
        submission_id=newer.submission_id,
        revision=2,
        definition=StoredDefinition.objects.get(),
        campaign=CAMPAIGN,
        mode="confidential",
        wave="main",
        account="7",
        body=newer.body,
        digest=newer.digest,
        status="updated",
        next_attempt_at=DatabaseNow(),
        accepted_at=DatabaseNow(),
        acknowledged_at=from_now(-3600),
    ).save()

    _, differing = found(FakeService(holding(first)), repair=True)

    assert differing == [(Difference(Finding.BEHIND, first.submission_id, 2, 1), True)]
    assert sorted(StoredParcel.objects.values_list("revision", "status")) == [(1, "accepted"), (2, "pending")]


def test_a_newer_revision_there_is_reported(database: Settings) -> None:
    row = delivered()

    assert findings(FakeService(holding(row, revision=3))) == [Finding.AHEAD]


def test_what_is_under_way_is_no_difference_whether_it_arrived_or_not(database: Settings) -> None:
    row = delivered()
    StoredParcel.objects.update(status="pending", acknowledged_at=None)

    assert findings(FakeService()) == []
    assert findings(FakeService(holding(row))) == []


def test_what_is_quarantined_there_is_held(database: Settings) -> None:
    row = delivered()

    assert findings(FakeService(holding(row, status=ReceiptStatus.QUARANTINED))) == []


def test_of_a_retired_learner_the_service_may_hold_something_or_nothing(database: Settings) -> None:
    sent = parcel(account="7")
    outbox_of("7").put(sent)
    StoredParcel.objects.update(status="accepted", acknowledged_at=from_now(-3600))
    retire("7", datetime.fromisoformat("2026-11-22T08:00:00+00:00"))
    row = StoredParcel.objects.get()

    assert findings(FakeService()) == []
    assert findings(FakeService(holding(row))) == []


def test_anonymous_submissions_are_compared_by_their_number(database: Settings) -> None:
    DeliveredAnonymously.objects.create(usage_key="a", campaign=CAMPAIGN, delivered=6)
    DeliveredAnonymously.objects.create(usage_key="b", campaign=CAMPAIGN, delivered=1)
    outbox_of("7").put(parcel(PrivacyMode.ANONYMOUS))

    fits = {count: found(FakeService(count=count))[0].counts_fit for count in (6, 7, 8, 9)}

    assert fits == {6: False, 7: True, 8: True, 9: False}


def test_what_is_answered_and_delivered_while_the_two_are_read_is_not_unknown(database: Settings) -> None:
    sent = parcel(account="7")
    service = FakeService(Holding(sent.submission_id, 1, sent.digest, ReceiptStatus.ACCEPTED))
    service.meanwhile = lambda: outbox_of("7").put(sent)

    assert findings(service) == []


def test_a_change_that_is_delivered_while_the_two_are_read_is_not_ahead(database: Settings) -> None:
    row = delivered()
    service = FakeService(holding(row, revision=2))
    service.meanwhile = lambda: StoredParcel.objects.update(revision=2)

    assert findings(service) == []


@pytest.mark.parametrize("change", [{"status": "pending"}, {"account": None}])
def test_what_is_sent_again_or_forgotten_while_the_two_are_read_is_not_missing(
    database: Settings, change: dict[str, Any]
) -> None:
    delivered()
    service = FakeService()
    service.meanwhile = lambda: StoredParcel.objects.update(**change)

    assert findings(service) == []


def test_nothing_of_another_campaign_is_compared(database: Settings) -> None:
    delivered()
    StoredParcel.objects.update(campaign="another")

    assert findings(FakeService()) == []


def test_no_id_of_an_anonymous_submission_is_copied(database: Settings) -> None:
    outbox_of("7").put(parcel(PrivacyMode.ANONYMOUS))

    with OutboxIds() as outbox:
        outbox.read(lambda _rows: None)
        assert list(outbox.sent_to(CAMPAIGN)) == []
        assert outbox.campaigns() == set()


@pytest.mark.parametrize("order", list(permutations([(1, "accepted"), (2, "updated"), (3, "updated"), (4, "pending")])))
def test_of_several_revisions_the_newest_acknowledged_and_the_newest_of_all_are_known(
    database: Settings, order: Iterable[tuple[int, str]]
) -> None:
    """In whatever order they stand in the table."""
    row = delivered()
    row.delete()
    template = {field.attname: getattr(row, field.attname) for field in StoredParcel._meta.fields}
    for place, (revision, status) in enumerate(order, 1):
        changes = {"id": UUID(int=place), "revision": revision, "status": status, "digest": f"{revision}" * 64}
        StoredParcel.objects.create(**{**template, **changes})

    with OutboxIds() as outbox:
        outbox.read(lambda _rows: None)
        (sent,) = outbox.sent_to(CAMPAIGN)

    assert (sent.revision, sent.digest, sent.newest, sent.withdrawn) == (3, "3" * 64, 4, False)


def test_more_than_a_page_of_each_is_compared(each_database: Settings) -> None:
    row = delivered()
    template = {
        field.attname: getattr(row, field.attname)
        for field in StoredParcel._meta.fields
        if field.name not in {"id", "submission_id"}
    }
    ids = [uuid4() for _ in range(2 * PAGE + 7)]
    StoredParcel.objects.bulk_create([StoredParcel(submission_id=one, **template) for one in ids])
    lost = set(random.Random(4).sample(ids, 20))
    held = [holding(row, submission_id=one) for one in ids if one not in lost]
    service = FakeService(holding(row), *held, page=PAGE)

    run, differing = found(service)

    assert {difference.submission_id for difference, _ in differing} == lost
    assert run.delivered == 2 * PAGE + 8
    assert len(service.asked) == 2


@pytest.mark.parametrize("ids", [(2, 1), (1, 1)])
def test_a_list_that_is_not_in_order_is_not_believed(ids: tuple[int, int]) -> None:
    held = [Holding(UUID(int=one), 1, "d" * 64, ReceiptStatus.ACCEPTED) for one in ids]

    with pytest.raises(DeliveryFailed, match="not in order"):
        list(differences([], held))


def test_a_list_that_does_not_end_is_not_believed(database: Settings) -> None:
    class Endless(FakeService):
        def get_holdings(self, campaign: str, after: UUID | None, now: datetime) -> Holdings:
            return Holdings(campaign, 1, (), UUID(int=5))

    with pytest.raises(DeliveryFailed, match="does not end"):
        found(Endless())


IDS = st.integers(1, 12).map(lambda number: UUID(int=number))
SENT = st.builds(
    lambda one, revision, more, digest: Sent(one, revision, digest, (revision or 1) + more),
    IDS,
    st.none() | st.integers(1, 3),
    st.integers(0, 1),
    st.sampled_from("ab"),
)
HELD = st.builds(
    lambda one, revision, digest: Holding(one, revision, digest, ReceiptStatus.ACCEPTED),
    IDS,
    st.integers(1, 4),
    st.sampled_from("ab"),
)


@given(st.lists(SENT, unique_by=lambda one: one.submission_id), st.lists(HELD, unique_by=lambda one: one.submission_id))
def test_going_through_both_at_once_finds_what_looking_each_up_finds(sent: list[Sent], held: list[Holding]) -> None:
    by_id = {one.submission_id: one for one in held}
    known = {one.submission_id for one in sent}

    found_here = _sorted(differences(_sorted(sent), _sorted(held)))

    alone = [difference for one in sent for difference in differences([one], _only(by_id.get(one.submission_id)))]
    strangers = [difference for one in held if one.submission_id not in known for difference in differences([], [one])]
    assert found_here == _sorted([*alone, *strangers])
    assert all(difference.finding is Finding.UNKNOWN for difference in strangers)


def _sorted(given: Iterable[Any]) -> list[Any]:
    return sorted(given, key=lambda one: one.submission_id)


def _only(holding: Holding | None) -> list[Holding]:
    return [] if holding is None else [holding]
