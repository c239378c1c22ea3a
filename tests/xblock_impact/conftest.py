"""Fixtures of the block's tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.cache import cache

from tests import processes
from tests.xblock_impact.demo_course import DemoCourse
from tests.xblock_impact.evaluation_service import EvaluationService, running
from xblock_impact.delivery import field_records


@pytest.fixture(autouse=True)
def _a_platform_s_cache_of_its_own() -> None:
    """Courses of tests have the same keys: what was remembered of one is not true of the next. A test before may have
    started Django.
    """
    if settings.configured:
        cache.clear()


@pytest.fixture
def service() -> Iterator[EvaluationService]:
    """A running evaluation service of which this process knows nothing yet."""
    field_records.known_definitions.clear()
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
