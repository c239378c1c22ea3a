"""Every export that this repository holds is read, and the report accounts for each of its questions."""

from pathlib import Path

import pytest

from surveys.definition import load_survey
from surveys.interchange.exchange import Assumptions, Reading
from surveys.interchange.limesurvey import read_xml
from surveys.interchange.report import Outcome
from tests.surveys.interchange.limesurvey.made import fates, questions_of, told

FILES = Path(__file__).parent / "files"

IN_FILE_AND_CARRIED = {  # counted by hand: rows of the table questions, those of a type that there is here
    "lsg_citric_group.lsg": (2, 2),
    "lsq_citric_free_text.lsq": (1, 1),
    "lss_citric_432535.lss": (2, 2),
    "lss_citric_survey.lss": (4, 3),
}


def read(name: str) -> Reading:
    return read_xml((FILES / name).read_bytes(), name, Assumptions())


def test_every_file_is_counted_here() -> None:
    there = {path.name for path in FILES.iterdir()} - {"README.md"}

    assert there == set(IN_FILE_AND_CARRIED)


@pytest.mark.parametrize("name", IN_FILE_AND_CARRIED)
def test_questions_in_the_file_are_carried_or_reported_and_add_up(name: str) -> None:
    report = read(name).report

    left_out = [fate for fate in report.questions if fate.outcome is Outcome.LEFT_OUT]
    assert (report.in_file, report.carried_questions) == IN_FILE_AND_CARRIED[name]
    assert report.in_file == report.carried_questions + len(left_out)
    assert all(told(report, fate.path) for fate in left_out)


@pytest.mark.parametrize("name", IN_FILE_AND_CARRIED)
def test_what_is_read_loads_again_from_its_document(name: str) -> None:
    survey = read(name).survey

    assert load_survey(survey.data) == survey


@pytest.mark.parametrize("name", IN_FILE_AND_CARRIED)
def test_what_the_file_does_not_say_is_reported_as_assumed(name: str) -> None:
    assumed = [finding.what for finding in read(name).report.of(Outcome.ASSUMED)]

    assert any("level" in what for what in assumed)
    assert any("licence" in what for what in assumed)
    assert any("time to answer" in what for what in assumed)


def test_a_survey_becomes_pages_with_their_questions() -> None:
    survey = read("lss_citric_survey.lss").survey

    assert dict(survey.title) == {"en": "Test Survey"}
    assert [page.id for page in survey.pages] == ["first_group", "second_group"]
    assert [(question.id, question.type.value, question.required) for question in survey] == [
        ("g01q01", "free_text", False),
        ("g01q02", "scale", True),
        ("g02q04", "single_choice", True),
    ]
    assert dict(survey.questions["g01q01"].help or {}) == {"en": "This is a question help text."}


def test_a_file_upload_is_left_out_with_what_to_do() -> None:
    report = read("lss_citric_survey.lss").report

    assert fates(report)["G02Q03"] == "left out"
    assert told(report, "G02Q03") == ["left out: Question G02Q03"]


def test_welcome_and_description_both_stay() -> None:
    survey = read("lss_citric_432535.lss").survey

    assert dict(survey.purpose) == {"en": "This is an example survey"}
    assert dict(survey.pages[0].text or {}) == {"en": "Welcome to an example survey\n\nA group"}


def test_what_only_limesurvey_has_is_named() -> None:
    report = read("lss_citric_432535.lss").report

    assert told(report, "G01Q01") == ["left out: Settings: slider_rating"]
    assert told(report, "survey.surveyls_endtext") == ["left out: The text surveyls_endtext"]
    assert told(report, "themes") == ["left out: The table themes (2 rows)"]


def test_a_question_alone_makes_a_survey() -> None:
    reading = read("lsq_citric_free_text.lsq")

    (question,) = questions_of(reading.survey)
    assert question["text"] == {"en": "Text for first question"}
    assert told(reading.report, "FREETEXTEXAMPLE.text [en]") == ["changed: Mark-up: <strong>"]
