"""Fixtures of the block's tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests import processes
from tests.xblock_impact.demo_course import DemoCourse
from tests.xblock_impact.evaluation_service import EvaluationService, running
from xblock_impact import relaying

CHROMIUM = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--disable-background-networking"]


@pytest.fixture
def service() -> Iterator[EvaluationService]:
    """A running evaluation service of which this process knows nothing yet."""
    relaying._known.clear()
    with running() as service:
        yield service


@pytest.fixture(scope="session")
def course_service() -> Iterator[EvaluationService]:
    """The evaluation service that the demo course delivers to."""
    with running() as service:
        service.key = processes.KEY
        yield service


@pytest.fixture(scope="session")
def demo_course(tmp_path_factory: pytest.TempPathFactory, course_service: EvaluationService) -> Iterator[DemoCourse]:
    """A running demo course. Tests share it, so each takes learners of its own."""
    server = processes.course(tmp_path_factory.mktemp("course"), course_service.address)
    try:
        yield DemoCourse(server.start())
    finally:
        server.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, headless."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM)
        yield chromium
        chromium.close()
