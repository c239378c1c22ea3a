"""What travels between an LMS and the evaluation service: definition, submission, receipt. Version 1.

Every document names its contract version and kind. A reader takes every minor addition it does not know as an
error, so a change of shape is a new version. Personal data is a class of its own, ``Participant``: leaving it
out is a type, not a habit. Golden documents of every version stand in ``tests/contract``.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from surveys.answers import AnswerValue
from surveys.canonical import canonical_json, digest
from surveys.privacy import PrivacyMode

VERSION = 1
MAX_SUBMISSION_BYTES = 256 * 1024
MAX_DEFINITION_BYTES = 1024 * 1024
DEFAULT_WAVE = "main"


class ReceiptStatus(StrEnum):
    """What became of a submission. All but the last three are counted."""

    ACCEPTED = "accepted"  # new
    DUPLICATE = "duplicate"  # the same content was here before
    UPDATED = "updated"  # a higher revision of what was here
    STALE = "stale"  # a lower revision than what is here: kept, not counted
    CONFLICT = "conflict"  # the same revision with other content: both kept, the first counts
    QUARANTINED = "quarantined"  # kept, and counted once it can be interpreted


@dataclass(frozen=True, slots=True)
class Participant:
    """Personal data. ``id``: a keyed pseudonym (confidential) or the LMS's id of the account (identified)."""

    id: str
    name: str | None = None  # identified only
    email: str | None = None  # identified only


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
            person = self.participant
            given = {"id": person.id, "name": person.name, "email": person.email}
            document["participant"] = {name: value for name, value in given.items() if value is not None}
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

    submission_id: UUID
    digest: str  # of the submission's canonical bytes
    status: ReceiptStatus
    received_at: datetime  # aware, UTC
    reason: str | None = None  # why it was quarantined or is in conflict

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


def instant_to_wire(instant: datetime) -> str:
    """Return an aware instant as UTC in whole seconds (RFC 3339), as in ``2026-11-22T08:00:00Z``."""
    if instant.tzinfo is None:
        raise ValueError("An instant needs a time zone.")
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def receipt_code(submission_id: UUID) -> str:
    """Return the code that a respondent keeps, as in ``K7QF-2M5X``: 40 bits of a one-way hash; base32 has no
    0, 1 or 8.
    """
    return _as_code(hashlib.sha256(b"impact receipt " + submission_id.bytes).digest()[:5])


def unlinkable_receipt_code() -> str:
    """Return a code of the same shape that leads to no submission: for anonymous answers."""
    return _as_code(secrets.token_bytes(5))


def _as_code(bits: bytes) -> str:
    code = base64.b32encode(bits).decode("ascii")
    return f"{code[:4]}-{code[4:]}"
