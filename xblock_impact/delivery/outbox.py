"""Where a submission stays from the moment the learner gets a receipt until the service has acknowledged it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from surveys.answers import AnswerValue
from surveys.contract import ReceiptStatus
from xblock_impact.delivery.parcel import Parcel


@dataclass(frozen=True, slots=True)
class Accepted:
    """The word for a submission that is kept."""

    receipt: str
    revision: int  # 1 and up
    new: bool  # False when it, or another one of this learner and wave, was kept before
    parcel: Parcel | None  # what is kept of it: nothing once it was delivered anonymously


@dataclass(frozen=True, slots=True)
class ResetSubmission:
    """What a learner had sent before the course team let them answer anew. It counts until it is replaced."""

    submission_id: UUID
    revision: int
    campaign: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """How far what a learner sent has come."""

    pending: bool  # accepted, not yet acknowledged by the service
    quarantined: bool = False  # the service holds it but cannot count it
    at: datetime | None = None  # when the service acknowledged it, as far as that is kept


@dataclass(frozen=True, slots=True)
class Delay:
    """How long a parcel is left alone that was not taken."""

    seconds: float  # from now on
    asked_until: datetime | None = None  # aware, UTC: when the service asked for it


class Outbox(Protocol):
    """What one learner sent in one wave of one block. Every method is one step that happens whole or not at all,
    and raises StateUnreadable, with nothing changed, where something is kept that this release cannot read.
    """

    def accepted(self) -> Accepted | None:
        """Return the word for the newest submission that was accepted, or None if there is none, or it was reset."""

    def reset_submission(self) -> ResetSubmission | None:
        """Return what was reset and not answered anew, or None."""

    def put(self, parcel: Parcel) -> Accepted:
        """Keep ``parcel`` if its revision follows on what is kept or was reset (1 on nothing, and in another
        campaign), and return the word for what is kept now: ``new`` tells whether that is ``parcel``.

        Returns only what was read back. Raises StorageFailed.
        """

    def delivery(self) -> Delivery | None:
        """Return how far the newest submission has come, or None if nothing was accepted."""

    def answers(self) -> Mapping[str, AnswerValue] | None:
        """Return the newest answers; None if nothing was accepted, or anonymously."""


class Deliveries(Protocol):
    """What a relay carries to the service. Every method happens whole or not at all."""

    def pending(self, now: datetime) -> Iterable[Parcel]:
        """Return parcels that the service has not acknowledged and that nobody else carries at the moment. They may
        be handed out one by one, each when the one before it was dealt with.
        """

    def seal(self, sealed: Parcel) -> Parcel:
        """Keep the bytes of ``sealed`` unless they were fixed before, and return the parcel as it is kept."""

    def acknowledge(self, parcel: Parcel, status: ReceiptStatus) -> None:
        """Note that the service holds ``parcel``. Nothing happens if other bytes are kept by now."""

    def postpone(self, parcel: Parcel, failure: str, delay: Delay) -> None:
        """Note that ``parcel`` was not taken, why, and when to try again."""
