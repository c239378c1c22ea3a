"""Delivery when a page asks for it: a worker's matter where there is one, else a few parcels at once."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from surveys.privacy import PrivacyMode
from xblock_impact.delivery.relay import Round
from xblock_impact.lms.database.clock import seconds_until
from xblock_impact.lms.models import StoredParcel
from xblock_impact.lms.models.outbox import PENDING
from xblock_impact.lms.outbox.earlier_fields import adopt_waiting
from xblock_impact.lms.outbox.stored_parcels import Owner, owner_of
from xblock_impact.lms.relay.relaying import deliver
from xblock_impact.lms.waking import celery_delivers, wake
from xblock_impact.runtime.learner import Learner

PARCELS = 10  # a request
SECONDS = 10.0
SHORTEST_WAIT, LONGEST_WAIT = 1.0, 300.0  # seconds until the page asks again


def deliver_for(block: Any, learner: Learner) -> Round:
    """See to the delivery of what ``learner`` has in ``block``, then of whatever else is due.

    Anonymous parcels have no learner: all those of the block are meant. Raises ServerSettingsMissing,
    StateUnreadable and StorageFailed.
    """
    owner = owner_of(block, learner)
    adopt_waiting(block, owner)
    mine = _of(owner)
    if celery_delivers():
        wake()
        return _round(Round(0, 0, 0, None), mine)
    done = deliver(mine, limit=PARCELS, seconds=SECONDS)
    if done.wait is None and done.delivered < PARCELS:  # the service answers, and there is time
        deliver(limit=PARCELS - done.delivered, seconds=SECONDS / 2)
    return _round(done, mine)


def _of(owner: Owner) -> Any:
    whose = Q(account=owner.account) | Q(mode=PrivacyMode.ANONYMOUS.value)
    return StoredParcel.objects.filter(whose, usage_key=owner.usage_key, status=PENDING)


def _round(done: Round, mine: Any) -> Round:
    """Return ``done`` with what still waits, whoever carries it at the moment."""
    pending = mine.count()
    until = seconds_until(mine, "next_attempt_at")
    wait = None if until is None else min(max(until, SHORTEST_WAIT), LONGEST_WAIT)
    return Round(done.delivered, done.quarantined, pending, wait)
