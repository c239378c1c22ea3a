"""The course team's button: what waits for a later attempt goes now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import override_settings
from django.utils import timezone

from tests.xblock_impact.course import Course, Person, call, make_course
from tests.xblock_impact.evaluation_service import EvaluationService
from tests.xblock_impact.lms.databases import Settings
from tests.xblock_impact.pilot import ID, TERMS, good_answers
from xblock_impact.lms.models import StoredParcel

TEACHER = Person(id="staff_1", staff=True)


@pytest.fixture
def put_off(database: Settings, service: EvaluationService) -> Iterator[Course]:
    """A course where one submission waits for an attempt in three hours."""
    with override_settings(XBLOCK_SETTINGS={"ImpactBlock": service.settings}):
        course = make_course()
        sent = {"submission_id": ID, "terms": TERMS, "answers": good_answers()}
        assert call(course.block(), "submit", sent).status == 200
        StoredParcel.objects.update(next_attempt_at=timezone.now() + timedelta(hours=3))
        yield course


def test_a_page_that_asks_for_delivery_leaves_what_was_put_off(put_off: Course, service: EvaluationService) -> None:
    call(put_off.block(TEACHER), "relay", {})

    assert service.submissions == {}


def test_the_teams_button_delivers_what_was_put_off(put_off: Course, service: EvaluationService) -> None:
    reply = call(put_off.block(TEACHER), "resend", {})

    assert reply.status == 200
    assert set(service.submissions) == {ID}


def test_what_waits_in_another_block_is_left_to_its_own_team(put_off: Course, service: EvaluationService) -> None:
    StoredParcel.objects.update(usage_key="course.impact.another")

    call(put_off.block(TEACHER), "resend", {})

    assert service.submissions == {}
