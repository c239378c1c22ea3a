"""Submissions and answers as they follow from the ledger: the newest counted revision of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, delete

from evaluation.campaigns.cells import Counted
from evaluation.storage.bulk import BulkInsert
from evaluation.storage.tables import answers, submissions


@dataclass(frozen=True, slots=True)
class Entry:
    """One counted revision: what the ledger holds, interpreted."""

    campaign_id: int
    number: int  # in the ledger
    submission_id: UUID
    submission_no: int
    revision: int
    wave: str
    participant: str | None
    definition: str  # digest
    answers: Sequence[Counted]
    pending: bool = True  # not in a release yet
    released_revision: int | None = None


@dataclass(frozen=True, slots=True)
class Replaced:
    """Answers that are to go because a newer revision came."""

    campaign_id: int
    submission_no: int
    question_ids: Iterable[str]


def project(conn: Connection, entries: Sequence[Entry], replaced: Iterable[Replaced] = ()) -> None:
    """Write ``entries``, in order of arrival and each submission's last one winning, in place of
    ``replaced``."""
    newest = {(entry.campaign_id, entry.submission_no): entry for entry in entries}
    waiting = {(entry.campaign_id, entry.submission_no): entry.number for entry in reversed(entries) if entry.pending}
    _INSERT_SUBMISSIONS(conn, [_submission(entry, waiting.get(key)) for key, entry in newest.items()])
    for gone in replaced:
        conn.execute(
            delete(answers).where(
                answers.c.campaign_id == gone.campaign_id,
                answers.c.question_id.in_(list(gone.question_ids)),
                answers.c.submission_no == gone.submission_no,
            )
        )
    _INSERT_ANSWERS(conn, [row for entry in newest.values() for row in _answers(entry)])


def _submission(entry: Entry, pending_since: int | None) -> tuple[Any, ...]:
    return (
        entry.campaign_id,
        entry.submission_id,
        entry.submission_no,
        entry.wave,
        entry.participant,
        entry.revision,
        entry.definition,
        entry.released_revision,
        pending_since,
    )


def _answers(entry: Entry) -> Iterator[tuple[Any, ...]]:
    for (question_id, version, level, month, option), text in entry.answers:
        yield entry.campaign_id, question_id, entry.submission_no, version, level, month, option, text


_INSERT_SUBMISSIONS = BulkInsert(
    submissions,
    (
        "campaign_id",
        "submission_id",
        "submission_no",
        "wave",
        "participant",
        "revision",
        "definition",
        "released_revision",
        "pending_since",
    ),
    # A later revision keeps the place in the queue of the one that was not released yet.
    "ON CONFLICT (campaign_id, submission_id) DO UPDATE SET revision = excluded.revision, "
    "definition = excluded.definition, "
    "pending_since = coalesce(submissions.pending_since, excluded.pending_since)",
)
_INSERT_ANSWERS = BulkInsert(
    answers,
    (
        "campaign_id",
        "question_id",
        "submission_no",
        "question_version",
        "level",
        "month",
        "option",
        "text",
    ),
)
