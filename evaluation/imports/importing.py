"""A whole file into a campaign, through the same ledger as answers from a course."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path

from evaluation.campaigns import catalogue
from evaluation.imports.interpreting import Interpreter, RowProblem, RowUnread
from evaluation.imports.mapping import ImportMapping
from evaluation.imports.table import Row, read_rows
from evaluation.ledger.arrivals import Arrival, read_arrival
from evaluation.ledger.definitions import register
from evaluation.ledger.intake import Intake
from evaluation.storage.writer import Writer
from surveys.contract import Definition, Receipt, ReceiptStatus

KEY_ID = "import"
_BATCH = 200  # rows in one transaction
_NOT_TAKEN = (ReceiptStatus.QUARANTINED, ReceiptStatus.CONFLICT, ReceiptStatus.STALE)  # stale: of somebody erased


@dataclass(slots=True)
class ImportReport:
    """What became of the rows of a file."""

    rows: int = 0
    taken: Counter[ReceiptStatus] = field(default_factory=Counter)
    unread: int = 0  # rows that are not in the figures, each reported
    not_asked: int = 0  # answers in rows, to questions that the row's other answers do not lead to: left out

    @property
    def new(self) -> int:
        """Rows that were not here before."""
        return self.taken[ReceiptStatus.ACCEPTED]

    @property
    def known(self) -> int:
        """Rows that an earlier import took in."""
        return self.taken[ReceiptStatus.DUPLICATE]


@dataclass(frozen=True, slots=True)
class Listener:
    """Who is told how an import goes."""

    problem: Callable[[RowProblem], None]
    bytes_read: Callable[[int], None] = lambda _: None


def import_answers(
    writer: Writer, path: Path, mapping: ImportMapping, campaign: str, now: datetime, listener: Listener
) -> ImportReport:
    """Take the rows of ``path`` into ``campaign``, which is made if it is not there; return what became of
    them.

    A row with anything wrong is left out as a whole and told to ``listener``. Importing again adds nothing.
    Raises ImportFileUnusable, MappingInvalid, CampaignModeDiffers, StorageUnavailable; what was committed
    until then stays.
    """
    rows = read_rows(path, mapping, listener.bytes_read)
    first = next(rows, None)  # refuses a file that does not fit before anything is written
    definition = Definition(campaign, mapping.title, mapping.mode, mapping.survey.data, mapping.min_respondents)
    register(writer, definition.to_bytes(), definition.digest, now)
    report = ImportReport()
    intake = Intake(writer)
    interpreter = Interpreter(mapping, campaign)
    for batch in _batches(_with(first, rows)):
        arrivals = dict(_arrivals(batch, interpreter, report, listener, now))
        receipts = intake.take_batch(list(arrivals.values()), now)
        for number, receipt in zip(arrivals, receipts, strict=True):
            _note(number, receipt, report, listener)
    report.not_asked = interpreter.not_asked
    if mapping.close_when_done and not report.unread:
        writer.write(lambda conn: catalogue.close(conn, campaign, now))
    return report


def _with(first: Row | None, rest: Iterator[Row]) -> Iterator[Row]:
    if first is not None:
        yield first
        yield from rest


def _batches(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while batch := list(islice(rows, _BATCH)):
        yield batch


def _arrivals(
    rows: Iterable[Row], interpreter: Interpreter, report: ImportReport, listener: Listener, now: datetime
) -> Iterator[tuple[int, Arrival]]:
    for row in rows:
        report.rows += 1
        try:
            submission = interpreter.submission(row)
        except RowUnread as unread:
            report.unread += 1
            for problem in unread.problems:
                listener.problem(problem)
        else:
            yield row.number, read_arrival(submission.to_bytes(), submission.submission_id, KEY_ID, now)


def _note(number: int, receipt: Receipt, report: ImportReport, listener: Listener) -> None:
    report.taken[receipt.status] += 1
    if receipt.status in _NOT_TAKEN:
        report.unread += 1
        listener.problem(RowProblem(number, "", receipt.reason or receipt.status.value))
