"""The codebook: one row for each question and option, safe in any spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping

import pytest

from surveys.definition import Survey
from surveys.instruments import instrument_names, load_instrument
from surveys.interchange import Outcome, write
from surveys.interchange.codebook import COLUMNS, TEXTS
from tests.surveys.documents import a_text, options, question_document, survey_of
from tests.surveys.interchange.xlsform.workbooks import everything


def rows_of(survey: Survey) -> list[dict[str, str]]:
    """Return the rows of the codebook of ``survey``."""
    return list(csv.DictReader(io.StringIO(write(survey, "codebook").data.decode("utf-8-sig"), newline="")))


def some(row: Mapping[str, str], *names: str) -> tuple[str, ...]:
    """Return some cells of a row."""
    return tuple(row[name] for name in names)


def test_a_scale_has_a_row_for_each_option_with_place_and_score() -> None:
    rows = rows_of(survey_of(question_document("scale", required=True)))
    assert [some(row, "id", "version", "code", "kind", "place", "score", "required") for row in rows] == [
        ("scale", "1", "low", "", "1", "0.0", "yes"),
        ("scale", "1", "middle", "", "2", "50.0", "yes"),
        ("scale", "1", "high", "", "3", "100.0", "yes"),
        ("scale", "1", "cannot_judge", "not_applicable", "", "", "yes"),
    ]


def test_the_scores_of_a_reversed_question_run_the_other_way() -> None:
    """As surveys.scoring counts them: 100 is most of what is measured."""
    rows = rows_of(survey_of(question_document("scale", reversed=True)))
    assert [some(row, "place", "score") for row in rows] == [
        *(("1", "100.0"), ("2", "50.0"), ("3", "0.0"), ("", "")),
    ]


def test_a_question_without_options_has_one_row_with_its_bounds_and_unit() -> None:
    (row,) = rows_of(survey_of(question_document("number", minimum=-5, maximum=40)))
    assert some(row, "type", "code", "minimum", "maximum", "whole", "unit_nl") == (
        *("number", "", "-5", "40", "yes", "minuten"),
    )


def test_a_recommendation_has_a_row_for_each_number_from_0_to_10() -> None:
    rows = rows_of(survey_of(question_document("recommendation", ends=[a_text("Nooit"), a_text("Altijd")])))
    assert [row["code"] for row in rows] == [str(number) for number in range(11)]
    assert (rows[0]["option_nl"], rows[5]["option_nl"], rows[10]["option_nl"]) == ("Nooit", "", "Altijd")


def test_items_name_their_battery_and_words_the_option_that_they_specify() -> None:
    rows = {row["id"]: row for row in rows_of(everything())}
    assert some(rows["item_a"], "battery", "battery_text_nl", "text_nl", "scale", "reversed", "level") == (
        *("grid", "Vraag grid", "A", "skill", "yes", "competencies"),
    )
    assert some(rows["single_other"], "type", "specifies", "privacy") == ("short_text", "single else", "free_text")


def test_conditions_are_json_with_those_of_the_page_beside_them() -> None:
    rows = {row["id"]: row for row in rows_of(everything())}
    assert rows["any_day"]["condition"] == '{">":[{"var":"took"},60]}'
    assert rows["any_day"]["page_condition"].startswith('{"and":')


def test_no_cell_begins_a_formula() -> None:
    signs = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\r\nx", "\nx"]
    chosen = [{"code": f"c{number}", "text": a_text(sign)} for number, sign in enumerate(signs)]
    rows = rows_of(survey_of(question_document("single_choice", options=chosen, text=a_text("=A1"), node="-n")))
    cells = [cell for row in rows for cell in row.values()]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))] == []
    assert rows[0]["option_nl"] == "'=1+1"


def test_it_begins_with_the_mark_by_which_spreadsheets_know_utf_8() -> None:
    data = write(survey_of(question_document("scale", text=a_text("Één"))), "codebook").data
    assert data.startswith(b"\xef\xbb\xbfid,version,type,")
    assert "Één".encode() in data


@pytest.mark.parametrize("name", instrument_names())
def test_every_code_of_every_instrument_has_a_row(name: str) -> None:
    survey = load_instrument(name)
    written = [some(row, "id", "code") for row in rows_of(survey)]
    expected = [(one.id, option.code) for one in survey for option in one.options]
    without_options = [one.id for one in survey if not one.options]
    assert set(written) >= set(expected)
    assert {question for question, _ in written} == set(survey.questions)
    assert len(written) == len(set(written))
    assert len(without_options) <= len(written) - len(expected)


def test_each_language_has_its_columns_and_what_is_not_there_is_reported() -> None:
    survey = everything()
    assert list(rows_of(survey)[0]) == [*COLUMNS, *(f"{name}_{tag}" for name in TEXTS for tag in survey.languages)]
    left_out = [finding.path for finding in write(survey, "codebook").report.of(Outcome.LEFT_OUT)]
    assert left_out == ["", "pages[0].text", "recalls", "scales"]


def test_every_answer_of_a_survey_has_a_line_in_the_report() -> None:
    survey = survey_of(question_document("single_choice", options=[*options("a", "b"), _OTHER]))
    assert [fate.name for fate in write(survey, "codebook").report.questions] == [
        "single_choice",
        "single_choice_other",
    ]


_OTHER = {"code": "other", "text": a_text("Anders"), "other": True}
