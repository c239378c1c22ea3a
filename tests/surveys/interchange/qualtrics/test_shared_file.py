"""A survey that Qualtrics exported, counted by hand.

The block that is shown has nine matrices: QID12, QID11, QID1, QID2 and QID3 with three statements, QID4 and QID6 with
two, QID8 and QID10 with one, 21 together. In the trash are two choices (QID5, QID7) and a matrix of three statements
(QID9).
"""

from __future__ import annotations

from pathlib import Path

import pytest

from surveys.definition.model import QuestionType
from surveys.interchange.exchange import Reading
from surveys.interchange.qualtrics import read
from surveys.interchange.report import Outcome
from tests.surveys.interchange.qualtrics.documents import ASSUMPTIONS

FILE = Path(__file__).parent / "files" / "qsf_qualtricstools_matrix.qsf"


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read(FILE.read_bytes(), FILE.name, ASSUMPTIONS)


def test_questions_add_up(reading: Reading) -> None:
    left_out = [fate.path for fate in reading.report.questions if fate.outcome is Outcome.LEFT_OUT]

    assert reading.report.in_file == 26
    assert reading.report.carried_questions == len(reading.survey.questions) == 21
    assert left_out == ["QID5", "QID7", "QID9.Choices.1", "QID9.Choices.2", "QID9.Choices.3"]


def test_questions_of_which_anything_is_not_as_it_was_count_as_changed(reading: Reading) -> None:
    changed = [fate.path.partition(".")[0] for fate in reading.report.questions if fate.outcome is Outcome.CHANGED]

    # Scales without an order (QID1, QID3, QID10) and export tags used again (QID3, QID4); twelve are as they were.
    assert changed == ["QID1"] * 3 + ["QID3"] * 3 + ["QID4"] * 2 + ["QID10"]


def test_matrices_become_batteries_in_the_order_of_the_block(reading: Reading) -> None:
    batteries = [question.battery.id for question in reading.survey if question.battery]

    assert {question.type for question in reading.survey} == {QuestionType.SCALE}
    assert list(dict.fromkeys(batteries)) == ["q12", "q11", "q1", "q2", "q3", "q4", "q6", "q8", "q10"]


def test_recoded_values_are_codes(reading: Reading) -> None:
    assert [option.code for option in reading.survey.questions["q1_1"].options] == ["2", "4", "3"]
    assert [option.code for option in reading.survey.questions["q6_1"].options] == ["1", "2"]


def test_export_tags_of_statements_are_ids_and_one_used_again_is_reported(reading: Reading) -> None:
    again = [finding for finding in reading.report.of(Outcome.CHANGED) if finding.what.startswith("Export tag")]

    assert [question.id for question in reading.survey if question.id.startswith("q2_")] == [
        *("q2_2", "q2_4", "q2_3"),
        *("q2_2_2", "q2_4_2", "q2_3_2"),
        *("q2_2_3", "q2_4_3"),
    ]
    assert [finding.path for finding in again] == ["QID3", "QID3", "QID3", "QID4", "QID4"]


def test_scales_without_an_order_of_values_are_reported(reading: Reading) -> None:
    assert [finding.path for finding in reading.report.of(Outcome.CHANGED) if finding.what == "Scale"] == [
        "QID1",
        "QID3",
        "QID10",
    ]


def test_texts_are_plain(reading: Reading) -> None:
    battery = reading.survey.questions["q1_1"].battery

    assert battery is not None
    assert battery.text["en"] == (
        "In this survey, we're going to test a variety of different kinds of single answer matrices.\n\n"
        "The first of which is this square 3x3 matrix with recoded values."
    )
