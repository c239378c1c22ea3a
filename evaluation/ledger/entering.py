"""Entering interpreted submissions in the ledger, one after the other; written together at the end."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection

from evaluation.campaigns.definitions import Shelf
from evaluation.campaigns.releases import COUNTED
from evaluation.ledger.arrivals import Arrival, Cause, Refused
from evaluation.ledger.interpreting import Interpreted
from evaluation.ledger.judging import Held, judge
from evaluation.ledger.known import Counting, Key, Known
from evaluation.ledger.projection import Entry, Replaced, project
from evaluation.storage.bulk import BulkInsert
from evaluation.storage.tables import ledger
from surveys.contract import ReceiptStatus, Submission

_INSERT = BulkInsert(
    ledger,
    (
        "campaign_id",
        "number",
        "submission_id",
        "submission_no",
        "revision",
        "digest",
        "status",
        "key_id",
        "received_at",
        "body",
    ),
)


class Book:
    """New entries of the ledger and what they change, until ``write``."""

    def __init__(self, conn: Connection, shelf: Shelf, known: Known) -> None:
        self._conn = conn
        self._shelf = shelf
        self._known = known
        self._rows: list[tuple[Any, ...]] = []
        self._entries: list[Entry] = []
        self._replaced: list[Replaced] = []

    def enter(self, arrival: Arrival, interpreted: Interpreted) -> ReceiptStatus:
        """Enter one submission, unless it is there, and return what became of it. Raises Refused."""
        campaign_id, submission = interpreted.campaign.id, interpreted.submission
        key = (campaign_id, submission.submission_id)
        held = self._known.of(key)
        status = judge(held, submission.revision, arrival.digest)
        if any(entry.digest == arrival.digest for entry in held):
            return status
        counts = status.value in COUNTED
        if counts:
            self._check_person(key, interpreted)
        number = self._known.next_number(campaign_id)
        before = self._known.counting.get(key)
        submission_no = number if before is None else before.submission_no
        self._known.add(key, Held(submission.revision, arrival.digest, status))
        self._rows.append(
            (
                campaign_id,
                number,
                submission.submission_id,
                submission_no,
                submission.revision,
                arrival.digest,
                status.value,
                arrival.key_id,
                arrival.noted_at,
                arrival.body.decode("utf-8"),
            )
        )
        if counts:
            self._count(_entry(interpreted, number, submission_no), before)
        return status

    def write(self) -> set[int]:
        """Write all entries and what follows from them; return the ids of the campaigns in which something
        counts now."""
        _INSERT(self._conn, self._rows)
        project(self._conn, self._entries, self._replaced)
        return {entry.campaign_id for entry in self._entries}

    def _check_person(self, key: Key, interpreted: Interpreted) -> None:
        """One participant has one submission a wave, and a submission keeps its participant and wave. Raises
        Refused."""
        submission, before = interpreted.submission, self._known.counting.get(key)
        participant = _participant(submission)
        if before is not None:
            if (before.participant, before.wave) != (participant, submission.wave):
                raise Refused(Cause.OTHER_PERSON, "This revision names another participant or wave than those before.")
        elif participant is not None and (key[0], participant, submission.wave) in self._known.seats:
            raise Refused(Cause.SECOND_SUBMISSION, "This participant has another submission in this wave already.")

    def _count(self, entry: Entry, before: Counting | None) -> None:
        if before is not None:
            address = (entry.campaign_id, before.definition)
            self._shelf.fetch(self._conn, [address])
            survey = self._shelf.get(*address)
            questions = () if survey is None else survey.questions
            self._replaced.append(Replaced(entry.campaign_id, entry.submission_no, questions))
        counting = Counting(entry.submission_no, entry.wave, entry.participant, entry.definition)
        self._known.count((entry.campaign_id, entry.submission_id), counting)
        self._entries.append(entry)


def _entry(interpreted: Interpreted, number: int, submission_no: int) -> Entry:
    submission = interpreted.submission
    return Entry(
        campaign_id=interpreted.campaign.id,
        number=number,
        submission_id=submission.submission_id,
        submission_no=submission_no,
        revision=submission.revision,
        wave=submission.wave,
        participant=_participant(submission),
        definition=submission.definition,
        answers=interpreted.answers,
    )


def _participant(submission: Submission) -> str | None:
    return None if submission.participant is None else submission.participant.id
