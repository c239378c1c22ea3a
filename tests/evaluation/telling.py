"""Facts about participants, as an LMS tells them, and what they leave behind."""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy import Engine, select

from evaluation.ledger.facts import read_fact, take_facts
from evaluation.storage.tables import metadata
from surveys.contract import FactKind, Participant, ParticipantFact, Receipt
from surveys.privacy import PrivacyMode
from tests.evaluation.sending import KEY_ID, NOW, House

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


def tell(house: House, fact: ParticipantFact) -> Receipt:
    """Deliver a fact."""
    arrival = read_fact(fact.to_bytes(), fact.fact_id, None, KEY_ID, NOW)
    told = house.writer.write_together(take_facts, arrival)
    assert isinstance(told, Receipt)
    return told


def everything(engine: Engine, but: str = "") -> str:
    """Return all that is in all tables ``but`` one, as text."""
    with engine.connect() as conn:
        rows = [row for table in metadata.sorted_tables if table.name != but for row in conn.execute(select(table))]
    return repr([[value.decode("latin-1") if isinstance(value, bytes) else value for value in row] for row in rows])
