"""What operators run: the relay, the status, the check."""

from __future__ import annotations

import io
import json
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from surveys.privacy import PrivacyMode
from tests.xblock_impact.course import SETTINGS
from tests.xblock_impact.evaluation_service import EvaluationService
from tests.xblock_impact.lms.databases import Settings
from tests.xblock_impact.lms.lms_settings import set_bucket
from tests.xblock_impact.lms.parcels import CAMPAIGN, SECRET, outbox_of, parcel
from tests.xblock_impact.lms.processes_of_lms import environment
from tests.xblock_impact.lms.test_relaying import accept
from xblock_impact.lms import working
from xblock_impact.lms.checks import check_settings
from xblock_impact.lms.database.clock import from_now
from xblock_impact.lms.models import StoredParcel
from xblock_impact.lms.working import deliver_all


def run(*arguments: Any, **options: Any) -> str:
    """Run a command of the LMS and return what it prints."""
    printed = io.StringIO()
    call_command(*arguments, stdout=printed, **options)
    return printed.getvalue()


def counts(printed: str) -> dict[str, str]:
    """Return what a relay said of answers when it ended."""
    said = dict(line.split(": ", 1) for line in printed.splitlines())
    return {name: said[name] for name in ("delivered", "pending")}


def status() -> list[dict[str, Any]]:
    campaigns: list[dict[str, Any]] = json.loads(run("impact_status", json=True))["campaigns"]
    return campaigns


def test_the_relay_delivers_everything_that_is_due_and_says_how_much(
    database: Settings, service: EvaluationService
) -> None:
    accept(120)
    set_bucket(service.settings)

    assert counts(run("impact_relay")) == {"delivered": "120, of which quarantined: 0", "pending": "0"}
    assert len(service.submissions) == 120


def test_the_relay_can_be_given_a_limit(database: Settings, service: EvaluationService) -> None:
    accept(5)
    set_bucket(service.settings)

    assert counts(run("impact_relay", limit=2)) == {"delivered": "2, of which quarantined: 0", "pending": "3"}


@pytest.mark.parametrize("limit", [0, -1])
def test_a_limit_that_delivers_nothing_is_refused(database: Settings, limit: int) -> None:
    with pytest.raises(CommandError, match="1 or more"):
        run("impact_relay", limit=limit)


def test_the_relay_ends_while_the_service_is_down_with_everything_kept(
    database: Settings, service: EvaluationService
) -> None:
    accept(5)
    set_bucket(service.settings)
    service.status = 503

    assert counts(run("impact_relay")) == {"delivered": "0, of which quarantined: 0", "pending": "5"}


@pytest.mark.parametrize("forever", [False, True])
def test_without_settings_the_relay_says_what_is_missing(database: Settings, forever: bool) -> None:
    accept()
    set_bucket({"KEY": "short"})

    with pytest.raises(CommandError) as refused:
        run("impact_relay", forever=forever)

    assert "SERVICE_URL" in str(refused.value)
    assert "short" not in str(refused.value).replace("shorter", "")
    assert StoredParcel.objects.filter(lease=None).count() == 1


def test_a_relay_that_runs_forever_delivers_what_comes_and_stops_when_asked(
    each_database: Settings, service: EvaluationService, tmp_path: Path
) -> None:
    with (tmp_path / "log").open("w+") as log:
        relay = subprocess.Popen(
            [sys.executable, "-m", "django", "impact_relay", "--forever"],
            env=environment(each_database, service.settings),
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
        try:
            for count in (3, 2):
                accept(count)
                wait_until_nothing_waits(relay)
            relay.send_signal(signal.SIGTERM)
            printed, _ = relay.communicate(timeout=30)
        finally:
            relay.kill()
            relay.wait()
        log.seek(0)
        logged = log.read()

    assert relay.returncode == 0
    assert counts(printed) == {"delivered": "5, of which quarantined: 0", "pending": "0"}
    assert SECRET not in logged


def wait_until_nothing_waits(relay: subprocess.Popen[str]) -> None:
    ends = time.monotonic() + 60
    while StoredParcel.objects.filter(status="pending").exists():
        assert relay.poll() is None
        assert time.monotonic() < ends
        time.sleep(0.05)


def test_a_round_that_fails_ends_no_relay(
    database: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither a database that was away for a moment nor a mistake of ours."""
    set_bucket(SETTINGS)
    rounds = iter([RuntimeError(SECRET), OSError(SECRET)])

    class Stop:
        stopped = False

        def is_set(self) -> bool:
            return self.stopped

        def wait(self, seconds: float) -> None:
            assert 0 < seconds <= working.LONGEST_IDLE

    stop = Stop()

    def broken(**_: Any) -> working.Work:
        for error in rounds:
            raise error
        stop.stopped = True
        return working.Work(2, 0, None)

    monkeypatch.setattr(working, "deliver_all", broken)

    assert working.deliver_forever(stop).delivered == 2  # type: ignore[arg-type]
    assert "RuntimeError" in caplog.text
    assert SECRET not in caplog.text


def test_an_idle_relay_looks_less_and_less_often_but_every_few_seconds(
    database: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []

    class Stop:
        def is_set(self) -> bool:
            return len(waits) >= 8

        def wait(self, seconds: float) -> None:
            waits.append(seconds)

    monkeypatch.setattr(working, "deliver_all", lambda **_: working.Work(0, 0, None))

    working.deliver_forever(Stop())  # type: ignore[arg-type]

    assert waits == sorted(waits)
    assert waits[-1] == working.LONGEST_IDLE <= 5


def test_what_waits_is_told_by_campaign(each_database: Settings, service: EvaluationService) -> None:
    accept(3)
    accept(2, PrivacyMode.ANONYMOUS, campaign="quiet")
    set_bucket(service.settings)
    deliver_all()
    service.status = 503
    accept(1)
    accept(1, PrivacyMode.ANONYMOUS, campaign="quiet")
    deliver_all()

    demo, quiet = status()

    assert {name: demo[name] for name in ("campaign", "accepted", "delivered", "quarantined", "pending")} == {
        "campaign": CAMPAIGN, "accepted": 4, "delivered": 3, "quarantined": 0, "pending": 1,
    }  # fmt: skip
    assert (quiet["campaign"], quiet["accepted"], quiet["delivered"], quiet["pending"]) == ("quiet", 3, 2, 1)
    assert demo["last_failure"] == quiet["last_failure"] == "HTTP 503"
    assert demo["oldest_pending_at"].endswith("Z")
    assert 0 <= demo["waits_seconds"] < 60


def test_a_changed_submission_counts_once(database: Settings, service: EvaluationService) -> None:
    first = parcel()
    outbox_of().put(first)
    set_bucket(service.settings)
    deliver_all()
    outbox_of().put(parcel(submission_id=first.submission_id, revision=2))

    (demo,) = status()

    assert (demo["accepted"], demo["delivered"], demo["pending"]) == (1, 0, 1)


def test_a_revision_that_was_replaced_is_no_longer_quarantined(database: Settings) -> None:
    first = parcel()
    outbox_of().put(first)
    StoredParcel.objects.update(status="quarantined")
    assert status()[0]["quarantined"] == 1
    outbox_of().put(parcel(submission_id=first.submission_id, revision=2))
    assert status()[0]["quarantined"] == 1

    StoredParcel.objects.filter(revision=2).update(status="updated")

    assert status()[0]["quarantined"] == 0


def test_without_answers_the_status_says_so(database: Settings) -> None:
    assert run("impact_status").strip() == "Nothing was accepted yet."
    assert status() == []


def test_the_status_reads_well(database: Settings) -> None:
    accept(2)
    StoredParcel.objects.update(accepted_at="2026-11-22T08:00:00Z", last_failure="HTTP 503")

    assert run("impact_status").splitlines() == [
        f"{CAMPAIGN}: accepted 2, delivered 0, quarantined 0, pending 2",
        "  the oldest since 2026-11-22 08:00 UTC",
        "  last failure: HTTP 503",
    ]


@pytest.mark.parametrize("mode", [PrivacyMode.CONFIDENTIAL, PrivacyMode.ANONYMOUS])
@pytest.mark.parametrize(("older_than", "code"), [(None, 0), (3000, 0), (30, 1)])
def test_monitoring_gets_an_exit_code_when_something_waits_too_long(
    each_database: Settings, mode: PrivacyMode, older_than: float | None, code: int
) -> None:
    """Of anonymous parcels the day is all that is known: nobody is alarmed before it is sure."""
    accept(1, mode)
    StoredParcel.objects.update(accepted_at=from_now(-60 * 60 * 26))

    assert exit_code(older_than) == code


def exit_code(older_than: float | None) -> int:
    try:
        run("impact_status", older_than=older_than)
    except SystemExit as ended:
        return int(ended.code or 0)
    return 0


def test_an_anonymous_parcel_of_today_alarms_nobody(each_database: Settings) -> None:
    accept(1, PrivacyMode.ANONYMOUS)

    assert exit_code(0) == 0


def test_the_status_names_no_learner_and_no_answer(database: Settings) -> None:
    outbox_of("learner_7").put(parcel(account="learner_7"))

    printed = run("impact_status") + run("impact_status", json=True)

    assert "learner_7" not in printed
    assert SECRET not in printed


def test_the_check_names_every_setting_that_is_missing_as_a_warning(database: Settings) -> None:
    set_bucket({"KEEP_ANSWERS_DAYS": "a while"})

    found = check_settings()

    text = " ".join(str(message) for message in found)
    assert all(name in text for name in ("SERVICE_URL", "KEY_ID", "KEY is", "PSEUDONYM_KEY", "KEEP_ANSWERS_DAYS"))
    assert {message.level for message in found} == {30}
    assert "a while" not in text


def test_the_check_is_content_with_all_settings(database: Settings) -> None:
    set_bucket(SETTINGS)

    assert check_settings() == []


@pytest.mark.parametrize("bucket", [None, [], "text"])
def test_the_check_holds_with_settings_of_any_kind(database: Settings, bucket: object) -> None:
    from django.conf import settings

    settings.XBLOCK_SETTINGS = {"ImpactBlock": bucket}

    assert check_settings()
