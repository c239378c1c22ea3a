"""Personal data, and what an LMS knows of people besides their answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from surveys.canonical import canonical_json
from surveys.contract.wire import VERSION, instant_to_wire
from surveys.privacy import PrivacyMode

MAX_COURSE_KEY = 255  # characters
MAX_FACT_BYTES = 4 * 1024


@dataclass(frozen=True, slots=True)
class Participant:
    """Personal data. ``id``: a keyed pseudonym (confidential) or the LMS's id of the account (identified)."""

    id: str
    name: str | None = None  # identified only
    email: str | None = None  # identified only

    def to_wire(self) -> Mapping[str, str]:
        """Return the document's member, without what is not known."""
        given = {"id": self.id, "name": self.name, "email": self.email}
        return {name: value for name, value in given.items() if value is not None}


class FactKind(StrEnum):
    """What may be known of a participant."""

    ENROLLED = "enrolled"
    FIRST_VISIT = "first_visit"
    COMPLETED = "completed"
    PASSED = "passed"
    CERTIFIED = "certified"
    UNENROLLED = "unenrolled"
    RETIRED = "retired"  # the account is closed: everything that names the person goes


@dataclass(frozen=True, slots=True)
class ParticipantFact:
    """Something that happened to one participant of a campaign. There is none in anonymous mode."""

    fact_id: UUID
    campaign: str
    mode: PrivacyMode
    participant: Participant  # its id; name and e-mail are the submissions' to tell
    fact: FactKind
    at: datetime  # aware, UTC, whole seconds
    course: str  # key of the course; empty for what concerns the account itself

    def to_wire(self) -> dict[str, Any]:
        """Return the document of the contract."""
        return {
            "contract": VERSION,
            "kind": "participant_fact",
            "fact_id": str(self.fact_id),
            "campaign": self.campaign,
            "mode": self.mode.value,
            "participant": {"id": self.participant.id},
            "fact": self.fact.value,
            "at": instant_to_wire(self.at),
            "course": self.course,
        }

    def to_bytes(self) -> bytes:
        """Return the canonical bytes: what is sent, signed and digested."""
        return canonical_json(self.to_wire())
