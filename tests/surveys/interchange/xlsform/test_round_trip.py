"""There and back: what Impact writes, XLSForm tools accept and Impact reads again as it was."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyxform.xls2xform import convert

from surveys.definition import Survey, load_survey
from surveys.instruments import instrument_names, load_instrument
from surveys.interchange import Assumptions, Outcome, Reading
from surveys.interchange.xlsform import read, write
from tests.surveys.documents import a_text, question_document, survey_document, survey_of
from tests.surveys.interchange.xlsform.made_up import MadeUp
from tests.surveys.interchange.xlsform.workbooks import cells_of, everything

SURVEYS = {"everything": everything, **{name: lambda name=name: load_instrument(name) for name in instrument_names()}}


def again(survey: Survey) -> Reading:
    """Return ``survey`` as written and read."""
    return read(write(survey).data, "again.xlsx", Assumptions())


@pytest.mark.parametrize("name", SURVEYS)
def test_a_survey_comes_back_as_it_was(name: str) -> None:
    survey = SURVEYS[name]()
    reading = again(survey)
    assert reading.survey == survey
    assert reading.report.findings == []


@pytest.mark.parametrize("name", SURVEYS)
def test_xlsform_tools_accept_what_is_written(name: str) -> None:
    """pyxform, the reference, makes an XForm of it (source: its own checks, without the Java validator)."""
    result = convert(io.BytesIO(write(SURVEYS[name]()).data), validate=False)
    unexpected = [warning for warning in result.warnings if "is missing the survey" not in warning]
    assert unexpected == []
    assert "<h:title>" in result.xform


@pytest.mark.parametrize("name", SURVEYS)
def test_every_question_and_item_is_written_and_has_a_line(name: str) -> None:
    survey = SURVEYS[name]()
    report = write(survey).report
    assert [fate.name for fate in report.questions] == [one.id for one in survey if one.specifies is None]


def test_two_exports_of_one_survey_are_the_same() -> None:
    assert cells_of(write(everything()).data, "survey") == cells_of(write(everything()).data, "survey")


def test_what_other_programs_will_not_know_is_reported_by_column() -> None:
    report = write(everything()).report
    columns = {finding.path for finding in report.findings if "!" in finding.path}
    assert columns >= {
        *("survey!impact_version", "survey!impact_level", "survey!impact_scale", "survey!impact_reversed"),
        *("survey!impact_declinable", "survey!impact_privacy", "survey!impact_unit", "survey!impact_type"),
        *("choices!impact_not_applicable", "survey!impact_maximum", "survey!impact_survey"),
    }


def test_a_duration_is_a_whole_number_of_minutes_for_others_and_says_so() -> None:
    survey = survey_of(question_document("duration", minimum=5))
    (cells,) = [row for row in cells_of(write(survey).data, "survey") if row["name"] == "duration"]
    assert (cells["type"], cells["constraint"], cells["impact_type"]) == ("integer", ". >= 5", "duration")
    assert "A duration" in {finding.what for finding in write(survey).report.of(Outcome.CHANGED)}


def test_no_cell_is_a_formula() -> None:
    texts = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", '=HYPERLINK("http://example.org")']
    survey = survey_of(*(question_document("free_text", id=f"q{n}", text=a_text(text)) for n, text in enumerate(texts)))
    book = openpyxl.load_workbook(io.BytesIO(write(survey).data))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.quotePrefix for cell in cells if cell.value in texts)
    assert again(survey).survey == survey


def test_a_condition_edited_in_the_sheet_wins_over_ours() -> None:
    first = question_document("single_choice", id="first")
    second = question_document("free_text", id="second", condition={"in": [{"var": "first"}, ["yes", "no"]]})
    edited = _edited(write(survey_of(first, second)).data, "relevant", "second", "${first} = 'no'")
    reading = read(edited, "edited.xlsx", Assumptions())
    condition = reading.survey.questions["second"].condition
    assert condition is not None
    assert condition.document == {"===": [{"var": "first"}, "no"]}
    assert [finding.what for finding in reading.report.of(Outcome.LEFT_OUT)] == ["A condition"]


def test_a_label_edited_in_the_sheet_wins_over_ours() -> None:
    first = question_document("free_text", id="first")
    second = question_document("free_text", id="second", text=a_text("{first|niets} is dat zo?"))
    edited = _edited(write(survey_of(first, second)).data, "label::Nederlands (nl)", "second", "Klopt ${first}?")
    assert read(edited, "edited.xlsx", Assumptions()).survey.questions["second"].text["nl"] == "Klopt {first}?"


def test_control_characters_are_left_out_and_reported() -> None:
    writing = write(survey_of(question_document("free_text", text=a_text("a\x01b\r\nc"))))
    assert next(finding.path for finding in writing.report.findings) == "pages[0].questions[0].text.nl"
    assert read(writing.data, "f.xlsx", Assumptions()).survey.questions["free_text"].text["nl"] == "ab\nc"


def test_a_condition_that_xpath_cannot_say_is_reported_and_still_comes_back() -> None:
    condition = {"===": [{"var": "first"}, 'it\'s "so"']}
    survey = survey_of(
        question_document("free_text", id="first"),
        question_document("free_text", id="second", condition=condition),
    )
    report = write(survey).report
    assert [f.path for f in report.findings if f.what == "A condition"] == ["pages[0].questions[1].condition"]
    assert again(survey).survey == survey


def test_names_that_xforms_keep_for_themselves_are_given_another_and_come_back() -> None:
    survey = survey_of(question_document("free_text", id="meta"), question_document("free_text", id="data"))
    names = [row["name"] for row in cells_of(write(survey).data, "survey")]
    assert not {"meta", "data"} & set(names)
    assert again(survey).survey == survey


PIECES = st.sampled_from(
    [
        "{q}",
        "{q|woorden}",
        "{q|}",
        "${q}",
        "$",
        "${",
        "$\\{",
        "\\",
        "{",
        "}",
        "{{q}}",
        "|",
        "é",
        "\n",
        " ",
        "<b>",
        "&amp;",
    ]
)


@settings(max_examples=60)
@given(st.lists(PIECES, max_size=8).map("".join), st.lists(PIECES, max_size=8).map("".join))
def test_any_text_comes_back(label: str, option: str) -> None:
    options = [{"code": "a", "text": a_text(f"a{option}")}, {"code": "b", "text": a_text("b")}]
    survey = survey_of(
        question_document("free_text", id="q"),
        question_document("single_choice", id="chosen", text=a_text(f"{label}?"), options=options),
    )
    written = write(survey).data
    assert read(written, "again.xlsx", Assumptions()).survey == survey
    convert(io.BytesIO(written), validate=False)


CONDITIONS: list[tuple[Any, str]] = [
    ({"===": [{"var": "one"}, "a"]}, "${one} = 'a'"),
    ({"!==": [{"var": "one"}, "a"]}, "not(${one} = 'a')"),
    ({"in": ["a", {"var": "many"}]}, "selected(${many}, 'a')"),
    ({"any_of": [{"var": "many"}, ["a", "b"]]}, "(selected(${many}, 'a') or selected(${many}, 'b'))"),
    ({"in": [{"var": "one"}, ["a", "b"]]}, "(${one} = 'a' or ${one} = 'b')"),
    ({">": [{"count": {"var": "many"}}, 1]}, "count-selected(${many}) > 1"),
    ({"answered": {"var": "one"}}, "${one} != ''"),
    ({"<=": [{"var": "day"}, "2026-01-31"]}, "${day} <= date('2026-01-31')"),
    ({">=": [{"var": "amount"}, 0.25]}, "${amount} >= 0.25"),
    (
        {"and": [{"answered": {"var": "one"}}, {"!": {"answered": {"var": "day"}}}]},
        "(${one} != '' and not(${day} != ''))",
    ),
    (False, "false()"),
]


@pytest.mark.parametrize(("condition", "relevant"), CONDITIONS)
def test_conditions_are_written_in_xpath(condition: Any, relevant: str) -> None:
    options = [{"code": code, "text": a_text(code)} for code in ("a", "b")]
    survey = load_survey(
        survey_document(
            question_document("single_choice", id="one", options=options),
            {**question_document("single_choice", id="many", options=options), "type": "multiple_response"},
            question_document("number", id="amount"),
            {**question_document("free_text", id="day"), "type": "date"},
            question_document("free_text", id="asked", condition=condition),
        )
    )
    (cells,) = [row for row in cells_of(write(survey).data, "survey") if row["name"] == "asked"]
    assert cells["relevant"] == relevant
    assert again(survey).survey == survey


def _edited(data: bytes, header: str, name: str, value: str) -> bytes:
    """Return a workbook with one cell of the sheet survey changed, as its author would."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book["survey"]
    headers = [cell.value for cell in sheet[1]]
    for row in sheet.iter_rows(min_row=2):
        if row[headers.index("name")].value == name:
            row[headers.index(header)].value = value
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


@pytest.mark.parametrize("seed", range(60))
def test_made_up_surveys_come_back_and_are_accepted(seed: int) -> None:
    survey = MadeUp(seed).survey()
    written = write(survey).data
    reading = read(written, "again.xlsx", Assumptions())
    assert reading.survey == survey
    assert reading.report.findings == []
    convert(io.BytesIO(written), validate=False)
