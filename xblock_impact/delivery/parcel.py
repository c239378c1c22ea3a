"""One submission on its way to the service, and how it is kept in a field."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, TypeVar
from uuid import UUID

from surveys.answers import AnswerValue
from surveys.canonical import canonical_json, digest
from surveys.contract import (
    DEFAULT_WAVE,
    Participant,
    ReceiptStatus,
    instant_to_wire,
    receipt_code,
    unlinkable_receipt_code,
)
from surveys.errors import JSONRefused
from surveys.privacy import PrivacyMode
from surveys.strict_json import parse_json
from xblock_impact.errors import StateUnreadable

VERSION = 2
"""Of the form in which a parcel is stored. Whoever changes that form adds a reader below."""

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Parcel:
    """A submission with everything that is needed to deliver it, whatever becomes of the block meanwhile."""

    submission_id: UUID
    campaign: str
    mode: PrivacyMode
    survey_digest: str  # address of the definition
    body: bytes = field(repr=False)  # canonical bytes of the submission: what is sent and signed
    definition: bytes = field(repr=False)  # canonical bytes of the definition; empty once delivered
    receipt: str  # the learner's
    revision: int = 1  # as in the body
    wave: str = DEFAULT_WAVE  # as in the body
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
    def answers(self) -> Mapping[str, AnswerValue]:
        """The answers in it. Raises StateUnreadable."""
        answers: Mapping[str, AnswerValue] = self._member("answers")
        return answers

    @property
    def answered_on(self) -> str:
        """The UTC day of the answers; empty in anonymous mode. Raises StateUnreadable."""
        return "" if self.mode is PrivacyMode.ANONYMOUS else str(self._member("answered_at"))[:10]

    def _member(self, name: str) -> Any:
        try:
            return parse_json(self.body)[name]
        except (JSONRefused, KeyError, TypeError):
            raise StateUnreadable(f"The stored submission holds no {name}.") from None

    def sealed_for(self, participant: Participant) -> Parcel:
        """Return the parcel with its participant filled in; from then on its bytes never change."""
        document = parse_json(self.body)
        document["participant"] = {"id": participant.id}
        return replace(self, body=canonical_json(document), sealed=True)

    def to_field(self) -> dict[str, Any]:
        """Return what is stored: texts and numbers only."""
        return {
            "version": VERSION,
            "submission_id": str(self.submission_id),
            "campaign": self.campaign,
            "mode": self.mode.value,
            "survey_digest": self.survey_digest,
            "body": self.body.decode(),
            "definition": self.definition.decode(),
            "receipt": self.receipt,
            "revision": self.revision,
            "wave": self.wave,
            "sealed": self.sealed,
            "attempts": self.attempts,
            "last_failure": self.last_failure,
            "not_before": instant_to_wire(self.not_before) if self.not_before else None,
            "status": self.status.value if self.status else None,
        }

    @classmethod
    def from_field(cls, stored: Mapping[str, Any]) -> Parcel:
        """Return the parcel that ``to_field`` of this or an earlier release stored. Raises StateUnreadable."""
        try:
            return _READERS[stored.get("version", 0)](stored)
        except (KeyError, TypeError, ValueError) as error:
            raise StateUnreadable(f"The stored parcel cannot be read: {type(error).__name__}.") from None


def receipt_for(mode: PrivacyMode, submission_id: UUID) -> str:
    """Return the learner's receipt. In anonymous mode it leads nowhere: derived from the id, it would tie the
    learner's state to the submission at the service.
    """
    return unlinkable_receipt_code() if mode is PrivacyMode.ANONYMOUS else receipt_code(submission_id)


def _read_version_0(stored: Mapping[str, Any]) -> Parcel:
    """Before parcels had a number: the receipt was always derived."""
    return _read_version_1({**stored, "receipt": receipt_code(UUID(_text(stored, "submission_id")))})


def _read_version_1(stored: Mapping[str, Any]) -> Parcel:
    """Before there were waves and changes of what was sent."""
    return _read_version_2({**stored, "revision": 1, "wave": DEFAULT_WAVE})


def _read_version_2(stored: Mapping[str, Any]) -> Parcel:
    return Parcel(
        submission_id=UUID(_text(stored, "submission_id")),
        campaign=_text(stored, "campaign"),
        mode=PrivacyMode(stored["mode"]),
        survey_digest=_text(stored, "survey_digest"),
        body=_text(stored, "body").encode(),
        definition=_text(stored, "definition").encode(),
        receipt=_text(stored, "receipt"),
        revision=_of_type(stored, "revision", int),
        wave=_text(stored, "wave"),
        sealed=_of_type(stored, "sealed", bool),
        attempts=_of_type(stored, "attempts", int),
        last_failure=_text(stored, "last_failure"),
        not_before=None if stored["not_before"] is None else _instant(_text(stored, "not_before")),
        status=None if stored["status"] is None else ReceiptStatus(stored["status"]),
    )


_READERS: Mapping[int, Callable[[Mapping[str, Any]], Parcel]] = {
    0: _read_version_0,
    1: _read_version_1,
    2: _read_version_2,
}


def _of_type(stored: Mapping[str, Any], name: str, kind: type[_T]) -> _T:
    value = stored[name]
    if type(value) is not kind:  # True is an int, too
        raise TypeError(name)
    return value


def _text(stored: Mapping[str, Any], name: str) -> str:
    return _of_type(stored, name, str)


def _instant(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
