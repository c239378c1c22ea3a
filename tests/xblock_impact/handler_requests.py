"""One request of every kind to every handler, for every sort of person."""

from __future__ import annotations

import base64
import json
import sqlite3
import uuid
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

import requests

from tests import processes
from tests.surveys.documents import survey_document
from tests.xblock_impact.demo_course import USAGE
from tests.xblock_impact.pilot import TERMS, good_answers

PERSONS: Mapping[str, str] = {
    "not signed in": "none",
    "not enrolled": "stranger",
    "learner": "learner",
    "staff": "staff",
    "author": "author",
}
"""Sorts of people, and how their personas' names begin."""
KINDS = ("valid", "wrong type", "too long", "wrong version", "no CSRF token")
SURVEY = survey_document()
OTHER_FORMAT = survey_document(format="impact-survey/9")
SETTINGS = {
    "display_name": "Pilot",
    "instrument": "pilot",
    "campaign": "demo-pilot",
    "privacy_mode": "confidential",
    "min_respondents": 5,
}
TEXT = "improve"


def _submission() -> dict[str, Any]:
    return {"submission_id": str(uuid.uuid4()), "terms": TERMS, "answers": good_answers()}


def _file(survey: object) -> dict[str, str]:
    return {"name": "survey.json", "data": base64.b64encode(json.dumps(survey).encode()).decode()}


@dataclass(frozen=True)
class Requests:
    """What is sent to one handler. ``wrong_type`` and ``wrong_version`` are None where there is nothing of the sort
    to send; then a list stands for the wrong type.
    """

    valid: Any = field(default_factory=dict)
    wrong_type: Any = None
    wrong_version: Any = None
    method: str = "POST"

    def of_kind(self, kind: str) -> dict[str, Any]:
        """Return method, headers and body. Raises KeyError if there is no such request."""
        body = {
            "valid": lambda: self._encoded(self.valid),
            "no CSRF token": lambda: self._encoded(self.valid),
            "wrong type": lambda: self._encoded([] if self.wrong_type is None else self.wrong_type),
            "wrong version": lambda: self._encoded(self.wrong_version),
            "too long": lambda: b'{"answers": "' + b"x" * 10_000_000 + b'"}',
        }[kind]()
        return {"method": self.method, "data": None if self.method == "GET" else body}

    @staticmethod
    def _encoded(document: Any) -> bytes:
        return json.dumps(document() if callable(document) else document).encode()

    def has(self, kind: str) -> bool:
        """Whether there is anything of that kind to send."""
        if self.method == "GET":
            return kind in ("valid", "no CSRF token")
        return kind != "wrong version" or self.wrong_version is not None


HANDLERS: Mapping[str, Requests] = {
    "student_view_user_state": Requests(method="GET"),
    "save_draft": Requests({"answers": {TEXT: "x"}}, {"answers": [1]}, {"answers": {TEXT: "x"}, "revision": 9}),
    "submit": Requests(
        _submission, {"submission_id": 7, "answers": {}}, lambda: {**_submission(), "terms": "identified demo-pilot 5"}
    ),
    "show": Requests({}, {"wave": 7}, {"wave": "gone"}),
    "first_visit": Requests(),
    "check_receipt": Requests({}, {"wave": ["main"]}, {"wave": "gone"}),
    "relay": Requests(),
    "delivery_status": Requests(),
    "resend": Requests(),
    "save_settings": Requests(SETTINGS, {**SETTINGS, "min_respondents": []}, {**SETTINGS, "based_on": "0" * 32}),
    "check_survey": Requests(SETTINGS, {**SETTINGS, "definition": 7}, {**SETTINGS, "definition": OTHER_FORMAT}),
    "preview_survey": Requests(
        {"definition": SURVEY, "language": "nl"}, {"definition": 7}, {"definition": OTHER_FORMAT, "language": "nl"}
    ),
    "list_instruments": Requests(),
    "read_instrument": Requests({"name": "pilot"}, {"name": 7}, {"name": "gone"}),
    "import_survey": Requests(_file(SURVEY), {"name": 7, "data": 7}, _file(OTHER_FORMAT)),
    "compare_survey": Requests({"definition": SURVEY}, {"definition": 7}, {"definition": OTHER_FORMAT}),
}
WRITES: Mapping[str, frozenset[str]] = {
    "save_draft": frozenset({"workbench_xblockstate"}),
    "submit": frozenset(
        {
            "workbench_xblockstate",
            "xblock_impact_lms_answered",
            "xblock_impact_lms_storedparcel",
            "xblock_impact_lms_storeddefinition",
            "xblock_impact_lms_campaigncourse",
        }
    ),
    "check_receipt": frozenset({"workbench_xblockstate"}),
    "relay": frozenset({"workbench_xblockstate", "xblock_impact_lms_storedparcel"}),
    "resend": frozenset({"xblock_impact_lms_storedparcel"}),
    "save_settings": frozenset({"workbench_xblockstate"}),
}
"""Tables that a request that succeeds may change; no other handler changes anything, and no request that fails."""


@dataclass
class Asking:
    """A course that is asked."""

    server: processes.Server

    def ask(self, person: str, handler: str, kind: str) -> requests.Response:
        """Send one request as a new person of that sort."""
        name = PERSONS[person]
        persona = name if name == "none" else f"{name}_{uuid.uuid4().hex[:8]}"
        if handler == "check_receipt" and name in ("learner", "staff", "author"):
            self._send(persona, "submit", HANDLERS["submit"].of_kind("valid"))
        return self._send(persona, handler, HANDLERS[handler].of_kind(kind), token=kind != "no CSRF token")

    def _send(self, persona: str, handler: str, request: dict[str, Any], *, token: bool = True) -> requests.Response:
        headers = {"Content-Type": "application/json", **({"X-CSRFToken": "a" * 32} if token else {})}
        address = f"{self.server.url}/handler/{USAGE}/{handler}/"
        cookies = {"csrftoken": "a" * 32, "django_language": "en"}
        return requests.request(
            url=address, params={"student": persona}, headers=headers, cookies=cookies, timeout=60, **request
        )

    def tables(self) -> dict[str, list[tuple[Any, ...]]]:
        """Return every row of every table that says anything."""
        with closing(sqlite3.connect(self.server.folder / "var" / "workbench.db")) as database:
            every = "SELECT name FROM sqlite_master WHERE type = 'table' AND name != 'sqlite_sequence'"
            names = [name for (name,) in database.execute(every)]
            tables = {name: sorted(database.execute(f'SELECT * FROM "{name}"'), key=repr) for name in names}  # noqa: S608
        # The workbench makes an empty row of whoever it looks up.
        tables["workbench_xblockstate"] = [row for row in tables["workbench_xblockstate"] if "{}" not in row]
        return tables
