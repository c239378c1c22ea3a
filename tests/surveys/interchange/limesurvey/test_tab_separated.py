"""The tab-separated structure, as LimeSurvey writes it and as spreadsheets save it."""

import pytest

from surveys.interchange.errors import FileRefused
from surveys.interchange.exchange import Assumptions
from surveys.interchange.limesurvey import read_tab_separated
from tests.surveys.interchange.limesurvey.made import (
    fates,
    only_question,
    questions_of,
    read_rows,
    rows,
    structure,
    told,
)

QUESTION = {"class": "Q", "type/scale": "T", "name": "Q1", "text": "Où ça ?", "language": "en"}
YES = {"class": "Q", "type/scale": "Y", "name": "Q1", "text": "Yes?", "language": "en"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_every_way_a_spreadsheet_saves_it_is_read(encoding: str) -> None:
    data = structure(QUESTION).decode().encode(encoding)

    assert only_question(read_rows(data))["text"] == {"en": "Où ça ?"}


@pytest.mark.parametrize("line_end", ["\r\n", "\r", "\n\n"])
def test_line_ends_of_every_system_are_read(line_end: str) -> None:
    data = structure(QUESTION).replace(b"\n", line_end.encode())

    assert list(read_rows(data).survey.questions) == ["q1"]


@pytest.mark.parametrize(
    "data",
    [
        structure(QUESTION).decode().encode("latin-1"),
        structure(QUESTION).decode().encode("utf-16-le"),
        structure(QUESTION).decode().encode("utf-32"),
        structure(QUESTION) + b"\x00",
        b"\xff\xfe\x00",
    ],
    ids=["latin-1", "utf-16 without mark", "utf-32", "nul", "half a character"],
)
def test_another_encoding_is_refused_with_what_to_do(data: bytes) -> None:
    with pytest.raises(FileRefused, match="UTF-8"):
        read_rows(data)


@pytest.mark.parametrize("data", [b"", b"\n\n", b"a,b,c\n1,2,3", b"class;name;text", b"name\ttext\nQ1\tHello"])
def test_what_is_no_structure_is_refused_with_what_is_missing(data: bytes) -> None:
    with pytest.raises(FileRefused, match="class"):
        read_rows(data)


def test_quoted_cells_keep_their_quotation_marks_and_lines() -> None:
    line = {**QUESTION, "text": '"She said ""yes""\nand left"'}

    assert only_question(read_rows(structure(line)))["text"] == {"en": 'She said "yes"\nand left'}


def test_the_apostrophe_before_a_formula_is_taken_off() -> None:
    assert only_question(read_rows(structure({**QUESTION, "text": "'=1+1"})))["text"] == {"en": "=1+1"}


def test_parts_belong_to_the_question_before_them() -> None:
    reading = read_rows(
        structure(
            {"class": "Q", "type/scale": "F", "name": "Q1", "text": "How?", "mandatory": "Y"},
            {"class": "SQ", "name": "SQ1", "text": "One"},
            {"class": "SQ", "name": "SQ2", "text": "Two"},
            {"class": "A", "type/scale": "0", "name": "A1", "text": "Low"},
            {"class": "A", "type/scale": "0", "name": "A2", "text": "High"},
            {
                "class": "Q",
                "type/scale": "M",
                "name": "Q2",
                "text": "Which?",
                "other": "Y",
                "relevance": 'Q1_SQ1 == "A2"',
            },
            {"class": "SQ", "name": "a", "text": "A"},
            {"class": "SQ", "name": "other", "text": "Other"},
        )
    )

    battery, several = questions_of(reading.survey)
    assert [item["id"] for item in battery["items"]] == ["q1_sq1", "q1_sq2"]
    assert battery["required"] is True
    assert [option["code"] for option in several["options"]] == ["a", "other"]
    assert several["condition"] == {"===": [{"var": "q1_sq1"}, "A2"]}


def test_rows_that_only_name_fields_are_no_options() -> None:
    reading = read_rows(
        structure(
            {"class": "Q", "type/scale": "O", "name": "Q1", "text": "Which?"},
            {"class": "A", "name": "A1", "text": "One"},
            {"class": "A", "name": "A2", "text": "Two"},
            {"class": "SQ", "name": "comment", "text": ""},
        )
    )

    assert [option["code"] for option in only_question(reading)["options"]] == ["A1", "A2"]
    assert not [finding for finding in reading.report.findings if "belongs" in finding.why]


@pytest.mark.parametrize("number", ["1", ""])
def test_languages_are_brought_together_by_the_names_of_rows(number: str) -> None:
    reading = read_rows(
        rows(
            {"class": "S", "name": "language", "text": "nl"},
            {"class": "S", "name": "additional_languages", "text": "en"},
            {"class": "SL", "name": "surveyls_title", "text": "Titel", "language": "nl"},
            {"class": "SL", "name": "surveyls_title", "text": "Title", "language": "en"},
            {"class": "G", "type/scale": number, "name": "Groep", "text": "Over", "language": "nl"},
            {"class": "Q", "type/scale": "L", "name": "Q1", "text": "Vraag", "help": "Uitleg", "language": "nl"},
            {"class": "A", "name": "A1", "text": "Een", "language": "nl"},
            {"class": "A", "name": "A2", "text": "Twee", "language": "nl"},
            {"class": "G", "type/scale": number, "name": "Group", "text": "About", "language": "en"},
            {"class": "Q", "type/scale": "L", "name": "Q1", "text": "Question", "help": "Help", "language": "en"},
            {"class": "A", "name": "A1", "text": "One", "language": "en"},
            {"class": "A", "name": "A2", "text": "Two", "language": "en"},
        )
    )

    (page,) = reading.survey.data["pages"]
    (question,) = page["questions"]
    assert page["title"] == {"nl": "Groep", "en": "Group"}
    assert page["text"] == {"nl": "Over", "en": "About"}
    assert question["text"] == {"nl": "Vraag", "en": "Question"}
    assert question["help"] == {"nl": "Uitleg", "en": "Help"}
    assert [option["text"] for option in question["options"]] == [
        {"nl": "Een", "en": "One"},
        {"nl": "Twee", "en": "Two"},
    ]
    assert reading.report.in_file == 1


def test_a_name_that_stands_there_twice_makes_two_questions() -> None:
    reading = read_rows(structure(QUESTION, {**QUESTION, "text": "Again"}))

    assert [question["text"]["en"] for question in questions_of(reading.survey)] == ["Où ça ?", "Again"]
    assert any("has it" in finding.why for finding in reading.report.findings)


def test_a_code_that_stands_there_twice_makes_two_options() -> None:
    answer = {"class": "A", "name": "A1", "text": "One"}

    reading = read_rows(structure({**QUESTION, "type/scale": "L"}, answer, {**answer, "text": "Another"}))

    assert [option["code"] for option in only_question(reading)["options"]] == ["A1", "A1_2"]


def test_condition_rows_are_read() -> None:
    row = {"class": "C", "type/scale": "1", "related_id": "4", "name": "9X2X4", "relevance": "==", "text": "Y"}
    head = [{"class": "S", "name": "sid", "text": "9"}, {"class": "G", "id": "2", "name": "A group"}]
    second = {**QUESTION, "name": "Q2", "id": "5"}

    reading = read_rows(rows(*head, {**YES, "id": "4"}, second, row))

    assert questions_of(reading.survey)[-1]["condition"] == {"===": [{"var": "q1"}, "Y"]}


def test_pages_have_ids_of_their_own_whatever_the_file_says() -> None:
    group = {"class": "G", "name": "A group", "impact_id": "same"}
    lines = [{**group, "type/scale": "1"}, QUESTION, {**group, "type/scale": "2"}, {**QUESTION, "name": "Q2"}]

    assert [page.id for page in read_rows(rows(*lines)).survey.pages] == ["same", "a_group"]


def test_a_question_before_any_group_makes_a_page() -> None:
    assert list(read_rows(rows(QUESTION)).survey.questions) == ["q1"]


def test_a_part_of_no_question_is_reported() -> None:
    reading = read_rows(structure({"class": "A", "name": "A1", "text": "Lost"}, QUESTION))

    assert told(reading.report, "row 5") == ["left out: A row of class A"]


@pytest.mark.parametrize("kind", ["QTA", "QTAM", "QTALS", "AS", "SOMETHING"])
def test_rows_beside_questions_are_reported(kind: str) -> None:
    reading = read_rows(structure(QUESTION, {"class": kind, "name": "x"}, {"class": kind, "name": "y"}))

    assert told(reading.report, f"rows of class {kind}") == [f"left out: 2 rows of class {kind!r}"]


@pytest.mark.parametrize("column", ["assessment_value", "relevance"])
def test_points_for_answers_are_reported(column: str) -> None:
    answers = ({"class": "A", "name": name, "text": name, column: points} for name, points in (("a", "3"), ("b", "0")))

    reading = read_rows(structure({**QUESTION, "type/scale": "L"}, *answers))

    assert told(reading.report, "rows of class A") == ["left out: Assessment values of 1 rows"]


def test_settings_of_the_survey_are_reported() -> None:
    reading = read_rows(rows({"class": "S", "name": "anonymized", "text": "Y"}, QUESTION))

    assert told(reading.report, "rows of class S") == ["left out: Settings of the survey: anonymized"]


def test_columns_are_attributes_of_the_question() -> None:
    reading = read_rows(structure({**QUESTION, "maximum_chars": "40", "random_order": "1", "default": "x"}))

    assert only_question(reading)["maximum"] == 40
    assert {"row 5: Q1.random_order", "row 5: Q1.default"} <= {finding.path for finding in reading.report.findings}


def test_a_place_in_the_file_is_the_row_of_the_spreadsheet() -> None:
    reading = read_rows(structure(QUESTION, {**QUESTION, "type/scale": "|", "name": "Q2"}))

    assert fates(reading.report) == {"Q1": "carried", "Q2": "left out"}
    assert [fate.path for fate in reading.report.questions] == ["row 5: Q1", "row 6: Q2"]


def test_the_name_of_the_file_stands_for_a_title_that_is_missing() -> None:
    survey = read_tab_separated(rows(QUESTION), "my survey.txt", Assumptions()).survey

    assert dict(survey.title) == {"en": "my survey"}
