"""No file, however it is damaged or meant, costs much or ends in anything but an error with what to do, or a survey."""

import csv
import tracemalloc
from collections.abc import Callable
from time import process_time

import pytest

from surveys.definition import load_survey
from surveys.interchange.errors import FileRefused
from surveys.interchange.exchange import Assumptions, Reading
from surveys.interchange.limesurvey import read_tab_separated, read_xml, write_tab_separated
from surveys.placeholders import references
from tests.surveys.interchange.limesurvey.hostile import ROWS_READ, ROWS_REFUSED, XML_READ, XML_REFUSED
from tests.surveys.interchange.limesurvey.made import fates, questions_of, read_rows

MAX_SECONDS = 2.0  # of computing
MAX_BYTES = 200 * 2**20  # besides the file itself
Make = Callable[[], bytes]


def read(reader: Callable[[bytes, str, Assumptions], Reading], make: Make) -> tuple[Reading | str, float]:
    """Return what comes of a file, or why it is refused, and how long that took [s of computing]."""
    data = make()
    start = process_time()
    try:
        result: Reading | str = reader(data, "hostile", Assumptions())
    except FileRefused as error:
        result = str(error)
    return result, process_time() - start


@pytest.mark.parametrize("make", XML_REFUSED.values(), ids=XML_REFUSED)
def test_hostile_xml_is_refused_with_what_to_do(make: Make) -> None:
    said, seconds = read(read_xml, make)

    assert isinstance(said, str)
    assert said.endswith(".")
    assert len(said) < 1_500
    assert seconds < MAX_SECONDS


@pytest.mark.parametrize("make", ROWS_REFUSED.values(), ids=ROWS_REFUSED)
def test_hostile_rows_are_refused_with_what_to_do(make: Make) -> None:
    said, seconds = read(read_tab_separated, make)

    assert isinstance(said, str)
    assert said.endswith(".")
    assert seconds < MAX_SECONDS


def test_a_quotation_mark_never_closed_is_refused_whatever_other_readers_in_the_process_allow() -> None:
    usual = csv.field_size_limit(10**9)
    try:
        said, _ = read(read_tab_separated, ROWS_REFUSED["a quotation mark never closed"])
    finally:
        csv.field_size_limit(usual)

    assert isinstance(said, str)
    assert "never closed" in said


@pytest.mark.parametrize("make", XML_READ.values(), ids=XML_READ)
def test_strange_xml_is_a_survey_that_loads_and_can_be_written(make: Make) -> None:
    reading, seconds = read(read_xml, make)

    assert isinstance(reading, Reading)
    assert seconds < MAX_SECONDS
    assert load_survey(reading.survey.data) == reading.survey
    assert write_tab_separated(reading.survey).data


@pytest.mark.parametrize("make", ROWS_READ.values(), ids=ROWS_READ)
def test_strange_rows_are_a_survey_that_loads_and_can_be_written(make: Make) -> None:
    reading, seconds = read(read_tab_separated, make)

    assert isinstance(reading, Reading)
    assert seconds < MAX_SECONDS
    assert load_survey(reading.survey.data) == reading.survey
    assert write_tab_separated(reading.survey).data


@pytest.mark.parametrize(
    ("reader", "make"),
    [
        (read_xml, XML_REFUSED["50 MB"]),
        (read_xml, XML_REFUSED["many elements"]),
        (read_xml, XML_READ["many options"]),
        (read_tab_separated, ROWS_REFUSED["50 MB"]),
        (read_tab_separated, ROWS_REFUSED["many rows"]),
    ],
    ids=["50 MB", "many elements", "many options", "50 MB of rows", "many rows"],
)
def test_large_files_take_little_memory(reader: Callable[[bytes, str, Assumptions], Reading], make: Make) -> None:
    data = make()
    tracemalloc.start()
    read(reader, lambda: data)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert peak < MAX_BYTES


@pytest.mark.parametrize("name", ["scripts", "private characters", "quotes in an expression"])
def test_texts_that_mean_harm_hold_no_mark_up_and_no_place_for_an_answer(name: str) -> None:
    (question,) = questions_of(_survey(read_xml, XML_READ[name]).survey)

    text = question["text"]["en"]
    assert "<" not in text
    assert not references(text)
    assert not {"\ue000", "\ue001"} & set(text)


def test_a_circle_of_conditions_is_broken_and_each_broken_link_reported() -> None:
    reading = _survey(read_xml, XML_READ["circle"])

    asked = {question.id: question.condition is not None for question in reading.survey}
    assert asked == {"q1": False, "q2": True, "q3": True}
    assert any(finding.path == "Q1.relevance" for finding in reading.report.findings)


def test_a_number_for_all_questions_leaves_one_and_reports_every_other() -> None:
    reading = _survey(read_xml, XML_READ["one id for all"])

    assert len(reading.survey.questions) == 1
    assert sum("second row" in finding.what for finding in reading.report.findings) == 4_999


def test_a_question_that_is_its_own_parent_is_reported() -> None:
    report = _survey(read_xml, XML_READ["its own parent"]).report

    assert any(finding.what == "Subquestions (1) that belong to no question" for finding in report.findings)


def test_columns_of_ours_that_hold_what_cannot_be_are_not_believed() -> None:
    (question,) = questions_of(_survey(read_tab_separated, ROWS_READ["own columns that lie"]).survey)

    assert (question["id"], question["version"], question["level"]) == ("q1", 1, "interventions")
    assert question["type"] == "free_text"
    assert not {"node", "scale"} & question.keys()


def test_a_formula_is_a_text_and_leaves_as_one() -> None:
    survey = _survey(read_tab_separated, ROWS_READ["formulas"]).survey

    written = write_tab_separated(survey).data.decode("utf-8-sig")
    cells = [cell for line in written.splitlines() for cell in line.split("\t")]
    assert not [cell for cell in cells if cell[:1] in {"=", "+", "-", "@"}]
    assert [question["text"] for question in questions_of(read_rows(written.encode()).survey)] == [
        {"en": "=HYPERLINK(1)"},
        {"en": "@SUM(1)"},
    ]


def test_what_is_cut_short_is_never_half_a_survey() -> None:
    whole = XML_READ["circle"]()

    for length in range(0, len(whole) - len("</document>"), 211):
        said, _ = read(read_xml, lambda: whole[:length])  # noqa: B023  # called at once
        assert isinstance(said, str)


def test_rows_that_are_cut_short_account_for_every_question_that_is_there() -> None:
    whole = ROWS_READ["own ids for all"]()

    reading, _ = read(read_tab_separated, lambda: whole[: len(whole) // 2])

    assert isinstance(reading, Reading)
    assert reading.report.in_file == len(questions_of(reading.survey))
    assert set(fates(reading.report).values()) == {"carried"}


def _survey(reader: Callable[[bytes, str, Assumptions], Reading], make: Make) -> Reading:
    reading, _ = read(reader, make)
    assert isinstance(reading, Reading)
    return reading
