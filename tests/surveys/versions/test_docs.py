"""docs/versions.md names every reason that there is, and none else."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

from surveys.versions import Recoding
from surveys.versions.words import words_in

PAGE = (Path(__file__).parents[3] / "docs" / "versions.md").read_text("utf-8")
RULES, _, REST = PAGE.partition("## Recoding")


def test_every_reason_has_its_rule_on_the_page() -> None:
    reasons = {key.removeprefix("reason_") for key in words_in("en") if key.startswith("reason_")}
    named = set(re.findall(r"`([a-z0-9_]+)`", RULES.partition("## Rules")[2]))
    assert named == reasons


def test_every_member_of_a_recoding_is_on_the_page() -> None:
    rows = re.findall(r"^\| (`.+?`) \|", REST, re.MULTILINE)
    assert set(re.findall(r"`([a-z0-9_]+)`", " ".join(rows))) == {field.name for field in fields(Recoding)}
