"""``evaluation demo`` as somebody runs it for the first time."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.processes import free_port


@contextmanager
def _demo(folder: Path, port: int, course_port: int) -> Iterator[subprocess.Popen[str]]:
    command = [
        *(sys.executable, "-m", "evaluation", "demo", "--data-dir", str(folder)),
        *("--port", str(port), "--workbench-port", str(course_port)),
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        try:
            yield process
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(60)


def _until_ready(process: subprocess.Popen[str]) -> list[str]:
    assert process.stdout is not None
    lines: list[str] = []
    for line in process.stdout:
        lines.append(line)
        if line.startswith("Ready:"):
            return lines
    pytest.fail("".join(lines))


def _status(url: str) -> int:
    with urllib.request.urlopen(url, timeout=30) as reply:
        return int(reply.status)


def test_the_demonstration_starts_answers_stops_and_starts_again(tmp_path: Path) -> None:
    port, course_port = free_port(), free_port()
    service, course = f"http://127.0.0.1:{port}", f"http://127.0.0.1:{course_port}"
    with _demo(tmp_path / "data", port, course_port) as first:
        printed = "".join(_until_ready(first))
        pages = re.findall(rf"{course}/\S*", printed)
        assert [_status(page) for page in [*pages, f"{service}/healthz"]] == [200] * (len(pages) + 1)
    assert first.returncode == 0
    assert len(re.findall(r"Password \(not shown again\): \S{12,}", printed)) == 1
    with _demo(tmp_path / "data", port, course_port) as second:
        printed_again = "".join(_until_ready(second))
    assert second.returncode == 0
    assert "not shown again" not in printed_again
    assert "evaluation user password reviewer" in printed_again


def test_a_port_in_use_ends_the_demonstration_with_a_sentence(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with _demo(tmp_path, port, free_port()) as process:
            assert process.stdout is not None
            printed = process.stdout.read()
    assert process.returncode == 1
    assert printed == (
        f"Error: Port {port}, wanted for the service, is in use. Stop what uses it or choose another port.\n"
    )
