"""Child processes that live and end together."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

import pytest

from evaluation.demo.children import Child, check_port, python, run_once, run_together
from evaluation.errors import DemoFailed
from tests.processes import free_port

_SERVER = "import http.server, sys; http.server.test(http.server.SimpleHTTPRequestHandler, port=int(sys.argv[1]))"
_STUBBORN = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); " + _SERVER


def _child(folder: Path, name: str = "web", code: str = _SERVER) -> Child:
    port = free_port()
    command = python("-c", code, str(port))
    return Child(name, command, os.environ, folder, f"http://127.0.0.1:{port}/", folder / f"{name}.log")


def _ended(child: Child) -> bool:
    return child.process is not None and child.process.poll() is not None


def test_all_answer_before_they_are_called_ready_and_all_end(tmp_path: Path) -> None:
    children = [_child(tmp_path, name) for name in ("one", "two")]
    answers: list[bool] = []
    run_together(children, lambda: answers.extend(child.answers() for child in children), lambda: bool(answers))
    assert answers == [True, True]
    assert all(_ended(child) for child in children)


def test_a_child_that_dies_ends_the_others_and_says_its_last_words(tmp_path: Path) -> None:
    healthy = _child(tmp_path, "healthy")
    broken = _child(tmp_path, "broken", "raise SystemExit('no such setting')")
    with pytest.raises(DemoFailed, match=r"(?s)The broken has stopped.*no such setting"):
        run_together([healthy, broken], lambda: pytest.fail("not ready"), lambda: False)
    assert _ended(healthy)


def test_a_child_that_dies_later_is_noticed(tmp_path: Path) -> None:
    healthy, mortal = _child(tmp_path, "healthy"), _child(tmp_path, "mortal")

    def kill() -> None:
        assert mortal.process is not None
        mortal.process.kill()

    with pytest.raises(DemoFailed, match="The mortal has stopped"):
        run_together([healthy, mortal], kill, lambda: False)
    assert _ended(healthy)


def test_a_stop_before_all_answer_ends_them(tmp_path: Path) -> None:
    silent = _child(tmp_path, "silent", "import threading; threading.Event().wait()")
    run_together([silent], lambda: pytest.fail("not ready"), lambda: True)
    assert _ended(silent)


def test_a_child_that_does_not_listen_is_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("evaluation.demo.children.STOP_TIMEOUT", 0.2)
    stubborn = _child(tmp_path, "stubborn", _STUBBORN)
    ready: list[bool] = []
    run_together([stubborn], lambda: ready.append(True), lambda: bool(ready))
    assert _ended(stubborn)


def test_a_child_that_never_answers_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("evaluation.demo.children.START_TIMEOUT", 0.2)
    silent = _child(tmp_path, "silent", "import threading; threading.Event().wait()")
    with pytest.raises(DemoFailed, match="The silent does not answer"):
        run_together([silent], lambda: pytest.fail("not ready"), lambda: False)
    assert _ended(silent)


def test_a_port_in_use_is_told_with_what_to_do() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(DemoFailed, match=f"Port {port}, wanted for the course, is in use"):
            check_port(port, "course")


def test_a_free_port_is_fine() -> None:
    check_port(free_port(), "course")


def test_a_program_that_fails_says_its_last_words(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "print('first'); raise SystemExit('last words')"]
    with pytest.raises(DemoFailed, match=r"(?s)Migrating failed.*last words"):
        run_once("Migrating", command, os.environ, tmp_path, tmp_path / "log")
