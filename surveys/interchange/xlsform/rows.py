"""The rows of a sheet with their cells by what the columns mean, and what stands in columns that mean nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from surveys.interchange.report import Report
from surveys.interchange.xlsform.columns import CONDITION, OWN, Column, column_of
from surveys.interchange.xlsform.languages import Languages
from surveys.interchange.xlsform.piping import unmasked
from surveys.interchange.xlsform.workbook import Sheet, letters

TRANSLATED = frozenset({"label", "hint", "title", "purpose", "unit"})
"""Columns that may name a language, without the prefix of our own. A plain one is in the default language."""


@dataclass(frozen=True, slots=True)
class FormRow:
    """A row. ``cells`` by name of column; ``texts`` by name of column and language tag. None of them is blank."""

    sheet: str
    number: int
    cells: Mapping[str, str]
    texts: Mapping[str, Mapping[str, str]]
    columns: Mapping[str, int] = field(repr=False)  # where each name first stands

    def cell(self, name: str) -> str:
        """Return what stands in a column, "" for nothing, without spaces around it."""
        return self.cells.get(name, "").replace("\xa0", " ").strip()

    def place(self, name: str = "name") -> str:
        """Return the place of the cell in a column, as in ``survey!C7``; without such a column, that of the name."""
        column = self.columns.get(name) or self.columns.get("name")
        return f"{self.sheet}!{letters(column)}{self.number}" if column else self.sheet


def form_rows(sheet: Sheet, languages: Languages, report: Report, known: Collection[str]) -> Iterator[FormRow]:
    """Yield the rows of ``sheet``; note columns whose names are not ``known``, and cells without a header."""
    columns = _columns(sheet, languages, report, known)
    first: dict[str, int] = {}
    for place, (name, _) in columns.items():
        first.setdefault(name, place)
    for row in sheet.rows:
        cells: dict[str, str] = {}
        texts: dict[str, dict[str, str]] = {}
        for place, value in row.cells.items():
            if place in columns:
                name, tag = columns[place]
                said = unmasked(value) if name.startswith(OWN) and name != CONDITION else value
                if tag:
                    texts.setdefault(name, {})[tag] = said
                else:
                    cells[name] = said
            elif place not in sheet.headers:
                report.left_out(sheet.place(place, row.number), "A cell", "Its column has no header.")
        yield FormRow(sheet.name, row.number, cells, texts, first)


def _columns(
    sheet: Sheet, languages: Languages, report: Report, known: Collection[str]
) -> dict[int, tuple[str, str | None]]:
    """Return the columns that are read, by place: the name of each, and the language of its texts."""
    columns: dict[int, tuple[str, str | None]] = {}
    for place, header in sheet.headers.items():
        column = column_of(header)
        meaning = column.name, _tag(sheet, place, column, languages)
        reason = "" if column.name in known else "Nothing of a survey here stands in a column of this name."
        if meaning in columns.values():
            reason = "There is a column for this already."
        if reason:
            report.left_out(sheet.place(place, 1), f"Column {header[:100]}", reason)
        else:
            columns[place] = meaning
    return columns


def languages_in(sheet: Sheet, languages: Languages) -> Iterator[str]:
    """Yield the languages of a sheet's columns, in their order, with those met before."""
    for place, header in sheet.headers.items():
        column = column_of(header)
        if tag := _tag(sheet, place, column, languages):
            yield tag


def _tag(sheet: Sheet, place: int, column: Column, languages: Languages) -> str | None:
    """Return the language of a column's texts, None for a column without texts."""
    if column.name.removeprefix(OWN) not in TRANSLATED:
        return None
    if not column.language:
        return languages.unnamed
    return languages.tag_of(column.language, sheet.place(place, 1))
