"""The mirror of the outbox in a learner's own state: what a page shows without asking any other store.

The outbox is the truth. Whatever went wrong between the two, the next handler that looks into the outbox mends the
mirror.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from surveys.answers import AnswerValue
from xblock_impact.delivery.outbox import Accepted, Outbox
from xblock_impact.errors import StorageFailed
from xblock_impact.runtime.progress import WaveProgress, read_progress, write_progress
from xblock_impact.runtime.user_state import exclusive, keep

log = logging.getLogger(__name__)


def mirror(block: Any, wave: str, accepted: Accepted, answers: Mapping[str, AnswerValue] | None) -> None:
    """Write what was accepted into the learner's state, and drop drafts that it makes old. ``answers`` is None in
    anonymous mode, where nothing but the receipt is kept. A word that is older than what the mirror shows changes
    nothing: a change came between asking the outbox and writing here, and where there is no app the mirror is the
    outbox itself. Raises StorageFailed, StateUnreadable.
    """
    with exclusive(block):
        progress = read_progress(block)
        kept = progress.wave(wave)
        if _is_older_than(kept, accepted) or (_is_mirror_of(kept, accepted) and kept.answers == answers):
            return
        new = WaveProgress(
            receipt=accepted.receipt,
            revision=accepted.revision,
            answers=answers,
            answered_on=accepted.parcel.answered_on if accepted.parcel else kept.answered_on,
            final=answers is not None and accepted.parcel is None,
            parcel=kept.parcel,
        )
        if kept.draft_revision > accepted.revision:
            new = replace(
                new,
                draft=kept.draft,
                draft_saved_at=kept.draft_saved_at,
                draft_by=kept.draft_by,
                draft_revision=kept.draft_revision,
            )
        write_progress(block, progress.having(wave, new))
        keep(block)


def heal(block: Any, wave: str, outbox: Outbox) -> Accepted | None:
    """Return the word for what ``outbox`` accepted, with the mirror mended where it says something else.

    A mirror that cannot be written is left for the next time: what was accepted stays accepted.
    """
    accepted = outbox.accepted()
    if accepted is None:
        return None
    with exclusive(block):
        kept = read_progress(block).wave(wave)
    if not _is_mirror_of(kept, accepted) and not _is_older_than(kept, accepted):
        try:
            mirror(block, wave, accepted, outbox.answers())
        except StorageFailed as failure:
            log.error("Block %s: the mirror of the outbox was not written. %s", block.scope_ids.usage_id, failure)
    return accepted


def settle(block: Any, wave: str) -> None:
    """Note that what was sent has arrived, so that pages stop asking for delivery."""
    with exclusive(block):
        progress = read_progress(block)
        kept = progress.wave(wave)
        if kept.receipt and not kept.delivered:
            write_progress(block, progress.having(wave, replace(kept, delivered=True)))
            keep(block)


def _is_mirror_of(kept: WaveProgress, accepted: Accepted) -> bool:
    final = kept.answers is not None and accepted.parcel is None
    return (kept.receipt, kept.revision, kept.final) == (accepted.receipt, accepted.revision, final)


def _is_older_than(kept: WaveProgress, accepted: Accepted) -> bool:
    return kept.receipt == accepted.receipt and accepted.revision < kept.revision
