"""Learner's state that this release cannot read, as after a step back to an older one: left alone, and said so."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest

from surveys.contract import receipt_code
from surveys.texts import LANGUAGES
from tests.xblock_impact.course import Course, Person, call, make_course
from tests.xblock_impact.pilot import ID, TERMS, good_answers
from xblock_impact.delivery.field_outbox import FieldOutbox
from xblock_impact.delivery.parcel import VERSION
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


def spoiled(change: dict[str, object]) -> Course:
    course = answered()
    _, state = state_of(course)
    return with_state(course, outbox={**state["outbox"], **change})


FIELDS = {
    "an outbox that is a list": {"outbox": ["parcel"]},
    "an outbox that is a text": {"outbox": "parcel"},
    "an empty parcel with a surprise": {"outbox": {"sealed_by": "a later release"}},
    "a receipt that is a number": {"receipt": 7},
    "a draft that is a list": {"draft": ["answers"]},
}


def courses() -> list[Any]:
    parcels = [pytest.param(lambda change=change: spoiled(change), id=name) for name, change in PARCELS.items()]
    fields = [pytest.param(lambda f=fields: with_state(answered(), **f), id=name) for name, fields in FIELDS.items()]
    return parcels + fields


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

    with_state(course, outbox={**state["outbox"], "version": VERSION})

    assert len(FieldOutbox(course.block()).pending()) == 1


def test_a_parcel_from_before_they_had_versions_is_read() -> None:
    course = answered()
    _, state = state_of(course)
    old = {name: value for name, value in state["outbox"].items() if name not in {"version", "receipt"}}

    (parcel,) = FieldOutbox(with_state(course, outbox=old).block()).pending()

    assert parcel.receipt == receipt_code(parcel.submission_id) == state["receipt"]
