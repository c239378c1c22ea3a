"""What the platform knew before the app was there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from opaque_keys.edx.keys import CourseKey

from surveys.contract import FactKind
from surveys.schedule import Anchor, Facts
from tests.xblock_impact.lms.databases import Settings
from tests.xblock_impact.lms.facts_platform_tables import (
    CourseEnrollment,
    EnrollmentHistory,
    GeneratedCertificate,
    PersistentCourseGrade,
    platform_tables,
)
from xblock_impact.lms.facts.learner_facts import facts_of, note_fact
from xblock_impact.lms.models import LearnerFact
from xblock_impact.lms.models.facts import EVERY_COURSE

KEY = "course-v1:Impact+Talk+2026"
COURSE = CourseKey.from_string(KEY)
OTHER = CourseKey.from_string("course-v1:Impact+Other+2026")
START = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)


def day(number: float) -> datetime:
    """Return a moment that many days after the start."""
    return START + timedelta(days=number)


@pytest.fixture(autouse=True)
def _platform(database: Settings) -> Iterator[None]:
    with platform_tables():
        yield
    User.objects.all().delete()


def learner(user_id: int = 7, name: str | None = None) -> User:
    """Return an account."""
    return User.objects.get_or_create(pk=user_id, defaults={"username": name or f"account_{user_id}"})[0]


def enrolled(user_id: int = 7, created: datetime | None = START, **more: Any) -> None:
    """Keep an enrolment."""
    CourseEnrollment.objects.create(user=learner(user_id), course_id=COURSE, created=created, **more)


def backfill(*keys: str) -> str:
    """Run the command and return what it printed."""
    printed = StringIO()
    call_command("impact_backfill", *(f"--course={key}" for key in keys or (KEY,)), stdout=printed)
    return printed.getvalue()


def test_enrolments_passes_and_certificates_become_facts() -> None:
    enrolled(created=day(1))
    PersistentCourseGrade.objects.create(user_id=7, course_id=COURSE, passed_timestamp=day(20))
    GeneratedCertificate.objects.create(user=learner(), course_id=COURSE, status="downloadable", created_date=day(21))

    printed = backfill()

    assert facts_of("7", KEY).events == {
        Anchor.ENROLLED: day(1),
        Anchor.PASSED: day(20),
        Anchor.CERTIFIED: day(21),
        Anchor.COMPLETED: day(20),
    }
    assert printed.splitlines() == [
        f"{KEY}:",
        "  enrolments: 1 of 1",
        "  passes: 1 of 1",
        "  certificates: 1 of 1",
    ]


def test_whoever_did_not_pass_or_has_no_certificate_yet_has_no_fact_of_it() -> None:
    PersistentCourseGrade.objects.create(user_id=7, course_id=COURSE, passed_timestamp=None)
    GeneratedCertificate.objects.create(user=learner(), course_id=COURSE, status="notpassing", created_date=day(1))

    backfill()

    assert facts_of("7", KEY) == Facts()


def test_whoever_left_left_when_the_platform_s_history_says_so() -> None:
    enrolled(created=day(1), is_active=False)
    for number, active in ((1, True), (3, False), (5, True), (9, False)):
        EnrollmentHistory.objects.create(user_id=7, course_id=COURSE, is_active=active, history_date=day(number))

    backfill()
    note_fact("7", KEY, FactKind.ENROLLED, day(8))

    assert facts_of("7", KEY).unenrolled
    note_fact("7", KEY, FactKind.ENROLLED, day(10))
    assert not facts_of("7", KEY).unenrolled


def test_whoever_left_without_a_history_left_now() -> None:
    enrolled(created=None, is_active=False)

    backfill()

    assert facts_of("7", KEY) == Facts(unenrolled=True)
    assert LearnerFact.objects.get(kind="unenrolled").last_at > datetime.now(UTC) - timedelta(minutes=5)


def test_nothing_of_another_course_is_read() -> None:
    CourseEnrollment.objects.create(user=learner(), course_id=OTHER, created=day(1))

    backfill()

    assert not LearnerFact.objects.exists()


def test_reading_again_changes_nothing_and_tells_nobody_again() -> None:
    enrolled(created=day(1))
    enrolled(8, created=day(2), is_active=False)
    EnrollmentHistory.objects.create(user_id=8, course_id=COURSE, is_active=False, history_date=day(3))
    backfill()
    LearnerFact.objects.update(laid_out=True)
    before = list(LearnerFact.objects.order_by("pk").values())

    backfill()

    assert list(LearnerFact.objects.order_by("pk").values()) == before


def test_what_the_platform_knows_better_than_its_events_counts() -> None:
    note_fact("7", KEY, FactKind.PASSED, day(30))
    PersistentCourseGrade.objects.create(user_id=7, course_id=COURSE, passed_timestamp=day(20))

    backfill()

    assert facts_of("7", KEY).events[Anchor.PASSED] == day(20)
    assert not LearnerFact.objects.get().laid_out


def test_whoever_left_and_came_back_since_the_app_is_there_stays_enrolled() -> None:
    enrolled(created=day(1))
    note_fact("7", KEY, FactKind.UNENROLLED, day(4))
    note_fact("7", KEY, FactKind.ENROLLED, day(5))

    backfill()

    assert not facts_of("7", KEY).unenrolled


@override_settings(RETIRED_USERNAME_PREFIX="retired__user_")
def test_nothing_is_read_of_accounts_that_the_platform_retired() -> None:
    learner(7, "retired__user_cafe")
    enrolled(7, created=day(1))
    PersistentCourseGrade.objects.create(user_id=7, course_id=COURSE, passed_timestamp=day(20))
    enrolled(8, created=day(1))

    backfill()

    assert {row.account for row in LearnerFact.objects.all()} == {"8"}


def test_nothing_is_read_of_accounts_that_were_retired_here() -> None:
    note_fact("7", EVERY_COURSE, FactKind.RETIRED, day(30))
    enrolled(created=day(1))

    backfill()

    assert facts_of("7", KEY) == Facts(retired=True)


def test_many_learners_take_few_queries_and_progress_is_shown() -> None:
    User.objects.bulk_create([User(pk=pk, username=f"u{pk}") for pk in range(1, 2_001)])
    CourseEnrollment.objects.bulk_create(
        [CourseEnrollment(user_id=pk, course_id=COURSE, created=day(1)) for pk in range(1, 2_001)]
    )

    with CaptureQueriesContext(connection) as queries:
        printed = backfill()

    assert LearnerFact.objects.count() == 2_000
    assert len(queries) < 60
    assert [line for line in printed.splitlines() if "enrolments" in line] == [
        f"  enrolments: {done:,} of 2,000" for done in (500, 1000, 1500, 2000)
    ]


def test_two_courses_can_be_read_at_once() -> None:
    enrolled(created=day(1))
    CourseEnrollment.objects.create(user=learner(), course_id=OTHER, created=day(2))

    backfill(KEY, str(OTHER))

    assert facts_of("7", str(OTHER)).events == {Anchor.ENROLLED: day(2)}


@pytest.mark.parametrize("key", ["", "no key", "course-v1:only"])
def test_a_key_that_is_none_is_said_to_be_none(key: str) -> None:
    with pytest.raises(CommandError, match="is not a course key"):
        backfill(key)


def test_elsewhere_than_in_a_platform_the_command_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "common.djangoapps.student.models", None)

    with pytest.raises(CommandError, match="this is not an Open edX LMS"):
        backfill()
