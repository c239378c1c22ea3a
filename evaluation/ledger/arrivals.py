"""A submission as it arrived: its bytes, who sent it, and what could be read of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeAlias
from uuid import UUID

from marshmallow import ValidationError

from surveys.canonical import digest
from surveys.contract import Submission
from surveys.contract_reading import campaign_key, read_submission
from surveys.errors import ContractInvalid, ContractUnknownVersion, JSONRefused
from surveys.privacy import PrivacyMode
from surveys.strict_json import parse_json

MAX_REASON = 1_000  # characters
ERASED = "This participant was erased. Nothing of this was kept."

Person: TypeAlias = tuple[str, str]  # campaign key, participant id


class Cause(StrEnum):
    """Why a submission waits in quarantine."""

    UNREADABLE = "unreadable"
    UNKNOWN_VERSION = "unknown_version"
    OTHER_ADDRESS = "other_address"  # put to another submission's address
    UNKNOWN_CAMPAIGN = "unknown_campaign"
    UNKNOWN_DEFINITION = "unknown_definition"
    OTHER_MODE = "other_mode"
    UNFIT_ANSWERS = "unfit_answers"
    SECOND_SUBMISSION = "second_submission"  # of one participant in one wave
    OTHER_PERSON = "other_person"  # a revision that names another participant or wave
    UNSTORABLE = "unstorable"
    ERASED = "erased"  # waits for nothing: only that it came is kept


class Refused(Exception):
    """A submission cannot be counted, for ``cause``. It is kept all the same."""

    def __init__(self, cause: Cause, reason: str) -> None:
        self.cause = cause
        self.reason = reason if len(reason) <= MAX_REASON else reason[: MAX_REASON - 1] + "…"
        super().__init__(self.reason)


@dataclass(frozen=True, slots=True)
class Token:
    """What identifies a delivery token: good for one use until ``expires_at`` (aware)."""

    key_id: str
    token_id: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Arrival:
    """One submission as it came. ``submission`` is None where the bytes could not be read, for
    ``refused``."""

    submission_id: UUID  # of the address it was put to
    body: bytes
    digest: str
    key_id: str
    received_at: datetime  # aware
    token: Token | None = None
    submission: Submission | None = None
    refused: Refused | None = None

    @property
    def noted_at(self) -> datetime:
        """When it arrived, as exactly as may be kept: the day for anonymous answers, as an LMS logs who sent when."""
        mode = document_in(self.body).get("mode") if self.submission is None else self.submission.mode
        return day_of(self.received_at) if mode == PrivacyMode.ANONYMOUS else self.received_at

    @property
    def campaign_key(self) -> str | None:
        """Key of the campaign it is for, as far as can be read: also where a later release has to read the rest."""
        if self.submission is not None:
            return self.submission.campaign
        key = document_in(self.body).get("campaign")
        try:
            return campaign_key(key) if isinstance(key, str) else None
        except ValidationError:
            return None

    @property
    def person(self) -> Person | None:
        """Whom it is about, as far as can be read."""
        if self.submission is None:
            return named_in(self.body)
        participant = self.submission.participant
        return None if participant is None else (self.submission.campaign, participant.id)


def day_of(instant: datetime) -> datetime:
    """Return the beginning of the day of ``instant``."""
    return instant.replace(hour=0, minute=0, second=0, microsecond=0)


def document_in(body: bytes) -> Mapping[str, Any]:
    """Return the members of a document that may be of another version of the contract, or not fit it; none if it is no
    JSON object.
    """
    try:
        document = parse_json(body)
    except JSONRefused:
        return {}
    return document if isinstance(document, dict) else {}


def named_in(body: bytes) -> Person | None:
    """Return whom such a document names; None for nobody."""
    document = document_in(body)
    participant = document.get("participant")
    if not isinstance(participant, dict):
        return None
    campaign, name = document.get("campaign"), participant.get("id")
    return (campaign, name) if isinstance(campaign, str) and isinstance(name, str) else None


def read_arrival(
    body: bytes, submission_id: UUID, key_id: str, received_at: datetime, token: Token | None = None
) -> Arrival:
    """Return what ``body`` holds. Never raises: what cannot be read is an arrival too."""
    submission, refused = None, None
    try:
        submission = read_submission(body)
        if submission.submission_id != submission_id:
            refused = Refused(Cause.OTHER_ADDRESS, "The submission names another id than its address.")
    except ContractUnknownVersion as error:
        refused = Refused(Cause.UNKNOWN_VERSION, str(error))
    except (JSONRefused, ContractInvalid) as error:
        refused = Refused(Cause.UNREADABLE, str(error))
    return Arrival(submission_id, body, digest(body), key_id, received_at, token, submission, refused)
