"""Files that others made: every row of their sheets is carried or has a line in the report."""

from __future__ import annotations

from pathlib import Path

import pytest

from surveys.interchange import Assumptions, Outcome, Reading
from surveys.interchange.xlsform import read

FILES = Path(__file__).parent / "files"
ALL_TYPES = "xlsform_correlaid_all_types.xlsx"
WIDGETS = "xlsform_pyxform_widgets.xls"


def read_file(name: str) -> Reading:
    """Return the reading of a file that lies beside these tests."""
    return read((FILES / name).read_bytes(), name, Assumptions())


# Counted by hand: rows that respondents answer. Not counted are what the program fills in, notes, groups, a text that
# is read only, and rows with the appearance "label", which draw the header of a table.
@pytest.mark.parametrize(("name", "in_file", "carried", "left_out"), [(ALL_TYPES, 28, 26, 2), (WIDGETS, 29, 20, 9)])
def test_every_question_of_the_file_is_carried_or_left_out(
    name: str, in_file: int, carried: int, left_out: int
) -> None:
    report = read_file(name).report
    fates = [fate.outcome for fate in report.questions]
    assert (report.in_file, report.carried_questions, fates.count(Outcome.LEFT_OUT)) == (in_file, carried, left_out)
    assert carried + left_out == in_file


@pytest.mark.parametrize("name", [ALL_TYPES, WIDGETS])
def test_every_question_that_is_carried_is_in_the_survey(name: str) -> None:
    reading = read_file(name)
    own = [question for question in reading.survey if question.specifies is None]
    assert len(own) == reading.report.carried_questions


@pytest.mark.parametrize(
    ("name", "left_out"),
    [
        (ALL_TYPES, ["q_time", "q_datetime"]),
        (
            WIDGETS,
            [
                *("my_time", "my_trigger", "my_geopoint", "my_barcode", "my_image", "my_audio", "my_video"),
                *("locationMap", "dateTime"),
            ],
        ),
    ],
)
def test_questions_that_are_left_out_are_named_with_the_reason(name: str, left_out: list[str]) -> None:
    report = read_file(name).report
    assert [fate.name for fate in report.questions if fate.outcome is Outcome.LEFT_OUT] == left_out
    reasons = {finding.what: finding.why for finding in report.of(Outcome.LEFT_OUT)}
    assert all(reasons[f"Question {question}"] for question in left_out)


def test_what_the_program_fills_in_is_no_question_and_is_reported() -> None:
    report = read_file(ALL_TYPES).report
    filled_in = [finding.path for finding in report.of(Outcome.LEFT_OUT) if finding.why.startswith("The program fills")]
    assert filled_in == [f"survey!B{row}" for row in range(2, 10)]


def test_each_type_becomes_its_counterpart() -> None:
    survey = read_file(ALL_TYPES).survey
    types = {question.id: question.type.value for question in survey if question.specifies is None}
    assert types == {
        "orphan_before": "short_text",
        "q_text": "short_text",
        "q_string": "short_text",
        "q_integer": "number",
        "q_int": "number",
        "q_decimal": "number",
        "q_date": "date",
        "q_select_one": "single_choice",
        "q_select_multi": "multiple_response",
        "q_rank": "ranking",
        "q_multiline_text": "free_text",
        "q_multiline_string": "free_text",
        "q_likert": "scale",
        "q_minimal": "single_choice",
        "skill_python": "scale",
        "skill_js": "scale",
        "skill_sql": "scale",
        "q_sel1_other": "single_choice",
        "q_selm_other": "multiple_response",
        "q_rank_other": "ranking",
        "q_mandatory": "short_text",
        "q_hint": "short_text",
        "q_constraint": "number",
        "q_default": "short_text",
        "q_relevant": "short_text",
        "q_all_features": "short_text",
    }


def test_groups_become_pages_and_a_table_a_battery() -> None:
    survey = read_file(ALL_TYPES).survey
    assert [page.id for page in survey.pages] == [
        *("page", "basic_types", "appearances", "matrix_inner", "or_other_types", "features"),
    ]
    battery = survey.questions["skill_python"].battery
    assert battery is not None
    assert (battery.id, battery.text["de"]) == ("matrix_header", "Wie schätzen Sie Ihre Kenntnisse ein?")


def test_bounds_conditions_and_languages_are_carried() -> None:
    survey = read_file(ALL_TYPES).survey
    age, last = survey.questions["q_constraint"], survey.questions["q_all_features"]
    assert survey.languages == ("de",)
    assert (age.minimum, age.maximum) == (18, 120)
    assert last.condition is not None
    assert last.condition.document == {"answered": {"var": "q_mandatory"}}
    assert last.required
    assert last.help == {"de": "Freiwillig, aber willkommen"}


def test_a_table_with_several_answers_a_row_becomes_single_questions_that_are_reported() -> None:
    reading = read_file(WIDGETS)
    types = {name: reading.survey.questions[name].type.value for name in ("happy_sad_brian2", "happy_sad_brian")}
    assert set(types.values()) == {"multiple_response"}
    assert ("survey!J35", "A row of a table") in {
        (finding.path, finding.what) for finding in reading.report.of(Outcome.CHANGED)
    }
