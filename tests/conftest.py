"""What tests of every part share: one browser for the whole run, and how Hypothesis works here."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

LONGEST = ("tests/xblock_impact/lms/test_under_load.py", "tests/journey/")
"""What takes longest comes first, so that no process works on it alone at the end."""

CHROMIUM = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--disable-background-networking"]

settings.register_profile("untimed", deadline=None)  # a busy machine is no mistake in the code
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, headless."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM)
        yield chromium
        chromium.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put what takes longest first; all else stays in its order."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONGEST))
