"""What the tab needs of a platform: its judgement of who is staff, and its addresses."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

import pytest
from django.http import HttpResponse
from django.urls import include, path

COURSE = "course-v1:Impact+Talk+2026"
BLOCK = "block-v1:Impact+Talk+2026+type@impact+block@0f"
STAFF = "staff_of_talk"

urlpatterns = [
    path("impact/", include(("xblock_impact.lms.instructor_tab.urls", "xblock_impact.lms"), namespace="impact")),
    path("xblock/resource/<str:block_type>/<path:uri>", lambda *_, **__: HttpResponse(), name="xblock_resource_url"),
]


def has_access(user: Any, action: str, course_key: Any) -> bool:
    """Only one account is staff, of one course."""
    return (user.username, action, str(course_key)) == (STAFF, "staff", COURSE)


@contextmanager
def platform(access: Any = has_access) -> Iterator[None]:
    """Make the platform's module importable."""
    names = ("lms", "lms.djangoapps", "lms.djangoapps.courseware", "lms.djangoapps.courseware.access")
    with pytest.MonkeyPatch.context() as patch:
        for name in names:
            patch.setitem(sys.modules, name, ModuleType(name))
        vars(sys.modules[names[-1]])["has_access"] = access
        yield
