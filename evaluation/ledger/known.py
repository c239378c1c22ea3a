"""What is known of the submissions in a batch: from the ledger and its projections, kept up to date while the batch is
judged.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, TypeAlias
from uuid import UUID

from sqlalchemy import Connection, bindparam, func, select, union_all

from evaluation.campaigns.model import Campaign
from evaluation.ledger.judging import Held
from evaluation.storage.tables import campaigns, ledger, submissions
from surveys.contract import ReceiptStatus, Submission

Key: TypeAlias = tuple[int, UUID]  # campaign id, submission id
Seat: TypeAlias = tuple[int, str, str]  # campaign id, participant, wave: one submission each

# A sub-select each: SQLite answers it from the end of the index, a GROUP BY would read all of it.
_LAST = select(func.max(ledger.c.number)).where(ledger.c.campaign_id == campaigns.c.id).scalar_subquery()
_NUMBERS = select(campaigns.c.id, _LAST).where(campaigns.c.id.in_(bindparam("campaigns", expanding=True)))
_OF_CAMPAIGNS = select(
    submissions.c.campaign_id,
    submissions.c.submission_id,
    submissions.c.submission_no,
    submissions.c.wave,
    submissions.c.participant,
    submissions.c.definition,
).where(submissions.c.campaign_id.in_(bindparam("campaigns", expanding=True)))
# Each half has an index of its own; with OR, SQLite would read the whole campaign.
_COUNTING = union_all(
    _OF_CAMPAIGNS.where(submissions.c.submission_id.in_(bindparam("submissions", expanding=True))),
    _OF_CAMPAIGNS.where(submissions.c.participant.in_(bindparam("people", expanding=True))),
)
_LEDGER = select(
    ledger.c.campaign_id, ledger.c.submission_id, ledger.c.revision, ledger.c.digest, ledger.c.status
).where(
    ledger.c.campaign_id.in_(bindparam("campaigns", expanding=True)),
    ledger.c.submission_no.in_(bindparam("submissions", expanding=True)),
)


def holds_erased(conn: Connection, campaign: Campaign, submission: Submission) -> bool:
    """Whether the ledger holds this revision of a submission whose person was erased."""
    numbers = select(submissions.c.submission_no).where(
        submissions.c.campaign_id == campaign.id, submissions.c.submission_id == submission.submission_id
    )
    entry = select(ledger.c.number).where(
        ledger.c.campaign_id == campaign.id,
        ledger.c.submission_no.in_(numbers),
        ledger.c.revision == submission.revision,
        ledger.c.erased,
    )
    return conn.execute(entry.limit(1)).first() is not None


class Counting(NamedTuple):
    """What counts of a submission."""

    submission_no: int
    wave: str
    participant: str | None
    definition: str


class Known:
    """Ledger entries, counted submissions and last numbers, for the campaigns and submissions of one
    batch."""

    def __init__(self, conn: Connection, wanted: Iterable[tuple[int, Submission]]) -> None:
        pairs = list(wanted)
        self._held: dict[Key, list[Held]] = {}
        self.counting: dict[Key, Counting] = {}
        self.seats: dict[Seat, UUID] = {}
        self._last: dict[int, int] = {}
        campaign_ids = list({campaign_id for campaign_id, _ in pairs})
        if campaign_ids:
            self._read_numbers(conn, campaign_ids)
            ids = {submission.submission_id for _, submission in pairs}
            people = {one.participant.id for _, one in pairs if one.participant is not None}
            self._read_counting(conn, campaign_ids, ids, people)
            known = {counting.submission_no for (_, one), counting in self.counting.items() if one in ids}
            self._read_ledger(conn, campaign_ids, known)

    def of(self, key: Key) -> list[Held]:
        """Return the ledger's entries for one submission."""
        return self._held.get(key, [])

    def next_number(self, campaign_id: int) -> int:
        """Return the number of the next entry in a campaign's ledger."""
        self._last[campaign_id] += 1
        return self._last[campaign_id]

    def add(self, key: Key, entry: Held) -> None:
        """Take note of an entry that is about to be written."""
        self._held.setdefault(key, []).append(entry)

    def count(self, key: Key, counting: Counting) -> None:
        """Take note of what counts of a submission from now on."""
        self.counting[key] = counting
        if counting.participant is not None:
            self.seats[key[0], counting.participant, counting.wave] = key[1]

    def _read_numbers(self, conn: Connection, campaign_ids: list[int]) -> None:
        rows = conn.execute(_NUMBERS, {"campaigns": campaign_ids})
        self._last = {campaign_id: number or 0 for campaign_id, number in rows}

    def _read_counting(
        self, conn: Connection, campaign_ids: list[int], submission_ids: set[UUID], people: set[str]
    ) -> None:
        """Read what counts of these submissions, and of any other of these people."""
        wanted = {"campaigns": campaign_ids, "submissions": list(submission_ids), "people": list(people)}
        for campaign_id, submission_id, *counting in conn.execute(_COUNTING, wanted):
            self.count((campaign_id, submission_id), Counting(*counting))

    def _read_ledger(self, conn: Connection, campaign_ids: list[int], submission_nos: set[int]) -> None:
        """Read the entries of submissions that count already: there are none of others."""
        if submission_nos:
            rows = conn.execute(_LEDGER, {"campaigns": campaign_ids, "submissions": list(submission_nos)})
            for campaign_id, submission_id, revision, digest, status in rows:
                self.add((campaign_id, submission_id), Held(revision, digest, ReceiptStatus(status)))
