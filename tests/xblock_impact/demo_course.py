"""The demo course over HTTP, as a browser speaks to it."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import requests

from tests import processes

USAGE = "impact-pilot.impact.d0.u0"


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
        """Return the rows that the workbench's database holds of one learner."""
        with closing(sqlite3.connect(self.server.folder / "var" / "workbench.db")) as database:
            rows = database.execute("SELECT state FROM workbench_xblockstate WHERE user_id = ?", [persona])
            return [json.loads(state) for (state,) in rows]

    def parcel(self, persona: str) -> dict[str, Any]:
        """Return what is kept of the learner's submission, empty if nothing is."""
        rows = [row["progress"]["waves"]["main"] for row in self.stored(persona) if row.get("progress")]
        return dict(rows[0].get("parcel", {})) if rows else {}
