"""Carrying parcels from an outbox to the service, over and over until it has acknowledged them."""

from __future__ import annotations

import logging
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from surveys.canonical import digest
from surveys.contract import ReceiptStatus
from xblock_impact.delivery.outbox import Delay, Deliveries
from xblock_impact.delivery.parcel import Parcel
from xblock_impact.errors import DeliveryFailed

log = logging.getLogger(__name__)

FIRST_WAIT, LONGEST_WAIT = 2.0, 300.0  # seconds


class Service(Protocol):
    """What a relay needs of the service; ``client.ServiceClient`` is one."""

    def put_definition(self, parcel: Parcel, now: datetime) -> None:
        """Make the parcel's definition known. Raises DeliveryFailed."""

    def put_submission(self, parcel: Parcel, now: datetime) -> ReceiptStatus:
        """Deliver the parcel. Raises DeliveryFailed."""


@dataclass(frozen=True, slots=True)
class Round:
    """What one round of delivery did."""

    delivered: int
    quarantined: int  # of those delivered: kept by the service, not counted
    pending: int
    wait: float | None  # seconds until the next round is worth it; None when nothing is pending


class KnownDefinitions:
    """Which definitions the service is known to hold, for the life of this process.

    Asking once too often costs one request. One that differs in its title or its threshold only is another.
    """

    def __init__(self) -> None:
        self._known: set[tuple[str, str]] = set()

    def make_known(self, service: Service, parcel: Parcel, now: datetime) -> None:
        """Put the parcel's definition if that was not done before. Raises DeliveryFailed.

        A definition that is refused for good is left aside: the service keeps a submission that it cannot
        interpret.
        """
        key = (parcel.survey_digest, digest(parcel.definition))
        if key in self._known:
            return
        try:
            service.put_definition(parcel, now)
        except DeliveryFailed as failure:
            if not failure.definitive:
                raise
            log.error("Campaign %s: the service refuses the definition (%s).", parcel.campaign, failure.reason)
        else:
            self._known.add(key)

    def forget(self, parcel: Parcel) -> None:
        """Ask again next time: the service does not seem to know this definition."""
        self._known = {key for key in self._known if key[0] != parcel.survey_digest}


def full_jitter(attempts: int) -> float:
    """Return a wait [s] drawn evenly from 0 to a bound that doubles with every attempt, so that senders do
    not march in step.
    """
    return random.uniform(0.0, min(LONGEST_WAIT, FIRST_WAIT * 2.0 ** min(attempts, 30)))  # noqa: S311  # no secret


@dataclass(frozen=True, slots=True)
class Relay:
    """Delivers what an outbox holds. It reads parcels, never builds them: what was stored is what is sent."""

    service: Service
    known: KnownDefinitions
    seal: Callable[[Parcel], Parcel]  # fills in a participant that was missing; its exceptions stop the round
    wait: Callable[[int], float] = full_jitter  # attempts so far → seconds

    def run(self, deliveries: Deliveries, clock: Callable[[], datetime]) -> Round:
        """Try every parcel, but for those that the service asked to wait.

        ``clock`` returns the time (aware, UTC); it is asked for each parcel, as tokens live for seconds. Raises
        ServerSettingsMissing, with everything still in the outbox.
        """
        verdicts: list[ReceiptStatus] = []
        waits: list[float] = []
        for parcel in deliveries.pending(clock()):
            now = clock()
            if parcel.not_before is not None and parcel.not_before > now:
                waits.append((parcel.not_before - now).total_seconds())
                continue
            outcome = self._try(deliveries, parcel, now)
            if isinstance(outcome, ReceiptStatus):
                verdicts.append(outcome)
            else:
                waits.append(outcome)
        quarantined = verdicts.count(ReceiptStatus.QUARANTINED)
        return Round(len(verdicts), quarantined, len(waits), min(waits, default=None))

    def _try(self, deliveries: Deliveries, parcel: Parcel, now: datetime) -> ReceiptStatus | float:
        """Deliver one parcel; return what became of it, or how long to wait when it was not taken [s]."""
        try:
            if not parcel.sealed:
                parcel = deliveries.seal(self.seal(parcel))
            self.known.make_known(self.service, parcel, now)
            status = self.service.put_submission(parcel, now)
        except DeliveryFailed as failure:
            attempt, wish = parcel.attempts + 1, failure.retry_after
            log.warning("Campaign %s: not delivered (%s), attempt %d.", parcel.campaign, failure.reason, attempt)
            seconds = max(self.wait(parcel.attempts), wish or 0.0)
            until = None if wish is None else now + timedelta(seconds=wish)
            deliveries.postpone(parcel, failure.reason, Delay(seconds, until))
            return seconds
        if status is ReceiptStatus.QUARANTINED:
            log.warning("Campaign %s: the service keeps a submission but cannot interpret it.", parcel.campaign)
            self.known.forget(parcel)
        deliveries.acknowledge(parcel, status)
        return status
