"""From the outbox to a real HTTP server: every fault leaves exactly one submission, here or there, and none is lost."""

from __future__ import annotations

import logging
import uuid
from typing import Any

import pytest

from surveys.contract import ReceiptStatus, receipt_code
from surveys.contract_reading import read_submission
from tests.xblock_impact.course import Course, Person, call, make_course, pending, wave_of
from tests.xblock_impact.evaluation_service import EvaluationService
from tests.xblock_impact.pilot import ID, SURVEY, TERMS, good_answers, terms
from xblock_impact.delivery.pseudonym import pseudonym

SECRET = "a sentence that must not leave its place"


def answered(service: EvaluationService, **fields: object) -> Course:
    """Return a course in which a learner has answered and nothing has been delivered."""
    course = make_course(**fields)
    course.settings = service.settings
    answers = {**good_answers(), list(SURVEY.questions)[-1]: SECRET}
    read = terms(str(fields.get("privacy_mode", "confidential")))
    assert call(course.block(), "submit", {"submission_id": ID, "terms": read, "answers": answers}).status == 200
    return course


def relay(course: Course) -> Any:
    reply = call(course.block(), "relay", {})
    assert reply.status == 200
    return reply.document


def test_a_submission_is_delivered_once_with_its_definition_first(service: EvaluationService) -> None:
    course = answered(service)

    assert relay(course) == {"delivered": 1, "pending": 0, "wait": None}
    assert relay(course) == {"delivered": 0, "pending": 0, "wait": None}
    assert service.requests == [f"/api/v1/definitions/{SURVEY.digest}", f"/api/v1/submissions/{ID}"]


def test_submit_itself_calls_no_other_server(service: EvaluationService) -> None:
    answered(service)

    assert service.requests == []


def test_a_definition_is_put_once_for_many_learners(service: EvaluationService) -> None:
    course = answered(service)
    relay(course)
    other = Person(id="learner_2")
    call(course.block(other), "submit", {"submission_id": str(uuid.uuid4()), "terms": TERMS, "answers": good_answers()})

    call(course.block(other), "relay", {})

    assert sum("definitions" in path for path in service.requests) == 1
    assert len(service.submissions) == 2


@pytest.mark.parametrize("status", [401, 403, 404, 413, 422, 429, 500, 502, 503, 301])
def test_a_refusal_leaves_the_submission_waiting(service: EvaluationService, status: int) -> None:
    course = answered(service)
    relay(course)  # the definition is known, the submission is the one that is refused
    other = course.block(Person(id="learner_2"))
    call(other, "submit", {"submission_id": str(uuid.uuid4()), "terms": TERMS, "answers": good_answers()})
    service.status = status

    done = call(other, "relay", {}).document
    (waiting,) = pending(other)

    assert (done["delivered"], done["pending"]) == (0, 1)
    assert 0 <= done["wait"] <= 2
    assert (waiting.attempts, waiting.last_failure) == (1, f"HTTP {status}")
    service.status = None
    assert call(other, "relay", {}).document["delivered"] == 1


def test_a_service_that_is_down_during_the_submit_gets_it_later(service: EvaluationService) -> None:
    course = answered(service)
    address = service.address
    course.settings = {**service.settings, "SERVICE_URL": "http://127.0.0.1:9"}

    assert relay(course)["pending"] == 1
    (waiting,) = pending(course.block())
    assert waiting.last_failure == "ConnectionError"

    course.settings = {**service.settings, "SERVICE_URL": address}
    assert relay(course)["delivered"] == 1
    assert list(service.submissions) == [ID]


def test_a_lost_reply_makes_no_second_submission(service: EvaluationService) -> None:
    course = answered(service)
    service.cut = True
    assert relay(course)["pending"] == 1
    assert list(service.submissions) == [ID]
    service.cut = False

    assert relay(course)["delivered"] == 1
    assert service.requests.count(f"/api/v1/submissions/{ID}") == 2
    assert list(service.submissions) == [ID]


def test_a_service_that_never_answers_is_given_up_in_time(service: EvaluationService) -> None:
    course = answered(service)
    service.silent = True
    course.settings = service.settings

    assert relay(course)["pending"] == 1
    assert "Timeout" in pending(course.block())[0].last_failure


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{}", b"OK", b'{"kind": "receipt"}', b"\xff", b"[" * 9999, b"x" * 200_000]
)
@pytest.mark.parametrize("status", [200, 201, 202, 409])
def test_a_reply_without_the_digest_is_no_acknowledgement(service: EvaluationService, status: int, body: bytes) -> None:
    course = answered(service)
    service.status, service.body = status, body

    assert relay(course)["pending"] == 1


def test_a_receipt_for_something_else_is_no_acknowledgement(service: EvaluationService) -> None:
    course = answered(service)
    service.wrong_digest = True

    assert relay(course)["pending"] == 1


def test_a_conflict_that_echoes_the_digest_is_final(service: EvaluationService) -> None:
    """The service keeps both versions: sending again would change nothing."""
    course = answered(service)
    service.submissions[ID] = b"another content under the same id"

    assert relay(course)["delivered"] == 1
    assert wave_of(course.block()).parcel["status"] == ReceiptStatus.CONFLICT.value


def test_what_the_service_cannot_interpret_is_delivered_and_the_definition_is_sent_again(
    service: EvaluationService,
) -> None:
    course = answered(service)
    relay(course)
    service.definitions.clear()  # restored from an older backup
    for number in (2, 3):
        block = course.block(Person(id=f"learner_{number}"))
        call(block, "submit", {"submission_id": str(uuid.uuid4()), "terms": TERMS, "answers": good_answers()})
        assert call(block, "relay", {}).document["delivered"] == 1

    assert list(service.definitions) == [SURVEY.digest]


def test_a_refused_definition_does_not_hold_the_answers_back(service: EvaluationService) -> None:
    """The campaign has another mode at the service, say: it keeps the submission and says why."""
    course = answered(service)
    original = service.answer

    def refuse_definitions(path: str, body: bytes, token: str) -> tuple[int, bytes]:
        return (409, b"{}") if "definitions" in path else original(path, body, token)

    service.answer = refuse_definitions  # type: ignore[method-assign]

    assert relay(course)["delivered"] == 1
    assert wave_of(course.block()).parcel["status"] == ReceiptStatus.QUARANTINED.value


def test_a_service_that_asks_for_time_is_left_alone(service: EvaluationService) -> None:
    course = answered(service)
    service.status, service.headers = 503, {"Retry-After": "120"}
    assert relay(course)["wait"] >= 120
    asked = len(service.requests)

    again = relay(course)

    assert again["pending"] == 1
    assert 0 < again["wait"] <= 120
    assert len(service.requests) == asked


def test_a_wrong_key_leaves_the_submission_waiting(service: EvaluationService) -> None:
    course = answered(service)
    service.key = "another delivery key of 32 bytes and more"

    relay(course)

    assert pending(course.block())[0].last_failure == "HTTP 401"


def test_a_delivery_that_cannot_be_noted_is_tried_again(service: EvaluationService) -> None:
    """The disk of the LMS is full: the service gets the same submission twice and counts it once."""
    course = answered(service)
    course.store.fails = True
    assert call(course.block(), "relay", {}).status == 503
    course.store.fails = False

    assert relay(course)["delivered"] == 1
    assert list(service.submissions) == [ID]


@pytest.mark.parametrize("staff", [False, True])
def test_missing_settings_are_told_to_staff_and_lose_nothing(
    service: EvaluationService, staff: bool, caplog: pytest.LogCaptureFixture
) -> None:
    course = answered(service)
    course.settings = {"SERVICE_URL": service.address, "KEY": "short"}

    reply = call(course.block(Person(staff=staff)), "relay", {})

    assert (reply.document["pending"], reply.document["wait"]) == (1, None)
    assert ("configuration" in reply.document) is staff
    assert "KEY is shorter than 32 bytes" in caplog.text


def test_a_pseudonym_that_could_not_be_made_is_filled_in_before_delivery(service: EvaluationService) -> None:
    course = make_course()
    course.settings = None
    call(course.block(), "submit", {"submission_id": ID, "terms": TERMS, "answers": good_answers()})
    assert relay(course)["pending"] == 1

    course.settings = service.settings
    relay(course)

    key = service.settings["PSEUDONYM_KEY"].encode()
    person = read_submission(service.submissions[ID]).participant
    assert person is not None
    assert person.id == pseudonym(key, "demo-pilot", "learner_1")


def test_what_is_delivered_is_what_was_stored_whatever_the_author_changed_since(service: EvaluationService) -> None:
    course = answered(service)
    course.block(campaign="another-campaign", privacy_mode="identified", instrument="gone")

    relay(course)

    submission = read_submission(service.submissions[ID])
    assert (submission.campaign, submission.mode.value) == ("demo-pilot", "confidential")


def test_an_anonymous_answer_leaves_nothing_but_the_receipt(service: EvaluationService) -> None:
    course = answered(service, privacy_mode="anonymous")
    receipt = wave_of(course.block()).receipt
    relay(course)

    stored = course.store.of_learner("learner_1")

    assert receipt in stored
    assert receipt_code(uuid.UUID(ID)) not in stored
    assert ID not in stored
    assert SECRET not in stored
    assert wave_of(course.block()).parcel == {}
    assert ID not in str(course.events)
    assert receipt not in str(course.events)


def test_a_delivered_parcel_keeps_the_answers_but_not_the_definition(service: EvaluationService) -> None:
    course = answered(service)
    relay(course)

    stored = wave_of(course.block()).parcel

    assert stored["status"] == "accepted"
    assert stored["definition"] == ""
    assert SECRET in stored["body"]


def test_no_log_holds_answers_keys_or_tokens(service: EvaluationService, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    course = answered(service)
    service.status = 503
    relay(course)
    service.status = None
    relay(course)
    course.store.fails = True
    call(course.block(), "submit", {"submission_id": ID, "terms": TERMS, "answers": {"comment": SECRET}})

    assert SECRET not in caplog.text
    assert service.key not in caplog.text
    assert "Bearer" not in caplog.text


@pytest.mark.parametrize("mode", ["confidential", "anonymous"])
@pytest.mark.parametrize("team", [False, True])
def test_only_the_course_team_is_told_what_the_service_does_not_count(
    service: EvaluationService, team: bool, mode: str
) -> None:
    course = answered(service, privacy_mode=mode)
    original = service.answer
    service.answer = lambda path, body, token: (  # type: ignore[method-assign]
        (409, b"{}") if "definitions" in path else original(path, body, token)
    )

    reply = call(course.block(Person(staff=team)), "relay", {}).document

    assert reply == {"delivered": 1, "pending": 0, "wait": None, **({"quarantined": 1} if team else {})}


def test_after_an_anonymous_delivery_a_second_submit_reads_that_the_earlier_answers_count(
    service: EvaluationService,
) -> None:
    """Nothing is left by which to tell another tab from a reply that was lost, so the sentence holds for both."""
    course = answered(service, privacy_mode="anonymous")
    receipt = wave_of(course.block()).receipt
    relay(course)

    again = call(course.block(), "submit", {"submission_id": ID, "answers": good_answers()}).document

    assert again["receipt"] == receipt
    assert "data-impact-earlier" in again["html"]
    assert list(service.submissions) == [ID]
