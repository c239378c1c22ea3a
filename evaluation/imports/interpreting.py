"""From a row to a submission, or to every reason why there is none."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID, uuid5

from evaluation.imports.mapping import ImportMapping
from evaluation.imports.sources import CellUnread, no_option
from evaluation.imports.table import Row
from surveys.answers import AnswerProblem, AnswerValue, check_answers, question_of
from surveys.contract import Participant, Submission
from surveys.privacy import PrivacyMode

MAX_PARTICIPANT = 128  # characters
_NAMESPACE = UUID("0d6f2b5a-2a1e-5c6e-9a0b-6c1d0a3f5e77")  # of submissions made from rows
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class RowProblem:
    """Why a row was not taken in. The message never repeats a free text."""

    row: int  # as a spreadsheet counts
    column: str  # empty: the whole row
    message: str

    def __str__(self) -> str:
        return f"row {self.row}, {self.column}: {self.message}" if self.column else f"row {self.row}: {self.message}"


class RowUnread(Exception):
    """A row that no submission can be made of; ``problems`` lists every reason."""

    def __init__(self, problems: list[RowProblem]) -> None:
        super().__init__("; ".join(str(problem) for problem in problems))
        self.problems = problems


class Interpreter:
    """Makes submissions of rows for one campaign. Remembers rows, so that two identical ones are two
    submissions."""

    def __init__(self, mapping: ImportMapping, campaign: str) -> None:
        self._mapping = mapping
        self._campaign = campaign
        self._sources = {source.question.id: source for source in mapping.sources}
        self._seen: Counter[bytes] = Counter()
        self.not_asked = 0  # answers left out because the row's other answers do not lead to their question

    def submission(self, row: Row) -> Submission:
        """Return the submission in ``row``: always the same one for the same row. Raises RowUnread."""
        if row.problem is not None:
            raise RowUnread([RowProblem(row.number, "", row.problem)])
        submission_id = self._submission_id(row.cells)
        problems = [
            RowProblem(row.number, name, "The cell holds a character that cannot be stored.")
            for name in sorted(self._mapping.columns)
            if _UNSTORABLE.search(row.cells[name])
        ]
        if problems:
            raise RowUnread(problems)
        answers, answer_problems = self._answers(row)
        answered_at, time_problems = self._answered_at(row)
        participant, participant_problems = self._participant(row)
        problems = [*time_problems, *participant_problems, *answer_problems]
        if problems or answered_at is None:
            raise RowUnread(problems)
        return Submission(
            submission_id=submission_id,
            revision=1,
            campaign=self._campaign,
            definition=self._mapping.survey.digest,
            mode=self._mapping.mode,
            language=self._mapping.language,
            answered_at=answered_at,
            answers=answers,
            participant=participant,
            wave=self._mapping.wave,
        )

    def _submission_id(self, cells: Mapping[str, str]) -> UUID:
        """Return an id from campaign, content and how many identical rows came before: the same at every
        import."""
        content = hashlib.sha256(json.dumps(sorted(cells.items())).encode("ascii")).digest()
        self._seen[content] += 1
        return uuid5(_NAMESPACE, f"{self._campaign}\n{content.hex()}\n{self._seen[content]}")

    def _answers(self, row: Row) -> tuple[Mapping[str, AnswerValue], list[RowProblem]]:
        raw: dict[str, AnswerValue] = {}
        problems = []
        for source in self._mapping.sources:
            try:
                raw.update(source.read(row.cells, self._mapping.unanswered))
            except CellUnread as unread:
                problems.append(RowProblem(row.number, unread.column, unread.message))
        checked = check_answers(self._mapping.survey, raw, "en")
        problems.extend(self._problem(row, raw, problem) for problem in checked.problems)
        self.not_asked += len(
            set(map(question_of, raw)) - {*checked.asked} - {one.question_id for one in checked.problems}
        )
        return checked.values, problems

    def _problem(self, row: Row, raw: Mapping[str, AnswerValue], problem: AnswerProblem) -> RowProblem:
        source = self._sources.get(problem.question_id)
        if source is None:
            return RowProblem(row.number, problem.question_id, problem.message)
        given, message = raw.get(source.question.id), problem.message
        if source.question.options and isinstance(given, str):
            message = no_option(given)
        return RowProblem(row.number, source.place, message)

    def _answered_at(self, row: Row) -> tuple[datetime | None, list[RowProblem]]:
        at = self._mapping.answered_at
        if at.column is None:
            return at.fixed, []
        try:
            local = datetime.strptime(row.cells[at.column], at.format).replace(tzinfo=at.time_zone)
            return local.astimezone(UTC), []
        except (ValueError, OverflowError):
            return None, [RowProblem(row.number, at.column, f"This is not a time written as {at.format}.")]

    def _participant(self, row: Row) -> tuple[Participant | None, list[RowProblem]]:
        column = self._mapping.participant
        if self._mapping.mode is PrivacyMode.ANONYMOUS or column is None:
            return None, []
        person = row.cells[column]
        if not 1 <= len(person) <= MAX_PARTICIPANT:
            return None, [RowProblem(row.number, column, f"Give an id of 1 to {MAX_PARTICIPANT} characters.")]
        return Participant(person), []
