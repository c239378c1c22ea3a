"""The database of the LMS stops in mid-delivery, as after a power cut, and comes back."""

from __future__ import annotations

import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connections

from tests.xblock_impact.evaluation_service import EvaluationService
from tests.xblock_impact.lms import databases
from tests.xblock_impact.lms.conftest import _in_use, _ready
from tests.xblock_impact.lms.databases import MariaDB
from tests.xblock_impact.lms.parcels import SECRET
from tests.xblock_impact.lms.processes_of_lms import environment
from tests.xblock_impact.lms.test_relaying import accept
from xblock_impact.lms.models import StoredParcel


@pytest.fixture
def own_mariadb() -> Iterator[MariaDB]:
    """A MariaDB that no other test uses, with the app's tables."""
    with tempfile.TemporaryDirectory(prefix="impact-mariadb-") as folder, databases.mariadb(Path(folder)) as server:
        in_use = _in_use(_ready(server.settings))
        next(in_use)
        yield server
        next(in_use, None)


def wait_until(true: Callable[[], bool], relay: subprocess.Popen[bytes]) -> None:
    ends = time.monotonic() + 60
    while not true():
        assert relay.poll() is None, "the relay has ended"
        assert time.monotonic() < ends
        time.sleep(0.05)


def nothing_waits() -> bool:
    return not StoredParcel.objects.filter(status="pending").exists()


def test_a_relay_outlives_its_database_and_goes_on_when_it_is_back(
    own_mariadb: MariaDB, service: EvaluationService, tmp_path: Path
) -> None:
    log = tmp_path / "log"
    accept(3)
    with log.open("wb") as output:
        relay = subprocess.Popen(
            [sys.executable, "-m", "django", "impact_relay", "--forever"],
            env=environment(own_mariadb.settings, service.settings),
            stdout=output,
            stderr=output,
        )
    try:
        wait_until(nothing_waits, relay)
        connections.close_all()
        own_mariadb.stop(signal.SIGKILL)
        wait_until(lambda: "broke off" in log.read_text(), relay)
        own_mariadb.start()
        accept(2)
        wait_until(nothing_waits, relay)
    finally:
        relay.kill()
        relay.wait()

    assert len(service.submissions) == 5
    assert SECRET not in log.read_text()
