"""Erasing a participant: what counts stays as counts, everything else of that person goes.

Of a counted submission stay its id, revision and wave, and the cells of the cube that it counts in: no text, no time,
no earlier answer. Not its digest either: with all else known it would tell whether a guess at the person is right. One
new random id stands for the person, so that persons are counted as before.
"""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select, update

from evaluation.campaigns.cells import ERASED, as_counts, read_counted
from evaluation.campaigns.definitions import Shelf, surveys_of
from evaluation.campaigns.model import Campaign
from evaluation.campaigns.releases import COUNTED
from evaluation.ledger import quarantine
from evaluation.ledger.arrivals import Person, day_of, named_in
from evaluation.ledger.marks import mark_erased
from evaluation.storage.tables import NOT_COUNTED, answers, facts, ledger, submissions
from surveys.canonical import canonical_json, digest
from surveys.definition.model import TEXTS

_READ_AT_ONCE = 50  # bodies in memory
_LEAVE = (
    update(ledger)
    .where(ledger.c.campaign_id == bindparam("campaign"), ledger.c.number == bindparam("entry"))
    .values(body=bindparam("left"), digest=bindparam("left_digest"), received_at=bindparam("day"), erased=True)
)


def erase(conn: Connection, person: Person, campaign: Campaign | None, now: datetime) -> bool:
    """Erase ``person`` from their campaign, held if it is known; return False if that had been done before.

    Nothing of that person may come in meanwhile (``quarantine.await_registration``).
    """
    new = mark_erased(conn, person)
    stand_in = secrets.token_hex(32)  # as a pseudonym looks, and leading to nobody
    if campaign is not None:
        _Erasure(conn, campaign, person, stand_in).run()
    _erase_facts(conn, person, stand_in)
    quarantine.forget_person(conn, person, now)
    return new


@dataclass(frozen=True, slots=True)
class _Erasure:
    """What is counted of one person in one campaign, on its way to being nobody's."""

    conn: Connection
    campaign: Campaign
    person: Person
    stand_in: str

    def run(self) -> None:
        """Erase the person from the ledger and what follows from it. The figures follow from what is left."""
        mine = (submissions.c.campaign_id == self.campaign.id, submissions.c.participant == self.person[1])
        numbers = self.conn.scalars(select(submissions.c.submission_no).where(*mine)).all()
        self._leave_counts(numbers)
        self._leave_nothing()
        self._drop_texts(numbers)
        self.conn.execute(update(submissions).where(*mine).values(participant=self.stand_in))

    def _leave_counts(self, submission_nos: Sequence[int]) -> None:
        rows = list(self._entries(ledger.c.submission_no.in_(submission_nos), ledger.c.status.in_(COUNTED)))
        counted = read_counted(self.conn, Shelf(), self.campaign.id, [row.body for row in rows])
        self._leave((row, as_counts(row.body, self.stand_in, cells)) for row, cells in zip(rows, counted, strict=True))

    def _leave_nothing(self) -> None:
        """Also where an entry of another person's submission names this one: the two were in conflict."""
        rows = self._entries(NOT_COUNTED)
        self._leave((row, {}) for row in rows if named_in(row.body.encode()) == self.person)

    def _entries(self, *wanted: Any) -> Iterable[Row[*tuple[Any, ...]]]:
        columns = ledger.c.number, ledger.c.received_at, ledger.c.body
        mine = ledger.c.campaign_id == self.campaign.id, ledger.c.erased.is_(False)
        rows = select(*columns).where(*mine, *wanted).execution_options(yield_per=_READ_AT_ONCE)
        return self.conn.execute(rows)

    def _leave(self, left: Iterable[tuple[Row[*tuple[Any, ...]], dict[str, Any]]]) -> None:
        if entries := [self._entry(row, document) for row, document in left]:
            self.conn.execute(_LEAVE, entries)

    def _entry(self, row: Row[*tuple[Any, ...]], document: dict[str, Any]) -> dict[str, Any]:
        # The number gives every entry a digest of its own.
        body = canonical_json({**document, "kind": ERASED, "number": row.number})
        return {
            "campaign": self.campaign.id,
            "entry": row.number,
            "left": body.decode(),
            "left_digest": digest(body),
            "day": day_of(row.received_at),
        }

    def _drop_texts(self, submission_nos: Sequence[int]) -> None:
        surveys = surveys_of(self.conn, self.campaign)
        texts = {question.id for survey in surveys for question in survey if question.type in TEXTS}
        mine = answers.c.campaign_id == self.campaign.id, answers.c.submission_no.in_(submission_nos)
        self.conn.execute(update(answers).where(*mine, answers.c.question_id.in_(texts)).values(text=None))


def _erase_facts(conn: Connection, person: Person, stand_in: str) -> None:
    """Leave that somebody was in the course and completed it, by the month. The ids go too: they may follow from the
    account.
    """
    mine = facts.c.campaign_key == person[0], facts.c.participant == person[1]
    for row in conn.execute(select(facts).where(*mine)).all():
        left = {
            "fact_id": uuid.uuid4(),
            "digest": secrets.token_hex(32),
            "participant": stand_in,
            "at": day_of(row.at).replace(day=1),
            "received_at": day_of(row.received_at),
        }
        conn.execute(update(facts).where(*mine, facts.c.fact_id == row.fact_id).values(left))
