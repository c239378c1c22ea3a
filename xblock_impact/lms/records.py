"""Records that every process of the LMS shares: the database's."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from surveys.answers import AnswerValue
from surveys.contract import FactKind
from surveys.definition import Survey
from surveys.privacy import PrivacyMode
from surveys.schedule import Facts, Plan
from xblock_impact.delivery.records import Responses, Tally
from xblock_impact.delivery.relay import Round
from xblock_impact.lms.database.failures import storage
from xblock_impact.lms.facts.learner_facts import facts_of, note_fact
from xblock_impact.lms.facts.responses import BlockOfCourse, responses_to
from xblock_impact.lms.models import StoredParcel
from xblock_impact.lms.outbox import recalls, resetting, tallies
from xblock_impact.lms.outbox.campaigns import note_campaign
from xblock_impact.lms.outbox.database_outbox import DatabaseOutbox
from xblock_impact.lms.relay.page_relay import deliver_for
from xblock_impact.lms.relay.resending import resend
from xblock_impact.runtime.learner import Learner, course_key_of


class DatabaseRecords:
    """See delivery.records.Records."""

    def outbox(self, block: Any, learner: Learner, wave: str) -> DatabaseOutbox:
        """See Records."""
        return DatabaseOutbox(block, learner, wave)

    def reset(self, block: Any, platform_id: str) -> None:
        """See Records."""
        with storage():
            resetting.reset(block, platform_id)

    def deliver(self, block: Any, learner: Learner, now: datetime) -> Round:
        """See Records."""
        return deliver_for(block, learner)

    def retry(self, block: Any) -> None:
        """See Records."""
        with storage():
            resend(StoredParcel.objects.filter(usage_key=str(block.scope_ids.usage_id)))

    def facts(self, block: Any, learner: Learner) -> Facts:
        """See Records. One indexed query."""
        return facts_of(learner.account, course_key_of(block))

    def visited(self, block: Any, learner: Learner, campaign: str, mode: PrivacyMode, at: datetime) -> None:
        """See Records. Nothing is noted for an anonymous campaign: the learner's own fields are enough there."""
        course_key = course_key_of(block)
        if course_key and mode is not PrivacyMode.ANONYMOUS:
            with storage():
                note_campaign(course_key, campaign, mode)
                note_fact(learner.account, course_key, FactKind.FIRST_VISIT, at)

    def recalled(self, block: Any, learner: Learner, survey: Survey) -> Mapping[str, AnswerValue]:
        """See Records. One query."""
        return recalls.recalled(learner.account, survey)

    def tally(self, block: Any) -> Tally | None:
        """See Records."""
        return tallies.tally_of(str(block.scope_ids.usage_id))

    def responses(self, block: Any, campaign: str, plan: Plan | None, now: datetime) -> Responses | None:
        """See Records."""
        here = BlockOfCourse(str(block.scope_ids.usage_id), course_key_of(block), campaign)
        return responses_to(here, plan, now)
