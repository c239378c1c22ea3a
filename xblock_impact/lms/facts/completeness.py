"""Whether the facts of a course reach back to its beginning."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Q

from xblock_impact.lms.facts.platform import course_in, enrollments_of
from xblock_impact.lms.models import CampaignCourse, CourseBackfill

FACTS_CAME_WITH = ("xblock_impact_lms", "0002_facts")
ROLLED_OUT_AFTER = timedelta(days=1)
"""How long after its tables were made the app may have come to every process of the platform."""


def note_backfilled(course_key: str, at: datetime) -> None:
    """Take note that everything from before was read. ``at``: aware."""
    CourseBackfill.objects.update_or_create(course_key=course_key, defaults={"finished_at": at})


def reaches_back(course_key: str) -> bool:
    """Whether every enrolment in the course is known: what was before the app was read, or nothing was before it.

    At most three cheap queries. Denied where neither the app nor the platform can tell.
    """
    if CourseBackfill.objects.filter(course_key=course_key).exists():
        return True
    course, since = course_in(course_key), _installed_at()
    enrollments = None if course is None else enrollments_of(course)
    if enrollments is None or since is None:
        return False
    before = Q(created__isnull=True) | Q(created__lt=since + ROLLED_OUT_AFTER)  # very old rows have no date
    return not enrollments.filter(before).exists()


def courses_to_backfill() -> list[str]:
    """Return the courses with campaigns whose past is still to be read, by key; none where there is no platform."""
    keys = CampaignCourse.objects.order_by("course_key").values_list("course_key", flat=True).distinct()
    return [key for key in keys if _is_on_platform(key) and not reaches_back(key)]


def _is_on_platform(course_key: str) -> bool:
    course = course_in(course_key)
    return course is not None and enrollments_of(course) is not None


def _installed_at() -> datetime | None:
    """Return when the table of facts was made, as Django has it."""
    app, name = FACTS_CAME_WITH
    rows = MigrationRecorder(connection).migration_qs.filter(app=app, name=name)
    at: datetime | None = rows.values_list("applied", flat=True).first()
    return at
