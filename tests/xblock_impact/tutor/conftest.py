"""Projects of Tutor's, rendered once for all tests that only read them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.xblock_impact.tutor.installation import PYTHON, Installation

CHOICES: dict[str, dict[str, Any]] = {
    "sqlite": {},
    "postgresql": {"IMPACT_DATABASE": "postgresql", "ENABLE_HTTPS": True, "LMS_HOST": "learn.example.org"},
    "external": {
        "ENABLE_WEB_PROXY": False,
        "IMPACT_DATABASE": "external",
        "IMPACT_DATABASE_URL": "postgresql://impact:p%24w@db.example.org/impact?sslmode=verify-full",
    },
}


@pytest.fixture(scope="session", autouse=True)
def _tutor() -> None:
    assert PYTHON.exists(), "make test installs Tutor in an environment of its own: .ci/tutor"


@pytest.fixture(scope="session")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Installation]:
    """Return what gives the project of one of CHOICES, beside the plugin of somebody else; only to be read."""
    made: dict[str, Installation] = {}

    def give(choice: str) -> Installation:
        if choice not in made:
            folder = tmp_path_factory.mktemp(choice)
            made[choice] = Installation.begun(folder, neighbour=True, **CHOICES[choice]).saved()
        return made[choice]

    return give


@pytest.fixture
def project(tmp_path: Path) -> Callable[..., Installation]:
    """Return what begins a project for one test."""
    return lambda **settings: Installation.begun(tmp_path / "project", **settings)
