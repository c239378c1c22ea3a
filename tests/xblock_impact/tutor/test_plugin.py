"""The plugin itself: how Tutor finds it, and what it brings along."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from importlib.metadata import entry_points, version

from tests.xblock_impact.tutor.installation import PYTHON, ROOT, Installation
from xblock_impact.tutor.settings import DEFAULTS, SECRETS

GUIDE = (ROOT / "docs" / "tutor.md").read_text("utf-8")


def test_the_entry_point_names_the_plugin() -> None:
    (found,) = [entry for entry in entry_points(group="tutor.plugin.v1") if entry.name == "impact"]

    assert found.value == "xblock_impact.tutor.plugin"


def test_tutor_finds_it_and_names_its_release(rendered: Callable[[str], Installation]) -> None:
    listed = rendered("sqlite").tutor("plugins", "list").stdout

    assert re.search(rf"^impact\s+.*enabled.*{re.escape(version('impact-openedx'))}", listed, re.MULTILINE)


def test_it_loads_without_django_and_without_the_block() -> None:
    program = """
import sys
for name in ("django", "flask", "requests", "sqlalchemy", "xblock"):
    sys.modules[name] = None
import xblock_impact.tutor.plugin
print(sorted(name for name in sys.modules if name.startswith("xblock_impact.")))
"""

    done = subprocess.run([PYTHON, "-c", program], capture_output=True, text=True, check=False, cwd=ROOT)

    assert done.returncode == 0, done.stderr
    ours = ["xblock_impact.tutor", *(f"xblock_impact.tutor.{name}" for name in ("checking", "plugin", "settings"))]
    assert done.stdout.strip() == str(ours)


def test_every_patch_has_a_place_in_tutors_own_files(rendered: Callable[[str], Installation]) -> None:
    """A misspelt one would be left out without a word."""
    listed = rendered("sqlite").tutor("config", "patches", "list").stdout
    places = {line.split()[0] for line in listed.splitlines() if line and not line[0].isspace()}

    ours = {path.name for path in (ROOT / "xblock_impact" / "tutor" / "patches").iterdir()}

    assert ours <= places


def test_the_guide_names_every_setting_with_its_default_and_none_else() -> None:
    rows = dict(re.findall(r"^\| `(IMPACT_\w+)` \| (.+?) \|", GUIDE, re.MULTILINE))
    said = {name: default.strip("`") for name, default in rows.items()}

    assert said == {name: _as_in_the_guide(value) for name, value in DEFAULTS.items()} | dict.fromkeys(SECRETS, "made")


def test_the_guide_mentions_no_setting_that_is_not_there() -> None:
    assert set(re.findall(r"\bIMPACT_[A-Z_]+", GUIDE)) == {*DEFAULTS, *SECRETS}


def _as_in_the_guide(value: object) -> str:
    if value == version("impact-openedx"):
        return "the plugin’s"
    return "empty" if value in ("", []) else str(value)
