"""What happened before the app was there, read from the platform's own tables: enrolments, first passes, certificates.

Reading them again adds nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Max

from surveys.contract import FactKind
from xblock_impact.errors import ImpactError
from xblock_impact.lms.facts.bulk import News, note_many
from xblock_impact.lms.facts.completeness import note_backfilled

BATCH = 500  # rows that are read and noted at once


class NotThePlatform(ImpactError):
    """The platform's own tables are not here."""

    def __init__(self, module: str) -> None:
        super().__init__(
            f"{module} is not here, so this is not an Open edX LMS. Run the command in one: "
            "./manage.py lms impact_backfill --course course-v1:…"
        )


class NoCourseKey(ImpactError):
    """The text given is no key of a course."""

    def __init__(self, course_key: str) -> None:
        super().__init__(f"{course_key} is not a course key. Give one as in course-v1:Org+Course+Run.")


@dataclass(frozen=True, slots=True)
class Backfilled:
    """How far the reading of one table has come."""

    table: str
    done: int  # rows
    of: int


class _Table(NamedTuple):
    name: str
    rows: Any  # a QuerySet of the platform's
    news: Callable[[list[Any]], Iterator[News]]


def backfill(course_key: str, now: datetime) -> Iterator[Backfilled]:
    """Note what the platform knows of the learners of a course, yielding after every batch; at the end, that all is
    known.

    Of whoever left, the platform's history tells when; where it has none, they left ``now``. Raises NotThePlatform
    and NoCourseKey.
    """
    course = _course(course_key)
    for table in (_enrollments(course, now), _grades(course), _certificates(course)):
        yield from _read(table, str(course))
    note_backfilled(str(course), now)


def _course(course_key: str) -> Any:
    invalid = _platform("opaque_keys").InvalidKeyError
    try:
        return _platform("opaque_keys.edx.keys").CourseKey.from_string(course_key)
    except invalid:
        raise NoCourseKey(course_key) from None


def _read(table: _Table, course_key: str) -> Iterator[Backfilled]:
    of, done, last = table.rows.count(), 0, 0
    while batch := list(table.rows.filter(pk__gt=last).order_by("pk")[:BATCH]):
        retired = _retired({row.user_id for row in batch})
        note_many(course_key, table.news([row for row in batch if row.user_id not in retired]))
        done, last = done + len(batch), batch[-1].pk
        yield Backfilled(table.name, done, max(of, done))


def _retired(user_ids: set[int]) -> set[int]:
    """Return those of ``user_ids`` whose accounts are closed: the platform knows them by their names."""
    prefix = getattr(settings, "RETIRED_USERNAME_PREFIX", "")
    if not prefix:
        return set()
    accounts = get_user_model().objects.filter(pk__in=user_ids, username__startswith=prefix)
    return set(accounts.values_list("pk", flat=True))


def _platform(module: str) -> Any:
    try:
        return import_module(module)
    except ImportError:
        raise NotThePlatform(module) from None


def _enrollments(course: Any, now: datetime) -> _Table:
    enrollment = _platform("common.djangoapps.student.models").CourseEnrollment

    def news(batch: list[Any]) -> Iterator[News]:
        left = _left_at(enrollment, course, [row.user_id for row in batch if not row.is_active])
        for row in batch:
            if row.created is not None or row.is_active:  # very old rows have no date
                yield News(str(row.user_id), FactKind.ENROLLED, row.created or now)
            if not row.is_active:
                yield News(str(row.user_id), FactKind.UNENROLLED, left.get(row.user_id) or now)

    return _Table("enrolments", enrollment.objects.filter(course_id=course), news)


def _left_at(enrollment: Any, course: Any, user_ids: list[int]) -> dict[int, datetime]:
    """Return when these learners left last, by the platform's history of enrolments."""
    history = getattr(enrollment, "history", None)
    if history is None or not user_ids:
        return {}
    rows = history.filter(course_id=course, user_id__in=user_ids, is_active=False).order_by().values("user_id")
    return dict(rows.annotate(left_at=Max("history_date")).values_list("user_id", "left_at"))


def _grades(course: Any) -> _Table:
    grade = _platform("lms.djangoapps.grades.models").PersistentCourseGrade

    def news(batch: list[Any]) -> Iterator[News]:
        for row in batch:
            yield News(str(row.user_id), FactKind.PASSED, row.passed_timestamp)

    return _Table("passes", grade.objects.filter(course_id=course, passed_timestamp__isnull=False), news)


def _certificates(course: Any) -> _Table:
    certificate = _platform("lms.djangoapps.certificates.models").GeneratedCertificate

    def news(batch: list[Any]) -> Iterator[News]:
        for row in batch:
            yield News(str(row.user_id), FactKind.CERTIFIED, row.created_date)

    return _Table("certificates", certificate.objects.filter(course_id=course, status="downloadable"), news)
