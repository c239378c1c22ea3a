"""Facts on their way to the service: over a real database and a real HTTP server."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from surveys.contract import FactKind, ParticipantFact
from surveys.contract_reading import read_participant_fact
from surveys.privacy import PrivacyMode
from tests.xblock_impact.course import SETTINGS, at_once
from tests.xblock_impact.evaluation_service import EvaluationService
from tests.xblock_impact.lms.databases import Settings
from tests.xblock_impact.lms.lms_settings import set_bucket
from tests.xblock_impact.lms.parcels import outbox_of, parcel
from xblock_impact.delivery.pseudonym import pseudonym
from xblock_impact.errors import DeliveryFailed, ServerSettingsMissing
from xblock_impact.lms.database.clock import from_now, seconds_until
from xblock_impact.lms.facts.delivery import deliver_facts, fact_of
from xblock_impact.lms.facts.learner_facts import note_fact
from xblock_impact.lms.models import FactDelivery
from xblock_impact.lms.outbox.campaigns import note_campaign
from xblock_impact.lms.relay.leases import ENOUGH_FAILURES
from xblock_impact.lms.retirement.retiring import retire
from xblock_impact.lms.working import deliver_all

COURSE, CAMPAIGN = "course-v1:Impact+Talk+2026", "talk-2026"
START = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)
CONFIDENTIAL, IDENTIFIED, ANONYMOUS = PrivacyMode.CONFIDENTIAL, PrivacyMode.IDENTIFIED, PrivacyMode.ANONYMOUS
KEY = SETTINGS["PSEUDONYM_KEY"].encode()


def enrolled(*accounts: str, campaign: str = CAMPAIGN, mode: PrivacyMode = CONFIDENTIAL) -> None:
    """Have learners in a course that holds a campaign."""
    note_campaign(COURSE, campaign, mode)
    for account in accounts:
        note_fact(account, COURSE, FactKind.ENROLLED, START)


def make_due() -> None:
    """Let time pass, for the database, until everything is due and every lease has ended."""
    FactDelivery.objects.update(next_attempt_at=from_now(-1))


def held(service: EvaluationService) -> list[ParticipantFact]:
    """Return the facts that the service holds."""
    return [read_participant_fact(body) for body in service.facts.values()]


def test_a_fact_of_a_confidential_campaign_travels_under_the_pseudonym_of_the_answers(
    each_database: Settings, service: EvaluationService
) -> None:
    enrolled("7")
    set_bucket(service.settings)

    done = deliver_facts()

    (fact,) = held(service)
    assert (done.delivered, done.pending) == (1, 0)
    assert (fact.campaign, fact.mode, fact.fact, fact.at, fact.course) == (
        CAMPAIGN,
        CONFIDENTIAL,
        FactKind.ENROLLED,
        START,
        COURSE,
    )
    assert fact.participant.id == pseudonym(KEY, CAMPAIGN, "7")
    row = FactDelivery.objects.get()
    assert (row.status, row.lease, row.last_failure, len(row.digest)) == ("accepted", None, "", 64)


def test_a_fact_of_an_identified_campaign_names_the_account(database: Settings, service: EvaluationService) -> None:
    enrolled("7", mode=IDENTIFIED)
    set_bucket(service.settings)

    deliver_facts()

    assert held(service)[0].participant.id == "7"


def test_an_anonymous_campaign_hears_nothing(database: Settings, service: EvaluationService) -> None:
    enrolled("7", mode=ANONYMOUS)
    set_bucket(service.settings)

    assert deliver_facts().delivered == 0
    assert service.requests == []


def test_nothing_is_told_twice(database: Settings, service: EvaluationService) -> None:
    enrolled("7", "8")
    set_bucket(service.settings)

    assert [deliver_facts().delivered for _ in range(3)] == [2, 0, 0]
    assert len(service.requests) == 2


def test_the_same_fact_has_the_same_id_after_the_database_was_restored(
    database: Settings, service: EvaluationService
) -> None:
    set_bucket(service.settings)
    for _ in range(2):
        enrolled("7")
        deliver_facts()
        FactDelivery.objects.all().delete()
        from xblock_impact.lms.models import LearnerFact

        LearnerFact.objects.update(laid_out=False)

    assert len(service.facts) == 1


def test_ids_differ_with_everything_that_is_told(database: Settings) -> None:
    known = {"campaign": "a", "mode": "identified", "account": "7", "course_key": "c", "kind": "passed", "at": START}
    changes: list[dict[str, Any]] = [
        {"campaign": "b"},
        {"account": "8"},
        {"course_key": "d"},
        {"kind": "certified"},
        {"at": START + timedelta(seconds=1)},
    ]

    ids = {fact_of(FactDelivery(**{**known, **change}), KEY).fact_id for change in [{}, *changes]}

    assert len(ids) == len(changes) + 1


def test_a_fact_whose_receipt_was_cut_off_is_told_again_and_held_once(
    database: Settings, service: EvaluationService
) -> None:
    enrolled("7")
    set_bucket(service.settings)
    service.cut = True
    assert deliver_facts().delivered == 0

    service.cut = False
    make_due()

    assert deliver_facts().delivered == 1
    assert len(service.facts) == 1
    assert FactDelivery.objects.get().status == "duplicate"


@pytest.mark.parametrize("fault", ["wrong_digest", "cut", 500, 401, 404, 400])
def test_without_a_fitting_receipt_nothing_is_done(
    database: Settings, service: EvaluationService, fault: str | int
) -> None:
    enrolled("7")
    set_bucket(service.settings)
    if isinstance(fault, int):
        service.status = fault
    else:
        setattr(service, fault, True)

    done = deliver_facts()

    row = FactDelivery.objects.get()
    assert (done.delivered, done.pending) == (0, 1)
    assert (row.status, row.attempts, row.lease) == ("pending", 1, None)
    assert row.last_failure


def test_a_service_that_is_down_is_asked_a_few_times_only_and_everything_waits(
    database: Settings, service: EvaluationService
) -> None:
    enrolled(*map(str, range(20)))
    set_bucket(service.settings)
    service.status = 503

    deliver_facts()

    assert len(service.requests) == ENOUGH_FAILURES
    assert set(FactDelivery.objects.values_list("status", "lease")) == {("pending", None)}


def test_a_service_that_asks_for_time_gets_it(database: Settings, service: EvaluationService) -> None:
    enrolled(*map(str, range(20)))
    set_bucket(service.settings)
    service.status, service.headers = 429, {"Retry-After": "120"}

    done = deliver_facts()

    assert len(service.requests) == 1
    assert done.wait is not None
    assert done.wait >= 120
    until = seconds_until(FactDelivery.objects.all(), "next_attempt_at")
    assert until is not None
    assert until > 100


def test_after_the_trouble_everything_arrives(each_database: Settings, service: EvaluationService) -> None:
    enrolled(*map(str, range(120)))
    set_bucket(service.settings)
    service.status = 503
    deliver_facts()

    service.status = None
    make_due()
    done = deliver_all()

    assert done.facts == 120
    assert len(service.facts) == 120


def test_four_relays_at_once_tell_every_fact_once(each_database: Settings, service: EvaluationService) -> None:
    """A database may choose a transaction to give way, and the round breaks off: then its last fact is told again."""
    enrolled(*map(str, range(60)))
    set_bucket(service.settings)
    broken_off: list[int] = []

    def relay(number: int) -> None:
        from django.db import OperationalError

        for _ in range(10):
            try:
                deliver_facts(limit=5)
            except OperationalError:
                broken_off.append(number)
        connection.close()

    at_once(4, relay)
    FactDelivery.objects.exclude(lease=None).update(lease=None, next_attempt_at=from_now(0))  # such a lease ends
    while deliver_facts().delivered:
        pass

    assert len(service.facts) == 60
    assert len(service.requests) - len(set(service.requests)) <= len(broken_off)


def test_a_lease_that_ended_is_taken_over(database: Settings, service: EvaluationService) -> None:
    from uuid import uuid4

    from xblock_impact.lms.facts.telling import lay_out

    enrolled("7")
    lay_out(10)
    FactDelivery.objects.update(lease=uuid4(), next_attempt_at=from_now(60))
    set_bucket(service.settings)
    assert deliver_facts().delivered == 0

    make_due()

    assert deliver_facts().delivered == 1


def test_a_relay_that_is_told_to_stop_gives_back_what_it_held(database: Settings, service: EvaluationService) -> None:
    enrolled("7", "8", "9")
    set_bucket(service.settings)
    answers = iter([True, False])

    deliver_facts(carry_on=lambda: next(answers))

    assert len(service.facts) == 1
    assert deliver_facts().delivered == 2


def test_without_a_key_for_pseudonyms_only_confidential_campaigns_wait(
    database: Settings, service: EvaluationService
) -> None:
    enrolled("7")
    enrolled("7", campaign="by-name", mode=IDENTIFIED)
    set_bucket({**service.settings, "PSEUDONYM_KEY": ""})

    deliver_facts()
    deliver_facts()

    assert [fact.campaign for fact in held(service)] == ["by-name"]
    row = FactDelivery.objects.get(campaign=CAMPAIGN)
    assert (row.status, row.last_failure) == ("pending", "PSEUDONYM_KEY is missing.")

    set_bucket(service.settings)
    make_due()
    assert deliver_facts().delivered == 1


def test_a_pseudonym_is_never_made_without_a_key(database: Settings) -> None:
    row = FactDelivery(campaign="a", mode="confidential", account="7", course_key="c", kind="passed", at=START)

    with pytest.raises(DeliveryFailed, match="no key"):
        fact_of(row, b"")


def test_a_kind_that_only_another_release_knows_stops_nobody_else(
    database: Settings, service: EvaluationService
) -> None:
    from xblock_impact.lms.facts.telling import lay_out

    enrolled("7", "8")
    lay_out(10)
    FactDelivery.objects.filter(account="7").update(kind="promoted")
    set_bucket(service.settings)

    assert deliver_facts().delivered == 1
    assert "cannot tell" in FactDelivery.objects.get(account="7").last_failure


def test_a_fact_that_its_campaign_does_not_take_is_given_up_and_stops_nobody(
    database: Settings, service: EvaluationService
) -> None:
    enrolled(*map(str, range(10)))
    enrolled("7", campaign="by-name", mode=IDENTIFIED)
    service.refuses_facts_to = CAMPAIGN
    set_bucket(service.settings)

    deliver_facts()

    assert [fact.campaign for fact in held(service)] == ["by-name"] * 10
    refused = FactDelivery.objects.filter(campaign=CAMPAIGN)
    assert set(refused.values_list("status", "last_failure", "lease")) == {("refused", "HTTP 422", None)}
    printed = StringIO()
    call_command("impact_status", stdout=printed)
    assert "refused 10" in printed.getvalue()


def test_a_tombstone_that_a_campaign_does_not_take_leaves_nothing_either(
    database: Settings, service: EvaluationService
) -> None:
    enrolled("4711")
    set_bucket(service.settings)
    deliver_facts()
    retire("4711", START)
    service.refuses_facts_to = CAMPAIGN
    make_due()

    deliver_facts()

    assert not FactDelivery.objects.exists()


def test_without_an_address_nothing_is_lost(database: Settings) -> None:
    enrolled("7")
    set_bucket({})

    with pytest.raises(ServerSettingsMissing):
        deliver_facts()


def test_of_a_learner_who_retired_nothing_stays_once_the_service_was_told(
    each_database: Settings, service: EvaluationService
) -> None:
    enrolled("4711")
    set_bucket(service.settings)
    deliver_facts()
    service.status = 503
    retire("4711", START + timedelta(days=30))
    make_due()
    deliver_facts()
    assert FactDelivery.objects.get().kind == "retired"

    service.status = None
    make_due()
    deliver_facts()

    tombstone = held(service)[-1]
    assert (tombstone.fact, tombstone.course, tombstone.participant.id) == (
        FactKind.RETIRED,
        "",
        pseudonym(KEY, CAMPAIGN, "4711"),
    )
    assert not FactDelivery.objects.exists()


def test_a_tombstone_comes_after_the_answer_that_a_relay_held_when_the_account_was_retired(
    database: Settings, service: EvaluationService
) -> None:
    sent = parcel(account="4711")
    outbox_of("4711").put(sent)
    set_bucket(service.settings)
    retire("4711", START)  # while, in thought, another relay has the answer under way

    assert deliver_all().facts == 0
    assert FactDelivery.objects.get().status == "pending"


def test_the_relay_tells_facts_after_answers_and_says_how_many(database: Settings, service: EvaluationService) -> None:
    outbox_of("7").put(parcel(account="7"))
    enrolled("7", "8")
    set_bucket(service.settings)
    printed = StringIO()

    call_command("impact_relay", stdout=printed)

    assert "facts about learners told: 2" in printed.getvalue()
    assert [path.split("/")[3] for path in service.requests] == ["definitions", "submissions", "facts", "facts"]


def test_many_new_facts_of_courses_without_a_campaign_do_not_stop_the_others(
    database: Settings, service: EvaluationService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("xblock_impact.lms.facts.delivery.LAID_OUT", 10)
    for number in range(35):
        note_fact(str(number), "course-v1:Impact+Without+2026", FactKind.ENROLLED, START)
    enrolled("7")
    set_bucket(service.settings)

    done = deliver_all()

    assert (done.facts, done.wait) == (1, None)
    assert len(service.facts) == 1


def test_what_is_still_to_be_laid_out_is_due_now(database: Settings, service: EvaluationService) -> None:
    set_bucket(service.settings)
    enrolled("7")

    assert deliver_all(limit=1).wait == 0.0
    assert deliver_all().wait is None


def test_no_log_names_a_person(
    database: Settings, service: EvaluationService, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="xblock_impact")
    enrolled("4711471147114711")
    set_bucket(service.settings)
    service.status = 503
    deliver_facts()
    service.status = None
    make_due()
    deliver_facts()

    assert "a fact was not delivered" in caplog.text
    assert "4711471147114711" not in caplog.text
    assert json.loads(next(iter(service.facts.values())))["participant"]["id"] not in caplog.text


def test_operators_see_what_waits_of_facts_and_why(database: Settings, service: EvaluationService) -> None:
    def status(**options: Any) -> str:
        printed = StringIO()
        call_command("impact_status", stdout=printed, **options)
        return printed.getvalue()

    enrolled("4711", "4712")
    assert "facts about learners: pending 0, new 2, refused 0" in status()
    set_bucket(service.settings)
    service.status = 503
    deliver_facts()

    assert "facts about learners: pending 2, new 0, refused 0\n  last failure: HTTP 503" in status()
    assert json.loads(status(json=True))["facts"] == {
        "pending": 2,
        "new": 0,
        "refused": 0,
        "last_failure": "HTTP 503",
    }
    assert "4711" not in status() + status(json=True)
    service.status = None
    make_due()
    deliver_facts()
    assert "facts" not in status()
