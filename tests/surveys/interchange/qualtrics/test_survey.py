"""Blocks, flow and everything around the questions of a Qualtrics survey."""

from __future__ import annotations

import json
from typing import Any

import pytest

from surveys.interchange.errors import FileRefused
from surveys.interchange.qualtrics import read
from surveys.interchange.report import Outcome
from surveys.interchange.safe_json import MAX_BYTES
from tests.surveys.interchange.qualtrics.documents import (
    ASSUMPTIONS,
    PAGE_BREAK,
    block,
    qsf,
    reading_of,
    sq,
)


def left_out(reading: Any) -> set[tuple[str, str]]:
    return {(finding.path, finding.what) for finding in reading.report.of(Outcome.LEFT_OUT)}


def test_blocks_and_page_breaks_make_pages() -> None:
    reading = reading_of(
        sq("QID1"),
        sq("QID2"),
        sq("QID3"),
        blocks=[block("Use at work", "QID1", PAGE_BREAK, "QID2"), block("Default Question Block", "QID3")],
    )

    assert [(page.title["en"], [question.id for question in page.questions]) for page in reading.survey.pages] == [
        ("Use at work", ["q1"]),
        ("Use at work", ["q2"]),
        ("Course evaluation", ["q3"]),
    ]


def test_descriptive_text_introduces_the_page_that_it_begins() -> None:
    reading = reading_of(
        sq("QID1", "DB", "TB", QuestionText="<b>Welcome</b>"),
        sq("QID2"),
        sq("QID3", "DB", "TB", QuestionText="Now about your work", Language={"NL": {"QuestionText": "Nu uw werk"}}),
        sq("QID4"),
        sq("QID5", "DB", "TB", QuestionText="Thank you"),
    )

    assert [dict(page.text or {}) for page in reading.survey.pages] == [
        {"en": "Welcome"},
        {"en": "Now about your work", "nl": "Nu uw werk"},
    ]
    assert reading.report.in_file == 2
    assert left_out(reading) == {("QID5", "Text after the last question")}


def test_the_flow_says_which_blocks_are_shown_and_in_which_order() -> None:
    reading = reading_of(
        *(sq(f"QID{number}") for number in range(1, 6)),
        blocks=[
            block("One", "QID1"),
            block("Two", "QID2"),
            block("Three", "QID3"),
            block("Trash", "QID4", kind="Trash"),
            block("Four", "QID5", Options={"Looping": "Static", "RandomizeQuestions": "true"}),
        ],
        flow=[
            {"Type": "EmbeddedData", "FlowID": "FL_2", "EmbeddedData": [{"Field": "group"}]},
            {
                "Type": "BlockRandomizer",
                "FlowID": "FL_3",
                "Flow": [{"Type": "Block", "ID": "BL_Two"}, {"Type": "Block", "ID": "BL_One"}],
            },
            {"Type": "Group", "FlowID": "FL_4", "Flow": [{"Type": "Block", "ID": "BL_Four"}]},
            {"Type": "Block", "ID": "BL_Two", "FlowID": "FL_5"},
            {"Type": "Block", "ID": "BL_Nowhere", "FlowID": "FL_6"},
            {"Type": "EndSurvey", "FlowID": "FL_7"},
            {"Type": "Teleporter", "FlowID": "FL_8", "Description": "To the end"},
        ],
    )

    assert list(reading.survey.questions) == ["q2", "q1", "q5"]
    assert (reading.report.in_file, reading.report.carried_questions) == (5, 3)
    assert left_out(reading) == {
        ("FL_2", "EmbeddedData in the flow"),
        ("FL_3", "Random order of blocks"),
        ("BL_Two", "Block shown again"),
        ("FL_6", "Block BL_Nowhere"),
        ("FL_7", "EndSurvey in the flow"),
        ("FL_8", "Teleporter in the flow: To the end"),
        ("BL_Four", "Loop and merge"),
        ("BL_Four", "Random order of questions"),
        ("QID3", "Question Q3"),
        ("QID4", "Question Q4"),
    }


def test_what_a_survey_has_besides_questions_is_reported() -> None:
    reading = reading_of(
        sq("QID1"),
        entry={"SurveyDescription": "So that the course gets better"},
        others=[
            {"Element": "QO", "PrimaryAttribute": "QO_1", "Payload": {"Name": "Full"}},
            {"Element": "SCO", "PrimaryAttribute": "Scoring", "Payload": {"ScoringCategories": []}},
            {"Element": "STAT", "PrimaryAttribute": "Survey Statistics", "Payload": {}},
            {"Element": "XYZ", "PrimaryAttribute": "New", "Payload": None},
            {
                "Element": "SO",
                "Payload": {"Header": "<img src='x'>", "Footer": "", "EOSRedirectURL": "https://x.example"},
            },
        ],
    )

    assert reading.survey.purpose["en"] == "So that the course gets better"
    assert left_out(reading) == {
        ("QO_1", "Quota"),
        ("New", "Element XYZ"),
        ("Survey Options", "Header"),
        ("Survey Options", "EOSRedirectURL"),
    }


def test_blocks_of_an_object_are_read_like_those_of_a_list() -> None:
    data = json.loads(qsf([sq("QID1"), sq("QID2")], blocks=[block("One", "QID1"), block("Two", "QID2")]))
    data["SurveyElements"][0]["Payload"] = {"3": block("One", "QID1"), "9": block("Two", "QID2")}

    reading = read(json.dumps(data).encode(), "survey.qsf", ASSUMPTIONS)

    assert list(reading.survey.questions) == ["q1", "q2"]


def test_a_question_that_stands_in_two_blocks_is_asked_once() -> None:
    reading = reading_of(sq("QID1"), blocks=[block("One", "QID1"), block("Two", "QID1", "QID404")])

    assert (reading.report.in_file, reading.report.carried_questions) == (1, 1)
    assert left_out(reading) == {("BL_Two", "Question QID1"), ("BL_Two", "Question QID404")}


def test_a_byte_order_mark_is_no_part_of_the_file() -> None:
    assert read(b"\xef\xbb\xbf" + qsf([sq("QID1")]), "survey.qsf", ASSUMPTIONS).report.carried_questions == 1


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"[]", "not the export of a Qualtrics survey"),
        (b"{}", "not the export of a Qualtrics survey"),
        (b'{"SurveyEntry": {}, "SurveyElements": []}', "not the export of a Qualtrics survey"),
        (b'{"SurveyEntry": null, "SurveyElements": [null, 1, "x"]}', "None of the survey's questions"),
        (b"<xml/>", "not JSON"),
        (b" " * MAX_BYTES + b"{}", "larger than 10.0 MiB"),
        (b"[" * 200_001, "200,000 objects"),
        (qsf([sq("QID1"), sq("QID1")]), "Two questions are called QID1"),
        (qsf([sq("QID1", "Captcha")]), "None of the survey's questions"),
        (qsf([sq(f"QID{number}") for number in range(501)]), "501 questions; 500 is the most"),
    ],
)
def test_what_is_no_survey_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(FileRefused, match=said):
        read(data, "survey.qsf", ASSUMPTIONS)
