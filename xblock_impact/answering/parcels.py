"""From checked answers to the parcel that the outbox keeps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from surveys.answers import AnswerValue
from surveys.contract import MAX_SUBMISSION_BYTES, Participant, Submission
from surveys.contract_reading import read_submission
from surveys.errors import ContractInvalid
from surveys.privacy import PrivacyMode
from xblock_impact.answering.admitting import Visit
from xblock_impact.configuration.reading import Configuration
from xblock_impact.delivery.parcel import Parcel, receipt_for
from xblock_impact.delivery.pseudonym import participant_of
from xblock_impact.delivery.server_settings import read_pseudonym_key
from xblock_impact.errors import Refused, ServerSettingsMissing
from xblock_impact.runtime.learner import Learner


def parcel_of(
    asking: Visit, wave: str, submission_id: UUID, revision: int, answers: Mapping[str, AnswerValue]
) -> Parcel:
    """Return the parcel of a submission. Raises Refused where the service could only quarantine it, as it would a
    number beyond what a float holds exactly.
    """
    configuration = asking.configuration
    sender = _sender(configuration, asking.learner, asking.block.settings_bucket())
    submission = Submission(
        submission_id=submission_id,
        revision=revision,
        campaign=configuration.campaign,
        definition=configuration.survey.digest,
        mode=configuration.mode,
        language=asking.language,
        answered_at=_as_exact_as_allowed(asking.now, configuration.mode),
        answers=answers,
        participant=sender.participant,
        wave=wave,
        recalled=asking.recalled(wave),
    )
    body = submission.to_bytes()
    _refuse_unreadable(body, sender.sealed)
    return Parcel(
        submission_id=submission.submission_id,
        campaign=submission.campaign,
        mode=submission.mode,
        survey_digest=submission.definition,
        body=body,
        definition=configuration.definition.to_bytes(),
        receipt=receipt_for(submission.mode, submission.submission_id),
        revision=revision,
        wave=wave,
        sealed=sender.sealed,
    )


@dataclass(frozen=True, slots=True)
class _Sender:
    participant: Participant | None
    sealed: bool  # False when the relay has to fill in the pseudonym: answers do not wait for a key


def _sender(configuration: Configuration, learner: Learner, bucket: Mapping[str, Any]) -> _Sender:
    try:
        key = read_pseudonym_key(bucket) if configuration.mode is PrivacyMode.CONFIDENTIAL else None
    except ServerSettingsMissing:
        return _Sender(None, sealed=False)
    return _Sender(participant_of(configuration.mode, learner, configuration.campaign, key), sealed=True)


def _as_exact_as_allowed(now: datetime, mode: PrivacyMode) -> datetime:
    """Return ``now``, in anonymous mode the day only: the second would lead from the answers to the platform's log."""
    exact = now.replace(microsecond=0)
    return exact.replace(hour=0, minute=0, second=0) if mode is PrivacyMode.ANONYMOUS else exact


def _refuse_unreadable(body: bytes, sealed: bool) -> None:
    if len(body) > MAX_SUBMISSION_BYTES:
        raise Refused(413, "Too large", f"The submission is larger than {MAX_SUBMISSION_BYTES:,} bytes.")
    if not sealed:
        return
    try:
        read_submission(body)
    except ContractInvalid as error:
        raise Refused(422, "Not acceptable", "Some answers cannot be taken in.", errors=error.problems) from None
