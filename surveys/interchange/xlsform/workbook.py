"""Workbooks as sheets of texts, each cell with the place that its author knows it by.

The cells are read here, over the libraries that pyxform reads them with, because pyxform's own reading forgets the
column of a cell and stops at the first problem.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, Final, TypeAlias

from surveys.interchange.errors import ExtraMissing, FileRefused
from surveys.interchange.xlsform.archive import look_through, refuse_large

MAX_ROWS: Final = 5_000  # of a sheet, its header among them
MAX_COLUMNS: Final = 400
MAX_ROW_NUMBER: Final = 1_048_576  # of any spreadsheet program
SHEETS: Final = ("survey", "choices", "settings", "impact_scales")
"""The sheets that are read."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_Values: TypeAlias = Iterator[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row that are not empty, by column (1 for A)."""

    number: int
    cells: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its header by column, and its rows that are not empty."""

    name: str
    headers: Mapping[int, str] = field(default_factory=dict)
    rows: tuple[Row, ...] = ()

    def place(self, column: int, row: int) -> str:
        """Return the place of a cell, as in ``survey!C7``."""
        return f"{self.name}!{letters(column)}{row}"


@dataclass(frozen=True, slots=True)
class Workbook:
    """The sheets that are read, by name in lower case, and the names of all others."""

    sheets: Mapping[str, Sheet]
    others: tuple[str, ...]
    formulas: bool  # an .xlsx in which formulas were found; what is read of them is their last results


def letters(column: int) -> str:
    """Return the letters of a column: A for 1, AA for 27."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def read_workbook(data: bytes) -> Workbook:
    """Return what stands in the .xlsx or .xls in ``data``. Raises FileRefused, ExtraMissing."""
    refuse_large(data)
    formulas = not data.startswith(_OLE) and look_through(data)
    read = _xls if data.startswith(_OLE) else _xlsx
    try:
        sheets, others = read(data)
    except (FileRefused, ExtraMissing):
        raise
    except Exception as error:  # neither library says what it raises for damaged files
        raise FileRefused(
            "The workbook is damaged, or protected with a password. Open it in a spreadsheet program and save it again."
        ) from error
    return Workbook(sheets, others, formulas)


def _xlsx(data: bytes) -> tuple[dict[str, Sheet], tuple[str, ...]]:
    try:
        from openpyxl import load_workbook  # type: ignore[import-untyped]
    except ImportError:
        raise _missing("openpyxl") from None
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    try:
        return _sheets(book.sheetnames, lambda name: _rows_of_xlsx(book[name]))
    finally:
        book.close()


def _rows_of_xlsx(sheet: Any) -> _Values:
    sheet.reset_dimensions()  # what a file says of its size is often wrong
    width, empty = MAX_COLUMNS + 1, None
    for number, row in enumerate(sheet.iter_rows(max_col=width, values_only=True)):
        if row is empty:  # the library gives the same row for each that is missing, a million if need be
            yield ()
            continue
        said = [_said(value) for value in row[:width]]
        empty = None if any(said) else row
        if number == 0:
            width = 1 + max((place for place, header in enumerate(said, 1) if header), default=0)
        yield said


def _xls(data: bytes) -> tuple[dict[str, Sheet], tuple[str, ...]]:
    try:
        import xlrd  # type: ignore[import-untyped]
    except ImportError:
        raise _missing("xlrd") from None
    # Ragged: one far cell does not fill the rows before it. It prints what it thinks of a file.
    book = xlrd.open_workbook(file_contents=data, logfile=io.StringIO(), on_demand=True, ragged_rows=True)

    def values(name: str) -> _Values:
        sheet = book.sheet_by_name(name)
        for number in range(sheet.nrows):
            yield [_said(_of_xls(cell, book.datemode)) for cell in sheet.row(number)[: MAX_COLUMNS + 1]]

    try:
        return _sheets(book.sheet_names(), values)
    finally:
        book.release_resources()


def _sheets(names: Iterable[str], values: Callable[[str], _Values]) -> tuple[dict[str, Sheet], tuple[str, ...]]:
    sheets: dict[str, Sheet] = {}
    others = []
    for name in names:
        known = name.strip().lower()
        if known in SHEETS and known not in sheets:
            sheets[known] = _sheet(name, values(name))
        else:
            others.append(name)
    return sheets, tuple(others)


def _sheet(name: str, values: _Values) -> Sheet:
    headers: dict[int, str] = {}
    rows = []
    for number, row in enumerate(values, 1):
        cells = {column: value for column, value in enumerate(row, 1) if value.strip()} if row else {}
        if number > MAX_ROW_NUMBER or (cells and number > MAX_ROWS):
            raise FileRefused(f"The sheet {name} has more than {MAX_ROWS:,} rows, more than any survey needs.")
        if cells and max(cells) > MAX_COLUMNS:
            raise FileRefused(f"The sheet {name} has more than {MAX_COLUMNS} columns, more than any survey needs.")
        if number == 1:
            headers = cells
        elif cells:
            rows.append(Row(number, cells))
    return Sheet(name, headers, tuple(rows))


def _of_xls(cell: Any, datemode: int) -> object:
    import xlrd

    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    if cell.ctype == xlrd.XL_CELL_DATE:
        return xlrd.xldate.xldate_as_datetime(cell.value, datemode)
    return None if cell.ctype == xlrd.XL_CELL_ERROR else cell.value


def _said(value: object) -> str:
    """Return what a cell says, as an author would have typed it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _missing(library: str) -> ExtraMissing:
    return ExtraMissing(f"Reading XLSForm needs {library}: pip install 'impact-openedx[interchange]'.")
