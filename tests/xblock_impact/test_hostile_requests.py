"""Whatever is sent to a handler: an answer with a reason, never a 500, and nothing changes."""

from __future__ import annotations

import json

import pytest

from surveys.definition import QuestionType
from tests.xblock_impact.course import Person, call, make_course
from tests.xblock_impact.pilot import ID, TERMS, good_answers, of_type
from xblock_impact.words import words_in

HANDLERS = [
    *("save_draft", "submit", "show", "first_visit", "check_receipt", "relay", "delivery_status", "resend"),
    "save_settings",
]
GOOD = {"submission_id": ID, "terms": TERMS, "answers": good_answers()}

UNREADABLE = {
    "nothing": b"",
    "not JSON": b"answers=1",
    "half a document": b'{"answers": {',
    "not UTF-8": b'{"answers": "\xff"}',
    "a 5,000-digit integer": b'{"submission_id": ' + b"9" * 5000 + b"}",
    "NaN": b'{"answers": {"a": NaN}}',
    "infinity": b'{"answers": {"a": 1e999}}',
    "an escaped NUL": b'{"answers": {"a": "\\u0000"}}',
    "a raw NUL": b'{"answers": {"a": "\x00"}}',
    "a lone surrogate": b'{"answers": {"a": "\\ud800"}}',
    "100 levels": b'{"answers": ' + b"[" * 100 + b"]" * 100 + b"}",
    "100,000 levels": b"[" * 100_000,
    "a name given twice": b'{"answers": {}, "answers": {}}',
}
WRONG_SHAPE = {
    "a list": [],
    "a text": "answers",
    "null": None,
    "a number": 7,
}
WRONG_SUBMISSION = {
    "an empty object": {},
    "no id": {"answers": {}},
    "an id of another version": {"submission_id": "6f1c2a52-94f1-1c8e-9d3b-0a1b2c3d4e5f", "answers": {}},
    "an id in upper case": {"submission_id": ID.upper(), "answers": {}},
    "an id with a line end": {"submission_id": ID + "\n", "answers": {}},
    "an id that is a list": {"submission_id": [ID], "answers": {}},
    "no answers": {"submission_id": ID},
    "answers in a list": {"submission_id": ID, "terms": TERMS, "answers": [1]},
    "answers that are null": {"submission_id": ID, "terms": TERMS, "answers": None},
    "501 answers": {"submission_id": ID, "terms": TERMS, "answers": {f"q{number}": 1 for number in range(501)}},
    "an unknown question": {"submission_id": ID, "terms": TERMS, "answers": {**good_answers(), "constructor": "x"}},
    "an answer that is an object": {
        "submission_id": ID,
        "terms": TERMS,
        "answers": {name: {} for name in good_answers()},
    },
    "an answer that is true": {"submission_id": ID, "terms": TERMS, "answers": dict.fromkeys(good_answers(), True)},
    "a text that is too long": {
        "submission_id": ID,
        "answers": {**good_answers(), of_type(QuestionType.FREE_TEXT): "x" * 30_000},
    },
    "a number that is too large": {
        "submission_id": ID,
        "answers": {**good_answers(), of_type(QuestionType.NUMBER): 10**30},
    },
}


@pytest.mark.parametrize("handler", HANDLERS)
@pytest.mark.parametrize("body", UNREADABLE.values(), ids=UNREADABLE)
def test_unreadable_bytes_are_refused_with_a_reason(handler: str, body: bytes) -> None:
    course = make_course(Person(staff=True))

    reply = call(course.block(), handler, body=body)

    assert reply.status == 400
    assert reply.headers["Content-Type"].startswith("application/problem+json")
    assert reply.document["detail"]
    assert course.store.writes == 0


@pytest.mark.parametrize("handler", HANDLERS)
@pytest.mark.parametrize("document", WRONG_SHAPE.values(), ids=WRONG_SHAPE)
def test_json_that_is_no_object_is_refused(handler: str, document: object) -> None:
    assert call(make_course(Person(staff=True)).block(), handler, document).status == 422


@pytest.mark.parametrize("document", WRONG_SUBMISSION.values(), ids=WRONG_SUBMISSION)
def test_a_submission_that_makes_no_sense_is_refused_and_nothing_is_kept(document: object) -> None:
    course = make_course()

    reply = call(course.block(), "submit", document)

    assert reply.status == 422
    assert course.store.writes == 0


@pytest.mark.parametrize("document", WRONG_SUBMISSION.values(), ids=WRONG_SUBMISSION)
def test_a_strange_draft_is_no_error_of_ours(document: object) -> None:
    assert call(make_course().block(), "save_draft", document).status in {200, 422}


@pytest.mark.parametrize("handler", HANDLERS)
def test_ten_megabytes_are_refused_unread(handler: str) -> None:
    body = b'{"answers": "' + b"x" * 10_000_000 + b'"}'

    assert call(make_course(Person(staff=True)).block(), handler, body=body).status == 413


@pytest.mark.parametrize("handler", HANDLERS)
@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "HEAD", "PATCH"])
def test_only_post_is_answered(handler: str, method: str) -> None:
    reply = call(make_course(Person(staff=True)).block(), handler, GOOD, method=method)

    assert (reply.status, reply.headers["Allow"]) == (405, "POST")


@pytest.mark.parametrize("handler", HANDLERS)
@pytest.mark.parametrize("content_type", ["", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
def test_only_json_is_read(handler: str, content_type: str) -> None:
    """A form on another site can send all of these types, but not application/json."""
    reply = call(make_course(Person(staff=True)).block(), handler, GOOD, content_type=content_type)

    assert reply.status == 415


@pytest.mark.parametrize("handler", HANDLERS)
def test_who_is_not_signed_in_is_refused_everywhere(handler: str) -> None:
    course = make_course(Person(id=None, signed_in=False))

    assert call(course.block(), handler, GOOD).status == 403


def test_no_reply_is_kept_by_a_cache() -> None:
    assert call(make_course().block(), "submit", GOOD).headers["Cache-Control"] == "no-store"


def test_a_problem_document_names_title_status_and_detail() -> None:
    problem = call(make_course().block(), "submit", {}).document

    assert {"type", "title", "status", "detail", "errors"} <= problem.keys()
    assert json.dumps(problem["errors"][0]["path"]) == '"submission_id"'


@pytest.mark.parametrize("handler", ["save_draft", "submit", "show", "check_receipt"])
@pytest.mark.parametrize("whose", ["of another", "", None, ["a list"], 7])
def test_from_the_page_of_somebody_else_nothing_is_kept_or_shown(handler: str, whose: object) -> None:
    """As on a shared computer, where a page outlives the session of whoever opened it."""
    course = make_course()

    reply = call(course.block(), handler, {**GOOD, "whose": whose})

    assert (reply.status, reply.document["detail"]) == (403, words_in("en")["somebody_else"])
    assert course.store.writes == 0


@pytest.mark.parametrize("handler", ["save_draft", "submit", "show"])
def test_a_page_says_for_whom_it_was_made(handler: str) -> None:
    course = make_course()
    mine = course.block().student_view().json_init_args["whose"]
    other = course.block(Person(id="learner_2")).student_view().json_init_args["whose"]

    assert call(course.block(), handler, {**GOOD, "whose": mine}).status == 200
    assert mine != other
