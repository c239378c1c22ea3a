"""Who is on the team of a course, in the platform's own judgement."""

from __future__ import annotations

from typing import Any


def is_course_staff(user: Any, course_key: str) -> bool:
    """Whether ``user`` is staff of the course. Denied where there is no platform to vouch for it, and for a key
    that is none.
    """
    if not getattr(user, "is_authenticated", False):
        return False
    try:
        from lms.djangoapps.courseware.access import has_access
        from opaque_keys import InvalidKeyError
        from opaque_keys.edx.keys import CourseKey
    except ImportError:
        return False
    try:
        return bool(has_access(user, "staff", CourseKey.from_string(course_key)))
    except InvalidKeyError:
        return False
