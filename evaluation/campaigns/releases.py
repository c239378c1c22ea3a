"""Releases: the figures of a campaign move by at least k persons at a time, so that no two of them give one
person away.

Who answered and is not in the figures yet is pending, in order of arrival. An open campaign releases its
oldest k persons whenever 2k are pending; a closed one releases all as soon as k are. So up to 2k−1 wait while
a campaign is open, and a group of fewer than k is never shown. Changes to answers that the figures hold already go
with the next release and do not count towards k: four changes and one new answer would show the new one. Identified
campaigns release at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from uuid import UUID

from sqlalchemy import Connection, Select, bindparam, func, select, update

from evaluation.campaigns import rollup
from evaluation.campaigns.cells import Cell, read_counted
from evaluation.campaigns.definitions import Shelf
from evaluation.campaigns.model import Campaign
from evaluation.storage.bulk import BulkInsert
from evaluation.storage.tables import ledger, quarantine, releases, submissions
from surveys.contract import ReceiptStatus
from surveys.privacy import MIN_RESPONDENTS, PrivacyMode

COUNTED = (ReceiptStatus.ACCEPTED.value, ReceiptStatus.UPDATED.value)
_CHUNK = 500  # submissions in one statement

_PENDING = (
    select(
        submissions.c.submission_id,
        submissions.c.submission_no,
        submissions.c.participant,
        submissions.c.revision,
        submissions.c.released_revision,
    )
    .where(submissions.c.campaign_id == bindparam("campaign"), submissions.c.pending_since.is_not(None))
    .order_by(submissions.c.pending_since)
)
_BODIES = select(ledger.c.submission_no, ledger.c.revision, ledger.c.body).where(
    ledger.c.campaign_id == bindparam("campaign"),
    ledger.c.submission_no.in_(bindparam("submissions", expanding=True)),
    ledger.c.status.in_(COUNTED),
)
_LAST = select(func.max(releases.c.release_no)).where(releases.c.campaign_id == bindparam("campaign"))
_MARK_RELEASED = (
    update(submissions)
    .where(
        submissions.c.campaign_id == bindparam("campaign"),
        submissions.c.submission_no.in_(bindparam("submissions", expanding=True)),
    )
    .values(released_revision=submissions.c.revision, pending_since=None)
)
_INSERT = BulkInsert(releases, ("campaign_id", "release_no", "submission_id", "revision"))


@dataclass(frozen=True, slots=True)
class Pending:
    """A submission whose newest revision is not in the figures yet."""

    submission_id: UUID
    submission_no: int
    participant: str | None  # None: anonymous, a person of its own
    revision: int  # to be released
    released_revision: int | None  # in the figures until then

    @property
    def person(self) -> str | UUID:
        """Who it is of: what persons are counted by."""
        return self.submission_id if self.participant is None else self.participant


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a campaign is, in persons; these four may be shown at any time."""

    answered: int
    shown: int  # whose answers are in the figures
    next_update_at: int | None  # answered persons at which the figures move next; None: nothing waits
    quarantined: int  # submissions that could not be interpreted yet


def due(pending: Sequence[Pending], campaign: Campaign, released: int = 0) -> list[list[Pending]]:
    """Return the releases that ``campaign`` is to make of ``pending`` (in order of arrival), oldest first.

    ``released``: persons whom the figures hold already.
    """
    if not pending:
        return []
    if campaign.mode is PrivacyMode.IDENTIFIED:
        return [list(pending)]
    fresh: dict[str | UUID, list[Pending]] = {one.person: [] for one in pending if one.released_revision is None}
    for submission in pending:
        fresh.get(submission.person, []).append(submission)
    k = campaign.min_respondents
    if campaign.closed:
        return [list(pending)] if _enough_to_finish(len(fresh), released, k) else []
    persons = iter(fresh.values())
    batches = [[one for person in islice(persons, k) for one in person] for _ in range(max(len(fresh) // k - 1, 0))]
    if batches:
        batches[0].extend(one for one in pending if one.person not in fresh)
    return batches


def _enough_to_finish(fresh: int, released: int, k: int) -> bool:
    """Whether a closed campaign may release ``fresh`` persons.

    If k was raised meanwhile so that nothing shows any more, they may make up the group together with those released
    before: these were seen under the lower k, so the step itself still has to be of the lowest k there is.
    """
    return fresh >= k or (released < k <= released + fresh and fresh >= MIN_RESPONDENTS)


def release(conn: Connection, campaign: Campaign, shelf: Shelf) -> int:
    """Make all releases of ``campaign`` that are due; return how many. The campaign is held
    (``catalogue.locked``)."""
    pending = _pending(conn, campaign)
    # Counting persons reads the whole campaign: only where the answer matters, never on the way in to an open one.
    batches = due(pending, campaign, _released(conn, campaign) if pending and campaign.closed else 0)
    if not batches:
        return 0
    released = [submission for batch in batches for submission in batch]
    rollup.add(conn, campaign.id, _changes(conn, campaign, released, shelf))
    _record(conn, campaign, batches)
    for chunk in _chunks(released):
        numbers = [submission.submission_no for submission in chunk]
        conn.execute(_MARK_RELEASED, {"campaign": campaign.id, "submissions": numbers})
    return len(batches)


def progress(conn: Connection, campaign: Campaign) -> Progress:
    """Return how far ``campaign`` is."""
    persons = _persons(campaign)
    answered = conn.scalar(persons) or 0
    fresh = conn.scalar(persons.where(submissions.c.released_revision.is_(None))) or 0
    quarantined = select(func.count()).where(
        quarantine.c.campaign_key == campaign.key, quarantine.c.resolved_at.is_(None)
    )
    threshold = campaign.min_respondents * (1 if campaign.closed else 2)
    return Progress(
        answered=answered,
        shown=_released(conn, campaign),
        next_update_at=answered + threshold - fresh if fresh else None,
        quarantined=conn.scalar(quarantined) or 0,
    )


def _persons(campaign: Campaign) -> Select[int]:
    person = submissions.c.submission_id if campaign.mode is PrivacyMode.ANONYMOUS else submissions.c.participant
    return select(func.count(person.distinct())).where(submissions.c.campaign_id == campaign.id)


def _released(conn: Connection, campaign: Campaign) -> int:
    return conn.scalar(_persons(campaign).where(submissions.c.released_revision.is_not(None))) or 0


def _pending(conn: Connection, campaign: Campaign) -> list[Pending]:
    return [Pending(*row) for row in conn.execute(_PENDING, {"campaign": campaign.id})]


def _changes(conn: Connection, campaign: Campaign, released: list[Pending], shelf: Shelf) -> Counter[Cell]:
    """Return what ``released`` change in the cube: the new revision comes, the one shown before goes."""
    changes: Counter[Cell] = Counter()
    for chunk in _chunks(released):
        signs = {(one.submission_no, one.revision): 1 for one in chunk}
        signs |= {(one.submission_no, one.released_revision): -1 for one in chunk if one.released_revision}
        wanted = {"campaign": campaign.id, "submissions": [one.submission_no for one in chunk]}
        rows = [row for row in conn.execute(_BODIES, wanted) if (row.submission_no, row.revision) in signs]
        answers = read_counted(conn, shelf, campaign.id, [row.body for row in rows])
        for row, counted in zip(rows, answers, strict=True):
            sign = signs[row.submission_no, row.revision]
            for answer in counted:
                changes[answer.cell] += sign
    return changes


def _record(conn: Connection, campaign: Campaign, batches: list[list[Pending]]) -> None:
    last = conn.scalar(_LAST, {"campaign": campaign.id}) or 0
    rows = [
        (campaign.id, number, submission.submission_id, submission.revision)
        for number, batch in enumerate(batches, start=last + 1)
        for submission in batch
    ]
    _INSERT(conn, rows)


def _chunks(released: list[Pending]) -> Iterator[list[Pending]]:
    for start in range(0, len(released), _CHUNK):
        yield released[start : start + _CHUNK]
