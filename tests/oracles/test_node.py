"""What the tests compare with: pinned, and said to be missing where it is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.oracles import node
from tests.oracles.node import FOLDER, ScriptFailed, running_node


def test_what_is_missing_is_said_with_how_to_get_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(node, "FOLDER", tmp_path)
    with pytest.raises(RuntimeError, match="`make test` sets it up"), running_node():
        pass


def test_a_process_answers_calls_one_after_the_other_also_after_a_failure() -> None:
    with running_node() as process:
        assert process.call("conditions", "evaluate", [["1 + 1"], ["'\u2028' + '😀'"], ["undefined"]]) == [
            2,
            "\u2028😀",
            None,
        ]
        with pytest.raises(ScriptFailed, match="nothing is not defined"):
            process.call("conditions", "evaluate", [["nothing"]])
        with pytest.raises(ScriptFailed, match="Cannot find module"):
            process.call("no_such_file", "evaluate", [["1"]])
        assert process.call("conditions", "evaluate", []) == []


def test_the_process_ends_with_its_use() -> None:
    with running_node() as process:
        process.call("conditions", "evaluate", [["1"]])
    assert process.ended


def test_versions_are_exact_and_no_address_of_a_registry_is_kept() -> None:
    wanted = json.loads((FOLDER / "package.json").read_text("utf-8"))["dependencies"]
    lock = (FOLDER / "package-lock.json").read_text("utf-8")
    locked = {
        name.removeprefix("node_modules/"): package["version"]
        for name, package in json.loads(lock)["packages"].items()
        if name and package["integrity"]
    }
    assert wanted.items() <= locked.items()
    assert "://" not in lock
