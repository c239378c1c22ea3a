"""Where the answers to one question stand in a row, and how they are read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from surveys.answers import AnswerValue, part_name
from surveys.answers.wording import MINUTES_IN_HOUR
from surveys.definition import Question, QuestionType

MAX_SHOWN = 60  # characters of a cell in a report
HOURS, CLOCK = "hours", "h:mm"
_CLOCK = re.compile(r"([0-9]{1,6}):([0-5][0-9])")
DURATION_FORMATS = ("minutes", HOURS, CLOCK)


class CellUnread(Exception):
    """A cell that means nothing for its question. The message never repeats what may be a comment."""

    def __init__(self, column: str, message: str) -> None:
        super().__init__(message)
        self.column = column
        self.message = message


@dataclass(frozen=True, slots=True)
class Source:
    """The column that answers one question, or one column for each option of it.

    ``codes`` gives the option meant by each text in ``column``; with a ``separator``, several stand in one cell.
    ``options`` gives the option of each of several columns, whose cells hold one of ``chosen`` or ``not_chosen``, and
    in a ranking the option's place. ``declined``: texts for "prefer not to say". ``format``: how a date or duration is
    written.
    """

    question: Question
    column: str | None = None
    codes: Mapping[str, str] = field(default_factory=dict)
    separator: str | None = None
    options: Mapping[str, str] = field(default_factory=dict)
    chosen: frozenset[str] = frozenset()
    not_chosen: frozenset[str] = frozenset()
    declined: frozenset[str] = frozenset()
    format: str = ""

    @property
    def columns(self) -> frozenset[str]:
        """All columns that it is read from."""
        return frozenset(self.options if self.column is None else {self.column})

    @property
    def place(self) -> str:
        """What a report calls it: the column, or the question that several columns answer."""
        return self.question.id if self.column is None else self.column

    def read(self, cells: Mapping[str, str], unanswered: frozenset[str]) -> Iterator[tuple[str, AnswerValue]]:
        """Yield the raw answer in ``cells``, or its parts, by the name of its input; nothing for no answer.

        Raises CellUnread.
        """
        if any(cells[column] in self.declined for column in self.columns):
            yield self.question.id, None
        elif self.column is not None:
            if cells[self.column] not in unanswered:
                yield self.question.id, self._read_cell(self.column, cells[self.column])
        elif self.question.type is QuestionType.RANKING:
            for column, code in self.options.items():
                if cells[column] not in unanswered:
                    yield part_name(self.question.id, code), cells[column]
        elif codes := [
            code for column, code in self.options.items() if self._ticked(column, cells[column], unanswered)
        ]:
            yield self.question.id, codes

    def _ticked(self, column: str, cell: str, unanswered: frozenset[str]) -> bool:
        if cell in self.chosen:
            return True
        if cell in self.not_chosen or cell in unanswered:
            return False
        raise CellUnread(column, f"{_shown(cell)} is neither among chosen nor among not_chosen.")

    def _read_cell(self, column: str, cell: str) -> AnswerValue:
        if self.separator is not None:
            return [self._code(column, text) for text in self._texts(cell)]
        if self.question.type is QuestionType.DATE:
            return self._read_date(column, cell)
        if self.question.type is QuestionType.DURATION:
            return self._read_duration(column, cell)
        return self.codes.get(cell, cell)

    def _texts(self, cell: str) -> Iterator[str]:
        """Yield the texts in ``cell``; one that holds the separator itself is known by its being an option."""
        separator = str(self.separator)
        pieces, most = cell.split(separator), 1 + max(text.count(separator) for text in self.codes)
        start = 0
        while start < len(pieces):
            ends = range(min(start + most, len(pieces)), start, -1)
            joined = {end: separator.join(pieces[start:end]).strip() for end in ends}
            start, text = next(
                ((end, text) for end, text in joined.items() if text in self.codes), (start + 1, joined[start + 1])
            )
            if text:
                yield text

    def _code(self, column: str, text: str) -> str:
        if text not in self.codes:
            raise CellUnread(column, no_option(text))
        return self.codes[text]

    def _read_date(self, column: str, cell: str) -> str:
        try:
            return _read_day(cell, self.format).isoformat() if self.format else cell
        except (ValueError, OverflowError):
            raise CellUnread(column, f"This is not a date written as {self.format}.") from None

    def _read_duration(self, column: str, cell: str) -> AnswerValue:
        """Return minutes, or what cannot be read as it stands: the check of all answers says why."""
        try:
            if self.format == HOURS:
                return _minutes(float(cell.replace(",", ".")))
            if self.format == CLOCK:
                return _read_clock(cell)
        except (ValueError, OverflowError):
            raise CellUnread(column, f"This is not a duration written as {self.format}.") from None
        return cell


def reads_back(pattern: str) -> bool:
    """Tell whether ``pattern`` writes a whole date: what it wrote, it reads as the same day."""
    day, a_year_before = date(2026, 11, 22), date(2025, 11, 22)
    if day.strftime(pattern) == a_year_before.strftime(pattern):
        return False  # no year in it: Python 3.13 warns of reading such dates
    try:
        return _read_day(day.strftime(pattern), pattern) == day
    except ValueError:
        return False


def _read_day(text: str, pattern: str) -> date:
    return datetime.strptime(text, pattern).replace(tzinfo=UTC).date()


def no_option(cell: str) -> str:
    """Say which option is not one."""
    return f"{_shown(cell)} is not among the options."


def _shown(cell: str) -> str:
    """Return ``cell`` as a report shows it, so that the mapping can be mended, unless someone wrote a text there.

    Control characters are written out: a report is read in a terminal.
    """
    return json.dumps(cell, ensure_ascii=True) if len(cell) <= MAX_SHOWN else f"A text of {len(cell):,} characters"


def _read_clock(text: str) -> int:
    clock = _CLOCK.fullmatch(text)
    if clock is None:
        raise ValueError(text)
    return int(clock[1]) * MINUTES_IN_HOUR + int(clock[2])


def _minutes(hours: float) -> int | float:
    minutes = round(hours * MINUTES_IN_HOUR, 6)
    return int(minutes) if minutes == int(minutes) else minutes
