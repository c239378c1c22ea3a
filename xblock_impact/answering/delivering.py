"""The page's request to deliver what waits: a request of its own, after the receipt was shown."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any

from xblock_impact.answering.mirroring import heal, settle
from xblock_impact.answering.receipts import delivery_state
from xblock_impact.delivery.records import records
from xblock_impact.errors import ConfigurationIncomplete, Refused, ServerSettingsMissing
from xblock_impact.runtime.handlers import Json
from xblock_impact.runtime.learner import Learner, is_on_team, learner_of
from xblock_impact.runtime.progress import read_progress
from xblock_impact.runtime.user_state import exclusive
from xblock_impact.words import words_in

log = logging.getLogger(__name__)


def relay(block: Any, now: datetime) -> Json:
    """Deliver and say how it went; ``wait`` is the time [s] to the next try, None when another would be of no
    use. Only the course team reads how much of it the service does not count.
    """
    learner = learner_of(block)
    if not learner.signed_in:
        raise Refused(403, "Not signed in", words_in(block.page_language())["sign_in"])
    for wave in _unsettled(block):
        heal(block, wave, records().outbox(block, learner, wave))
    try:
        done = records().deliver(block, learner, now)
    except ServerSettingsMissing as missing:
        log.error("Answers wait in the outbox. %s", missing)
        waiting: Json = {"delivered": 0, "pending": len(_unsettled(block)), "wait": None}
        return {**waiting, "configuration": list(missing.problems)} if learner.is_staff else waiting
    _settle(block, learner)
    result: Json = {"delivered": done.delivered, "pending": done.pending, "wait": done.wait}
    return {**result, "quarantined": done.quarantined} if is_on_team(block, learner) else result


def _settle(block: Any, learner: Learner) -> None:
    """Note in the mirror what has arrived, so that pages stop asking."""
    try:
        mode = block.configuration().mode
    except ConfigurationIncomplete:
        return
    for wave in _unsettled(block):
        if delivery_state(block, learner, mode, wave).has_arrived:
            settle(block, wave)


def _unsettled(block: Any) -> list[str]:
    with exclusive(block):
        waves = read_progress(block).waves
    return [key for key, wave in waves.items() if wave.receipt and not wave.delivered]
