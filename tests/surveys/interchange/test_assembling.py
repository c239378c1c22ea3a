"""What every import does last: conditions that cannot hold, room for texts, and pages."""

from __future__ import annotations

from typing import Any

import pytest

from surveys.interchange.assembling import minutes_for, reading_of
from surveys.interchange.errors import FileRefused
from surveys.interchange.exchange import Reading
from surveys.interchange.frame import language_tag
from surveys.interchange.paging import Paging
from surveys.interchange.report import Outcome, Report
from tests.surveys.documents import options, question_document, survey_document


def read(*questions: dict[str, Any]) -> Reading:
    return reading_of(survey_document(*questions), Report(), {"later": "ITEM[2]"})


FIRST = question_document("scale", id="first")


@pytest.mark.parametrize(
    ("condition", "reason"),
    [
        ({"answered": {"var": "later"}}, "later is not asked before it"),
        ({"answered": {"var": "nowhere"}}, "nowhere is not asked before it"),
        ({"===": [{"var": "first"}, "huge"]}, "no option with this code"),
        ({">": [{"var": "first"}, 1]}, "no order here"),
        ({"regex": [{"var": "first"}, "a"]}, "no operator regex"),
    ],
)
def test_a_condition_that_cannot_hold_is_left_out_with_the_reason(condition: Any, reason: str) -> None:
    reading = read(FIRST, question_document("scale", id="later", condition=condition))

    assert reading.survey.questions["later"].condition is None
    (finding,) = reading.report.findings
    assert (finding.outcome, finding.path) == (Outcome.LEFT_OUT, "ITEM[2]")
    assert reason in finding.why


def test_a_condition_that_can_hold_stays() -> None:
    condition = {"===": [{"var": "first"}, "low"]}

    reading = read(FIRST, question_document("scale", id="later", condition=condition))

    assert reading.survey.questions["later"].condition is not None
    assert reading.report.findings == []


def test_the_longest_texts_give_way_first() -> None:
    texts = [question_document("free_text", id=f"t{number}", maximum=4_000) for number in range(8)]
    short = question_document("free_text", id="short", maximum=500)

    reading = read(*texts, short)

    # 30,000 characters: 500 for the short one, the rest shared by eight.
    assert [question.maximum for question in reading.survey] == [3_687] * 8 + [500]


def test_words_for_other_and_lists_of_codes_take_room_as_well() -> None:
    choice = question_document(
        "scale",
        id="c",
        type="multiple_response",
        options=[*options("a"), {"code": "o", "text": {"nl": "x"}, "other": True}],
    )
    texts = [question_document("free_text", id=f"t{number}", maximum=10_000) for number in range(3)]

    reading = read(choice, *texts)

    assert reading.survey.questions["t0"].maximum == 9_932  # (30,000 - 200 - 2) / 3


def test_what_cannot_be_loaded_is_refused_with_its_place_in_the_file() -> None:
    with pytest.raises(FileRefused, match=r"ITEM\[2\]: .*used more than once"):
        read(question_document("scale", id="later"), question_document("scale", id="later"))


@pytest.mark.parametrize(("questions", "minutes"), [(0, 1), (8, 1), (40, 5), (10_000, 240)])
def test_minutes_are_estimated(questions: int, minutes: int) -> None:
    assert minutes_for(questions) == minutes


@pytest.mark.parametrize(
    ("name", "tag"),
    [
        ("EN", "en"),
        ("pt_BR", "pt-br"),
        ("ZH-S", "zh-hans"),
        ("zh-TW", "zh-hant"),
        ("", None),
        ("?", None),
        ("english", None),
    ],
)
def test_names_of_languages_become_tags(name: str, tag: str | None) -> None:
    assert language_tag(name) == tag


def test_text_on_a_page_of_its_own_introduces_the_next_unless_that_is_shown_on_another_condition() -> None:
    report = Report()
    paging = Paging(report)
    paging.begin({"nl": "1"}, "a")
    paging.add_text({"nl": "Welkom"}, "a.text")
    paging.begin({"nl": "2"}, "b")
    paging.add_question(FIRST)
    paging.begin({"nl": "3"}, "c", {"answered": {"var": "first"}})
    paging.add_text({"nl": "Alleen soms"}, "c.text")
    paging.begin({"nl": "4"}, "d")
    paging.add_question(question_document("scale", id="last"))

    assert [page.get("text") for page in paging.pages()] == [{"nl": "Welkom"}, None]
    assert [(finding.outcome, finding.path) for finding in report.findings] == [
        (Outcome.CHANGED, "a.text"),
        (Outcome.LEFT_OUT, "c.text"),
    ]


def test_a_page_of_more_questions_than_fit_becomes_two() -> None:
    paging = Paging(Report())
    paging.begin({"nl": "1"}, "a")
    for number in range(201):
        paging.add_question(question_document("scale", id=f"q{number}"))

    assert [len(page["questions"]) for page in paging.pages()] == [200, 1]
