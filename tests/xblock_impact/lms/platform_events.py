"""What the platform tells of learners, sent as it does: its own events, and the two signals of its retirement."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from ccx_keys.locator import CCXLocator
from django.dispatch import Signal
from opaque_keys.edx.keys import CourseKey
from openedx_events.learning import data, signals

COURSE = "course-v1:Impact+Talk+2026"
NAME, EMAIL = "Lotte de Vries", "lotte@example.org"


def user(user_id: int) -> data.UserData:
    """Return an account as events describe it."""
    pii = data.UserPersonalData(username="lotte", email=EMAIL, name=NAME)
    return data.UserData(id=user_id, is_active=True, pii=pii)


def course(key: str = COURSE) -> data.CourseData:
    """Return a course as events describe it."""
    return data.CourseData(course_key=CourseKey.from_string(key))


def enrollment(
    user_id: int, created: datetime, *, is_active: bool = True, key: str = COURSE
) -> data.CourseEnrollmentData:
    """Return an enrolment as events describe it."""
    return data.CourseEnrollmentData(
        user=user(user_id), course=course(key), mode="audit", is_active=is_active, creation_date=created
    )


def enrolls(user_id: int, at: datetime, *, first: datetime | None = None, key: str = COURSE) -> list[Any]:
    """Enrol, for the first time or again, as the platform tells of it: changed, then created."""
    now = enrollment(user_id, first or at, key=key)
    return [
        *signals.COURSE_ENROLLMENT_CHANGED.send_event(enrollment=now, time=at),
        *signals.COURSE_ENROLLMENT_CREATED.send_event(enrollment=now, time=at),
    ]


def changes_track(user_id: int, at: datetime, first: datetime) -> None:
    """Pay for a certificate, say."""
    signals.COURSE_ENROLLMENT_CHANGED.send_event(enrollment=enrollment(user_id, first), time=at)


def leaves(user_id: int, at: datetime, first: datetime) -> None:
    """Unenrol, as the platform tells of it: changed, then completed."""
    now = enrollment(user_id, first, is_active=False)
    signals.COURSE_ENROLLMENT_CHANGED.send_event(enrollment=now, time=at)
    signals.COURSE_UNENROLLMENT_COMPLETED.send_event(enrollment=now, time=at)


def grade_passes(user_id: int, at: datetime, *, passes: bool = True) -> None:
    """Do better, or worse, in a graded problem."""
    status = data.CoursePassingStatusData(is_passing=passes, course=course(), user=user(user_id))
    signals.COURSE_PASSING_STATUS_UPDATED.send_event(course_passing_status=status, time=at)


def ccx_grade_passes(user_id: int, at: datetime, key: CCXLocator) -> None:
    """Do the same in one coach's own version of a course."""
    coached = data.CcxCourseData(ccx_course_key=key, master_course_key=key.to_course_locator())
    status = data.CcxCoursePassingStatusData(is_passing=True, course=coached, user=user(user_id))
    signals.CCX_COURSE_PASSING_STATUS_UPDATED.send_event(course_passing_status=status, time=at)


def grade_is_stored(user_id: int, at: datetime, passed_at: datetime | None) -> None:
    """Compute the grade of the course anew."""
    grade = data.PersistentCourseGradeData(
        user_id=user_id,
        course=course(),
        course_edited_timestamp=at,
        course_version="1",
        grading_policy_hash="h",
        percent_grade=0.8,
        letter_grade="Pass",
        passed_timestamp=passed_at,
    )
    signals.PERSISTENT_GRADE_SUMMARY_CHANGED.send_event(grade=grade, time=at)


def certificate_is_made(user_id: int, at: datetime) -> None:
    """Save a certificate that can be downloaded."""
    certificate = data.CertificateData(
        user=user(user_id),
        course=course(),
        mode="honor",
        grade="0.8",
        current_status="downloadable",
        download_url="",
        name=NAME,
    )
    signals.CERTIFICATE_CREATED.send_event(certificate=certificate, time=at)


@contextmanager
def retirement_signals() -> Iterator[SimpleNamespace]:
    """Make the platform's module of signals importable, and hand out a function that sends them as it does."""
    module = "openedx.core.djangoapps.user_api.accounts.signals"
    parts = module.split(".")
    misc, critical = Signal(), Signal()

    def retire(user_id: int) -> None:
        account = SimpleNamespace(id=user_id, username="retired__user_1")
        misc.send(sender=object, user=account)
        critical.send(sender=object, user=account)

    with pytest.MonkeyPatch.context() as patch:
        for length in range(1, len(parts) + 1):
            name = ".".join(parts[:length])
            patch.setitem(sys.modules, name, ModuleType(name))
        vars(sys.modules[module]).update(USER_RETIRE_LMS_MISC=misc, USER_RETIRE_LMS_CRITICAL=critical)
        yield SimpleNamespace(retire=retire, misc=misc, critical=critical)
