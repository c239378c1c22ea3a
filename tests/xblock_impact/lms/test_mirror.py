"""The learner's state mirrors the outbox in the database; whatever went wrong between the two is mended."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from surveys.contract import ReceiptStatus
from surveys.privacy import PrivacyMode
from tests.xblock_impact.course import Course, call, make_course, wave_of
from tests.xblock_impact.lms.databases import Settings
from tests.xblock_impact.pilot import ID, OTHER_ID, good_answers, terms
from xblock_impact.lms.models import Answered, StoredParcel
from xblock_impact.words import words_in

MODES = [mode.value for mode in PrivacyMode]
NAMED = ["identified", "confidential"]
TEXT = "improve"


@pytest.fixture(autouse=True)
def _database(database: Settings) -> Iterator[None]:
    return


def send(course: Course, mode: str, text: str = "clear", **more: Any) -> Any:
    document = {"submission_id": ID, "terms": terms(mode), "answers": {**good_answers(), TEXT: text}, **more}
    return call(course.block(), "submit", document)


def answered(mode: str) -> tuple[Course, str]:
    course = make_course(privacy_mode=mode)
    return course, send(course, mode).document["receipt"]


def lose_mirror(course: Course) -> None:
    """What is left if the server stops after the outbox has committed and before the learner's state was written."""
    course.block(progress={})


@pytest.mark.parametrize("mode", MODES)
def test_the_mirror_holds_receipt_and_revision_and_answers_only_where_they_are_linked(mode: str) -> None:
    course, receipt = answered(mode)

    kept = wave_of(course.block())

    assert (kept.receipt, kept.revision, kept.parcel) == (receipt, 1, {})
    assert (kept.answers or {}).get(TEXT) == (None if mode == "anonymous" else "clear")


def test_in_anonymous_mode_the_state_holds_nothing_but_receipt_and_revision() -> None:
    course, receipt = answered("anonymous")

    stored = json.loads(course.store.of_learner("learner_1"))

    assert stored["progress"] == {"version": 2, "waves": {"main": {"receipt": receipt, "revision": 1}}}


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(
    ("handler", "document"),
    [
        ("submit", {"submission_id": OTHER_ID, "answers": good_answers()}),
        ("save_draft", {"answers": {TEXT: "typed"}}),
        ("show", {}),
        ("check_receipt", {}),
    ],
)
def test_a_lost_mirror_is_mended_by_whatever_is_asked_next(mode: str, handler: str, document: dict[str, Any]) -> None:
    if (mode, handler) == ("anonymous", "save_draft"):
        return  # refused before anything is looked at: there are no drafts
    course, receipt = answered(mode)
    lose_mirror(course)

    call(course.block(), handler, {"terms": terms(mode), **document})

    kept = wave_of(course.block())
    assert (kept.receipt, kept.revision) == (receipt, 1)
    assert (kept.answers is None) is (mode == "anonymous")
    assert receipt in course.block().student_view().content


def test_who_sends_again_after_a_lost_mirror_is_one_submission() -> None:
    course, receipt = answered("confidential")
    lose_mirror(course)

    again = send(course, "confidential", submission_id=OTHER_ID)

    assert again.document["receipt"] == receipt
    assert StoredParcel.objects.count() == Answered.objects.count() == 1
    assert course.events[-1] == ("completion", {"completion": 1.0})  # should it have been lost, too


@pytest.mark.parametrize("mode", NAMED)
def test_a_mirror_that_is_a_revision_behind_is_mended(mode: str) -> None:
    course, _ = answered(mode)
    before = course.block().progress
    assert send(course, mode, "clearer", revision=2).status == 200
    course.block(progress=before)

    call(course.block(), "show", {})

    assert wave_of(course.block()).revision == 2
    assert wave_of(course.block()).answers[TEXT] == "clearer"


def test_a_state_that_cannot_be_written_does_not_keep_the_receipt_from_the_learner() -> None:
    """The outbox has the answers: a failing mirror is mended later."""
    course = make_course()
    course.store.fails = True

    reply = send(course, "confidential")

    assert reply.status == 200
    assert reply.document["receipt"] in reply.document["html"]
    course.store.fails = False
    assert not wave_of(course.block()).receipt
    call(course.block(), "show", {})
    assert wave_of(course.block()).receipt == reply.document["receipt"]


def test_a_database_that_fails_gives_no_receipt(monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import OperationalError

    def full(*_arguments: Any, **_options: Any) -> None:
        raise OperationalError("disk full")

    course = make_course()
    monkeypatch.setattr(StoredParcel, "save", full)

    reply = send(course, "confidential")

    assert reply.status == 503
    assert "receipt" not in reply.document
    assert not wave_of(course.block()).receipt


def test_what_has_arrived_is_noted_and_a_change_is_under_way_again() -> None:
    course, _ = answered("confidential")
    StoredParcel.objects.update(status=ReceiptStatus.ACCEPTED.value)

    assert call(course.block(), "check_receipt", {}).document["state"] == "counted"
    assert wave_of(course.block()).delivered
    send(course, "confidential", "clearer", revision=2)
    assert not wave_of(course.block()).delivered
    assert call(course.block(), "check_receipt", {}).document["state"] == "pending"


def test_of_anonymous_answers_in_the_database_it_is_said_of_all() -> None:
    course, _ = answered("anonymous")

    assert call(course.block(), "check_receipt", {}).document["state"] == "all_pending"


def test_the_draft_of_a_change_outlives_a_mirror_that_is_mended_and_goes_once_the_change_is_sent() -> None:
    course, _ = answered("confidential")
    call(course.block(), "save_draft", {"revision": 2, "answers": {TEXT: "half a change"}})
    stored = course.block().progress
    stored["waves"]["main"]["receipt"] = "AAAA-AAAA"
    course.block(progress=stored)

    call(course.block(), "show", {})
    assert wave_of(course.block()).draft == {TEXT: "half a change"}

    send(course, "confidential", "the whole change", revision=2)
    assert not wave_of(course.block()).draft


def test_two_tabs_that_change_at_once_in_the_database_leave_one_and_give_the_other_its_text_back() -> None:
    course, _ = answered("confidential")

    first = send(course, "confidential", "of the first tab", revision=2)
    second = send(course, "confidential", "of the second tab", revision=2)

    assert (first.status, second.status) == (200, 409)
    assert "of the second tab" in second.document["html"]
    assert wave_of(course.block()).answers[TEXT] == "of the first tab"


def test_answers_that_are_no_longer_kept_cannot_be_changed_and_the_text_comes_back() -> None:
    course, _ = answered("confidential")
    StoredParcel.objects.update(status=ReceiptStatus.ACCEPTED.value, body=b"", wiped=True)

    reply = send(course, "confidential", "years later", revision=2)

    assert reply.status == 409
    assert "years later" in reply.document["html"]
    assert words_in("en")["change_lost_title"] in reply.document["html"]
    assert "data-impact-send" not in reply.document["html"]


def test_a_relay_that_is_asked_by_the_page_mends_the_mirror_too() -> None:
    course, receipt = answered("confidential")
    course.settings = None  # nothing can be delivered
    before = course.block().progress
    before["waves"]["main"]["receipt"] = "AAAA-AAAA"
    course.block(progress=before)

    call(course.block(), "relay", {})

    assert wave_of(course.block()).receipt == receipt
