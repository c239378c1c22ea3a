"""What ``surveys`` imports: the standard library, marshmallow and jinja2; interchange and command line their extra."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = sorted((ROOT / "surveys").rglob("*.py"))
EVERYWHERE = frozenset({"marshmallow", "jinja2", "markupsafe", "surveys"})  # markupsafe is jinja2's own
EXTRA = frozenset({"defusedxml", "openpyxl", "rich", "xlrd"})
WITH_EXTRA = ("surveys/interchange/", "surveys/cli/")


def imported(module: Path) -> Iterator[str]:
    """Yield the top-level package of everything that ``module`` imports, wherever in it."""
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield (node.module or "").partition(".")[0]


def at_the_top(module: Path) -> Iterator[str]:
    """Yield what is imported when ``module`` is, and not only when one of its functions runs."""
    for node in ast.parse(module.read_text("utf-8")).body:
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield (node.module or "").partition(".")[0]


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_imports_only_what_every_lms_has(module: Path) -> None:
    allowed = EVERYWHERE | sys.stdlib_module_names
    if str(module.relative_to(ROOT)).startswith(WITH_EXTRA):
        assert not EXTRA.intersection(at_the_top(module)), "an extra is imported where it is used"
        allowed |= EXTRA
    assert set(imported(module)) <= allowed


def test_the_extra_names_what_interchange_imports() -> None:
    used = {name for module in MODULES for name in imported(module)} & EXTRA
    setup = (ROOT / "setup.py").read_text("utf-8")
    extra = re.search(r"INTERCHANGE = \[(.*?)\]", setup, re.DOTALL)
    assert extra
    assert used == set(re.findall(r'"([a-z]+)[>=]', extra[1]))
