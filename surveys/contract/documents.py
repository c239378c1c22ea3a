"""Definition, submission and receipt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from surveys.answers import AnswerValue
from surveys.canonical import canonical_json, digest
from surveys.contract.people import Participant
from surveys.contract.wire import DEFAULT_WAVE, VERSION, instant_to_wire
from surveys.privacy import PrivacyMode


class ReceiptStatus(StrEnum):
    """What became of a submission. All but the last three are counted."""

    ACCEPTED = "accepted"  # new
    DUPLICATE = "duplicate"  # the same content was here before
    UPDATED = "updated"  # a higher revision of what was here
    STALE = "stale"  # too late: a lower revision than what is here (kept, not counted), or of somebody who was erased
    CONFLICT = "conflict"  # the same revision with other content: both kept, the first counts
    QUARANTINED = "quarantined"  # kept, and counted once it can be interpreted


@dataclass(frozen=True, slots=True)
class Submission:
    """One respondent's answers to one wave of a campaign."""

    submission_id: UUID
    revision: int  # 1 and up; the order of revisions is the order of truth, never a clock
    campaign: str
    definition: str  # digest of the definition that the answers belong to
    mode: PrivacyMode
    language: str
    answered_at: datetime  # aware, UTC, whole seconds
    answers: Mapping[str, AnswerValue]
    participant: Participant | None = None  # None in anonymous mode
    wave: str = DEFAULT_WAVE
    recalled: Mapping[str, AnswerValue] = field(default_factory=dict)  # earlier answers, by the survey's recalls

    def to_wire(self) -> dict[str, Any]:
        """Return the document of the contract."""
        document: dict[str, Any] = {
            "contract": VERSION,
            "kind": "submission",
            "submission_id": str(self.submission_id),
            "revision": self.revision,
            "campaign": self.campaign,
            "wave": self.wave,
            "definition": self.definition,
            "mode": self.mode.value,
            "language": self.language,
            "answered_at": instant_to_wire(self.answered_at),
            "answers": dict(self.answers),
        }
        if self.participant is not None:
            document["participant"] = self.participant.to_wire()
        if self.recalled:
            document["recalled"] = dict(self.recalled)
        return document

    def to_bytes(self) -> bytes:
        """Return the canonical bytes: what is sent, signed and digested."""
        return canonical_json(self.to_wire())


@dataclass(frozen=True, slots=True)
class Definition:
    """A survey as published in one campaign. The first one a service sees fixes the campaign's mode."""

    campaign: str
    title: Mapping[str, str]  # of the campaign, by language
    mode: PrivacyMode
    survey: Mapping[str, Any]  # the definition's document
    min_respondents: int | None = None  # k, if the author raised it

    @property
    def digest(self) -> str:
        """Digest of the survey's document: the address under which it is put."""
        return digest(canonical_json(self.survey))

    def to_wire(self) -> dict[str, Any]:
        """Return the document of the contract."""
        campaign: dict[str, Any] = {"key": self.campaign, "title": dict(self.title), "mode": self.mode.value}
        if self.min_respondents is not None:
            campaign["min_respondents"] = self.min_respondents
        return {"contract": VERSION, "kind": "definition", "campaign": campaign, "survey": dict(self.survey)}

    def to_bytes(self) -> bytes:
        """Return the canonical bytes: what is sent and signed."""
        return canonical_json(self.to_wire())


@dataclass(frozen=True, slots=True)
class Receipt:
    """The service's word that it holds a submission. A sender is done only when ``digest`` is that of what it
    sent.
    """

    submission_id: UUID  # or the fact's id
    digest: str  # of the canonical bytes of what was sent
    status: ReceiptStatus
    received_at: datetime  # aware, UTC
    reason: str | None = None  # why it was quarantined, is in conflict or was not kept

    def to_wire(self) -> dict[str, Any]:
        """Return the document of the contract."""
        document: dict[str, Any] = {
            "contract": VERSION,
            "kind": "receipt",
            "submission_id": str(self.submission_id),
            "digest": self.digest,
            "status": self.status.value,
            "received_at": instant_to_wire(self.received_at),
        }
        if self.reason is not None:
            document["reason"] = self.reason
        return document
