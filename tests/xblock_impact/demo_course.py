"""The demo course over HTTP, as a browser speaks to it."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import requests

from tests import processes

USAGE = "impact-pilot.impact.d0.u0"
_STATES = "SELECT state FROM workbench_xblockstate WHERE user_id = ?"
_PARCELS = "SELECT * FROM xblock_impact_lms_storedparcel WHERE account = ? ORDER BY accepted_at, revision"
_ANSWERED = "SELECT * FROM xblock_impact_lms_answered WHERE account = ? ORDER BY wave"


@dataclass
class DemoCourse:
    """A running workbench."""

    server: processes.Server

    def page(self, persona: str, view: str = "student_view", **options: Any) -> requests.Response:
        """Open a page without any cookies."""
        address = f"{self.server.url}/scenario/impact.0/{view}/"
        return requests.get(address, params={"student": persona, **options.pop("params", {})}, timeout=60, **options)

    def send(self, persona: str, handler: str, document: object = None, **options: Any) -> requests.Response:
        """Send JSON to a handler with a CSRF token, as the block's scripts do."""
        headers = {"X-CSRFToken": "a" * 32, "Content-Type": "application/json", **options.pop("headers", {})}
        return requests.request(
            options.pop("method", "POST"),
            f"{self.server.url}/handler/{USAGE}/{handler}/",
            params={"student": persona},
            headers=headers,
            cookies={"csrftoken": "a" * 32, "django_language": "en"},
            data=options.pop("body", json.dumps(document).encode()),
            timeout=60,
            **options,
        )

    def stored(self, persona: str) -> list[dict[str, Any]]:
        """Return the rows that the workbench's database holds of one learner's own fields."""
        return [json.loads(row["state"]) for row in self._rows(_STATES, persona)]

    def parcel(self, persona: str) -> dict[str, Any]:
        """Return the row of the learner's last submission in the outbox, empty if there is none."""
        rows = self._rows(_PARCELS, persona)
        return {**rows[-1], "submission_id": str(UUID(rows[-1]["submission_id"]))} if rows else {}

    def answered(self, persona: str) -> list[dict[str, Any]]:
        """Return what the outbox knows of the learner, by wave."""
        return self._rows(_ANSWERED, persona)

    def _rows(self, statement: str, persona: str) -> list[dict[str, Any]]:
        with closing(sqlite3.connect(self.server.folder / "var" / "workbench.db")) as database:
            database.row_factory = sqlite3.Row
            return [dict(row) for row in database.execute(statement, [persona])]
