"""Workbooks for tests, small and readable; and a definition with everything that a definition can have."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

import openpyxl

from surveys.definition import Survey, load_survey
from surveys.interchange import Assumptions, Reading
from surveys.interchange.xlsform import read

Row = Mapping[str, str | int | float]


def workbook(**sheets: Sequence[Row]) -> bytes:
    """Return an .xlsx with ``sheets``; their headers are the names that the rows use."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        headers = list(dict.fromkeys(header for row in rows for header in row))
        sheet.append(headers)
        for row in rows:
            sheet.append([row.get(header) for header in headers])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def form(*rows: Row, choices: Sequence[Row] = (), **settings: str) -> bytes:
    """Return an .xlsx with ``rows`` in the sheet survey."""
    sheets: dict[str, Sequence[Row]] = {"survey": rows}
    if choices:
        sheets["choices"] = choices
    if settings:
        sheets["settings"] = [settings]
    return workbook(**sheets)


def reading_of(*rows: Row, choices: Sequence[Row] = (), **settings: str) -> Reading:
    """Return the reading of an .xlsx with ``rows`` in the sheet survey."""
    return read(form(*rows, choices=choices, **settings), "form.xlsx", Assumptions())


def listed(name: str, *codes: str) -> list[Row]:
    """Return the rows of a list of choices."""
    return [{"list_name": name, "name": code, "label": code.title()} for code in codes]


def row(kind: str, name: str, label: str = "Question", **cells: str) -> Row:
    """Return a row of the sheet survey."""
    return {"type": kind, "name": name, "label": label, **cells}


def findings(reading: Reading) -> list[tuple[str, str]]:
    """Return (outcome, place) of each finding about the file's rows."""
    return [(str(finding.outcome), finding.path) for finding in reading.report.findings]


def cells_of(data: bytes, sheet: str) -> list[dict[str, Any]]:
    """Return the rows of a sheet by header."""
    rows = list(openpyxl.load_workbook(io.BytesIO(data))[sheet].iter_rows(values_only=True))
    return [dict(zip(rows[0], values, strict=True)) for values in rows[1:]]


def everything() -> Survey:
    """Return a survey with every type, flag, condition and awkward text that a definition can hold."""
    return load_survey(_EVERYTHING)


def _text(nl: str, ar: str | None = None) -> dict[str, str]:
    return {"nl": nl} if ar is None else {"nl": nl, "ar": ar}


def _options(*codes: str, **flags: str) -> list[dict[str, Any]]:
    flagged = {code: flag for flag, code in flags.items()}
    options = [{"code": code, "text": _text(f"Optie {code}")} for code in (*codes, *flagged)]
    return [{**option, flagged[option["code"]]: True} if option["code"] in flagged else option for option in options]


def _question(kind: str, name: str, **members: Any) -> dict[str, Any]:
    text = _text(f"Vraag {name}", f"سؤال {name}")
    return {"id": name, "version": 1, "type": kind, "level": "competencies", "text": text, **members}


_EVERYTHING: dict[str, Any] = {
    "format": "impact-survey/1",
    "id": "everything",
    "version": 7,
    "title": _text("Alles", "كل شيء"),
    "purpose": _text("Om alles te proberen.", "لتجربة كل شيء."),
    "minutes": 12,
    "languages": ["nl", "ar", "pt-br"],
    "licence": "CC0-1.0",
    "source": "=These tests",
    "scales": [{"id": "skill", "title": _text("Vaardigheid")}],
    "recalls": [{"id": "own_goal", "survey": "baseline", "question": "goal", "text": _text("Eigen doel")}],
    "pages": [
        {
            "id": "single",  # as a question below
            "title": _text("Over {own_goal|je doel}"),
            "text": _text("Eerste regel\n\nDerde regel, met é, \N{NO-BREAK SPACE}: en  twee spaties "),
            "questions": [
                _question("single_choice", "single", options=_options("_a", "b.c", "d-e", other="else"), version=3),
                _question("multiple_response", "several", options=_options("a", "b", other="o", exclusive="none")),
                _question(
                    "multiple_response",
                    "bounded",
                    options=_options("a", "b", "c", not_applicable="na"),
                    minimum=1,
                    maximum=2,
                    condition={"in": ["a", {"var": "several"}]},
                ),
                _question(
                    "scale",
                    "scaled",
                    options=_options("low", "high", not_applicable="na"),
                    scale="skill",
                    reversed=True,
                    required=True,
                    declinable=True,
                    node="behaviour-1",
                ),
                _question("recommendation", "ends", ends=[_text("Nooit"), _text("Altijd")], privacy="sensitive"),
                _question("recommendation", "no_ends", condition={"any_of": [{"var": "several"}, ["a", "b"]]}),
            ],
        },
        {
            "id": "numbers",
            "title": _text("= geen formule"),
            "condition": {"and": [{"answered": {"var": "single"}}, {"!==": [{"var": "scaled"}, "low"]}]},
            "questions": [
                _question("number", "whole", unit=_text("uur"), minimum=-5, maximum=1_000_000),
                _question("number", "parts", unit=_text("€"), whole=False, minimum=0.25, help=_text("+ of -")),
                _question("duration", "took", minimum=1, maximum=600),
                _question("date", "day", earliest="2026-01-01", latest="2026-12-31"),
                _question("date", "any_day", condition={">": [{"var": "took"}, 60]}),
                _question("ranking", "ranked", options=_options("x", "y", "z"), maximum=2),
                _question("short_text", "meta", maximum=80),
                _question("free_text", "words", text=_text("@ {single}: $ {  en ${whole} en ${Huh} en {{parts}}")),
                _question("free_text", "data", privacy="standard", maximum=9_000),
            ],
        },
        {
            "id": "tables",
            "title": _text("- Tabellen"),
            "questions": [
                _question(
                    "battery",
                    "grid",
                    options=_options("low", "high", not_applicable="na"),
                    scale="skill",
                    grid=True,
                    required=True,
                    declinable=True,
                    help=_text("Hulp"),
                    condition={"or": [{"<": [{"var": "whole"}, 3]}, {"!": {"in": ["x", {"var": "ranked"}]}}]},
                    items=[
                        {"id": "item_a", "version": 2, "text": _text("A"), "reversed": True},
                        {"id": "item_b", "version": 1, "text": _text("B"), "level": "indicators", "node": "n"},
                    ],
                ),
                _question(
                    "battery",
                    "no_grid",
                    options=_options("low", "high"),
                    items=[{"id": "item_c", "version": 1, "text": _text("{day|de dag}?")}],
                    condition={"===": [{"count": [{"var": "several"}, {"var": "single"}]}, 2]},
                ),
            ],
        },
    ],
}
