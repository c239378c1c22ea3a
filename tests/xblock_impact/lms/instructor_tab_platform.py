"""What the tab needs of a platform: its judgement of who is staff, and its addresses."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from django.http import HttpResponse
from django.urls import include, path
from opaque_keys.edx.keys import UsageKey

COURSE = "course-v1:Impact+Talk+2026"
BLOCK = "block-v1:Impact+Talk+2026+type@impact+block@0f"
STAFF = "staff_of_talk"

BRANCH = SimpleNamespace(published_only="published-only")

urlpatterns = [
    path("impact/", include(("xblock_impact.lms.instructor_tab.urls", "xblock_impact.lms"), namespace="impact")),
    path("xblock/resource/<str:block_type>/<path:uri>", lambda *_, **__: HttpResponse(), name="xblock_resource_url"),
]


def has_access(user: Any, action: str, course_key: Any) -> bool:
    """Only one account is staff, of one course."""
    return (user.username, action, str(course_key)) == (STAFF, "staff", COURSE)


@dataclass
class Store:
    """The platform's store of courses: published blocks by their keys."""

    blocks: dict[str, Any] = field(default_factory=dict)
    branch: str = "draft-preferred"

    @contextmanager
    def branch_setting(self, branch: str) -> Iterator[None]:
        self.branch = branch
        yield

    def get_item(self, usage_key: UsageKey) -> Any:
        assert self.branch == BRANCH.published_only
        return self.blocks[str(usage_key)]


@contextmanager
def platform(access: Any = has_access, blocks: Mapping[str, Any] | None = None) -> Iterator[None]:
    """Make the platform's modules importable."""
    store = Store(dict(blocks or {}))
    modules: dict[str, dict[str, Any]] = {
        "lms": {},
        "lms.djangoapps": {},
        "lms.djangoapps.courseware": {},
        "lms.djangoapps.courseware.access": {"has_access": access},
        "xmodule": {},
        "xmodule.modulestore": {"ModuleStoreEnum": SimpleNamespace(Branch=BRANCH)},
        "xmodule.modulestore.django": {"modulestore": lambda: store},
    }
    with pytest.MonkeyPatch.context() as patch:
        for name, holds in modules.items():
            patch.setitem(sys.modules, name, ModuleType(name))
            vars(sys.modules[name]).update(holds)
        yield
