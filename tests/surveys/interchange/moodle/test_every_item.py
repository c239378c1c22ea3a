"""A feedback with every type of item, counted by hand.

``every_item.xml`` has 14 items: 3 labels, 1 page break and 10 questions, of which Moodle answers one itself (info) and
one asks for no answer (captcha).
"""

from __future__ import annotations

from pathlib import Path

import pytest

from surveys.definition.model import QuestionType
from surveys.interchange.exchange import Reading
from surveys.interchange.moodle import read
from surveys.interchange.report import Outcome
from tests.surveys.interchange.moodle.documents import ASSUMPTIONS

FILE = Path(__file__).parent / "files" / "every_item.xml"


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read(FILE.read_bytes(), FILE.name, ASSUMPTIONS)


def test_questions_add_up(reading: Reading) -> None:
    left_out = [fate for fate in reading.report.questions if fate.outcome is Outcome.LEFT_OUT]

    assert reading.report.in_file == 10
    assert reading.report.carried_questions == len(reading.survey.questions) == 8
    assert [(fate.path, fate.name) for fate in left_out] == [("ITEM[12]", "cursus"), ("ITEM[13]", "52")]


def test_questions_of_which_anything_is_not_as_it_was_count_as_changed(reading: Reading) -> None:
    changed = [fate.path for fate in reading.report.questions if fate.outcome is Outcome.CHANGED]

    assert changed == ["ITEM[2]", "ITEM[6]"]  # options side by side, options in another order


def test_each_type_has_its_own_here(reading: Reading) -> None:
    assert {question.id: question.type for question in reading.survey} == {
        "gereanimeerd": QuestionType.SINGLE_CHOICE,
        "item_42": QuestionType.MULTIPLE_RESPONSE,
        "afdeling": QuestionType.SINGLE_CHOICE,
        "zeker": QuestionType.SCALE,
        "oefent": QuestionType.SCALE,
        "aantal": QuestionType.NUMBER,
        "functie": QuestionType.SHORT_TEXT,
        "oefenen": QuestionType.FREE_TEXT,
    }


def test_only_what_moodle_requires_is_required(reading: Reading) -> None:
    assert [question.id for question in reading.survey if question.required] == ["gereanimeerd", "zeker"]


def test_codes_are_what_moodle_stores(reading: Reading) -> None:
    options = reading.survey.questions["gereanimeerd"].options

    assert [(option.code, option.text["nl"]) for option in options] == [
        ("1", "Ja"),
        ("2", "Nee, er was geen aanleiding"),
        ("3", "Nee, een collega nam het over"),
    ]


def test_a_scale_runs_from_the_lowest_value_to_the_highest(reading: Reading) -> None:
    options = reading.survey.questions["zeker"].options

    assert [(option.code, option.text["nl"]) for option in options] == [
        ("1", "Onzeker"),
        ("2", "Redelijk zeker"),
        ("3", "Zeker"),
        ("4", "Heel zeker"),
    ]
    assert any(finding.path == "ITEM[6]" for finding in reading.report.of(Outcome.CHANGED))


def test_dependences_become_conditions(reading: Reading) -> None:
    conditions = {question.id: question.condition.document for question in reading.survey if question.condition}

    assert conditions == {
        "item_42": {"===": [{"var": "gereanimeerd"}, "1"]},
        "aantal": {"===": [{"var": "zeker"}, "4"]},
        "functie": {"===": [{"var": "aantal"}, 12]},
        "oefenen": {"any_of": [{"var": "item_42"}, ["2"]]},
    }


def test_pages_follow_breaks_and_texts_between_questions(reading: Reading) -> None:
    assert [(page.text or {}).get("nl") for page in reading.survey.pages] == [
        "Reanimatie op de werkvloer\n\nVul dit in na de laatste les.",
        None,
        "Tot slot",
    ]
    assert [[question.id for question in page.questions] for page in reading.survey.pages] == [
        ["gereanimeerd", "item_42", "afdeling"],
        ["zeker", "oefent", "aantal"],
        ["functie", "oefenen"],
    ]


def test_everything_else_is_in_the_report(reading: Reading) -> None:
    said = {(finding.outcome, finding.path, finding.what) for finding in reading.report.findings}

    assert said == {
        (Outcome.LEFT_OUT, "ITEM[2]", "Options side by side"),
        (Outcome.CHANGED, "ITEM[6]", "Options"),
        (Outcome.ASSUMED, "ITEM[8]", "Unit"),
        (Outcome.CHANGED, "ITEM[9]", "Text between questions"),
        (Outcome.LEFT_OUT, "ITEM[12]", "Question cursus"),
        (Outcome.LEFT_OUT, "ITEM[13]", "Question 52"),
        (Outcome.LEFT_OUT, "ITEM[14]", "Text after the last question"),
        (Outcome.CHANGED, "", "Mark-up of a text"),
        (Outcome.ASSUMED, "", "Titles of pages"),
        (Outcome.ASSUMED, "", "Title"),
        (Outcome.ASSUMED, "", "Purpose"),
        (Outcome.ASSUMED, "", "Minutes"),
        (Outcome.ASSUMED, "", "Level"),
    }
