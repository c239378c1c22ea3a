"""Where a submission stays from the moment the learner gets a receipt until the service has acknowledged it.

One small interface, so that a database table of the LMS can take the place of the block's fields.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Protocol

from surveys.contract import ReceiptStatus
from surveys.privacy import PrivacyMode
from xblock_impact.delivery.parcel import Parcel
from xblock_impact.errors import StateUnreadable, StorageFailed
from xblock_impact.runtime.user_state import exclusive, keep


@dataclass(frozen=True, slots=True)
class Accepted:
    """The word for a submission that is kept."""

    receipt: str
    new: bool  # False when it, or another one of this learner, was kept before
    parcel: Parcel | None  # what is kept of it: nothing once it was delivered anonymously


class Outbox(Protocol):
    """The parcels of one learner and block. Every method is one step that happens whole or not at all, and
    raises StateUnreadable, with nothing changed, where something is kept that this release cannot read.
    """

    def accepted(self) -> Accepted | None:
        """Return the word for the submission that was accepted before, or None if there is none."""

    def put(self, parcel: Parcel) -> Accepted:
        """Keep ``parcel`` unless one was accepted before, and return the word for the one that is kept.

        Returns only what was read back. Raises StorageFailed.
        """

    def pending(self) -> tuple[Parcel, ...]:
        """Return the parcels that the service has not acknowledged."""

    def seal(self, sealed: Parcel) -> Parcel:
        """Keep the bytes of ``sealed`` unless they were fixed before, and return the parcel as it is kept."""

    def acknowledge(self, parcel: Parcel, status: ReceiptStatus) -> None:
        """Note that the service holds ``parcel``. Nothing happens if other bytes are kept by now."""

    def postpone(self, parcel: Parcel, failure: str, not_before: datetime | None) -> None:
        """Note that ``parcel`` was not taken, why, and how long the service asked to be left alone."""


class FieldOutbox:
    """The outbox in the learner's own fields: one parcel, as a learner answers a block once."""

    def __init__(self, block: Any) -> None:
        self._block = block

    def accepted(self) -> Accepted | None:
        """See Outbox."""
        with exclusive(self._block):
            return _accepted(self._block)

    def put(self, parcel: Parcel) -> Accepted:
        """See Outbox. The parcel is written before the receipt, so that a receipt never stands alone."""
        block = self._block
        with exclusive(block):
            if earlier := _accepted(block):
                return earlier
            block.outbox = parcel.to_field()
            block.receipt = parcel.receipt
            block.draft, block.draft_saved_at = {}, ""
            keep(block)
            if _kept(block) != parcel or block.receipt != parcel.receipt:
                raise StorageFailed("The submission was written but could not be read back.")
            return Accepted(parcel.receipt, new=True, parcel=parcel)

    def pending(self) -> tuple[Parcel, ...]:
        """See Outbox."""
        with exclusive(self._block):
            parcel = _kept(self._block)
        return (parcel,) if parcel is not None and parcel.pending else ()

    def seal(self, sealed: Parcel) -> Parcel:
        """See Outbox."""
        with exclusive(self._block):
            kept = _kept(self._block)
            if kept is None or kept.sealed or kept.submission_id != sealed.submission_id:
                return kept or sealed
            self._write(sealed)
            return sealed

    def acknowledge(self, parcel: Parcel, status: ReceiptStatus) -> None:
        """See Outbox.

        In anonymous mode nothing of the parcel remains; otherwise the answers do, the definition does not.
        """
        with exclusive(self._block):
            if not self._still_waits(parcel):
                return
            if parcel.mode is PrivacyMode.ANONYMOUS:
                self._block.receipt = parcel.receipt
                self._block.outbox = {}
                keep(self._block)
            else:
                self._write(replace(parcel, status=status, definition=b"", last_failure="", not_before=None))

    def postpone(self, parcel: Parcel, failure: str, not_before: datetime | None) -> None:
        """See Outbox."""
        with exclusive(self._block):
            if self._still_waits(parcel):
                later = replace(parcel, attempts=parcel.attempts + 1, last_failure=failure, not_before=not_before)
                self._write(later)

    def _still_waits(self, parcel: Parcel) -> bool:
        kept = _kept(self._block)
        return kept is not None and kept.pending and kept.body == parcel.body

    def _write(self, parcel: Parcel) -> None:
        self._block.outbox = parcel.to_field()
        keep(self._block)


@dataclass(frozen=True, slots=True)
class Standing:
    """How far one learner is with one block."""

    receipt: str | None
    pending: bool  # accepted, not yet acknowledged by the service
    quarantined: bool  # the service holds it but cannot count it
    draft: Mapping[str, object]


def standing(block: Any) -> Standing:
    """Return what is stored of the learner's answers. Writes nothing. Raises StateUnreadable."""
    with exclusive(block):
        return read_standing(block)


def read_standing(block: Any) -> Standing:
    """Return the same for who holds the state already."""
    kept, accepted, draft = _kept(block), _accepted(block), _field(block, "draft")
    return Standing(
        receipt=accepted.receipt if accepted else None,
        pending=kept is not None and kept.pending,
        quarantined=kept is not None and kept.status is ReceiptStatus.QUARANTINED,
        draft={} if accepted else dict(draft or {}),
    )


def _kept(block: Any) -> Parcel | None:
    """Return the stored parcel. The state is read as a whole, so that none of it is written while a part is not
    understood.
    """
    stored, _, _ = (_field(block, name) for name in ("outbox", "receipt", "draft"))
    return Parcel.from_field(stored) if stored else None


def _accepted(block: Any) -> Accepted | None:
    """The receipt's field mirrors the parcel: should a crash have come between the two, the parcel counts."""
    kept = _kept(block)
    receipt = _field(block, "receipt") or (kept.receipt if kept else None)
    return Accepted(receipt, new=False, parcel=kept) if receipt else None


def _field(block: Any, name: str) -> Any:
    """Return the value of a field. Raises StateUnreadable where XBlock refuses its type."""
    try:
        return getattr(block, name)
    except (TypeError, ValueError):
        raise StateUnreadable(f"The field {name} holds a value of another type.") from None
