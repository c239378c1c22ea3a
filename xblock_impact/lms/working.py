"""Delivering round after round."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.db import close_old_connections

from xblock_impact.delivery.relay import Round
from xblock_impact.errors import ServerSettingsMissing
from xblock_impact.lms.database.clock import seconds_until
from xblock_impact.lms.facts.delivery import deliver_facts
from xblock_impact.lms.models import FactDelivery, LearnerFact, StoredParcel
from xblock_impact.lms.models.outbox import PENDING
from xblock_impact.lms.outbox.keeping import wipe_old
from xblock_impact.lms.relay.relaying import BATCH, deliver

log = logging.getLogger(__name__)

SHORTEST_IDLE, LONGEST_IDLE = 0.5, 5.0  # seconds between two looks where nothing was to be done


@dataclass(frozen=True, slots=True)
class Work:
    """What some rounds did."""

    delivered: int
    quarantined: int  # of those delivered
    wait: float | None  # seconds until something is due again; None when nothing waits
    facts: int = 0  # about learners that were told


def deliver_all(
    *, limit: int | None = None, seconds: float | None = None, carry_on: Callable[[], bool] = lambda: True
) -> Work:
    """Deliver until nothing is due, nothing can be delivered, ``limit`` parcels are or ``seconds`` have passed; without
    a limit, facts about learners in turn with parcels, so that neither waits for all of the other.

    Raises ServerSettingsMissing.
    """
    ends = None if seconds is None else time.monotonic() + seconds
    delivered = quarantined = facts = 0
    while carry_on() and (ends is None or time.monotonic() < ends) and (limit is None or delivered < limit):
        done = deliver(limit=BATCH if limit is None else min(BATCH, limit - delivered), carry_on=carry_on)
        delivered, quarantined = delivered + done.delivered, quarantined + done.quarantined
        told = deliver_facts(carry_on=carry_on) if limit is None else Round(0, 0, 0, None)
        facts += told.delivered
        if not (done.delivered or told.delivered or told.wait == 0.0):
            break
    wipe_old()
    return Work(delivered, quarantined, _wait(), facts)


def _wait() -> float | None:
    """Return how long it is until anything is due [s]; None when nothing waits."""
    if LearnerFact.objects.filter(laid_out=False).exists():
        return 0.0
    waiting = (model.objects.filter(status=PENDING) for model in (StoredParcel, FactDelivery))
    waits = [seconds_until(rows, "next_attempt_at") for rows in waiting]
    return min((wait for wait in waits if wait is not None), default=None)


def deliver_forever(stop: threading.Event) -> Work:
    """Deliver until ``stop`` is set, whatever happens meanwhile. Raises ServerSettingsMissing."""
    delivered = quarantined = facts = 0
    idle = SHORTEST_IDLE
    while not stop.is_set():
        done = _whatever_happens(lambda: not stop.is_set())
        delivered, quarantined, facts = delivered + done.delivered, quarantined + done.quarantined, facts + done.facts
        idle = SHORTEST_IDLE if done.delivered or done.facts else min(idle * 2, LONGEST_IDLE)
        stop.wait(idle)
    return Work(delivered, quarantined, None, facts)


def _whatever_happens(carry_on: Callable[[], bool]) -> Work:
    """Deliver once. A database that is away comes back, and what one row breaks must not stop the others."""
    close_old_connections()
    try:
        done = deliver_all(carry_on=carry_on)
    except ServerSettingsMissing:
        raise
    except Exception as error:  # noqa: BLE001  # a relay never gives up; the message might hold an answer
        log.error("A round of delivery broke off: %s.", type(error).__name__)
        close_old_connections()
        return Work(0, 0, None)
    if done.delivered:
        log.info("Delivered %d, of which the service counts %d.", done.delivered, done.delivered - done.quarantined)
    return done
