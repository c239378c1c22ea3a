"""Records for runtimes without the LMS app: only what stands in the learner's own fields is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from surveys.answers import AnswerValue
from surveys.definition import Survey
from surveys.privacy import PrivacyMode
from surveys.schedule import Facts, Plan
from xblock_impact.delivery.client import ServiceClient
from xblock_impact.delivery.field_outbox import FieldDeliveries, FieldOutbox, reset_fields
from xblock_impact.delivery.parcel import Parcel
from xblock_impact.delivery.pseudonym import participant_of
from xblock_impact.delivery.records import Responses, Tally
from xblock_impact.delivery.relay import KnownDefinitions, Relay, Round
from xblock_impact.delivery.server_settings import read_delivery, read_pseudonym_key
from xblock_impact.errors import ResetRefused
from xblock_impact.runtime.learner import Learner, is_bound_to
from xblock_impact.words import words_in

known_definitions: dict[str, KnownDefinitions] = {}
"""By address of the service, for the life of this process."""


class FieldRecords:
    """See records.Records."""

    def outbox(self, block: Any, learner: Learner, wave: str) -> FieldOutbox:  # the block is bound
        """See Records."""
        return FieldOutbox(block, wave)

    def reset(self, block: Any, platform_id: str) -> None:
        """See Records. Only of the learner whom the block is bound to: what others have cannot be read."""
        if not is_bound_to(block, platform_id):
            raise ResetRefused(words_in(block.page_language())["reset_unknown"])
        reset_fields(block)

    def deliver(self, block: Any, learner: Learner, now: datetime) -> Round:
        """See Records. Delivers what this learner has in this block."""
        settings = block.settings_bucket()
        delivery = read_delivery(settings)
        known = known_definitions.setdefault(delivery.service_url, KnownDefinitions())
        carrier = Relay(ServiceClient(delivery), known, lambda parcel: sealed(settings, learner, parcel))
        return carrier.run(FieldDeliveries(block), lambda: now)

    def retry(self, block: Any) -> None:
        """See Records. Only the learners' own pages know what waits, and they ask by themselves."""

    def facts(self, block: Any, learner: Learner) -> Facts:
        """See Records. Nothing is known but dates."""
        return Facts()

    def visited(self, block: Any, learner: Learner, campaign: str, mode: PrivacyMode, at: datetime) -> None:
        """See Records. The learner's own fields say it already."""

    def recalled(self, block: Any, learner: Learner, survey: Survey) -> Mapping[str, AnswerValue]:
        """See Records. Other blocks' fields cannot be read."""
        return {}

    def tally(self, block: Any) -> Tally | None:
        """See Records. Nobody counts over learners."""
        return None

    def responses(self, block: Any, campaign: str, plan: Plan | None, now: datetime) -> Responses | None:
        """See Records. Nobody counts over learners."""
        return None


def sealed(settings: Mapping[str, Any], learner: Learner, parcel: Parcel) -> Parcel:
    """Fill in the pseudonym that could not be made when the answers came in. Raises ServerSettingsMissing."""
    key = read_pseudonym_key(settings)
    participant = participant_of(PrivacyMode.CONFIDENTIAL, learner, parcel.campaign, key)
    return parcel.sealed_for(participant) if participant else replace(parcel, sealed=True)
