"""Learner's state that this release cannot read, as after a step back to an older one: left alone, and said so."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest

from surveys.contract import receipt_code
from surveys.texts import LANGUAGES
from tests.xblock_impact.course import Course, Person, call, make_course, pending, wave_of
from tests.xblock_impact.pilot import ID, OTHER_ID, TERMS, good_answers
from xblock_impact.delivery.parcel import VERSION
from xblock_impact.runtime.progress import VERSION as PROGRESS_VERSION
from xblock_impact.words import words_in

GOOD = {"submission_id": ID, "terms": TERMS, "answers": good_answers()}
PARCELS: dict[str, Any] = {
    "a version to come": {"version": VERSION + 1},
    "a version that is a list": {"version": [VERSION]},
    "an unknown status": {"status": "forwarded"},
    "a status that is an object": {"status": {}},
    "an unknown mode": {"mode": "public"},
    "no body": {"body": None},
    "an id that is none": {"submission_id": "7"},
    "attempts as a text": {"attempts": "1"},
    "sealed as a number": {"sealed": 1},
    "a time that is none": {"not_before": "soon"},
    "a receipt that is a list": {"receipt": []},
}


def answered() -> Course:
    course = make_course()
    assert call(course.block(), "submit", GOOD).status == 200
    return course


def state_of(course: Course) -> tuple[Any, dict[str, Any]]:
    """Return the place and the content of the learner's document in the store."""
    (place,) = [place for place in course.store.blobs if "user_state" in place[0] or place[1] == "learner_1"]
    return place, json.loads(course.store.blobs[place])


def with_state(course: Course, **members: object) -> Course:
    place, state = state_of(course)
    course.store.blobs[place] = json.dumps({**state, **members})
    course.store.writes = 0
    return course


def with_wave(course: Course, **members: object) -> Course:
    _, state = state_of(course)
    wave = {**state["progress"]["waves"]["main"], **members}
    return with_state(course, progress={**state["progress"], "waves": {"main": wave}})


def spoiled(change: dict[str, object]) -> Course:
    course = answered()
    return with_wave(course, parcel={**wave_of(course.block()).parcel, **change})


def before_waves(**fields: object) -> Course:
    """Return a course whose learner answered under a release that kept four fields."""
    course = answered()
    old = {**wave_of(course.block()).parcel, "version": 1}
    return with_state(course, progress={}, **{"outbox": old, "receipt": old["receipt"], **fields})


PROGRESS: dict[str, Any] = {
    "a parcel that is a list": lambda: with_wave(answered(), parcel=["parcel"]),
    "a parcel that is a text": lambda: with_wave(answered(), parcel="parcel"),
    "a parcel with a surprise": lambda: with_wave(answered(), parcel={"sealed_by": "a later release"}),
    "a receipt that is a number": lambda: with_wave(answered(), receipt=7),
    "a draft that is a list": lambda: with_wave(answered(), draft=["answers"]),
    "a revision that is a text": lambda: with_wave(answered(), revision="1"),
    "progress of a version to come": lambda: with_state(answered(), progress={"version": PROGRESS_VERSION + 1}),
    "progress without a version": lambda: with_state(answered(), progress={"waves": {}}),
    "waves that are a list": lambda: with_state(answered(), progress={"version": PROGRESS_VERSION, "waves": []}),
    "progress that is a text": lambda: with_state(answered(), progress="answered"),
    "an old outbox that is a list": lambda: before_waves(outbox=["parcel"]),
    "an old outbox that is a text": lambda: before_waves(outbox="parcel"),
    "an old parcel with a surprise": lambda: before_waves(outbox={"sealed_by": "a later release"}),
    "an old receipt that is a number": lambda: before_waves(receipt=7),
    "an old draft that is a list": lambda: before_waves(draft=["answers"]),
}


def courses() -> list[Any]:
    parcels = [pytest.param(lambda change=change: spoiled(change), id=name) for name, change in PARCELS.items()]
    return parcels + [pytest.param(make, id=name) for name, make in PROGRESS.items()]


@pytest.mark.parametrize("make", courses())
@pytest.mark.parametrize("handler", ["submit", "save_draft", "relay"])
def test_a_handler_says_so_and_changes_nothing(make: Any, handler: str, caplog: pytest.LogCaptureFixture) -> None:
    course = make()
    before = dict(course.store.blobs)

    reply = call(course.block(), handler, GOOD)

    assert (reply.status, reply.document["detail"]) == (503, words_in("en")["unreadable"])
    assert course.store.blobs == before
    assert "left as it is" in caplog.text
    assert str(good_answers()["improve"]) not in caplog.text


@pytest.mark.parametrize("make", courses())
def test_the_learner_reads_that_the_answers_are_kept(make: Any, caplog: pytest.LogCaptureFixture) -> None:
    course = make()
    before = dict(course.store.blobs)

    for language in LANGUAGES:
        page = course.block(Person(language=language)).student_view().content
        assert words_in(language)["unreadable"] in page
        assert "<form" not in page

    assert course.store.blobs == before
    assert [record.levelno for record in caplog.records] == [logging.ERROR] * len(LANGUAGES)


def test_an_answer_is_delivered_by_the_release_that_can_read_it() -> None:
    course = spoiled({"version": VERSION + 1})
    call(course.block(), "submit", GOOD)

    _, state = state_of(course)
    with_wave(course, parcel={**state["progress"]["waves"]["main"]["parcel"], "version": VERSION})

    assert len(pending(course.block())) == 1


def test_what_was_sent_before_there_were_waves_is_still_sent_and_its_receipt_shown() -> None:
    course = before_waves()

    reply = call(course.block(), "submit", {**GOOD, "submission_id": OTHER_ID})
    (parcel,) = pending(course.block())

    assert str(parcel.submission_id) == ID
    assert (parcel.wave, parcel.revision) == ("main", 1)
    assert reply.document["receipt"] == parcel.receipt
    assert parcel.receipt in course.block().student_view().content


def test_a_draft_from_before_there_were_waves_is_shown_and_kept_as_one_of_the_first_wave() -> None:
    course = make_course()
    call(course.block(), "save_draft", {"answers": {"improve": "so far"}})
    with_state(course, progress={}, draft={"improve": "so far"}, draft_saved_at="2026-11-22T08:00:00Z")

    page = course.block().student_view().content
    call(course.block(), "save_draft", {"answers": {"improve": "so far, so good"}})

    assert "so far" in page
    assert wave_of(course.block()).draft == {"improve": "so far, so good"}


def test_a_parcel_from_before_they_had_versions_is_read() -> None:
    course = before_waves()
    _, state = state_of(course)
    oldest = {
        name: state["outbox"][name] for name in state["outbox"].keys() - {"version", "receipt", "wave", "revision"}
    }

    (parcel,) = pending(with_state(course, outbox=oldest).block())

    assert parcel.receipt == receipt_code(parcel.submission_id) == state["receipt"]
