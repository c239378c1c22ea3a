"""Rows of cells as an .xlsx in which every cell is a text, whatever it begins with."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final

from surveys.interchange.errors import ExtraMissing

FORMULA_SIGNS: Final = ("=", "+", "-", "@", "\t", "\r")
"""What spreadsheet programs take the beginning of a formula for."""

_MADE_AT = datetime(2000, 1, 1)  # noqa: DTZ001  # of every file, so that one survey gives one file
Rows = Sequence[Mapping[str, str]]


def xlsx(sheets: Mapping[str, tuple[Sequence[str], Rows]]) -> bytes:
    """Return a workbook with ``sheets``: by name, headers and rows. Raises ExtraMissing."""
    try:
        from openpyxl import Workbook  # type: ignore[import-untyped]
        from openpyxl.cell import Cell, WriteOnlyCell  # type: ignore[import-untyped]
    except ImportError:
        raise ExtraMissing("Writing XLSForm needs openpyxl: pip install 'impact-openedx[interchange]'.") from None
    book = Workbook(write_only=True)
    book.properties.creator = "Impact"
    book.properties.created = book.properties.modified = _MADE_AT
    for name, (headers, rows) in sheets.items():
        sheet = book.create_sheet(name)

        def text_cell(text: str, sheet: object = sheet) -> Cell | None:
            if not text:
                return None
            cell = WriteOnlyCell(sheet, text)
            cell.data_type = "s"  # never a formula
            cell.quotePrefix = text.startswith(FORMULA_SIGNS)
            return cell

        for row in (dict(zip(headers, headers, strict=True)), *rows):
            sheet.append([text_cell(row.get(header, "")) for header in headers])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def headers_of(rows: Iterable[Mapping[str, str]], first: Sequence[str]) -> list[str]:
    """Return the headers that ``rows`` use, those in ``first`` before all others, which follow as they come."""
    used = dict.fromkeys(name for row in rows for name in row)
    return [*(name for name in first if name in used), *(name for name in used if name not in first)]
