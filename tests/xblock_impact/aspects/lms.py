"""The LMS in a process of its own, and what the block publishes in it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from surveys.answers import AnswerValue
from surveys.contract import DEFAULT_WAVE, Participant, Submission
from surveys.definition import Survey
from surveys.privacy import PrivacyMode

COURSE = "course-v1:Impact+Talk+2026"
BLOCK = "block-v1:Impact+Talk+2026+type@impact+block@0f"
ROOT_URL = "https://lms.example.org"
LEARNER = 5
PSEUDONYM = "9f" * 32
SENT_AT = datetime(2026, 11, 22, 14, 3, 7, tzinfo=UTC)
SESSION = "a5e0b2c94f"
ROOT = Path(__file__).parents[3]


class CallFailed(Exception):
    """A call raised; the message is its traceback."""


class Lms:
    """A running LMS. Attributes are the functions of ``serve``."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def __getattr__(self, name: str) -> Any:
        return lambda *given, **named: self._call({"call": name, "given": given, "named": named})

    def _call(self, asked: Mapping[str, Any]) -> Any:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise CallFailed(f"The LMS ended with {self._process.wait()}.")
        reply = json.loads(line)
        if "error" in reply:
            raise CallFailed(reply["error"])
        return reply["result"]

    def told(self, *sent: Sent, **event: Any) -> list[dict[str, Any]]:
        """Keep what was sent, and return the statements that its events become."""
        for one in sent:
            self.keep(one.block, one.user_id, dict(one.survey.data), one.submission.to_wire())
        statements: list[dict[str, Any]] = self.statements([one.event(**event) for one in sent])
        return statements


@dataclass(frozen=True)
class Sent:
    """One submission, as the outbox keeps it and as the platform hears of it."""

    survey: Survey
    answers: Mapping[str, AnswerValue]
    mode: PrivacyMode = PrivacyMode.IDENTIFIED
    user_id: int = LEARNER
    block: str = BLOCK
    wave: str = DEFAULT_WAVE
    revision: int = 1
    submission_id: UUID = field(default_factory=lambda: UUID(bytes=os.urandom(16), version=4))
    participant: str | None = ""  # "" for the usual one

    @property
    def submission(self) -> Submission:
        """What is kept."""
        usual = {PrivacyMode.IDENTIFIED: str(self.user_id), PrivacyMode.CONFIDENTIAL: PSEUDONYM}.get(self.mode)
        person = usual if self.participant == "" else self.participant
        return Submission(
            submission_id=self.submission_id,
            revision=self.revision,
            campaign="talk-2026",
            definition=self.survey.digest,
            mode=self.mode,
            language=self.survey.languages[0],
            answered_at=SENT_AT,
            answers=dict(self.answers),
            participant=Participant(person) if person else None,
            wave=self.wave,
        )

    def event(self, **changes: Any) -> dict[str, Any]:
        """Return the event as event-tracking hands it on; ``changes`` are of its data."""
        data = {"campaign": "talk-2026", "mode": self.mode.value, "wave": self.wave, "revision": self.revision}
        return {
            "name": "openedx.xblock.impact.submitted",
            "timestamp": "2026-11-22T14:03:07.482913+00:00",
            "data": {**data, **changes},
            "context": self.context(),
        }

    def context(self) -> dict[str, Any]:
        """Return what the platform adds to the event of a block's handler."""
        return {
            "course_id": COURSE,
            "org_id": "Impact",
            "user_id": self.user_id,
            "username": f"account_{self.user_id}",
            "ip": "192.0.2.7",
            "session": SESSION,
            "event_source": "server",
            "page": "x_module",
            "module": {"display_name": "Impact", "usage_key": self.block},
        }

    def again(self, **changes: Any) -> Sent:
        """Return the same submission, changed."""
        return replace(self, **changes)


@contextmanager
def running_lms(**environment: str) -> Iterator[Lms]:
    """Start the LMS, and end it afterwards."""
    settings = {"DJANGO_SETTINGS_MODULE": "tests.xblock_impact.aspects.lms_settings"}
    with subprocess.Popen(
        [sys.executable, "-m", "tests.xblock_impact.aspects.serve"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        cwd=ROOT,
        env={**os.environ, **settings, **environment},
    ) as process:
        yield Lms(process)
