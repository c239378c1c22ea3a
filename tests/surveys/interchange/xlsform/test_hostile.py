"""Workbooks that mean harm, or are broken: a clear reason, and little time and memory spent on them."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from surveys.interchange import Assumptions, FileRefused
from surveys.interchange.xlsform import read
from surveys.interchange.xlsform.archive import MAX_MARKS, MAX_UNPACKED
from tests.surveys.interchange.xlsform.workbooks import form, row, workbook

FILES = Path(__file__).parent / "files"
GOOD = form(row("text", "q"))
OLD = (FILES / "xlsform_pyxform_widgets.xls").read_bytes()


def with_part(name: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return a good workbook with one part of its archive changed, or added."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as good, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as changed:
        for part in good.namelist():
            content = good.read(part)
            changed.writestr(part, change(content) if part == name else content)
        if name not in good.namelist():
            changed.writestr(name, change(b""))
    return written.getvalue()


def with_false_size(data: bytes) -> bytes:
    """Return an archive that says that its largest part has one byte."""
    sizes = [part.file_size for part in zipfile.ZipFile(io.BytesIO(data)).infolist()]
    return data.replace(struct.pack("<I", max(sizes)), struct.pack("<I", 1))


BOMB = with_part("xl/sharedStrings.xml", lambda content: content + b" " * (MAX_UNPACKED + 1))
SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "damaged or is no .xlsx"),
        (b"PK\x03\x04 and nothing else", "damaged or is no .xlsx"),
        (GOOD[: len(GOOD) // 2], "damaged or is no .xlsx"),
        (OLD[:3_000], "damaged, or protected"),
        (OLD[:512], "damaged, or protected"),
        (b"x" * (11 * 1024 * 1024), "larger than 10 MiB"),
        (BOMB, "unpacks to more than"),
        (with_false_size(BOMB), "damaged or is no .xlsx"),
        (with_part(SHEET, lambda content: content + b"<a>" * (MAX_MARKS + 1)), "unpacks to more than"),
        (with_part(SHEET, lambda content: content.replace(b"<row", b"<row " + b"a='' " * 90_000)), "unpacks to more"),
        (with_part("xl/workbook.xml", lambda content: b"<!DOCTYPE a [<!ENTITY b 'c'>]>" + content), "document type"),
        (with_part("xl/workbook.xml", lambda content: content.decode().encode("utf-16")), "not UTF-8"),
        (with_part("xl/workbook.xml", lambda content: b"<workbook>"), "damaged, or protected"),
        (workbook(survey=[{"type": "text", "name": "q"}] * 5_001), "more than 5,000 rows"),
        (workbook(survey=[{f"c{number}": "x" for number in range(500)}]), "more than 400 columns"),
    ],
    ids=[
        *("empty", "no zip", "truncated", "truncated .xls", "beginning of .xls", "11 MiB", "bomb", "bomb with a lie"),
        *("tags", "attributes", "entities", "UTF-16", "no XML", "rows", "columns"),
    ],
)
def test_what_is_damaged_or_too_large_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    with pytest.raises(FileRefused, match=reason):
        read(data, "form.xlsx", Assumptions())


def test_a_far_row_costs_no_time_for_the_million_before_it() -> None:
    """What is refused is refused at the row that is too far, however many rows do not exist before it."""
    far = b'<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>text</t></is></c></row></sheetData>'
    with pytest.raises(FileRefused, match="more than 5,000 rows"):
        read(with_part(SHEET, lambda content: content.replace(b"</sheetData>", far)), "form.xlsx", Assumptions())


def test_a_false_size_of_the_sheet_hides_no_row() -> None:
    data = form(row("text", "a"), row("text", "b"))
    hidden = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as good, zipfile.ZipFile(hidden, "w") as changed:
        for part in good.namelist():
            content = good.read(part)
            changed.writestr(part, content.replace(b'<dimension ref="A1:C3"', b'<dimension ref="A1:C2"'))
    assert list(read(hidden.getvalue(), "form.xlsx", Assumptions()).survey.questions) == ["a", "b"]


def test_formulas_give_their_last_result_and_are_reported() -> None:
    reading = read(form(row("text", "q"), row("text", "sum", "=1+1")), "form.xlsx", Assumptions())
    assert "Formulas" in {finding.what for finding in reading.report.findings}
    assert reading.survey.questions["sum"].text["en"] == "sum"


def test_circles_of_conditions_cannot_arise_since_only_earlier_questions_are_known() -> None:
    rows = [row("text", "a", relevant="${b} != ''"), row("text", "b", relevant="${a} != ''")]
    survey = read(form(*rows), "form.xlsx", Assumptions()).survey
    assert [question.condition is None for question in survey] == [True, False]


def test_names_used_twice_are_told_apart() -> None:
    survey = read(form(row("text", "q"), row("text", "q")), "form.xlsx", Assumptions()).survey
    assert list(survey.questions) == ["q", "q_2"]
