"""What of the platform's own tables tells whom a course has."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from django.db.models import Q

STUDENTS = "common.djangoapps.student.models"
TEAM_ROLES = ("instructor", "staff", "limited_staff")
"""Roles of those who make and hold a course. Beta testers take it, as learners do."""


def course_in(course_key: str) -> Any:
    """Return the platform's key of a course; None for a text that is none, and where there is no platform."""
    try:
        keys = import_module("opaque_keys.edx.keys")
        invalid = import_module("opaque_keys").InvalidKeyError
    except ImportError:
        return None
    try:
        return keys.CourseKey.from_string(course_key)
    except invalid:
        return None


def enrollments_of(course: Any) -> Any:
    """Return the platform's rows of who is or was enrolled; None where there is no platform."""
    enrollment = _model("CourseEnrollment")
    return None if enrollment is None else enrollment.objects.filter(course_id=course)


def team_of(course_key: str) -> frozenset[str]:
    """Return the accounts on the team of a course or of its whole organisation, as far as the platform's table of
    roles says. One query; none where there is no platform.
    """
    roles, course = _model("CourseAccessRole"), course_in(course_key)
    if roles is None or course is None:
        return frozenset()
    everywhere = Q(org=course.org, course_id=roles._meta.get_field("course_id").Empty)
    team = roles.objects.filter(Q(course_id=course) | everywhere, role__in=TEAM_ROLES)
    return frozenset(map(str, team.values_list("user_id", flat=True)))


def _model(name: str) -> Any:
    try:
        return getattr(import_module(STUDENTS), name, None)
    except ImportError:
        return None
