"""The rows of a tab-separated file, whichever spreadsheet saved it."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator, Mapping
from io import StringIO
from typing import TypeAlias

from surveys.interchange.errors import FileRefused
from surveys.interchange.safe_xml import MAX_BYTES

CellRow: TypeAlias = tuple[int, Mapping[str, str]]
"""The row's number in the spreadsheet, and its cells by column."""

MAX_ROWS = 50_000  # 500 questions of 20 rows in five languages
MAX_COLUMNS = 500  # LimeSurvey writes some 140
MAX_CELL = 131_072  # characters; csv's own limit holds for all that runs in the process, and anybody may change it
_NEEDED = frozenset({"class", "name", "text"})
_SAVE_AGAIN = 'Save it as "Unicode text" or as UTF-8, with tabs between the columns, and try again.'
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def rows_of(data: bytes) -> Iterator[CellRow]:
    """Yield the rows of ``data`` below the one with the columns' names; cells are stripped, empty rows passed over.

    Raises FileRefused for what is no text, no table, no structure of a survey, or too large.
    """
    if len(data) > MAX_BYTES:
        raise FileRefused(f"The file is larger than {MAX_BYTES // 2**20} MiB, more than any survey needs.")
    lines = csv.reader(StringIO(_decoded(data), newline=""), delimiter="\t")
    place = 1
    try:
        columns = _columns(next(lines, []))
        for place, cells in enumerate(lines, 2):
            if place > MAX_ROWS:
                raise FileRefused(f"The file has more than {MAX_ROWS:,} rows, more than any survey needs.")
            if any(len(cell) > MAX_CELL for cell in cells):
                raise _unreadable(place)
            row = {name: _cell(cell) for name, cell in zip(columns, cells, strict=False) if cell.strip()}
            if row:
                yield place, row
    except csv.Error:
        raise _unreadable(place + 1) from None


def _unreadable(place: int) -> FileRefused:
    return FileRefused(
        f"Row {place} cannot be read: a cell there is too long, or begins with a quotation mark that is never closed. "
        f"{_SAVE_AGAIN}"
    )


def _decoded(data: bytes) -> str:
    encoding = "utf-16" if data.startswith(_UTF_16) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise FileRefused(
            f"The file is not in the encoding that it seems to have ({encoding}). {_SAVE_AGAIN}"
        ) from None
    if "\x00" in text:
        raise FileRefused(f"The file is not text. {_SAVE_AGAIN}")
    return text


def _columns(header: list[str]) -> list[str]:
    columns = [name.strip() for name in header]
    if len(columns) > MAX_COLUMNS:
        raise FileRefused(f"The file has more than {MAX_COLUMNS} columns, more than LimeSurvey writes.")
    if missing := _NEEDED - set(columns):
        raise FileRefused(
            f"The first row of a survey structure names its columns; here {', '.join(sorted(missing))} cannot be "
            f"found. Export the survey from LimeSurvey as tab-separated values. {_SAVE_AGAIN}"
        )
    return columns


def _cell(cell: str) -> str:
    """Return what a cell says; LimeSurvey puts an apostrophe before what a spreadsheet would take for a formula."""
    said = cell.strip()
    return said[1:] if said.startswith("'=") else said
