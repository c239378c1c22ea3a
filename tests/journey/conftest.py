"""Service and course for a journey, both the real ones."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import processes
from tests.journey.world import World


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
