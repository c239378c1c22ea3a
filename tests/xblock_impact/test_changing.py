"""What was sent can be changed until the close: one revision after the other, and no change undoes another unseen."""

from __future__ import annotations

import os
import re
import uuid
from typing import Any

import pytest

from surveys.contract import ReceiptStatus
from surveys.contract_reading import read_submission
from tests.xblock_impact.course import Course, at_once, call, make_course, pending, wave_of
from tests.xblock_impact.pilot import ID, OTHER_ID, TERMS, good_answers, required, terms
from tests.xblock_impact.waves import course_with, on, plan_of
from xblock_impact.answering.mirroring import mirror
from xblock_impact.delivery.field_outbox import FieldDeliveries, FieldOutbox
from xblock_impact.delivery.outbox import Delay
from xblock_impact.words import words_in

WORDS = words_in("en")
GOOD = {"submission_id": ID, "terms": TERMS, "answers": good_answers()}
TEXT = "improve"
BEFORE_RETRY = {"submission_id": OTHER_ID, "terms": TERMS}


def answers_with(text: str) -> dict[str, object]:
    return {**good_answers(), TEXT: text}


def change(course: Course, text: str, revision: int = 2, **more: Any) -> Any:
    """Send changed answers from a page that was opened anew, and so made an id of its own."""
    document = {**BEFORE_RETRY, "revision": revision, "answers": answers_with(text), **more}
    return call(course.block(), "submit", document)


def answered(mode: str = "confidential", **fields: Any) -> Course:
    course = make_course(privacy_mode=mode, **fields)
    assert call(course.block(), "submit", {**GOOD, "terms": terms(mode)}).status == 200
    return course


def delivered(course: Course) -> Course:
    for parcel in pending(course.block()):
        FieldDeliveries(course.block()).acknowledge(parcel, ReceiptStatus.ACCEPTED)
    return course


@pytest.mark.parametrize("mode", ["identified", "confidential"])
def test_changed_answers_are_the_next_revision_of_the_same_submission(mode: str) -> None:
    course = delivered(answered(mode))

    reply = change(course, "clearer", terms=terms(mode))

    (parcel,) = pending(course.block())
    submission = read_submission(parcel.body)
    assert reply.status == 200
    assert (str(submission.submission_id), submission.revision) == (ID, 2)
    assert submission.answers[TEXT] == "clearer"
    assert reply.document["receipt"] == wave_of(course.block()).receipt
    assert wave_of(course.block()).revision == 2


def test_a_change_before_the_first_delivery_takes_its_place() -> None:
    course = answered()

    change(course, "clearer")

    (parcel,) = pending(course.block())
    assert (parcel.revision, parcel.answers[TEXT]) == (2, "clearer")


def test_the_form_to_change_holds_what_was_sent() -> None:
    course = answered()

    form = call(course.block(), "show", {"change": True}).document["html"]

    assert str(good_answers()[TEXT]) in form
    assert 'data-revision="2"' in form
    assert WORDS["changing"] in form
    assert 'data-impact-show="keep"' in form


def test_without_being_asked_to_change_the_page_shows_the_receipt() -> None:
    course = answered()

    assert "<form" not in call(course.block(), "show", {}).document["html"]
    assert "<form" not in call(course.block(), "show", {"change": "yes"}).document["html"]
    assert "<form" not in course.block().student_view().content


def test_who_changed_elsewhere_meanwhile_gets_the_text_back_and_can_send_it_again() -> None:
    course = answered()
    change(course, "from the first tab")

    late = change(course, "from the second tab")

    assert (late.status, late.document["detail"]) == (409, WORDS["changed_elsewhere"])
    assert "from the second tab" in late.document["html"]
    assert 'data-revision="3"' in late.document["html"]
    assert wave_of(course.block()).answers[TEXT] == "from the first tab"
    again = change(course, "from the second tab", revision=3)
    assert again.status == 200
    assert wave_of(course.block()).answers[TEXT] == "from the second tab"


def test_of_twenty_changes_at_once_one_is_kept_and_nineteen_get_their_text_back() -> None:
    course = answered()
    course.store.between = os.sched_yield

    replies = at_once(20, lambda number: change(course, f"text of tab {number}"))

    won = [number for number, reply in enumerate(replies) if reply.status == 200]
    lost = [number for number, reply in enumerate(replies) if reply.status == 409]
    assert (len(won), len(lost)) == (1, 19)
    assert wave_of(course.block()).answers[TEXT] == f"text of tab {won[0]}"
    assert all(f"text of tab {number}" in replies[number].document["html"] for number in lost)


def test_a_word_that_is_older_than_what_is_kept_takes_no_change_back() -> None:
    """A tab asks the outbox, another one changes the answers, and only then the first mends the mirror."""
    course = answered()
    block = course.block()
    word = FieldOutbox(block, "main").accepted()
    change(course, "from another tab")

    mirror(block, "main", word, {TEXT: "first"})

    kept = wave_of(course.block())
    assert (kept.revision, kept.answers[TEXT]) == (2, "from another tab")
    assert change(course, "once more").status == 409


def test_a_change_pressed_twice_is_one_change() -> None:
    """As after a lost reply: the same answers once more."""
    course = answered()
    first = change(course, "clearer")

    second = change(course, "clearer")

    assert (second.status, second.document["receipt"]) == (200, first.document["receipt"])
    assert wave_of(course.block()).revision == 2
    told = [facts["revision"] for name, facts in course.events if name == "openedx.xblock.impact.submitted"]
    assert told == [1, 2]


@pytest.mark.parametrize("revision", [3, 1_000_000])
def test_a_revision_that_skips_one_changes_nothing(revision: int) -> None:
    course = answered()

    reply = change(course, "clearer", revision=revision)

    assert reply.status == 409
    assert 'data-revision="2"' in reply.document["html"]
    assert wave_of(course.block()).revision == 1


@pytest.mark.parametrize("revision", [0, -1, True, "2", 2.0, None, 1_000_001, [2]])
@pytest.mark.parametrize("handler", ["submit", "save_draft"])
def test_a_revision_that_is_no_whole_number_is_refused(handler: str, revision: object) -> None:
    course = answered()
    writes = course.store.writes

    reply = call(course.block(), handler, {**GOOD, "revision": revision})

    assert (reply.status, reply.document["errors"][0]["path"]) == (422, "revision")
    assert course.store.writes == writes


def test_a_change_on_nothing_is_the_first_submission() -> None:
    course = make_course()

    assert change(course, "clearer").status == 200
    assert [parcel.revision for parcel in pending(course.block())] == [1]


def test_changed_answers_are_checked_like_the_first() -> None:
    course = answered()

    reply = change(course, "x", answers={**answers_with("typed"), required(): ""})

    assert reply.status == 422
    assert "typed" in reply.document["html"]
    assert 'data-revision="2"' in reply.document["html"]
    assert wave_of(course.block()).revision == 1


def test_changed_terms_hold_for_changes_too() -> None:
    course = answered()

    assert change(course, "clearer", terms=terms("identified")).status == 422


def test_anonymous_answers_cannot_be_changed_and_the_page_says_why() -> None:
    course = answered("anonymous")

    assert WORDS["change_anonymous"] in course.block().student_view().content
    assert "<form" not in call(course.block(), "show", {"change": True}).document["html"]
    late = change(course, "clearer", terms=terms("anonymous"))
    assert late.status == 200
    assert "data-impact-earlier" in late.document["html"]
    assert [parcel.revision for parcel in pending(course.block())] == [1]


def test_until_the_close_the_page_offers_to_change_and_after_it_no_more() -> None:
    course, clock = course_with(plan_of(on("2026-10-30")))
    assert call(course.block(), "submit", GOOD).status == 200
    during = course.block().student_view().content
    clock.pass_days(19)
    after = course.block().student_view().content

    assert WORDS["change_until"].format(date="20 November 2026") in during
    assert 'data-impact-show="change"' in during
    assert WORDS["change_over"].format(date="20 November 2026") in after
    assert 'data-impact-show="change"' not in after
    late = change(course, "too late")
    assert (late.status, late.document["detail"]) == (409, WORDS["closed"])
    assert "too late" in late.document["html"]
    assert wave_of(course.block()).revision == 1


def test_a_change_that_was_begun_is_kept_as_a_draft_and_found_again() -> None:
    course = answered()

    kept = call(course.block(), "save_draft", {"revision": 2, "answers": {TEXT: "half a change"}})

    page = course.block().student_view().content
    assert kept.status == 200
    assert WORDS["change_begun"] in page
    assert wave_of(course.block()).receipt in page
    form = call(course.block(), "show", {"change": True}).document["html"]
    assert "half a change" in form
    assert "data-saved-at" in form


def test_who_leaves_the_answers_as_they_are_discards_the_draft_of_the_change() -> None:
    course = answered()
    call(course.block(), "save_draft", {"revision": 2, "answers": {TEXT: "half a change"}})

    call(course.block(), "save_draft", {"revision": 2, "answers": {}})

    assert WORDS["change_begun"] not in course.block().student_view().content
    assert str(good_answers()[TEXT]) in call(course.block(), "show", {"change": True}).document["html"]


def test_the_draft_of_a_change_goes_when_a_change_is_sent() -> None:
    course = answered()
    call(course.block(), "save_draft", {"revision": 2, "answers": {TEXT: "half a change"}})

    change(course, "the whole change")

    assert not wave_of(course.block()).draft
    late = call(course.block(), "save_draft", {"revision": 2, "answers": {TEXT: "half a change"}})
    assert (late.status, late.document["already_sent"]) == (409, True)


def test_a_failed_delivery_keeps_the_draft_of_a_change() -> None:
    course = answered()
    call(course.block(), "save_draft", {"revision": 2, "answers": {TEXT: "half a change"}})
    (parcel,) = pending(course.block())

    FieldDeliveries(course.block()).postpone(parcel, "HTTP 503", Delay(2.0))

    assert wave_of(course.block()).draft == {TEXT: "half a change"}


def test_a_store_that_fails_keeps_the_answers_that_count() -> None:
    course = answered()
    course.store.fails = True

    reply = change(course, "clearer")

    assert reply.status == 503
    course.store.fails = False
    assert wave_of(course.block()).revision == 1
    assert change(course, "clearer").status == 200


def test_a_receipt_stays_the_same_over_changes() -> None:
    course = answered()
    codes = {change(course, str(revision), revision=revision).document["receipt"] for revision in range(2, 6)}

    assert codes == {wave_of(course.block()).receipt}
    assert re.fullmatch(r"[A-Z2-7]{4}-[A-Z2-7]{4}", codes.pop())


def test_the_submission_keeps_the_id_that_it_began_with() -> None:
    course = answered()
    for revision in range(2, 5):
        change(course, str(revision), revision=revision, submission_id=str(uuid.uuid4()))

    (parcel,) = pending(course.block())
    assert (str(parcel.submission_id), parcel.revision) == (ID, 4)
