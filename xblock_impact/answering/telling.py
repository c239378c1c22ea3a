"""Telling the platform that something was sent: not what, nor its id or receipt.

Whatever a platform's listeners do, the answers are in and the receipt is due: nothing is raised here.
"""

from __future__ import annotations

import logging

from xblock_impact.answering.admitting import Visit

log = logging.getLogger(__name__)

SUBMITTED = "openedx.xblock.impact.submitted"


def tell_completion(asking: Visit) -> None:
    """Mark the block as completed. Doing so again changes nothing."""
    block = asking.block
    try:
        completion = block.runtime.service(block, "completion")
        if completion is None or completion.completion_tracking_enabled():
            block.emit_completion(1.0)
    except Exception:
        log.exception("Campaign %s: the block could not be completed.", asking.configuration.campaign)


def tell_submitted(asking: Visit, wave: str, revision: int) -> None:
    """Publish that something was sent."""
    block, configuration = asking.block, asking.configuration
    facts = {
        "campaign": configuration.campaign,
        "mode": configuration.mode.value,
        "wave": wave,
        "revision": revision,
    }
    try:
        block.runtime.publish(block, SUBMITTED, facts)
    except Exception:
        log.exception("Campaign %s: the platform could not be told of a submission.", configuration.campaign)
