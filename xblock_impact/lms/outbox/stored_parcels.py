"""Between a parcel and its rows in the database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction

from surveys.canonical import digest
from surveys.contract import ReceiptStatus
from surveys.errors import SurveyError
from surveys.privacy import PrivacyMode
from surveys.strict_json import parse_json
from xblock_impact.delivery.parcel import Parcel
from xblock_impact.errors import StateUnreadable, StorageFailed
from xblock_impact.lms.database.clock import DatabaseNow, today
from xblock_impact.lms.models import StoredDefinition, StoredParcel
from xblock_impact.lms.models.outbox import PENDING
from xblock_impact.runtime.learner import Learner, course_key_of


@dataclass(frozen=True, slots=True)
class Owner:
    """Who sent a parcel, and from which block."""

    account: str
    usage_key: str
    course_key: str


def owner_of(block: Any, learner: Learner) -> Owner:
    """Return the owner of what ``learner`` sends in ``block``. The course key is empty outside courses."""
    return Owner(learner.account, str(block.scope_ids.usage_id), course_key_of(block))


def insert(parcel: Parcel, owner: Owner) -> None:
    """Write a new parcel; the definition has to be there. In anonymous mode nothing of it leads to its owner, nor a
    time finer than the day. Raises IntegrityError.
    """
    anonymous = parcel.mode is PrivacyMode.ANONYMOUS
    accepted_at = today() if anonymous else DatabaseNow()
    StoredParcel(
        submission_id=parcel.submission_id,
        revision=parcel.revision,
        definition_id=digest(parcel.definition),
        campaign=parcel.campaign,
        mode=parcel.mode.value,
        wave=parcel.wave,
        course_key=owner.course_key,
        usage_key=owner.usage_key,
        account=None if anonymous else owner.account,
        body=parcel.body,
        digest=parcel.digest,
        sealed=parcel.sealed,
        next_attempt_at=accepted_at,
        accepted_at=accepted_at,
    ).save(force_insert=True)


def keep_definition(parcel: Parcel) -> None:
    """Write the parcel's definition unless it is there. Raises StorageFailed."""
    kept = StoredDefinition.objects.filter(digest=digest(parcel.definition))
    if kept.exists():
        return
    row = StoredDefinition(
        digest=digest(parcel.definition),
        campaign=parcel.campaign,
        survey_digest=parcel.survey_digest,
        survey_id=_survey_id(parcel.definition),
        body=parcel.definition,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:  # another request was faster
        pass
    if [bytes(body) for body in kept.values_list("body", flat=True)] != [parcel.definition]:
        raise StorageFailed("The definition was written but could not be read back.")


def with_address(rows: Any) -> Any:
    """Return ``rows`` so that ``parcel_from`` needs no other query; definitions are large and not among it."""
    return rows.select_related("definition").defer("definition__body")


def parcel_from(row: Any, *, definition: bytes = b"", receipt: str = "") -> Parcel:
    """Return the parcel in ``row``. Raises StateUnreadable if it is not what was written, or of a later release."""
    body = bytes(row.body)
    if digest(body) != row.digest:
        raise StateUnreadable("The stored submission is not the one that was accepted.")
    try:
        return Parcel(
            submission_id=row.submission_id,
            campaign=row.campaign,
            mode=PrivacyMode(row.mode),
            survey_digest=row.definition.survey_digest,
            body=body,
            definition=definition,
            receipt=receipt,
            revision=row.revision,
            wave=row.wave,
            sealed=row.sealed,
            attempts=row.attempts,
            last_failure=row.last_failure,
            status=None if row.status == PENDING else ReceiptStatus(row.status),
        )
    except ValueError as error:
        raise StateUnreadable(f"The stored parcel cannot be read: {error}.") from None


def _survey_id(definition: bytes) -> str:
    """Return the id of the survey, empty where there is none to be read: answers are kept all the same."""
    try:
        return str(parse_json(definition)["survey"]["id"])[:64]
    except (SurveyError, KeyError, TypeError):
        return ""
