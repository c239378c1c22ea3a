"""640 submissions of 32 learners while service and relays are killed: all are accepted, all arrive, none twice.

Nothing here waits for a time to pass: kills come when so many have arrived, the end when nothing waits.
"""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.models import Sum

from tests import processes
from tests.xblock_impact.lms.cutting_proxy import Proxy, losing_replies
from tests.xblock_impact.lms.databases import Settings
from tests.xblock_impact.lms.learners import LEARNERS, SUBMISSIONS
from tests.xblock_impact.lms.processes_of_lms import environment
from xblock_impact.lms.models import Answered, DeliveredAnonymously, StoredParcel
from xblock_impact.lms.models.outbox import PENDING

ALL = LEARNERS * SUBMISSIONS
LMS_PROCESSES = 2
SERVICE_KILLS = [40, 140, 260, 380, 500]  # when so many have arrived
RELAY_KILLS = [90, 320, 440]
HOUR = 3600
GIVE_UP = 180  # seconds
PSEUDONYM_KEY = "a pseudonym key of thirty-two bytes"


@dataclass
class Lms:
    """Processes of an LMS on one database."""

    env: dict[str, str]
    folder: Path
    running: list[subprocess.Popen[str]] = field(default_factory=list)

    def start(self, name: str, *command: str) -> subprocess.Popen[str]:
        """Start a process; what it logs goes to a file."""
        with (self.folder / f"{name}.log").open("a") as log:
            started = subprocess.Popen(
                [sys.executable, "-m", *command], env=self.env, stdout=subprocess.PIPE, stderr=log, text=True
            )
        self.running.append(started)
        return started

    def relay(self, ahead: int) -> subprocess.Popen[str]:
        """Start a relay on a host whose clock is ``ahead`` seconds ahead."""
        shifted = "tests.xblock_impact.lms.shifted_clock"
        return self.start("relay", shifted, str(ahead), "impact_relay", "--forever")

    def stop(self) -> None:
        """End everything that still runs."""
        for process in self.running:
            process.kill()
            process.communicate()


@contextmanager
def lms(folder: Path, database: Settings, service_url: str) -> Iterator[Lms]:
    """Return an LMS that delivers to ``service_url``; nothing of it runs when this is left."""
    bucket = {
        "SERVICE_URL": service_url,
        "KEY_ID": processes.KEY_ID,
        "KEY": processes.KEY,
        "PSEUDONYM_KEY": PSEUDONYM_KEY,
        "TIMEOUT_SECONDS": 1,
    }
    here = Lms(environment(database, bucket), folder)
    try:
        yield here
    finally:
        here.stop()


def arrived() -> int:
    """Return how many submissions the service acknowledged."""
    anonymously = DeliveredAnonymously.objects.aggregate(all=Sum("delivered", default=0))["all"]
    return int(StoredParcel.objects.exclude(status=PENDING).count() + anonymously)


def ledger(service: processes.Server) -> list[tuple[str, int, str]]:
    """Return submission, revision and status of everything that the service holds."""
    with closing(sqlite3.connect(service.folder / "evaluation.db")) as database:
        rows = database.execute("SELECT hex(submission_id), revision, status FROM ledger").fetchall()
    return [(str(submission), int(revision), str(status)) for submission, revision, status in rows]


def receipts_of(answering: list[subprocess.Popen[str]], folder: Path) -> list[dict[str, str]]:
    """Return what each process of the LMS told its learners, once all have answered."""
    told = [process.communicate(timeout=GIVE_UP)[0] for process in answering]
    logs = [(folder / f"lms-{one}.log").read_text() for one in range(LMS_PROCESSES)]
    assert [process.returncode for process in answering] == [0] * LMS_PROCESSES, "\n".join(logs)
    return [json.loads(receipts) for receipts in told]


@dataclass
class Storm:
    """What is killed when: counted by what has arrived."""

    service: processes.Server
    here: Lms
    clocks: list[int]
    relays: list[subprocess.Popen[str]] = field(default_factory=list)
    service_kills: list[int] = field(default_factory=list)  # how many had arrived
    relay_kills: list[int] = field(default_factory=list)

    def rage(self, answering: list[subprocess.Popen[str]]) -> None:
        """Kill and start again until everything was answered and nothing waits any more."""
        self.relays = [self.here.relay(ahead) for ahead in self.clocks]
        ends = time.monotonic() + GIVE_UP
        while self._goes_on(answering):
            if time.monotonic() > ends:
                raise RuntimeError(f"After {GIVE_UP} s {arrived()} of {ALL} have arrived.")
            self._kill(arrived())
            time.sleep(0.02)

    def _goes_on(self, answering: list[subprocess.Popen[str]]) -> bool:
        return arrived() < ALL or any(process.poll() is None for process in answering)

    def _kill(self, count: int) -> None:
        if len(self.service_kills) < len(SERVICE_KILLS) and count >= SERVICE_KILLS[len(self.service_kills)]:
            self.service.stop(signal.SIGKILL)
            self.service_kills.append(count)
            self.service.start()
        if len(self.relay_kills) < len(RELAY_KILLS) and count >= RELAY_KILLS[len(self.relay_kills)]:
            number = len(self.relay_kills) % len(self.relays)
            self.relays[number].kill()
            self.relay_kills.append(count)
            self.relays[number] = self.here.relay(self.clocks[number])


@pytest.mark.parametrize(
    ("clocks", "every"),
    [([0], 0), ([0, HOUR], 10)],
    ids=["one relay", "two relays an hour apart, replies lost"],
)
def test_all_are_accepted_and_all_arrive_once(
    shared_database: Settings, tmp_path: Path, clocks: list[int], every: int
) -> None:
    service = processes.service(tmp_path).start()
    with ExitStack() as cleared:
        cleared.callback(service.stop)
        lossy: Any = losing_replies(service.url, every) if every else nullcontext(Proxy(service.url))
        proxy = cleared.enter_context(lossy)
        here = cleared.enter_context(lms(tmp_path, shared_database, proxy.address))
        answering = [here.start(f"lms-{one}", "tests.xblock_impact.lms.learners") for one in range(LMS_PROCESSES)]
        storm = Storm(service, here, clocks)

        storm.rage(answering)
        told = receipts_of(answering, tmp_path)

        held = ledger(service)
    assert told[0] == told[1]
    assert len(told[0]) == Answered.objects.count() == ALL
    assert arrived() == ALL
    assert StoredParcel.objects.filter(status=PENDING).count() == 0
    assert len(held) == len({submission for submission, _, _ in held}) == ALL
    assert {(revision, status) for _, revision, status in held} == {(1, "accepted")}
    assert not StoredParcel.objects.filter(status__in=["quarantined", "conflict", "stale"]).exists()
    assert (len(storm.service_kills), len(storm.relay_kills)) == (len(SERVICE_KILLS), len(RELAY_KILLS))
    assert all(count < ALL for count in storm.service_kills + storm.relay_kills)
    assert (proxy.cut > 10) is bool(every)
    assert connection.vendor != "sqlite"
