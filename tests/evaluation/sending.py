"""Submissions as an LMS sends them, and a service's storage that takes them in."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Engine, select

from evaluation.campaigns import catalogue, releases, rollup
from evaluation.campaigns.model import Campaign
from evaluation.campaigns.releases import Progress
from evaluation.ledger.definitions import Registered, register
from evaluation.ledger.intake import Intake
from evaluation.storage.tables import answers, ledger, quarantine, submissions
from evaluation.storage.tables import rollup as rollup_table
from evaluation.storage.writer import Writer
from surveys.contract import Definition, Participant, Receipt, Submission
from surveys.privacy import PrivacyMode
from tests.evaluation.survey import FULL, SURVEY

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
KEY_ID = "lms"


def definition_of(campaign: str = "pilot", mode: PrivacyMode = PrivacyMode.CONFIDENTIAL, **more: Any) -> Definition:
    """Return a definition as an LMS publishes it."""
    settings: dict[str, Any] = {"title": {"en": "Trial"}, "survey": SURVEY, **more}
    return Definition(campaign=campaign, mode=mode, **settings)


def submission_to(definition: Definition, person: str | None = None, **changes: Any) -> Submission:
    """Return full answers of ``person``, or of a new one."""
    anonymous = definition.mode is PrivacyMode.ANONYMOUS
    settings: dict[str, Any] = {
        "submission_id": uuid.uuid4(),
        "revision": 1,
        "campaign": definition.campaign,
        "definition": definition.digest,
        "mode": definition.mode,
        "language": "en",
        "answered_at": NOW,
        "answers": FULL,
        "participant": None if anonymous else Participant(person or uuid.uuid4().hex),
    }
    return Submission(**{**settings, **changes})


@dataclass
class House:
    """The storage side of the service, as its requests use it."""

    engine: Engine
    writer: Writer
    intake: Intake = field(init=False)

    def __post_init__(self) -> None:
        self.intake = Intake(self.writer)

    def register(self, definition: Definition, now: datetime = NOW) -> Registered:
        """Register a definition as it is published."""
        return register(self.writer, definition.to_bytes(), definition.digest, now)

    def open_campaign(self, key: str = "pilot", mode: PrivacyMode = PrivacyMode.CONFIDENTIAL) -> Definition:
        """Register the trial survey and return its definition."""
        definition = definition_of(key, mode)
        self.register(definition)
        return definition

    def put(self, submission: Submission, now: datetime = NOW) -> Receipt:
        """Deliver a submission with a token of its own."""
        return self.put_bytes(submission.to_bytes(), submission.submission_id, now)

    def put_bytes(self, body: bytes, submission_id: uuid.UUID, now: datetime = NOW) -> Receipt:
        """Deliver any bytes with a token of their own."""
        expires = now + timedelta(seconds=45)
        return self.intake.take_in(body, submission_id, KEY_ID, uuid.uuid4().hex, expires, now)

    def answer(self, definition: Definition, persons: int, **changes: Any) -> list[Submission]:
        """Deliver the answers of so many new persons."""
        sent = [submission_to(definition, **changes) for _ in range(persons)]
        for submission in sent:
            assert self.put(submission).status == "accepted"
        return sent

    def close(self, key: str = "pilot", now: datetime = NOW) -> Campaign:
        """Close a campaign."""
        return self.writer.write(lambda conn: catalogue.close(conn, key, now))

    def progress(self, key: str = "pilot") -> Progress:
        """Return how far a campaign is."""
        with self.engine.connect() as conn:
            return releases.progress(conn, catalogue.find(conn, key))

    def cube(self, key: str = "pilot") -> Mapping[tuple[Any, ...], int]:
        """Return what may be seen: how many released answers, by question, version, level, month and option."""
        with self.engine.connect() as conn:
            rows = rollup.read(conn, catalogue.find(conn, key))
        return {tuple(cell): count for *cell, count in rows}

    def counted(self, question: str, key: str = "pilot") -> dict[str, int]:
        """Return how many released answers each option of ``question`` has."""
        found: dict[str, int] = {}
        for (question_id, _, _, _, option), count in self.cube(key).items():
            if question_id == question:
                found[option] = found.get(option, 0) + count
        return found

    def ledger_rows(self) -> list[Any]:
        """Return the ledger in order of arrival."""
        with self.engine.connect() as conn:
            return list(conn.execute(select(ledger).order_by(ledger.c.campaign_id, ledger.c.number)))

    def quarantined(self) -> dict[uuid.UUID, str]:
        """Return why each submission waits."""
        with self.engine.connect() as conn:
            rows = conn.execute(select(quarantine).where(quarantine.c.resolved_at.is_(None)))
            return {row.submission_id: row.cause for row in rows}

    def derived(self) -> dict[str, list[Any]]:
        """Return everything that follows from the ledger and the releases."""
        with self.engine.connect() as conn:
            return {
                table.name: sorted(map(repr, conn.execute(select(table))))
                for table in (submissions, answers, rollup_table)
            }
