"""The page's request to deliver what its learner has in the outbox: a request of its own, after the receipt
was shown.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import datetime
from typing import Any

from surveys.privacy import PrivacyMode
from xblock_impact.delivery.client import ServiceClient
from xblock_impact.delivery.field_outbox import FieldOutbox
from xblock_impact.delivery.parcel import Parcel
from xblock_impact.delivery.pseudonym import participant_of
from xblock_impact.delivery.relay import KnownDefinitions, Relay
from xblock_impact.delivery.server_settings import read_delivery, read_pseudonym_key
from xblock_impact.errors import Refused, ServerSettingsMissing
from xblock_impact.runtime.handlers import Json
from xblock_impact.runtime.learner import Learner, is_on_team, learner_of

log = logging.getLogger(__name__)
_known: dict[str, KnownDefinitions] = {}  # by address of the service, for the life of this process


def relay(block: Any, now: datetime) -> Json:
    """Deliver and say how it went; ``wait`` is the time [s] to the next try, None when another would be of no
    use. Only the course team reads how much of it the service does not count.
    """
    learner = learner_of(block)
    if not learner.signed_in:
        raise Refused(403, "Not signed in", "Sign in first.")
    outbox = FieldOutbox(block)
    try:
        delivery = read_delivery(block.settings_bucket())
        known = _known.setdefault(delivery.service_url, KnownDefinitions())
        carrier = Relay(ServiceClient(delivery), known, lambda parcel: _sealed(block, learner, parcel))
        done = carrier.run(outbox, now)
    except ServerSettingsMissing as missing:
        log.error("Answers wait in the outbox. %s", missing)
        waiting: Json = {"delivered": 0, "pending": len(outbox.pending()), "wait": None}
        return {**waiting, "configuration": list(missing.problems)} if learner.is_staff else waiting
    result: Json = {"delivered": done.delivered, "pending": done.pending, "wait": done.wait}
    return {**result, "quarantined": done.quarantined} if is_on_team(block, learner) else result


def _sealed(block: Any, learner: Learner, parcel: Parcel) -> Parcel:
    """Fill in the pseudonym that could not be made when the answers came in. Raises ServerSettingsMissing."""
    key = read_pseudonym_key(block.settings_bucket())
    participant = participant_of(PrivacyMode.CONFIDENTIAL, learner, parcel.campaign, key)
    return parcel.sealed_for(participant) if participant else replace(parcel, sealed=True)
