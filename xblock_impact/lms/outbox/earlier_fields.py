"""What was answered before the app was there: kept in learners' own fields, and moved into the database when they, or
the pages that they open, ask for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.db import IntegrityError, transaction

from surveys.answers import AnswerValue
from surveys.privacy import PrivacyMode
from xblock_impact.delivery.field_outbox import answers_of
from xblock_impact.delivery.parcel import Parcel
from xblock_impact.lms.models import Answered
from xblock_impact.lms.outbox.stored_parcels import Owner, insert, keep_definition
from xblock_impact.lms.waking import wake
from xblock_impact.runtime.progress import WaveProgress, read_progress, write_progress
from xblock_impact.runtime.user_state import exclusive, keep


def adopt(block: Any, owner: Owner, wave: str) -> bool:
    """Make the database know what the learner's fields say was sent in ``wave``; return whether they say so.

    A parcel that still waits there moves. Doing it twice, or at once, changes nothing. Raises StateUnreadable,
    StorageFailed.
    """
    with exclusive(block):
        kept = read_progress(block).wave(wave)
    if not kept.receipt:
        return False
    parcel = Parcel.from_field(kept.parcel) if kept.parcel else None
    waiting = parcel if parcel and parcel.pending else None
    if waiting:
        keep_definition(waiting)
    try:
        with transaction.atomic():
            _answered(kept, parcel, owner, wave).save(force_insert=True)
            if waiting:
                insert(waiting, owner)
    except IntegrityError:  # it is known by now
        pass
    else:
        transaction.on_commit(wake, robust=True)
    if waiting:
        _leave_mirror(block, wave, waiting)
    return True


def adopt_waiting(block: Any, owner: Owner) -> None:
    """Adopt every wave of which the fields still hold a parcel that waits. Raises StateUnreadable, StorageFailed."""
    with exclusive(block):
        waves = read_progress(block).waves
    for key, kept in waves.items():
        if kept.parcel and Parcel.from_field(kept.parcel).pending:
            adopt(block, owner, key)


def kept_answers(block: Any, wave: str) -> Mapping[str, AnswerValue] | None:
    """Return the answers that the learner's own fields hold. Raises StateUnreadable."""
    with exclusive(block):
        return answers_of(read_progress(block).wave(wave))


def _answered(kept: WaveProgress, parcel: Parcel | None, owner: Owner, wave: str) -> Answered:
    anonymous = parcel is None or parcel.mode is PrivacyMode.ANONYMOUS
    return Answered(
        usage_key=owner.usage_key,
        account=owner.account,
        wave=wave,
        campaign=parcel.campaign if parcel else "",
        receipt=kept.receipt,
        revision=kept.revision,
        submission_id=None if anonymous or parcel is None else parcel.submission_id,
    )


def _leave_mirror(block: Any, wave: str, moved: Parcel) -> None:
    """Take the parcel out of the fields, which keep what a page shows."""
    with exclusive(block):
        progress = read_progress(block)
        kept = progress.wave(wave)
        answers = None if moved.mode is PrivacyMode.ANONYMOUS else answers_of(kept)
        write_progress(block, progress.having(wave, replace(kept, answers=answers, parcel={})))
        keep(block)
