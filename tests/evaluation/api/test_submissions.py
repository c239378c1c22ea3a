"""What an LMS is told about each submission it delivers."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

from surveys.canonical import digest
from surveys.contract_reading import read_receipt
from tests.evaluation.serving import Service, submission_of
from tests.evaluation.survey import FULL


def test_a_new_submission_is_201_and_its_receipt_echoes_the_digest(service: Service) -> None:
    submission = submission_of(service.publish(), FULL)

    reply = service.deliver(submission)

    assert reply.status_code == 201
    receipt = read_receipt(reply.data)
    assert (receipt.submission_id, receipt.digest, receipt.status) == (
        submission.submission_id,
        digest(submission.to_bytes()),
        "accepted",
    )


def test_the_same_submission_again_is_200_and_a_duplicate(service: Service) -> None:
    submission = submission_of(service.publish(), FULL)
    service.deliver(submission)

    reply = service.deliver(submission)

    assert (reply.status_code, reply.json["status"]) == (200, "duplicate")


def test_a_higher_revision_is_an_update_and_a_lower_one_stale(service: Service) -> None:
    submission = submission_of(service.publish(), FULL, revision=2)
    service.deliver(submission)

    higher = service.deliver(replace(submission, revision=3))
    lower = service.deliver(replace(submission, revision=1))

    assert (higher.status_code, higher.json["status"]) == (200, "updated")
    assert (lower.status_code, lower.json["status"]) == (200, "stale")


def test_the_same_revision_with_other_content_is_a_problem_that_echoes_the_digest(service: Service) -> None:
    submission = submission_of(service.publish(), FULL)
    service.deliver(submission)
    other = replace(submission, answers={"pace": "too_fast"})

    reply = service.deliver(other)

    assert reply.status_code == 409
    assert reply.content_type == "application/problem+json"
    assert reply.json["status"] == 409
    assert (reply.json["digest"], reply.json["receipt_status"]) == (digest(other.to_bytes()), "conflict")


def test_answers_to_an_unknown_definition_are_kept_with_202_and_a_reason(service: Service) -> None:
    submission = submission_of(service.publish(), FULL, definition="0" * 64)

    reply = service.deliver(submission)

    assert (reply.status_code, reply.json["status"]) == (202, "quarantined")
    assert reply.json["reason"]
    assert reply.json["digest"] == digest(submission.to_bytes())


def test_a_submission_put_under_another_id_is_kept_with_202(service: Service) -> None:
    submission = submission_of(service.publish(), FULL)

    reply = service.put(f"/api/v1/submissions/{uuid4()}", submission.to_bytes())

    assert (reply.status_code, reply.json["status"]) == (202, "quarantined")
