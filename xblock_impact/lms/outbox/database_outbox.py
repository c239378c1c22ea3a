"""The outbox in the database: the truth about what a learner sent, whatever becomes of the block's own fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, OperationalError, connection, transaction

from surveys.answers import AnswerValue
from surveys.contract import ReceiptStatus
from surveys.privacy import PrivacyMode
from xblock_impact.delivery.outbox import Accepted, Delivery, ResetSubmission
from xblock_impact.delivery.parcel import Parcel
from xblock_impact.errors import StorageFailed
from xblock_impact.lms.database.failures import storage
from xblock_impact.lms.models import Answered, StoredParcel
from xblock_impact.lms.models.outbox import PENDING
from xblock_impact.lms.outbox.campaigns import note_campaign
from xblock_impact.lms.outbox.earlier_fields import adopt, kept_answers
from xblock_impact.lms.outbox.stored_parcels import insert, keep_definition, owner_of, parcel_from, with_address
from xblock_impact.lms.waking import wake
from xblock_impact.runtime.learner import Learner

_TRIES = 3  # a database may choose a transaction to give way to another


class DatabaseOutbox:
    """See delivery.outbox.Outbox. No call to another server, ever."""

    def __init__(self, block: Any, learner: Learner, wave: str) -> None:
        self._block = block
        self._owner = owner_of(block, learner)
        self._wave = wave

    def accepted(self) -> Accepted | None:
        """See Outbox."""
        with storage():
            answered = self._answered()
            return None if answered is None or answered.reset else _word_for(answered)

    def reset_submission(self) -> ResetSubmission | None:
        """See Outbox."""
        with storage():
            answered = self._row()
        if answered is None or not answered.reset:
            return None
        return ResetSubmission(answered.submission_id, answered.revision, answered.campaign)

    def put(self, parcel: Parcel) -> Accepted:
        """See Outbox. The row that says who answered and the parcel are written in one transaction."""
        with storage():
            earlier = self._answered()
            if not _follows(parcel, earlier):
                return _earlier_word(earlier)
            keep_definition(parcel)
            kept = self._keep(parcel, earlier)
            if kept is None:
                return _earlier_word(self._answered())
            transaction.on_commit(lambda: self._note_campaign(parcel), robust=True)
            transaction.on_commit(wake, robust=True)
            return Accepted(kept.receipt, kept.revision, new=True, parcel=kept)

    def delivery(self) -> Delivery | None:
        """See Outbox. In anonymous mode nobody can tell whose is under way: pending as long as any is."""
        with storage():
            answered = self._answered()
            if answered is None or answered.reset:
                return None
            if answered.submission_id is None:
                return Delivery(pending=self._anonymous().exists())
            row = _parcels_of(answered).defer("body").first()
            if row is None:
                return Delivery(pending=False)
            quarantined = row.status == ReceiptStatus.QUARANTINED.value
            return Delivery(row.status == PENDING, quarantined, row.acknowledged_at)

    def answers(self) -> Mapping[str, AnswerValue] | None:
        """See Outbox."""
        with storage():
            answered = self._answered()
            if answered is None or answered.reset:
                return None
            parcel = _parcel_of(answered)
            return parcel.answers if parcel else kept_answers(self._block, self._wave)

    def _answered(self) -> Any:
        row = self._row()
        if row is None and adopt(self._block, self._owner, self._wave):
            row = self._row()
        return row

    def _row(self) -> Any:
        owner = self._owner
        return Answered.objects.filter(usage_key=owner.usage_key, account=owner.account, wave=self._wave).first()

    def _anonymous(self) -> Any:
        mode, usage_key = PrivacyMode.ANONYMOUS.value, self._owner.usage_key
        return StoredParcel.objects.filter(usage_key=usage_key, status=PENDING, mode=mode, wave=self._wave)

    def _keep(self, parcel: Parcel, earlier: Any) -> Parcel | None:
        """Write and return what was read back; None if somebody else was faster."""
        for left in reversed(range(_TRIES)):
            try:
                with transaction.atomic():
                    return self._write(parcel, earlier)
            except IntegrityError:
                return None
            except OperationalError:
                if connection.in_atomic_block or not left:  # a transaction around this one is lost, too
                    raise
        return None

    def _write(self, parcel: Parcel, earlier: Any) -> Parcel | None:
        if earlier is None:
            self._insert_answered(parcel)
        elif not self._change_answered(parcel, earlier):
            return None
        insert(parcel, self._owner)
        answered = self._row()
        stored = with_address(StoredParcel.objects.filter(submission_id=parcel.submission_id, revision=parcel.revision))
        kept = parcel_from(stored.get(), definition=parcel.definition, receipt=parcel.receipt)
        if kept != parcel or answered is None or answered.receipt != parcel.receipt:
            raise StorageFailed("The submission was written but could not be read back.")
        return kept

    def _note_campaign(self, parcel: Parcel) -> None:
        """Have facts of the course's learners go to the campaign. Once would do; it fails without harm."""
        if self._owner.course_key:
            note_campaign(self._owner.course_key, parcel.campaign, parcel.mode)

    def _insert_answered(self, parcel: Parcel) -> None:
        owner = self._owner
        row = Answered(usage_key=owner.usage_key, account=owner.account, wave=self._wave, **_columns(parcel))
        row.save(force_insert=True)

    def _change_answered(self, parcel: Parcel, earlier: Any) -> bool:
        """Compare and set the revision."""
        kept = Answered.objects.filter(pk=earlier.pk, revision=earlier.revision, reset=earlier.reset)
        return bool(kept.update(**_columns(parcel), reset=False))


def _columns(parcel: Parcel) -> dict[str, Any]:
    """Return what ``Answered`` knows of what was sent."""
    return {
        "campaign": parcel.campaign,
        "receipt": parcel.receipt,
        "revision": parcel.revision,
        "submission_id": None if parcel.mode is PrivacyMode.ANONYMOUS else parcel.submission_id,
    }


def _follows(parcel: Parcel, earlier: Any) -> bool:
    """Whether ``parcel`` is the next revision of what was accepted or reset; anonymous submissions have no next. What
    was reset in another campaign is none of this one's.
    """
    if earlier is None or (earlier.reset and earlier.campaign != parcel.campaign):
        return parcel.revision == 1
    return bool(parcel.revision == earlier.revision + 1 and parcel.submission_id == earlier.submission_id)


def _earlier_word(answered: Any) -> Accepted:
    if answered is None or answered.reset:
        raise StorageFailed("Nothing is kept here that this submission could follow, or its id is in use elsewhere.")
    return _word_for(answered)


def _word_for(answered: Any) -> Accepted:
    return Accepted(answered.receipt, answered.revision, new=False, parcel=_parcel_of(answered))


def _parcels_of(answered: Any) -> Any:
    """Return the newest revision's row, which is missing where it was never here or is no longer kept."""
    return StoredParcel.objects.filter(submission_id=answered.submission_id, revision=answered.revision)


def _parcel_of(answered: Any) -> Parcel | None:
    if answered.submission_id is None:
        return None
    row = with_address(_parcels_of(answered).filter(wiped=False)).first()
    return None if row is None else parcel_from(row, receipt=answered.receipt)
