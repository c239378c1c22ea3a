"""The surveys of the demo course beside the pilot, which the block brings itself: one before, one long after."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

DELAYS = (30, 90, 180, 365)  # days after the course
PLAN: dict[str, Any] = {
    "format": "impact-schedule/1",
    "time_zone": "Europe/Brussels",
    "calendar": "be",
    "waves": [
        {"key": f"day-{days}", "anchor": "completed", "delay_days": days, "open_days": 21, "reminder_days": [4, 11]}
        for days in DELAYS
    ],
}


@dataclass(frozen=True, slots=True)
class Scene:
    """One page of the demo course. ``key`` is in its address, ``words`` the beginning of its names in the words."""

    key: str
    words: str
    description: str
    olx: str = ""  # empty: the block brings it


PILOT = Scene("impact.0", "scene_pilot", "Impact pilot")
BASELINE = Scene(
    "impact.1",
    "scene_baseline",
    "Impact baseline",
    '<impact display_name="Baseline" title_language="en" instrument="baseline" campaign="demo-baseline" '
    'privacy_mode="confidential" min_respondents="5"/>',
)
FOLLOW_UP = Scene(
    "impact.2",
    "scene_follow_up",
    "Impact follow-up",
    '<impact display_name="Follow-up" title_language="en" instrument="follow_up" campaign="demo-follow-up" '
    f'privacy_mode="confidential" min_respondents="5"><waves>{json.dumps(PLAN)}</waves></impact>',
)
SCENES = (PILOT, BASELINE, FOLLOW_UP)


def load_scenes() -> None:
    """Make the workbench know every scene. Doing so again changes nothing."""
    from workbench.scenarios import SCENARIOS, add_xml_scenario, get_scenarios

    get_scenarios()
    for scene in SCENES:
        if scene.key not in SCENARIOS:
            add_xml_scenario(scene.key, scene.description, scene.olx)
