"""Facts, forgetting and reconciling against the real evaluation service, as a process with a database of its own."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command

from surveys.contract import Definition, FactKind, Participant
from surveys.privacy import PrivacyMode
from tests import processes
from tests.xblock_impact.course import SETTINGS
from tests.xblock_impact.lms.databases import Settings
from tests.xblock_impact.lms.lms_settings import set_bucket
from tests.xblock_impact.lms.parcels import SECRET, outbox_of, parcel
from tests.xblock_impact.pilot import SURVEY
from xblock_impact.delivery.parcel import Parcel
from xblock_impact.delivery.pseudonym import pseudonym
from xblock_impact.lms.database.clock import from_now
from xblock_impact.lms.facts.learner_facts import note_fact
from xblock_impact.lms.models import DeliveredAnonymously, FactDelivery, StoredParcel
from xblock_impact.lms.outbox.campaigns import note_campaign
from xblock_impact.lms.retirement.retiring import retire
from xblock_impact.lms.working import deliver_all

COURSE = "course-v1:Impact+Talk+2026"
AT = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)


class RealService:
    """The service, whose database can be looked into and put back to an earlier state."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.server = processes.service(folder).start()

    @property
    def database(self) -> Path:
        return self.folder / "evaluation.db"

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        """Return what stands in its database."""
        with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)) as database:
            return database.execute(statement).fetchall()

    def everything(self) -> str:
        """Return every value of every table that is written for learners."""
        tables = ("ledger", "submissions", "answers", "facts", "quarantine")
        return "\n".join(str(row) for table in tables for row in self.rows(f"SELECT * FROM {table}"))  # noqa: S608

    def facts_of(self, campaign: str) -> list[tuple[Any, ...]]:
        """Return participant, fact and course of everything that was told to a campaign."""
        kept = self.rows("SELECT campaign_key, participant, fact, course FROM facts ORDER BY fact")
        return [row[1:] for row in kept if row[0] == campaign]

    def backed_up(self) -> Path:
        """Keep a copy of its database."""
        copy = self.folder / f"copy-{uuid4().hex}.db"
        with closing(sqlite3.connect(self.database)) as database, closing(sqlite3.connect(copy)) as other:
            database.backup(other)
        return copy

    def restored(self, copy: Path) -> None:
        """Stop, go back to the copy, and go on."""
        self.server.stop()
        for path in self.folder.glob("evaluation.db*"):
            path.unlink()
        shutil.copy(copy, self.database)
        self.server.start()


@pytest.fixture(scope="module")
def _service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealService]:
    service = RealService(tmp_path_factory.mktemp("service"))
    try:
        yield service
    finally:
        service.server.stop()


@pytest.fixture
def real(_service: RealService, database: Settings) -> RealService:
    """The service, to which this LMS delivers. Tests share it, so each has a campaign of its own."""
    address = {"SERVICE_URL": _service.server.url, "KEY_ID": processes.KEY_ID, "KEY": processes.KEY}
    set_bucket({**SETTINGS, **address})
    if _service.server.process is None:
        _service.server.start()
    return _service


@pytest.fixture
def campaign() -> str:
    """A key that no other test has."""
    return f"talk-{uuid4().hex[:12]}"


def answered(campaign: str, *accounts: str, mode: PrivacyMode = PrivacyMode.CONFIDENTIAL) -> None:
    """Have learners answer, and the relay deliver."""
    for account in accounts:
        assert outbox_of(account).put(_parcel(campaign, account, mode)).new
    deliver_all()
    assert not StoredParcel.objects.filter(status="pending").exists()


def _parcel(campaign: str, account: str, mode: PrivacyMode) -> Parcel:
    known = mode is not PrivacyMode.ANONYMOUS
    participant = Participant(person_of(account, campaign)) if known else None
    made = parcel(mode, account=account, campaign=campaign, participant=participant)
    definition = Definition(campaign, {"nl": "Proef"}, mode, SURVEY.data, 5)
    return replace(made, definition=definition.to_bytes())


def person_of(account: str, campaign: str) -> str:
    """Return what stands for an account in a confidential campaign."""
    return pseudonym(SETTINGS["PSEUDONYM_KEY"].encode(), campaign, account)


def reconcile(*options: str) -> tuple[int, list[str]]:
    """Run the command; return its exit code and what it printed."""
    printed = StringIO()
    try:
        call_command("impact_reconcile", *options, stdout=printed, stderr=StringIO())
    except SystemExit as ended:
        return int(ended.code or 0), printed.getvalue().splitlines()
    return 0, printed.getvalue().splitlines()


def test_what_a_restored_backup_lost_is_found_sent_again_and_then_nothing_differs(
    real: RealService, campaign: str
) -> None:
    answered(campaign, "1", "2", "3")
    assert reconcile() == (0, [f"{campaign}: delivered 3, held 3, no differences"])
    copy = real.backed_up()
    answered(campaign, "4", "5")
    real.restored(copy)

    code, lines = reconcile("--repair")
    deliver_all()

    assert code == 1
    assert lines[-1] == f"{campaign}: delivered 5, held 3, differences: 2, to be sent again: 2"
    assert [line.partition(" was")[2] for line in lines[:-1]] == [
        " delivered as revision 1, and the service does not hold it; it will be sent again"
    ] * 2
    assert reconcile() == (0, [f"{campaign}: delivered 5, held 5, no differences"])


def test_a_service_that_lost_everything_gets_everything_again(real: RealService, campaign: str) -> None:
    empty = real.backed_up()
    answered(campaign, "1", "2", "3")
    real.restored(empty)

    assert reconcile("--campaign", campaign, "--repair")[0] == 1
    deliver_all()
    deliver_all()

    assert reconcile() == (0, [f"{campaign}: delivered 3, held 3, no differences"])


def test_what_this_lms_does_not_know_is_named_by_id(real: RealService, campaign: str) -> None:
    answered(campaign, "1", "2")
    forgotten = StoredParcel.objects.first()
    forgotten.delete()

    code, lines = reconcile("--json")

    documents = [json.loads(line) for line in lines]
    assert code == 1
    assert documents[0] == {
        "campaign": campaign,
        "submission_id": str(forgotten.submission_id),
        "finding": "unknown",
        "here": None,
        "there": 1,
        "sent_again": False,
    }
    assert documents[1]["differences"] == {"missing": 0, "behind": 0, "ahead": 0, "different": 0, "unknown": 1}


def test_another_content_here_is_noticed(real: RealService, campaign: str) -> None:
    answered(campaign, "1")
    StoredParcel.objects.update(digest="0" * 64)

    code, lines = reconcile()

    assert code == 1
    assert "is revision 1 on both sides, with other content" in lines[0]


def test_anonymous_answers_fit_by_their_number(real: RealService, campaign: str) -> None:
    answered(campaign, "1", "2", "3", mode=PrivacyMode.ANONYMOUS)
    assert reconcile() == (0, [f"{campaign}: delivered 3, held 3, no differences"])

    DeliveredAnonymously.objects.update(delivered=4)

    assert reconcile() == (
        1,
        [f"{campaign}: delivered 4, held 3, which does not fit; of anonymous submissions no more is known"],
    )


def test_facts_stand_at_the_service_under_the_pseudonym_of_the_answers(real: RealService, campaign: str) -> None:
    answered(campaign, "4711")
    note_campaign(COURSE, campaign, PrivacyMode.CONFIDENTIAL)
    note_fact("4711", COURSE, FactKind.ENROLLED, AT)
    note_fact("4711", COURSE, FactKind.PASSED, AT)

    assert deliver_all().facts == 3
    assert deliver_all().facts == 0

    kept = real.facts_of(campaign)
    participant = person_of("4711", campaign)
    assert kept == [(participant, fact, COURSE) for fact in ("completed", "enrolled", "passed")]
    assert (participant,) in real.rows("SELECT participant FROM submissions")


def test_facts_that_come_before_any_answer_are_taken(real: RealService, campaign: str) -> None:
    note_campaign(COURSE, campaign, PrivacyMode.CONFIDENTIAL)
    note_fact("4711", COURSE, FactKind.ENROLLED, AT)

    assert deliver_all().facts == 1
    assert len(real.facts_of(campaign)) == 1


def test_facts_in_another_mode_than_the_campaign_s_are_refused_for_good(real: RealService, campaign: str) -> None:
    answered(campaign, "1")
    note_campaign(COURSE, campaign, PrivacyMode.IDENTIFIED)
    note_fact("4711", COURSE, FactKind.ENROLLED, AT)

    deliver_all()

    assert FactDelivery.objects.get().status == "refused"
    assert real.facts_of(campaign) == []


def test_a_learner_who_retired_is_forgotten_at_the_service_too_and_that_is_no_difference(
    real: RealService, campaign: str
) -> None:
    answered(campaign, "4711", "4712")
    note_campaign(COURSE, campaign, PrivacyMode.CONFIDENTIAL)
    note_fact("4711", COURSE, FactKind.ENROLLED, AT)
    deliver_all()
    person = person_of("4711", campaign)
    assert person in real.everything()
    before = real.everything().count(SECRET)

    real.server.stop()  # the service is down while the account is retired
    retire("4711", datetime.now(UTC))
    FactDelivery.objects.update(next_attempt_at=from_now(-1))
    deliver_all()
    assert FactDelivery.objects.get().status == "pending"
    real.server.start()
    FactDelivery.objects.update(next_attempt_at=from_now(-1))
    deliver_all()

    assert person not in real.everything()
    assert real.everything().count(SECRET) < before
    assert not FactDelivery.objects.exists()
    assert reconcile()[0] == 0


def test_a_service_that_cannot_be_asked_is_no_reason_to_send_anything_again(real: RealService, campaign: str) -> None:
    answered(campaign, "1")
    real.server.stop()

    with pytest.raises(CommandError, match="could not be asked"):
        reconcile("--repair")

    assert not StoredParcel.objects.filter(status="pending").exists()


def test_without_settings_the_command_names_what_is_missing(database: Settings) -> None:
    set_bucket({})

    with pytest.raises(CommandError, match="SERVICE_URL"):
        reconcile()
