"""What the documents say about names, the code says too."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCUMENTS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
CONNECT = (ROOT / "docs" / "connect.md").read_text("utf-8")


def source(*parts: str) -> str:
    """Return the text of one module."""
    return ROOT.joinpath(*parts).read_text("utf-8")


def test_every_setting_of_the_service_is_documented_and_none_else() -> None:
    """``docs/connect.md`` and ``evaluation.config`` name the same variables."""
    read = set(re.findall(r'"(EVALUATION_[A-Z_]+)"', source("evaluation", "config.py")))
    assert set(re.findall(r"EVALUATION_[A-Z_]+", CONNECT)) == read


def test_every_setting_of_the_block_is_documented() -> None:
    """``docs/connect.md`` and ``xblock_impact.delivery.server_settings`` name the same keys."""
    read = set(re.findall(r'"([A-Z_]+)"', source("xblock_impact", "delivery", "server_settings.py")))
    named = set(re.findall(r"`([A-Z_]+)`", CONNECT)) - set(re.findall(r"EVALUATION_[A-Z_]+", CONNECT))
    assert named == read


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_within_the_repository_leads_somewhere(document: Path) -> None:
    """Relative links of a document name files that are here."""
    targets = re.findall(r"\]\(([^)#\s]+)", document.read_text("utf-8"))
    local = [target for target in targets if "://" not in target]
    assert [target for target in local if not (document.parent / target).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_command_that_a_document_names_exists(document: Path) -> None:
    """``evaluation NAME`` in a document is a command."""
    from evaluation.cli import main

    named = set(re.findall(r"(?<![-\w])evaluation ([a-z]+)(?= |`|$)", _code(document.read_text("utf-8")), re.MULTILINE))
    assert named <= set(main.list_commands(None))  # type: ignore[arg-type]  # does not look at its context


def _code(text: str) -> str:
    spans = re.findall(r"`([^`\n]+)`", text)
    indented = re.findall(r"^ {4}(.+)$", text, re.MULTILINE)
    return "\n".join([*spans, *indented])


def test_every_decision_is_in_the_index() -> None:
    """``docs/decisions/README.md`` lists each file once."""
    folder = ROOT / "docs" / "decisions"
    files = sorted(path.name for path in folder.glob("0*.md"))
    assert re.findall(r"\]\((0[^)]+)\)", (folder / "README.md").read_text("utf-8")) == files
