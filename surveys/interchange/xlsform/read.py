"""XLSForm in .xlsx or .xls, as a survey of ours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from surveys.definition.schema import FORMAT
from surveys.interchange.assembling import reading_of
from surveys.interchange.errors import FileRefused
from surveys.interchange.exchange import Assumptions, Reading
from surveys.interchange.frame import language_tag
from surveys.interchange.report import Report
from surveys.interchange.xlsform import choices
from surveys.interchange.xlsform.columns import KNOWN, OWN, column_of
from surveys.interchange.xlsform.form import Form
from surveys.interchange.xlsform.languages import Languages, tag_in
from surveys.interchange.xlsform.pages import Pages
from surveys.interchange.xlsform.rows import FormRow, form_rows, languages_in
from surveys.interchange.xlsform.settings import SCALES, SETTINGS, add_scales, minutes, survey_document
from surveys.interchange.xlsform.structure import structured
from surveys.interchange.xlsform.workbook import Sheet, Workbook, read_workbook

OWN_COLUMNS: Final = frozenset(
    OWN + name
    for name in (
        *("type", "id", "version", "level", "node", "privacy", "declinable", "scale", "reversed", "maximum"),
        *("condition", "label", "hint", "unit", "survey", "question", "specifies"),
    )
)
"""Columns of the sheet survey that XLSForm does not have: docs/interchange.md says what stands in them."""

MAX_LANGUAGES: Final = 50


def read(data: bytes, name: str, assumptions: Assumptions) -> Reading:
    """Return the survey in ``data``, an .xlsx or .xls called ``name``.

    Raises FileRefused for what is no XLSForm, is damaged or cannot be a survey; ExtraMissing.
    """
    book = read_workbook(data)
    if "survey" not in book.sheets:
        raise FileRefused("The workbook has no sheet called survey, so it is no XLSForm.")
    if not any(column_of(header).name == "type" for header in book.sheets["survey"].headers.values()):
        raise FileRefused("The sheet survey has no column called type in its first row, so it is no XLSForm.")
    report = Report()
    settings = _settings(book)
    unnamed = tag_in(settings.get("default_language", "")) or language_tag(assumptions.language) or "en"
    languages = Languages(report, unnamed)
    form = Form(report, _languages(book, settings, languages), assumptions, own=settings.get("impact_format") == FORMAT)
    rows = {sheet: list(_rows(book, sheet, languages, report)) for sheet in ("choices", "survey", "impact_scales")}
    form.lists = choices.choice_lists(rows["choices"], form)
    described = next(_rows(book, "settings", languages, report), FormRow("settings", 2, {}, {}, {}))
    add_scales(rows["impact_scales"], form)
    document = survey_document(described, form, name)
    pages = Pages(form, document["title"])
    pages.walk(structured(rows["survey"], report))
    form.settle()
    _note_the_rest(book, form, rows["survey"])
    document |= {"pages": pages.documents, "minutes": minutes(described, form, report.carried_questions)}
    if form.scales:
        document["scales"] = list(form.scales.values())
    if pages.recalls:
        document["recalls"] = pages.recalls
    if not pages.documents:
        raise FileRefused("The sheet survey asks no question that can be carried over.")
    return reading_of(document, report, pages.places)


def _settings(book: Workbook) -> Mapping[str, str]:
    sheet = book.sheets.get("settings", Sheet("settings"))
    first = sheet.rows[0].cells if sheet.rows else {}
    return {column_of(header).name: first.get(place, "").strip() for place, header in sheet.headers.items()}


def _languages(book: Workbook, settings: Mapping[str, str], languages: Languages) -> tuple[str, ...]:
    """Return the languages of a file, that to fall back on first."""
    sheets = (book.sheets[name] for name in ("survey", "choices", "settings") if name in book.sheets)
    found = list(dict.fromkeys(tag for sheet in sheets for tag in languages_in(sheet, languages)))
    first = tag_in(settings.get("default_language", ""))
    if first in found or not found:
        found.insert(0, first or languages.unnamed)
    ordered = tuple(dict.fromkeys(found))
    if len(ordered) > MAX_LANGUAGES:
        raise FileRefused(f"The file has {len(ordered)} languages, and {MAX_LANGUAGES} is the most.")
    return ordered


_KNOWN_COLUMNS: Mapping[str, frozenset[str]] = {
    "survey": KNOWN | OWN_COLUMNS,
    "choices": choices.COLUMNS,
    "impact_scales": SCALES,
}


def _rows(book: Workbook, name: str, languages: Languages, report: Report) -> Iterator[FormRow]:
    sheet = book.sheets.get(name)
    if sheet is None:
        return
    known = _KNOWN_COLUMNS.get(name) or SETTINGS | {column_of(header).name for header in sheet.headers.values()}
    yield from form_rows(sheet, languages, report, known)


def _note_the_rest(book: Workbook, form: Form, rows: list[FormRow]) -> None:
    report = form.report
    for name in book.others:
        report.left_out(name, f"Sheet {name}", "XLSForm has no such sheet, or it has no counterpart here.")
    if book.formulas:
        report.changed("", "Formulas", "Their last results are read, not what they calculate.")
    used = {row.cell("type") for row in rows}
    for name, listed in form.lists.items():
        if not any(name in cell.split() for cell in used) and not any(name in row.cell("parameters") for row in rows):
            report.left_out(listed.place, f"List {name[:80]}", "No question uses it.")
    if form.assumed_levels:
        why = f"{form.assumed_levels} without an impact_level: on the level {form.assumptions.level.value}."
        report.assumed("survey", "Level", why)
