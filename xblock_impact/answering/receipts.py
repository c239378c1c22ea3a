"""Was my answer counted? What can honestly be said to whoever holds a receipt."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from surveys.privacy import PrivacyMode
from xblock_impact.answering.admitting import LANGUAGE, Visit, configured, refuse_page_of_another, visit, wave_in
from xblock_impact.answering.mirroring import heal, settle
from xblock_impact.answering.waves import LearnerWave
from xblock_impact.delivery.field_outbox import delivery_of
from xblock_impact.delivery.outbox import Delivery
from xblock_impact.delivery.records import Tally, records
from xblock_impact.errors import Refused
from xblock_impact.runtime.handlers import Json
from xblock_impact.runtime.learner import Learner, learner_of
from xblock_impact.words import words_in


class DeliveryState(StrEnum):
    """How far what a learner sent has come. Each has its sentence in the words.

    Anonymous answers cannot be told apart, so there it is said of everything that was sent in the block.
    """

    KEPT = "kept"  # accepted; nobody has looked yet whether it arrived
    PENDING = "pending"
    ARRIVED = "arrived"  # the service has it; whether it counts is not known here
    COUNTED = "counted"
    QUARANTINED = "quarantined"
    ALL_PENDING = "all_pending"  # some of everything is under way
    ALL_QUARANTINED = "all_quarantined"  # everything arrived, some of it is not counted
    ALL_COUNTED = "all_counted"

    @property
    def has_arrived(self) -> bool:
        """Whether asking for delivery again would be of no use."""
        return self not in (DeliveryState.KEPT, DeliveryState.PENDING, DeliveryState.ALL_PENDING)


def check_receipt(block: Any, document: Json, now: datetime) -> Json:
    """``{wave}`` → ``{wave, receipt, state, text}`` of what the asking learner sent in that wave. Raises Refused."""
    learner = learner_of(block)
    if not learner.signed_in:
        raise Refused(403, "Not signed in", words_in(block.page_language())["sign_in"])
    refuse_page_of_another(block, learner, document)
    configuration = configured(block)
    key = wave_in(document, configuration)
    accepted = heal(block, key, records().outbox(block, learner, key))
    asking = visit(block, learner, configuration, now, document.get(LANGUAGE))
    receipt = accepted.receipt if accepted else asking.wave(key).progress.receipt
    if not receipt:
        raise Refused(404, "Nothing sent", "Nothing was sent here yet, so there is no receipt.")
    state = delivery_state(block, learner, configuration.mode, key)
    if state.has_arrived:
        settle(block, key)
    return {"wave": key, "receipt": receipt, "state": state.value, "text": _sentence(asking, state)}


def delivery_state(block: Any, learner: Learner, mode: PrivacyMode, wave: str) -> DeliveryState:
    """Return how far what ``learner`` sent in ``wave`` has come."""
    tally = records().tally(block) if mode is PrivacyMode.ANONYMOUS else None
    if tally is not None:
        return _of_all(tally)
    delivery = records().outbox(block, learner, wave).delivery()
    return DeliveryState.KEPT if delivery is None else _of_one(delivery, mode)


def said_before_checking(asking: Visit, wave: LearnerWave) -> str:
    """Return what the learner's own state lets one say of a submission, without looking anywhere else."""
    kept = wave.progress
    if kept.parcel:
        return _sentence(asking, _of_one(delivery_of(kept), asking.configuration.mode))
    return _sentence(asking, DeliveryState.ARRIVED if kept.delivered else DeliveryState.KEPT)


def _of_one(delivery: Delivery, mode: PrivacyMode) -> DeliveryState:
    if delivery.pending:
        return DeliveryState.PENDING
    if delivery.quarantined:
        return DeliveryState.QUARANTINED
    # Once it was delivered anonymously nothing is kept of it, not even the service's word.
    return DeliveryState.ARRIVED if mode is PrivacyMode.ANONYMOUS else DeliveryState.COUNTED


def _of_all(tally: Tally) -> DeliveryState:
    if tally.pending:
        return DeliveryState.ALL_PENDING
    return DeliveryState.ALL_QUARANTINED if tally.quarantined else DeliveryState.ALL_COUNTED


def _sentence(asking: Visit, state: DeliveryState) -> str:
    return words_in(asking.language)[f"delivery_{state}"]
