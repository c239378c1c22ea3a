"""Facts about participants, as an LMS tells them."""

from __future__ import annotations

import uuid
from typing import Any

from surveys.contract import FactKind, Participant, ParticipantFact
from surveys.privacy import PrivacyMode
from tests.evaluation.sending import NOW

COURSE = "course-v1:Example+Sales+2026"


def fact_about(person: str, kind: FactKind = FactKind.COMPLETED, **changes: Any) -> ParticipantFact:
    """Return a fact about ``person`` in the campaign ``pilot``, with an id of its own."""
    settings: dict[str, Any] = {
        "fact_id": uuid.uuid4(),
        "campaign": "pilot",
        "mode": PrivacyMode.CONFIDENTIAL,
        "participant": Participant(person),
        "fact": kind,
        "at": NOW,
        "course": "" if kind is FactKind.RETIRED else COURSE,
    }
    return ParticipantFact(**{**settings, **changes})
