"""Child processes that live and end together."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from evaluation.errors import DemoFailed

START_TIMEOUT = 120.0  # s
STOP_TIMEOUT = 10.0  # s until a child that does not end is killed; what it acknowledged is on disk
_PAUSE = 0.2  # s between two looks
_LOG_END = 2_000  # characters of a log that are shown


@dataclass
class Child:
    """One process and the address at which it answers. Its output goes to a file."""

    name: str
    command: list[str]
    env: Mapping[str, str] = field(repr=False)
    folder: Path
    health: str  # URL
    log: Path
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    def start(self) -> None:
        """Start, in a process group of its own: Ctrl-C in the terminal reaches the parent alone."""
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(  # noqa: S603 - our own programs
                self.command, env=dict(self.env), cwd=self.folder, stdout=log, stderr=log, start_new_session=True
            )

    def answers(self) -> bool:
        """Tell whether it answers over HTTP yet."""
        try:
            with urllib.request.urlopen(self.health, timeout=5):  # noqa: S310 - an address of our own
                return True
        except (urllib.error.URLError, OSError):
            return False

    def check(self) -> None:
        """Raise DemoFailed, with the end of the log, if the process has ended."""
        if self.process is not None and self.process.poll() is not None:
            raise DemoFailed(f"The {self.name} has stopped. The end of {self.log}:\n{self.last_words()}")

    def last_words(self) -> str:
        """Return the end of what it printed."""
        return self.log.read_text(encoding="utf-8", errors="replace")[-_LOG_END:].strip()

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the process and its own children, if it still runs."""
        if self.process is not None and self.process.poll() is None:
            os.killpg(self.process.pid, number)


def run_together(children: list[Child], ready: Callable[[], None], stopped: Callable[[], bool]) -> None:
    """Start ``children``, call ``ready`` once all answer, and wait until ``stopped`` or until one of them
    ends.

    All have ended when this returns. Raises DemoFailed if one ended by itself or did not answer in time.
    """
    try:
        for child in children:
            child.start()
        if _wait(children, stopped):
            ready()
        while not stopped():
            for child in children:
                child.check()
            time.sleep(_PAUSE)
    finally:
        _stop(children)


def run_once(name: str, command: list[str], env: Mapping[str, str], folder: Path, log: Path) -> None:
    """Run a program to its end. Raises DemoFailed with the end of its output if it fails."""
    with log.open("wb") as output:
        done = subprocess.run(  # noqa: S603 - our own programs
            command, env=dict(env), cwd=folder, stdout=output, stderr=output, check=False
        )
    if done.returncode:
        end = log.read_text(encoding="utf-8", errors="replace")[-_LOG_END:].strip()
        raise DemoFailed(f"{name} failed. The end of {log}:\n{end}")


def check_port(port: int, used_for: str) -> None:
    """Raise DemoFailed if something listens on ``port`` already."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise DemoFailed(
                f"Port {port}, wanted for the {used_for}, is in use. Stop what uses it or choose another port."
            ) from None


def python(*arguments: str) -> list[str]:
    """Return the command that runs ``arguments`` with this very Python."""
    return [sys.executable, *arguments]


def _wait(children: list[Child], stopped: Callable[[], bool]) -> bool:
    """Wait until all answer; return False if stopped before."""
    deadline = time.monotonic() + START_TIMEOUT
    waiting = list(children)
    while waiting and not stopped():
        for child in children:
            child.check()
        waiting = [child for child in waiting if not child.answers()]
        if waiting and time.monotonic() > deadline:
            raise DemoFailed(f"The {waiting[0].name} does not answer. The end of its log:\n{waiting[0].last_words()}")
        time.sleep(_PAUSE if waiting else 0)
    return not waiting


def _stop(children: list[Child]) -> None:
    for child in children:
        child.signal(signal.SIGTERM)
    deadline = time.monotonic() + STOP_TIMEOUT
    for child in children:
        if child.process is not None:
            try:
                child.process.wait(max(deadline - time.monotonic(), 0.1))
            except subprocess.TimeoutExpired:
                child.signal(signal.SIGKILL)
                child.process.wait()
