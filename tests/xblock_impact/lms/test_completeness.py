"""When the learners of a course are all known, and who of them is on its team: as the platform's tables tell."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from opaque_keys.edx.django.models import CourseKeyField
from opaque_keys.edx.keys import CourseKey

from surveys.contract import FactKind
from tests.xblock_impact.lms.databases import Settings
from tests.xblock_impact.lms.facts_platform_tables import CourseAccessRole, CourseEnrollment, platform_tables
from xblock_impact.lms.facts.backfill import backfill
from xblock_impact.lms.facts.completeness import (
    FACTS_CAME_WITH,
    ROLLED_OUT_AFTER,
    courses_to_backfill,
    note_backfilled,
    reaches_back,
)
from xblock_impact.lms.facts.learner_facts import note_fact
from xblock_impact.lms.facts.platform import team_of
from xblock_impact.lms.facts.responses import BlockOfCourse, responses_to
from xblock_impact.lms.models import CampaignCourse, CourseBackfill

KEY, OTHER = "course-v1:Impact+Talk+2026", "course-v1:Impact+Other+2026"
COURSE = CourseKey.from_string(KEY)
NOWHERE = CourseKeyField.Empty


@pytest.fixture(autouse=True)
def _platform(each_database: Settings) -> Iterator[None]:
    with platform_tables():
        yield
    User.objects.all().delete()


def installed_at() -> datetime:
    app, name = FACTS_CAME_WITH
    at: datetime = MigrationRecorder(connection).migration_qs.get(app=app, name=name).applied
    return at


def account(number: int) -> User:
    return User.objects.get_or_create(pk=number, defaults={"username": f"account_{number}"})[0]


def enrolled(number: int, created: datetime | None) -> None:
    CourseEnrollment.objects.create(user=account(number), course_id=COURSE, created=created)


def test_a_course_in_which_nobody_was_before_the_app_was_is_known_from_the_beginning() -> None:
    enrolled(7, installed_at() + ROLLED_OUT_AFTER)

    assert reaches_back(KEY)


@pytest.mark.parametrize("before", [timedelta(days=-400), ROLLED_OUT_AFTER - timedelta(seconds=1), None])
def test_one_enrolment_from_before_is_enough_not_to_know_all(before: timedelta | None) -> None:
    enrolled(7, None if before is None else installed_at() + before)

    assert not reaches_back(KEY)
    assert reaches_back(OTHER)


def test_the_command_that_reads_what_was_before_makes_the_course_known() -> None:
    enrolled(7, installed_at() - timedelta(days=400))

    call_command("impact_backfill", course=[KEY], stdout=StringIO())
    call_command("impact_backfill", course=[KEY], stdout=StringIO())

    assert reaches_back(KEY)
    assert CourseBackfill.objects.get().course_key == KEY


def test_the_status_names_the_courses_with_campaigns_that_are_still_to_be_read() -> None:
    for key in (KEY, OTHER):
        CampaignCourse.objects.create(course_key=key, campaign="talk-2026", mode="confidential")
        CampaignCourse.objects.create(course_key=key, campaign="wall", mode="anonymous")
    enrolled(7, installed_at() - timedelta(days=400))

    before, document, after = StringIO(), StringIO(), StringIO()
    call_command("impact_status", stdout=before)
    call_command("impact_status", json=True, stdout=document)
    call_command("impact_backfill", course=[KEY], stdout=StringIO())
    call_command("impact_status", stdout=after)

    assert before.getvalue().splitlines()[-1] == f"no response rate yet: run impact_backfill --course {KEY}"
    assert json.loads(document.getvalue())["to_backfill"] == [KEY]
    assert "backfill" not in after.getvalue()


def test_a_reading_that_was_broken_off_does_not() -> None:
    enrolled(7, installed_at() - timedelta(days=400))

    next(backfill(KEY, datetime.now(UTC)))

    assert not reaches_back(KEY)


def test_where_there_is_no_platform_nothing_is_known_until_somebody_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "common.djangoapps.student.models", None)
    CampaignCourse.objects.create(course_key=KEY, campaign="talk-2026", mode="confidential")

    assert courses_to_backfill() == []
    assert not reaches_back(KEY)
    assert not reaches_back("")
    note_backfilled("", datetime.now(UTC))
    assert reaches_back("")


def test_the_team_are_those_with_a_role_in_the_course_or_in_all_courses_of_its_organisation() -> None:
    roles = [
        (1, "Impact", COURSE, "instructor"),
        (2, "Impact", COURSE, "staff"),
        (3, "Impact", NOWHERE, "limited_staff"),
        (4, "Impact", COURSE, "beta_testers"),
        (5, "Other", NOWHERE, "staff"),
        (6, "Impact", CourseKey.from_string(OTHER), "staff"),
    ]
    for number, org, course, role in roles:
        CourseAccessRole.objects.create(user=account(number), org=org, course_id=course, role=role)

    assert team_of(KEY) == {"1", "2", "3"}
    assert team_of("no key") == team_of("") == frozenset()


def test_whoever_is_on_the_team_is_not_among_the_learners() -> None:
    CourseAccessRole.objects.create(user=account(1), org="Impact", course_id=COURSE, role="staff")
    for one in ("1", "2"):
        note_fact(one, KEY, FactKind.ENROLLED, datetime(2026, 9, 1, tzinfo=UTC))

    (wave,) = responses_to(BlockOfCourse("block", KEY, "talk-2026"), None, datetime(2026, 12, 1, tzinfo=UTC)).waves

    assert wave.eligible == 1
