"""What changes for those who have answered the saved survey already."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest

from tests.surveys.documents import a_text, options, question_document, survey_document
from tests.xblock_impact.studio.authors import SURVEY, USE, WHERE, sent, studio
from xblock_impact.delivery import records
from xblock_impact.delivery.field_records import FieldRecords
from xblock_impact.delivery.records import Tally

REWORDED = survey_document({**USE, "text": a_text("Heb je het toegepast?")}, WHERE)


def compared(new: Any, language: str = "en", **fields: Any) -> Any:
    course = studio(language, **{"definition": SURVEY, **fields})
    reply = sent("compare_survey", {"definition": new}, course=course)
    assert reply.status == 200, reply.document
    return reply.document


class _Counting(FieldRecords):
    """Records of a platform that counts."""

    def tally(self, block: Any) -> Tally | None:
        return Tally(accepted=12, delivered=12, quarantined=0, pending=0)


@pytest.fixture
def counting() -> Iterator[None]:
    records.install(_Counting())
    yield
    records.install(None)


def test_a_survey_that_stayed_the_same_has_no_changes() -> None:
    found = compared(deepcopy(SURVEY))

    assert (found["unchanged"], found["changes"]) == (True, [])


def test_other_words_under_the_same_version_are_for_the_author_to_judge() -> None:
    (change,) = compared(REWORDED)["changes"]

    assert change["place"] == "Heb je het toegepast?"
    assert change["effect"] == "note"
    assert change["raises"] == ["use"]


def test_once_the_version_is_raised_there_is_nothing_left_to_judge() -> None:
    raised = survey_document({**USE, "text": a_text("Heb je het toegepast?"), "version": 2}, WHERE)

    first, *_ = compared(raised)["changes"]

    assert (first["effect"], first["raises"]) == ("break", [])


def test_what_breaks_a_series_offers_to_raise_the_version() -> None:
    other_type = survey_document(question_document("number", id="use", text=USE["text"]))

    change = next(one for one in compared(other_type)["changes"] if one["place"] == "Heb je het gebruikt?")

    assert (change["effect"], change["raises"]) == ("break", ["use"])


def test_the_introduction_of_a_battery_raises_the_battery_and_an_item_itself() -> None:
    battery = question_document("battery")
    old = survey_document(battery)
    introduced = survey_document({**battery, "text": a_text("Anders")})
    item = {**battery["items"][0], "text": a_text("Anders")}
    one_item = survey_document({**battery, "items": [item, battery["items"][1]]})

    introduction = compared(introduced, definition=old)["changes"]
    of_item = compared(one_item, definition=old)["changes"]

    assert [one["raises"] for one in introduction] == [["battery"], ["battery"]]
    assert [one["raises"] for one in of_item] == [["item_1"]]


def test_questions_that_came_and_went_are_named() -> None:
    found = compared(survey_document(USE, question_document("date")))

    assert {(one["place"], one["effect"], *one["says"]) for one in found["changes"]} == {
        ("Vraag", "note", "Added"),
        ("Waar?", "gone", "Removed"),
    }


def test_reasons_are_in_the_authors_language() -> None:
    dutch, english = compared(REWORDED, "nl"), compared(REWORDED, "en")

    assert dutch["changes"][0]["says"] != english["changes"][0]["says"]
    assert dutch["verdict"] == "Vergelijkbaar"


def test_the_number_of_answers_is_said_where_the_platform_counts_and_answers_have_names(counting: None) -> None:
    assert compared(REWORDED, privacy_mode="identified")["accepted"] == 12


@pytest.mark.parametrize("mode", ["confidential", "anonymous"])
def test_without_names_only_that_there_are_none_is_said(
    counting: None, monkeypatch: pytest.MonkeyPatch, mode: str
) -> None:
    """Of five learners, five answers would say that everybody has answered."""
    assert compared(REWORDED, privacy_mode=mode)["accepted"] is None
    monkeypatch.setattr(_Counting, "tally", lambda *_: Tally(0, 0, 0, 0))
    assert compared(REWORDED, privacy_mode=mode)["accepted"] == 0


def test_elsewhere_it_is_not_known() -> None:
    assert compared(REWORDED)["accepted"] is None


def test_a_block_that_was_never_ready_has_nothing_to_compare_with() -> None:
    found = compared(REWORDED, campaign="", definition=None)

    assert (found["saved"], found["changes"]) == (False, [])


def test_an_instrument_that_is_stored_by_name_only_is_compared_too() -> None:
    found = compared(survey_document(), definition=None)

    assert found["saved"]
    assert found["changes"]


UNFINISHED = survey_document(question_document(options=options("a")))


@pytest.mark.parametrize("definition", [None, "text", [], 3, {}, UNFINISHED])
def test_what_is_no_survey_yet_is_refused(definition: object) -> None:
    assert sent("compare_survey", {"definition": definition}).status == 422
