"""docs/interchange.md names what there is, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

from surveys.interchange import FORMATS
from surveys.interchange.codebook import COLUMNS, TEXTS
from surveys.interchange.xlsform.read import OWN_COLUMNS
from surveys.interchange.xlsform.settings import SETTINGS

PAGE = (Path(__file__).parents[3] / "docs" / "interchange.md").read_text("utf-8")


def section(title: str) -> str:
    """Return the part of the page under a heading."""
    return PAGE.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def rows(title: str) -> list[list[str]]:
    """Return the cells of the tables under a heading, their headers left out."""
    lines = [line for line in section(title).splitlines() if line.startswith("| `")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_every_format_is_listed_with_its_endings_and_directions() -> None:
    listed = [(row[0], row[2], row[3] == "yes", row[4] == "yes") for row in rows("Formats")]
    there = [
        (f"`{one.name}`", ", ".join(f"`{ending}`" for ending in one.endings), bool(one.reader), bool(one.writer))
        for one in FORMATS
    ]
    assert listed == there


def test_every_column_of_ours_in_xlsform_is_explained() -> None:
    own = OWN_COLUMNS | {"impact_not_applicable"} | {name for name in SETTINGS if name.startswith("impact_")}
    assert set(re.findall(r"impact_[a-z_]+", section("XLSForm"))) - {"impact_scales"} == own


def test_every_column_of_the_codebook_is_explained() -> None:
    named = [name for row in rows("Codebook") for name in re.findall(r"`([a-z_]+)`", row[0])]
    assert sorted(named) == sorted([*COLUMNS, *(f"{name}_nl" for name in TEXTS)])


def test_every_option_of_the_command_line_is_explained() -> None:
    from surveys.cli.arguments import _parser

    commands = next(action for action in _parser()._actions if action.dest == "command")
    options = {
        name for command in commands.choices.values() for action in command._actions for name in action.option_strings
    }
    named = set(re.findall(r"`(--[a-z]+)`", section("The commands")))
    assert named == options - {"-h", "--help"}
