"""Parcels in the database as a relay carries them: claimed with a lease, so that several relays never wait for each
other and a dead one keeps nothing but time.

All times are the database's.
"""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from surveys.contract import ReceiptStatus
from surveys.privacy import PrivacyMode
from xblock_impact.delivery.outbox import Delay
from xblock_impact.delivery.parcel import Parcel
from xblock_impact.errors import DeliveryFailed, StateUnreadable
from xblock_impact.lms.database.clock import DatabaseNow
from xblock_impact.lms.models import StoredDefinition, StoredParcel
from xblock_impact.lms.models.outbox import PENDING
from xblock_impact.lms.outbox.anonymous_counts import count_delivered
from xblock_impact.lms.outbox.stored_parcels import parcel_from, with_address
from xblock_impact.lms.relay.claiming import claim
from xblock_impact.lms.relay.leases import Lease, put_off

log = logging.getLogger(__name__)

UNREADABLE_SECONDS = 3600.0  # until a row is looked at again that only another release may read


@dataclass
class DatabaseDeliveries:
    """See delivery.outbox.Deliveries: one batch of what is due among ``rows``. Whoever is done with it, or breaks off,
    gives back the rest.
    """

    rows: Any  # of StoredParcel
    limit: int
    lease: float  # seconds
    seconds: float  # after which no other parcel of the batch is begun; the rest is given back
    carry_on: Callable[[], bool] = lambda: True
    _held: Lease = field(default_factory=Lease, init=False)
    _batch: deque[Parcel] = field(default_factory=deque, init=False)  # claimed, not yet begun

    def pending(self, now: datetime) -> Iterator[Parcel]:
        """See Deliveries."""
        self._batch.extend(self._readable(claim(self.rows, self._held.token, self.lease, self.limit)))
        ends = time.monotonic() + self.seconds
        while self._batch and time.monotonic() < ends and self._held.is_of_use and self.carry_on():
            yield self._batch.popleft()

    def seal(self, sealed: Parcel) -> Parcel:
        """See Deliveries."""
        row = _row_of(sealed)
        row.filter(sealed=False, status=PENDING).update(body=sealed.body, digest=sealed.digest, sealed=True)
        kept = with_address(row).first()
        try:
            return sealed if kept is None else parcel_from(kept, definition=sealed.definition)
        except StateUnreadable as unreadable:
            raise DeliveryFailed(str(unreadable)) from None

    def acknowledge(self, parcel: Parcel, status: ReceiptStatus) -> None:
        """See Deliveries. In anonymous mode the row goes; in the others it stays, without the bodies of revisions that
        a later one replaced.
        """
        self._held.succeed()
        held = _waiting(parcel)
        if parcel.mode is PrivacyMode.ANONYMOUS:
            with transaction.atomic():
                usage_key = held.values_list("usage_key", flat=True).first()
                if held.delete()[0]:
                    count_delivered(usage_key, parcel.campaign, status)
            return
        held.update(status=status.value, acknowledged_at=DatabaseNow(), lease=None, last_failure="")
        if parcel.revision > 1:
            earlier = StoredParcel.objects.filter(submission_id=parcel.submission_id, revision__lt=parcel.revision)
            earlier.exclude(status=PENDING).update(body=b"", wiped=True)

    def postpone(self, parcel: Parcel, failure: str, delay: Delay) -> None:
        """See Deliveries. A service that asked for time gets it from the whole batch."""
        self._held.postpone(_waiting(parcel), failure, delay.seconds, asked=delay.asked_until is not None)

    def give_back(self) -> None:
        """Let go of what was not tried."""
        ids = [parcel.submission_id for parcel in self._batch]
        if ids:
            self._held.give_back(StoredParcel.objects.filter(submission_id__in=ids))

    def _readable(self, claimed: list[Any]) -> Iterator[Parcel]:
        """Yield what can be read; the rest is left alone and stops nobody."""
        digests = {row.definition_id for row in claimed}
        kept = StoredDefinition.objects.filter(digest__in=digests).values_list("digest", "body")
        definitions = {digest: bytes(body) for digest, body in kept}
        for row in claimed:
            try:
                yield parcel_from(row, definition=definitions.get(row.definition_id, b""))
            except StateUnreadable as unreadable:
                log.error("Campaign %s: a parcel is left as it is. %s", row.campaign, unreadable)
                put_off(StoredParcel.objects.filter(pk=row.pk, status=PENDING), str(unreadable), UNREADABLE_SECONDS)


def _row_of(parcel: Parcel) -> Any:
    return StoredParcel.objects.filter(submission_id=parcel.submission_id, revision=parcel.revision)


def _waiting(parcel: Parcel) -> Any:
    """Return the row of ``parcel`` if it still waits, and holds what the service was sent. Whoever has the lease by
    now: what the service said is true of the bytes.
    """
    return _row_of(parcel).filter(digest=parcel.digest, status=PENDING)
