"""``evaluation serve`` as a process, and how it is told to run."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import subprocess
import sys
import urllib.request
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import urlsplit

import jwt
import pytest
from click.testing import CliRunner

from evaluation.cli import main
from evaluation.cli.serve import gunicorn_settings
from surveys.delivery import token_claims
from tests.evaluation.serving import config


def test_sqlite_has_one_process_and_postgresql_several() -> None:
    sqlite = gunicorn_settings(config(workers=4, threads=8), "127.0.0.1:8000")
    postgresql = gunicorn_settings(config(workers=4, database_url="postgresql://db/x"), "127.0.0.1:8000")

    assert (sqlite["workers"], sqlite["threads"], sqlite["worker_class"]) == (1, 8, "gthread")
    assert postgresql["workers"] == 4


def test_without_settings_it_names_them_all_and_exits_with_2(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("EVALUATION_")]:
        monkeypatch.delenv(name)

    refused = CliRunner().invoke(main, ["serve"])

    assert refused.exit_code == 2
    for name in ("EVALUATION_PUBLIC_URL", "EVALUATION_SECRET_KEY", "EVALUATION_DELIVERY_KEYS"):
        assert f"{name} is missing" in refused.stderr


def test_help_is_there_without_loading_the_service() -> None:
    code = "import sys; from evaluation.cli import main; main(['--help'], standalone_mode=False); print(*sys.modules)"

    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    assert "Migrate the database, then answer requests." in said
    assert not {"flask", "sqlalchemy", "pandas"} & set(said.split())


@pytest.fixture
def served(tmp_path: Path) -> Iterator[str]:
    """The address of a service that was started on a database without tables."""
    environ = {
        **os.environ,
        "EVALUATION_PUBLIC_URL": "http://127.0.0.1",
        "EVALUATION_SECRET_KEY": "s" * 32,
        "EVALUATION_DELIVERY_KEYS": f"lms:{'k' * 32}",
        "EVALUATION_DATABASE_URL": f"sqlite:///{tmp_path / 'evaluation.db'}",
    }
    command = [sys.executable, "-c", "from evaluation.cli import main; main()", "serve", "--port", "0"]
    with subprocess.Popen(command, env=environ, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        for line in process.stderr:
            listening = re.search(r"Listening at: (http://\S+)", line)
            if listening:
                break
        else:
            pytest.fail("The service did not start.")
        yield listening[1]
        process.send_signal(signal.SIGTERM)
        process.stderr.read()


def test_it_migrates_first_and_is_then_ready(served: str) -> None:
    with urllib.request.urlopen(f"{served}/readyz", timeout=30) as reply:
        assert reply.status == 200


def _get(served: str, path: str, token: str = "") -> tuple[int, list[str], bytes]:
    """Return status, every ``Date`` and the body of the reply to a GET."""
    address = urlsplit(served)
    connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=30)
    connection.request("GET", path, headers={"Authorization": f"Bearer {token}"} if token else {})
    reply = connection.getresponse()
    found = reply.status, reply.headers.get_all("Date", []), reply.read()
    connection.close()
    return found


def _signed(path: str, signed_at: datetime) -> str:
    claims = dict(token_claims("GET", path, b"", uuid.uuid4().hex, signed_at))
    return jwt.encode(claims, b"k" * 32, "HS256", headers={"kid": "lms"})


def test_an_lms_whose_clock_is_off_learns_the_time_from_the_refusal(served: str) -> None:
    """Relays set their clock by the ``Date`` of a 401, so each has one, and it is right."""
    path = "/api/v1/campaigns/pilot/holdings"
    slow = _signed(path, datetime.now(UTC) - timedelta(hours=1))

    refusals = [_get(served, path), _get(served, path, "nonsense"), _get(served, path, slow)]

    assert [status for status, _, _ in refusals] == [401, 401, 401]
    assert json.loads(refusals[-1][2])["type"] == "urn:impact:problem:token-out-of-time"
    for _, dates, _ in refusals:
        [told] = dates
        assert abs(parsedate_to_datetime(told) - datetime.now(UTC)) < timedelta(seconds=60)


def test_a_request_without_a_body_is_proved_like_any_other(served: str) -> None:
    path = "/api/v1/campaigns/pilot/holdings"
    token = _signed(path, datetime.now(UTC))

    first, again = _get(served, f"{path}?limit=5", token), _get(served, path, token)

    assert (first[0], json.loads(first[2])["count"]) == (200, 0)
    assert (again[0], json.loads(again[2])["type"]) == (401, "urn:impact:problem:token-replayed")
