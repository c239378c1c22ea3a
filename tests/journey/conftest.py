"""Service, course and browser for a journey, each the real one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests import processes
from tests.journey.world import World

CHROMIUM = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--disable-background-networking"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, headless."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A service with an admin and an empty database, and a course that delivers to it; shared by one module's tests."""
    folder: Path = tmp_path_factory.mktemp("world")
    service = processes.service(folder)
    course = processes.course(folder, service.url)
    processes.run_cli(service, "migrate")
    try:
        yield World(service.start(), course.start())
    finally:
        course.stop()
        service.stop()
