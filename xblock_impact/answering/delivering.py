"""The page's request to deliver what waits: a request of its own, after the receipt was shown."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any

from xblock_impact.delivery.records import records
from xblock_impact.errors import Refused, ServerSettingsMissing
from xblock_impact.runtime.handlers import Json
from xblock_impact.runtime.learner import is_on_team, learner_of
from xblock_impact.runtime.progress import read_progress
from xblock_impact.runtime.user_state import exclusive

log = logging.getLogger(__name__)


def relay(block: Any, now: datetime) -> Json:
    """Deliver and say how it went; ``wait`` is the time [s] to the next try, None when another would be of no
    use. Only the course team reads how much of it the service does not count.
    """
    learner = learner_of(block)
    if not learner.signed_in:
        raise Refused(403, "Not signed in", "Sign in first.")
    try:
        done = records().deliver(block, learner, now)
    except ServerSettingsMissing as missing:
        log.error("Answers wait in the outbox. %s", missing)
        waiting: Json = {"delivered": 0, "pending": _sent(block), "wait": None}
        return {**waiting, "configuration": list(missing.problems)} if learner.is_staff else waiting
    result: Json = {"delivered": done.delivered, "pending": done.pending, "wait": done.wait}
    return {**result, "quarantined": done.quarantined} if is_on_team(block, learner) else result


def _sent(block: Any) -> int:
    with exclusive(block):
        waves = read_progress(block).waves.values()
    return sum(bool(wave.receipt) for wave in waves)
