"""One submission on its way to the service, and how it is kept in a field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from surveys.canonical import canonical_json, digest
from surveys.contract import Participant, ReceiptStatus, instant_to_wire, receipt_code
from surveys.privacy import PrivacyMode
from surveys.strict_json import parse_json


@dataclass(frozen=True, slots=True)
class Parcel:
    """A submission with everything that is needed to deliver it, whatever becomes of the block meanwhile."""

    submission_id: UUID
    campaign: str
    mode: PrivacyMode
    survey_digest: str  # address of the definition
    body: bytes = field(repr=False)  # canonical bytes of the submission: what is sent and signed
    definition: bytes = field(repr=False)  # canonical bytes of the definition; empty once delivered
    sealed: bool = True  # False while the participant is missing because the pseudonym key is
    attempts: int = 0
    last_failure: str = ""
    not_before: datetime | None = None  # aware, UTC: when the service asked to be left alone
    status: ReceiptStatus | None = None  # the service's word; None while pending

    @property
    def pending(self) -> bool:
        """Whether the service has not yet acknowledged it."""
        return self.status is None

    @property
    def digest(self) -> str:
        """What the service has to echo."""
        return digest(self.body)

    @property
    def receipt(self) -> str:
        """The learner's receipt."""
        return receipt_code(self.submission_id)

    def sealed_for(self, participant: Participant) -> Parcel:
        """Return the parcel with its participant filled in; from then on its bytes never change."""
        document = parse_json(self.body)
        document["participant"] = {"id": participant.id}
        return replace(self, body=canonical_json(document), sealed=True)

    def to_field(self) -> dict[str, Any]:
        """Return what is stored: texts and numbers only."""
        return {
            "submission_id": str(self.submission_id),
            "campaign": self.campaign,
            "mode": self.mode.value,
            "survey_digest": self.survey_digest,
            "body": self.body.decode(),
            "definition": self.definition.decode(),
            "sealed": self.sealed,
            "attempts": self.attempts,
            "last_failure": self.last_failure,
            "not_before": instant_to_wire(self.not_before) if self.not_before else None,
            "status": self.status.value if self.status else None,
        }

    @classmethod
    def from_field(cls, stored: Mapping[str, Any]) -> Parcel:
        """Return the parcel that ``to_field`` stored."""
        not_before = stored["not_before"]
        return cls(
            submission_id=UUID(stored["submission_id"]),
            campaign=stored["campaign"],
            mode=PrivacyMode(stored["mode"]),
            survey_digest=stored["survey_digest"],
            body=stored["body"].encode(),
            definition=stored["definition"].encode(),
            sealed=stored["sealed"],
            attempts=stored["attempts"],
            last_failure=stored["last_failure"],
            not_before=datetime.strptime(not_before, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC) if not_before else None,
            status=ReceiptStatus(stored["status"]) if stored["status"] else None,
        )
