"""The outbox in the learner's own fields, for runtimes without the LMS app."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from surveys.answers import AnswerValue
from surveys.contract import ReceiptStatus
from surveys.privacy import PrivacyMode
from xblock_impact.delivery.outbox import Accepted, Delay, Delivery, ResetSubmission
from xblock_impact.delivery.parcel import Parcel
from xblock_impact.errors import ResetRefused, StorageFailed
from xblock_impact.runtime.progress import WaveProgress, read_progress, write_progress
from xblock_impact.runtime.user_state import exclusive, keep
from xblock_impact.words import words_in


class FieldOutbox:
    """See outbox.Outbox. One parcel a wave: a change replaces it, delivered or not."""

    def __init__(self, block: Any, wave: str) -> None:
        self._block = block
        self._wave = wave

    def accepted(self) -> Accepted | None:
        """See Outbox."""
        with exclusive(self._block):
            return self._accepted()

    def reset_submission(self) -> ResetSubmission | None:
        """See Outbox."""
        with exclusive(self._block):
            return _reset(read_progress(self._block).wave(self._wave))

    def put(self, parcel: Parcel) -> Accepted:
        """See Outbox. Parcel and receipt are one field: without the receipt, the parcel is one that was reset."""
        with exclusive(self._block):
            earlier = self._accepted()
            if parcel.revision != self._revision(parcel.campaign) + 1:
                if earlier is None:
                    raise StorageFailed("The submission that this one changes is not kept here.")
                return earlier
            answers = None if parcel.mode is PrivacyMode.ANONYMOUS else parcel.answers
            wave = WaveProgress(
                receipt=parcel.receipt,
                revision=parcel.revision,
                answers=answers,
                answered_on=parcel.answered_on,
                parcel=parcel.to_field(),
            )
            write_progress(self._block, read_progress(self._block).having(parcel.wave, wave))
            keep(self._block)
            kept = _parcel(read_progress(self._block).wave(self._wave))
            if kept != parcel:
                raise StorageFailed("The submission was written but could not be read back.")
            return Accepted(parcel.receipt, parcel.revision, new=True, parcel=parcel)

    def delivery(self) -> Delivery | None:
        """See Outbox."""
        with exclusive(self._block):
            wave = read_progress(self._block).wave(self._wave)
        return delivery_of(wave) if wave.receipt else None

    def answers(self) -> Mapping[str, AnswerValue] | None:
        """See Outbox."""
        with exclusive(self._block):
            wave = read_progress(self._block).wave(self._wave)
        return answers_of(wave)

    def _revision(self, campaign: str) -> int:
        """Return the revision that the next one in ``campaign`` follows on."""
        wave = read_progress(self._block).wave(self._wave)
        reset = _reset(wave)
        return reset.revision if reset and reset.campaign == campaign else wave.revision

    def _accepted(self) -> Accepted | None:
        wave = read_progress(self._block).wave(self._wave)
        return Accepted(wave.receipt, wave.revision, new=False, parcel=_parcel(wave)) if wave.receipt else None


class FieldDeliveries:
    """See outbox.Deliveries: what one learner has in one block."""

    def __init__(self, block: Any) -> None:
        self._block = block

    def pending(self, now: datetime) -> tuple[Parcel, ...]:  # nobody else carries these
        """See Deliveries."""
        with exclusive(self._block):
            return tuple(parcel for parcel in self._parcels() if parcel.pending)

    def seal(self, sealed: Parcel) -> Parcel:
        """See Deliveries."""
        with exclusive(self._block):
            kept = self._kept(sealed)
            if kept is None or kept.sealed or kept.revision != sealed.revision:
                return kept or sealed
            _write(self._block, sealed, sealed.to_field())
            return sealed

    def acknowledge(self, parcel: Parcel, status: ReceiptStatus) -> None:
        """See Deliveries.

        In anonymous mode nothing of the parcel remains; otherwise the answers do, the definition does not.
        """
        with exclusive(self._block):
            if not self._still_waits(parcel):
                return
            done = replace(parcel, status=status, definition=b"", last_failure="", not_before=None)
            _write(self._block, parcel, {} if parcel.mode is PrivacyMode.ANONYMOUS else done.to_field())

    def postpone(self, parcel: Parcel, failure: str, delay: Delay) -> None:
        """See Deliveries. Only what the service asked for is kept: the page itself waits for the rest."""
        with exclusive(self._block):
            if self._still_waits(parcel):
                until = delay.asked_until
                later = replace(parcel, attempts=parcel.attempts + 1, last_failure=failure, not_before=until)
                _write(self._block, parcel, later.to_field())

    def _still_waits(self, parcel: Parcel) -> bool:
        kept = self._kept(parcel)
        return kept is not None and kept.pending and kept.body == parcel.body

    def _kept(self, parcel: Parcel) -> Parcel | None:
        return next((kept for kept in self._parcels() if kept.submission_id == parcel.submission_id), None)

    def _parcels(self) -> Iterator[Parcel]:
        for wave in read_progress(self._block).waves.values():
            if (parcel := _parcel(wave)) is not None:
                yield parcel


def reset_fields(block: Any) -> None:
    """Let the learner answer every wave anew: of each nothing but its parcel stays. Raises ResetRefused."""
    with exclusive(block):
        progress = read_progress(block)
        waves = {key: _reset_wave(block, wave) for key, wave in progress.waves.items()}
        write_progress(block, replace(progress, waves=waves))
        keep(block)


def delivery_of(wave: WaveProgress) -> Delivery:
    """Return how far what is kept of one wave has come. Raises StateUnreadable."""
    parcel = _parcel(wave)
    return Delivery(
        pending=parcel is not None and parcel.pending,
        quarantined=parcel is not None and parcel.status is ReceiptStatus.QUARANTINED,
    )


def answers_of(wave: WaveProgress) -> Mapping[str, AnswerValue] | None:
    """Return the answers that are kept of one wave, also where an earlier release kept them in the parcel only.
    Raises StateUnreadable.
    """
    if wave.answers is not None or not wave.receipt:
        return wave.answers
    parcel = _parcel(wave)
    if parcel is None or parcel.mode is PrivacyMode.ANONYMOUS:
        return None
    return parcel.answers


def _reset_wave(block: Any, wave: WaveProgress) -> WaveProgress:
    parcel = _parcel(wave)
    if wave.receipt and (parcel is None or parcel.mode is PrivacyMode.ANONYMOUS):
        raise ResetRefused(words_in(block.page_language())["reset_refused"])
    return WaveProgress(parcel=wave.parcel)


def _reset(wave: WaveProgress) -> ResetSubmission | None:
    parcel = None if wave.receipt else _parcel(wave)
    return ResetSubmission(parcel.submission_id, parcel.revision, parcel.campaign) if parcel else None


def _parcel(wave: WaveProgress) -> Parcel | None:
    return Parcel.from_field(wave.parcel) if wave.parcel else None


def _write(block: Any, parcel: Parcel, stored: Mapping[str, Any]) -> None:
    """Keep ``stored`` as the parcel of its wave, beside everything else that is kept of it."""
    progress = read_progress(block)
    write_progress(block, progress.having(parcel.wave, replace(progress.wave(parcel.wave), parcel=stored)))
    keep(block)
