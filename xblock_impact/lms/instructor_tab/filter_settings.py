"""The tab in ``OPEN_EDX_FILTERS_CONFIG``. Imports nothing of the app: settings are read before Django starts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

FILTER = "org.openedx.learning.instructor.dashboard.tabs.requested.v1"
STEP = "xblock_impact.lms.instructor_tab.filter_step.AddImpactTab"


def with_tab(configured: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return the configuration of filters with the tab's step last in its filter, once; does not mutate.

    What others have configured stays, in each of the three forms that the platform takes.
    """
    filters = dict(configured or {})
    entry = filters.get(FILTER) or {}
    if isinstance(entry, str):
        entry = [entry]
    if not isinstance(entry, Mapping):
        entry = {"pipeline": list(entry)}
    pipeline = list(entry.get("pipeline") or [])
    if STEP not in pipeline:
        pipeline.append(STEP)
    filters[FILTER] = {"fail_silently": True, **entry, "pipeline": pipeline}
    return filters
