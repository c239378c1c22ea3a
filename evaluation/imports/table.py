"""Reading delimited text row by row, whatever is in it."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from evaluation.errors import ImportFileUnusable, MappingInvalid
from evaluation.imports.mapping import ImportMapping, normal_text
from surveys.errors import Problem

MAX_CELL = 1024 * 1024  # characters
FIRST_ROW = 2  # as a spreadsheet counts: the header is row 1


@dataclass(frozen=True, slots=True)
class Row:
    """One row. ``problem`` says why it could not even be split into cells."""

    number: int  # as a spreadsheet counts
    cells: Mapping[str, str]  # by column, spaces made ordinary
    problem: str | None = None


def read_rows(path: Path, mapping: ImportMapping, advance: Callable[[int], None]) -> Iterator[Row]:
    """Yield the rows of ``path``; ``advance`` is told the bytes read so far. Holds one row in memory at a
    time.

    Raises ImportFileUnusable if the file cannot be read, MappingInvalid if its columns are not those of
    ``mapping``.
    """
    csv.field_size_limit(MAX_CELL)
    try:
        with path.open("rb") as raw:
            # What is not text in this encoding is found in its own cell, so that the other rows can be read.
            text = io.TextIOWrapper(raw, encoding=mapping.encoding, errors="surrogateescape", newline="")
            records = csv.reader(text, delimiter=mapping.delimiter)
            header = _header(records, mapping)
            for number, cells, problem in _records(records):
                advance(raw.tell())
                if cells or problem:
                    yield _row(number, header, cells, problem)
    except OSError as error:
        raise ImportFileUnusable(f"{path} cannot be read: {error.strerror}.") from None


def _header(records: Iterator[list[str]], mapping: ImportMapping) -> list[str]:
    try:
        header = [normal_text(name) for name in next(records, [])]
    except (csv.Error, UnicodeError) as error:
        raise ImportFileUnusable(f"The first row cannot be read: {error}.") from None
    if not header:
        raise ImportFileUnusable("The file is empty: its first row should name the columns.")
    known = mapping.columns | mapping.ignored
    missing = sorted(mapping.columns - set(header))
    problems = [Problem(name, "The file has no such column.") for name in missing]
    problems += [
        Problem(name, "This column is neither mapped nor listed under ignored.") for name in header if name not in known
    ]
    twice = [name for name, count in Counter(header).items() if count > 1]
    problems += [Problem(name, "The file has this column more than once.") for name in twice]
    if problems:
        raise MappingInvalid(problems)
    return header


def _records(records: Iterator[list[str]]) -> Iterator[tuple[int, list[str], str | None]]:
    number = FIRST_ROW
    while True:
        try:
            cells, problem = next(records), None
        except StopIteration:
            return
        except csv.Error as error:
            cells, problem = [], f"The row cannot be split into cells: {error}."
        yield number, cells, problem
        number += 1


def _row(number: int, header: list[str], cells: list[str], problem: str | None) -> Row:
    if problem is None and len(cells) != len(header):
        problem = f"The row has {len(cells)} cells, the first row {len(header)}."
    if problem is not None:
        return Row(number, {}, problem)
    return Row(number, {name: normal_text(cell) for name, cell in zip(header, cells, strict=True)})
