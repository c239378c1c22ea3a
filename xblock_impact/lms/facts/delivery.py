"""Carrying facts to the service, under the same rules as parcels: leases, backoff, done once the digest is echoed."""

from __future__ import annotations

import logging
import time
import uuid
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, Protocol

from surveys.canonical import canonical_json, digest
from surveys.contract import FactKind, Participant, ParticipantFact, ReceiptStatus, instant_to_wire
from surveys.privacy import PrivacyMode
from xblock_impact.delivery.client import ServiceClient
from xblock_impact.delivery.pseudonym import pseudonym
from xblock_impact.delivery.relay import LONGEST_WAIT, Round, full_jitter
from xblock_impact.delivery.server_settings import read_delivery, read_pseudonym_key
from xblock_impact.errors import DeliveryFailed, ServerSettingsMissing
from xblock_impact.lms.bucket import settings_bucket
from xblock_impact.lms.database.clock import from_now
from xblock_impact.lms.facts.telling import lay_out
from xblock_impact.lms.models import FactDelivery
from xblock_impact.lms.models.outbox import MAX_FAILURE, PENDING
from xblock_impact.lms.relay.claiming import due, hold
from xblock_impact.lms.relay.leases import Lease
from xblock_impact.lms.relay.relaying import LEASE_TIMEOUTS, MOST_SECONDS

log = logging.getLogger(__name__)

REFUSED = "refused"
"""Status of a fact that its campaign does not take."""
BATCH = 50  # facts that one relay holds
LAID_OUT = 2_000  # facts that are laid out in one round
_NAMESPACE = uuid.UUID("6f8a8b0e-3f0c-5d0a-9b51-5f1f4c1b8f3e")


class FactService(Protocol):
    """What carrying facts needs of the service; ``client.ServiceClient`` is one."""

    def put_fact(self, fact: ParticipantFact, now: datetime) -> ReceiptStatus:
        """Deliver the fact. Raises DeliveryFailed."""


def deliver_facts(
    *, limit: int = BATCH, seconds: float = MOST_SECONDS, carry_on: Callable[[], bool] = lambda: True
) -> Round:
    """Lay out some of what is new and carry up to ``limit`` facts that are due; begin none after ``seconds``, or once
    ``carry_on()`` says no. The wait is 0 when there is more to lay out.

    Without a key for pseudonyms, facts of confidential campaigns wait. Raises ServerSettingsMissing, with everything
    kept.
    """
    bucket = settings_bucket()
    delivery = read_delivery(bucket)
    more = lay_out(LAID_OUT) == LAID_OUT
    key = _key_or_postpone(bucket)
    held, lease = Lease(), LEASE_TIMEOUTS * delivery.timeout
    hold(FactDelivery.objects.all(), held.token, lease, limit)
    ends = time.monotonic() + min(seconds, lease / 2)
    done = _Batch(held, key, ServiceClient(delivery)).carried(lambda: time.monotonic() < ends and carry_on())
    return replace(done, wait=0.0) if more else done


def _key_or_postpone(bucket: Mapping[str, Any]) -> bytes:
    """Return the key of pseudonyms, or an empty one when nothing that needs it is due any more."""
    try:
        return read_pseudonym_key(bucket)
    except ServerSettingsMissing as missing:
        needy = due(FactDelivery.objects.filter(mode=PrivacyMode.CONFIDENTIAL.value))
        reason = " ".join(missing.problems)[:MAX_FAILURE]
        needy.update(next_attempt_at=from_now(LONGEST_WAIT), last_failure=reason)
        return b""


def fact_of(row: FactDelivery, key: bytes) -> ParticipantFact:
    """Return what ``row`` tells; ``key`` makes the pseudonym in confidential campaigns.

    The id follows from the rest: told again from a restored database, it is the same fact to the service. Raises
    DeliveryFailed where only another release can tell it.
    """
    try:
        mode, kind = PrivacyMode(row.mode), FactKind(row.kind)
    except ValueError:
        raise DeliveryFailed("This release cannot tell a fact of this kind.") from None
    participant = str(row.account)
    if mode is PrivacyMode.CONFIDENTIAL:
        if not key:
            raise DeliveryFailed("There is no key for pseudonyms.")
        participant = pseudonym(key, row.campaign, participant)
    at = row.at.astimezone(UTC)
    told = [row.campaign, row.mode, participant, row.course_key, row.kind, instant_to_wire(at)]
    return ParticipantFact(
        fact_id=uuid.uuid5(_NAMESPACE, canonical_json(told).decode()),
        campaign=row.campaign,
        mode=mode,
        participant=Participant(participant),
        fact=kind,
        at=at,
        course=row.course_key,
    )


@dataclass
class _Batch:
    """What one relay carries of facts."""

    held: Lease
    key: bytes = field(repr=False)
    service: FactService
    verdicts: list[ReceiptStatus] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)  # seconds, one for each that was not taken

    def carried(self, carry_on: Callable[[], bool]) -> Round:
        """Try one after the other until ``carry_on()`` says no or the service does; give back the rest."""
        batch = deque(FactDelivery.objects.filter(lease=self.held.token).order_by("pk"))
        try:
            while batch and self.held.is_of_use and carry_on():
                self._try(batch.popleft())
        finally:
            if batch:
                self.held.give_back(FactDelivery.objects.filter(pk__in=[row.pk for row in batch]))
        quarantined = self.verdicts.count(ReceiptStatus.QUARANTINED)
        return Round(len(self.verdicts), quarantined, len(self.waits), min(self.waits, default=None))

    def _try(self, row: FactDelivery) -> None:
        now = datetime.now(UTC)
        try:
            fact = fact_of(row, self.key)
            verdict = self.service.put_fact(fact, now)
        except DeliveryFailed as failure:
            if failure.definitive:
                self._give_up(row, failure)
            else:
                self._postpone(row, failure)
        else:
            self.held.succeed()
            self.verdicts.append(verdict)
            _close(row, status=verdict.value, digest=digest(fact.to_bytes()), last_failure="")

    def _give_up(self, row: FactDelivery, failure: DeliveryFailed) -> None:
        """Leave a fact that its campaign does not take: the others of the batch are none the worse for it."""
        log.error("Campaign %s: the service refuses a fact for good (%s).", row.campaign, failure.reason)
        self.held.succeed()
        _close(row, status=REFUSED, last_failure=failure.reason[:MAX_FAILURE])

    def _postpone(self, row: FactDelivery, failure: DeliveryFailed) -> None:
        """Leave a fact alone for a while."""
        log.warning("Campaign %s: a fact was not delivered (%s).", row.campaign, failure.reason)
        asked = failure.retry_after
        self.waits.append(max(full_jitter(row.attempts), asked or 0.0))
        self.held.postpone(_waiting(row), failure.reason, self.waits[-1], asked=bool(asked))


def _close(row: FactDelivery, **columns: str) -> None:
    """Carry a fact no further. Of a tombstone nothing stays: it has done what it was for, or there is nothing to do."""
    if row.kind == FactKind.RETIRED.value:
        _waiting(row).delete()
    else:
        _waiting(row).update(lease=None, **columns)


def _waiting(row: FactDelivery) -> Any:
    return FactDelivery.objects.filter(pk=row.pk, status=PENDING)
