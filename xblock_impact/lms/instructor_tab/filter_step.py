"""The tab of the instructor dashboard: a step of the platform's filter, named in ``OPEN_EDX_FILTERS_CONFIG``."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language

from xblock_impact.lms.instructor_tab.access import is_course_staff
from xblock_impact.lms.models import CampaignCourse
from xblock_impact.words import instructor_words_in

if TYPE_CHECKING:
    _Step = object
else:
    try:
        from openedx_filters import PipelineStep as _Step
    except ImportError:  # not an LMS; then nobody asks for tabs
        _Step = object

log = logging.getLogger(__name__)

TAB_ID = "impact"
PAGE = "impact:campaigns_of_course"
_STEP = 10  # between the places of two tabs


class AddImpactTab(_Step):
    """Adds a tab to the dashboard of a course that holds campaigns, for staff of that course only.

    Whatever goes wrong here, the dashboard shows, without the tab.
    """

    def run_filter(self, tabs: Any, user: Any, course_key: Any, **_: Any) -> dict[str, Any]:
        """Return the dashboard's tabs (dictionaries of ``tab_id``, ``title``, ``url``, ``sort_order``); does not
        mutate.
        """
        try:
            added = self._added(tabs, user, str(course_key))
        except Exception:
            log.exception("The instructor dashboard is shown without Impact's tab.")
            added = []
        return {"tabs": [*tabs, *added] if added else tabs}

    @staticmethod
    def _added(tabs: Any, user: Any, course_key: str) -> list[dict[str, Any]]:
        if any(tab.get("tab_id") == TAB_ID for tab in tabs):
            return []
        if not CampaignCourse.objects.filter(course_key=course_key).exists() or not is_course_staff(user, course_key):
            return []
        last = max((tab.get("sort_order") or 0 for tab in tabs), default=0)
        title = instructor_words_in(get_language() or "")["tab"]
        return [{"tab_id": TAB_ID, "title": title, "url": _address(course_key), "sort_order": last + _STEP}]


def _address(course_key: str) -> str:
    """Return the whole address of the page: the dashboard is an app of its own, at another one."""
    root = str(getattr(settings, "LMS_ROOT_URL", "") or "").rstrip("/")
    return root + str(reverse(PAGE, kwargs={"course_key": course_key}))
