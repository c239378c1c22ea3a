"""The demonstration: real data, the service and a course on one machine, started by one command."""

from __future__ import annotations

from pathlib import Path

CARPENTRIES = Path(__file__).parent / "carpentries"
"""Real answers to a real form, with definition, mapping and licence (see ``ATTRIBUTION.md`` there)."""

PILOT_CAMPAIGN = "carpentries-2018"
COURSE_CAMPAIGN = "demo-pilot"
REVIEWER = "reviewer"
