"""Forgetting a learner whose account is closed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import OperationalError

from surveys.contract import FactKind
from surveys.privacy import PrivacyMode
from surveys.schedule import Facts
from tests.xblock_impact.lms.databases import Settings
from tests.xblock_impact.lms.facts_platform_tables import StudentModule, platform_tables
from tests.xblock_impact.lms.parcels import CAMPAIGN, SECRET, outbox_of, parcel
from xblock_impact.lms.database.clock import seconds_until
from xblock_impact.lms.facts.learner_facts import facts_of, note_fact
from xblock_impact.lms.facts.telling import lay_out
from xblock_impact.lms.models import Answered, FactDelivery, LearnerFact, StoredParcel
from xblock_impact.lms.outbox.campaigns import note_campaign
from xblock_impact.lms.outbox.tallies import tally
from xblock_impact.lms.retirement import retiring as retirement
from xblock_impact.lms.retirement.retiring import IN_FLIGHT_SECONDS, Retired, retire

COURSE = "course-v1:Impact+Talk+2026"
START = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)
NOW = datetime(2026, 11, 22, 8, 0, 0, 5, tzinfo=UTC)
LOTTE, OTHER = "4711", "4712"


def answered(
    account: str = LOTTE, mode: PrivacyMode = PrivacyMode.CONFIDENTIAL, *, delivered: bool = True, wave: str = "main"
) -> None:
    """Answer; the service has it if ``delivered``."""
    sent = parcel(mode, account=account, wave=wave)
    assert outbox_of(account, wave).put(sent).new
    if delivered:
        StoredParcel.objects.filter(submission_id=sent.submission_id).update(status="accepted")


def enrolled(account: str = LOTTE, campaign: str = CAMPAIGN, mode: PrivacyMode = PrivacyMode.CONFIDENTIAL) -> None:
    """Be known in a course that holds a campaign."""
    note_campaign(COURSE, campaign, mode)
    note_fact(account, COURSE, FactKind.ENROLLED, START)
    lay_out(100)


def everything() -> str:
    """Return every value in every table of the app, as text."""
    rows = [row for model in apps.get_app_config("xblock_impact_lms").get_models() for row in model.objects.values()]
    return "\n".join(
        str(bytes(value) if isinstance(value, memoryview) else value) for row in rows for value in row.values()
    )


def test_nothing_of_the_person_is_left_but_that_the_account_is_retired(each_database: Settings) -> None:
    enrolled()
    answered()
    answered(wave="later", delivered=False)
    answered(mode=PrivacyMode.IDENTIFIED, wave="named")
    FactDelivery.objects.update(status="accepted")

    retire(LOTTE, NOW)
    FactDelivery.objects.filter(kind="retired").delete()  # what happens once the service has it

    assert LOTTE not in everything().replace(str(LearnerFact.objects.get().account), "", 1)
    assert SECRET not in everything()
    assert facts_of(LOTTE, COURSE) == Facts(retired=True)


def test_what_had_arrived_still_counts_and_can_be_reconciled(each_database: Settings) -> None:
    answered()
    answered(OTHER)
    before = tally(campaign=CAMPAIGN)
    kept = set(StoredParcel.objects.values_list("submission_id", "revision"))

    done = retire(LOTTE, NOW)

    assert done == Retired(detached=1, dropped=0, tombstones=1)
    assert tally(campaign=CAMPAIGN) == before
    assert set(StoredParcel.objects.values_list("submission_id", "revision")) == kept
    assert list(StoredParcel.objects.filter(account=None).values_list("digest", flat=True)) == [""]  # tells no guess


def test_what_had_not_arrived_is_not_sent_any_more_nor_counted(each_database: Settings) -> None:
    answered(delivered=False)
    answered(OTHER)

    done = retire(LOTTE, NOW)

    assert (done.dropped, done.detached) == (1, 0)
    assert (tally(campaign=CAMPAIGN).accepted, tally(campaign=CAMPAIGN).pending) == (1, 0)


def test_a_change_that_had_not_arrived_goes_and_what_it_changed_still_counts(database: Settings) -> None:
    first = parcel(account=LOTTE)
    outbox = outbox_of(LOTTE)
    outbox.put(first)
    StoredParcel.objects.update(status="accepted")
    outbox.put(parcel(account=LOTTE, submission_id=first.submission_id, revision=2))

    done = retire(LOTTE, NOW)

    assert (done.dropped, done.detached) == (1, 1)
    assert [row.revision for row in StoredParcel.objects.all()] == [1]
    assert tally(campaign=CAMPAIGN).accepted == 1


def test_anonymous_answers_are_delivered_and_the_word_that_there_were_any_is_nobody_s(database: Settings) -> None:
    answered(mode=PrivacyMode.ANONYMOUS, delivered=False)

    done = retire(LOTTE, NOW)

    assert done == Retired(detached=0, dropped=0, tombstones=0)
    assert StoredParcel.objects.get().status == "pending"
    assert SECRET.encode() in bytes(StoredParcel.objects.get().body)
    assert tally(campaign=CAMPAIGN).accepted == 1
    assert LOTTE not in Answered.objects.get().account


def test_rows_that_stay_are_not_tied_to_each_other(database: Settings) -> None:
    answered()
    answered(wave="later")

    retire(LOTTE, NOW)

    assert len(set(Answered.objects.values_list("account", flat=True))) == 2
    assert set(Answered.objects.values_list("receipt", "submission_id")) == {("", None)}
    assert set(StoredParcel.objects.values_list("account", flat=True)) == {None}


def test_nobody_else_is_touched(database: Settings) -> None:
    enrolled(OTHER)
    answered(OTHER)
    answered(OTHER, wave="later", delivered=False)
    before = everything()

    retire(LOTTE, NOW)
    LearnerFact.objects.filter(account=LOTTE).delete()

    assert everything() == before


def test_every_campaign_that_knows_the_person_is_told_once(each_database: Settings) -> None:
    enrolled(campaign="told-of-facts")
    enrolled(campaign="told-by-name", mode=PrivacyMode.IDENTIFIED)
    answered()

    retire(LOTTE, NOW)
    again = retire(LOTTE, NOW + timedelta(days=1))

    assert again == Retired(0, 0, 0)
    tombstones = FactDelivery.objects.filter(account=LOTTE)
    assert sorted(tombstones.values_list("campaign", "mode", "kind", "course_key", "at")) == [
        (campaign, mode, "retired", "", NOW.replace(microsecond=0))
        for campaign, mode in (
            (CAMPAIGN, "confidential"),
            ("told-by-name", "identified"),
            ("told-of-facts", "confidential"),
        )
    ]


def test_retiring_again_after_the_service_was_told_tells_it_nothing_more(database: Settings) -> None:
    answered()
    retire(LOTTE, NOW)
    FactDelivery.objects.all().delete()

    assert retire(LOTTE, NOW) == Retired(0, 0, 0)


def test_the_tombstone_waits_until_no_relay_can_hold_an_answer_any_more(each_database: Settings) -> None:
    answered()

    retire(LOTTE, NOW)

    wait = seconds_until(FactDelivery.objects.all(), "next_attempt_at")
    assert wait == pytest.approx(IN_FLIGHT_SECONDS, abs=60)


def test_a_lease_never_lasts_as_long_as_the_tombstone_waits() -> None:
    from xblock_impact.delivery.server_settings import MAX_TIMEOUT
    from xblock_impact.lms.relay.relaying import LEASE_TIMEOUTS

    assert LEASE_TIMEOUTS * MAX_TIMEOUT < IN_FLIGHT_SECONDS


def test_late_news_of_a_retired_account_is_not_noted_and_nothing_is_told(database: Settings) -> None:
    enrolled()
    retire(LOTTE, NOW)
    FactDelivery.objects.all().delete()

    note_fact(LOTTE, COURSE, FactKind.PASSED, NOW)
    lay_out(100)

    assert not FactDelivery.objects.exists()


def test_somebody_who_is_not_known_leaves_one_row_that_says_so(database: Settings) -> None:
    assert retire("999", NOW) == Retired(0, 0, 0)
    assert LearnerFact.objects.count() == 1


def test_if_anything_fails_nothing_has_changed(each_database: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_account: str) -> int:
        raise OperationalError("the database is away")

    enrolled()
    answered()
    before = everything()
    monkeypatch.setattr(retirement, "forget_user_state", fails)

    with pytest.raises(OperationalError):
        retire(LOTTE, NOW)

    assert everything() == before


@pytest.fixture
def platform(database: Settings) -> Iterator[None]:
    """The platform's own table of what learners did in blocks."""
    with platform_tables():
        yield
    User.objects.all().delete()


def test_the_platform_s_state_of_our_blocks_goes_and_that_of_other_blocks_stays(platform: None) -> None:
    lotte, other = (User.objects.create(pk=int(account), username=account) for account in (LOTTE, OTHER))
    for person, block_type in ((lotte, "impact"), (lotte, "problem"), (other, "impact")):
        StudentModule.objects.create(student=person, module_type=block_type, state="{}")

    retire(LOTTE, NOW)

    kept = set(StudentModule.objects.values_list("student_id", "module_type"))
    assert kept == {(int(LOTTE), "problem"), (int(OTHER), "impact")}


def test_operators_can_retire_somebody_by_id(database: Settings) -> None:
    enrolled()
    answered()
    printed = StringIO()

    call_command("impact_retire", LOTTE, stdout=printed)

    assert facts_of(LOTTE, COURSE).retired
    assert printed.getvalue().splitlines() == [
        "submissions that stay without the person: 1",
        "submissions that had not arrived and were dropped: 0",
        "campaigns that will be told: 1",
    ]


@pytest.mark.parametrize("account", ["lotte", "", "-1", "4 7"])
def test_a_name_is_not_taken_for_an_id(database: Settings, account: str) -> None:
    with pytest.raises(CommandError, match="id of the account"):
        call_command("impact_retire", "--", account)
