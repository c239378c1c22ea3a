"""What an LMS is told about the definitions it publishes."""

from __future__ import annotations

from dataclasses import replace

from surveys.contract import Definition
from surveys.privacy import PrivacyMode
from tests.evaluation.serving import Service, canonical, submission_of
from tests.evaluation.survey import FULL, SURVEY

DEFINITION = Definition("pilot", {"nl": "Proef"}, PrivacyMode.CONFIDENTIAL, SURVEY)


def test_a_new_definition_is_201_and_a_known_one_200(service: Service) -> None:
    path = f"/api/v1/definitions/{DEFINITION.digest}"

    first, second = (service.put(path, DEFINITION.to_bytes()) for _ in range(2))

    assert (first.status_code, first.json) == (201, {"digest": DEFINITION.digest, "new": True})
    assert (second.status_code, second.json) == (200, {"digest": DEFINITION.digest, "new": False})


def test_a_definition_under_another_digest_is_422(service: Service) -> None:
    reply = service.put(f"/api/v1/definitions/{'0' * 64}", DEFINITION.to_bytes())

    assert reply.status_code == 422
    assert DEFINITION.digest in reply.json["detail"]


def test_every_problem_of_a_definition_is_listed_with_its_path(service: Service) -> None:
    broken = Definition("pilot", {"nl": "Proef"}, PrivacyMode.ANONYMOUS, {**SURVEY, "minutes": 0, "licence": ""})

    reply = service.put(f"/api/v1/definitions/{broken.digest}", broken.to_bytes())

    assert reply.status_code == 422
    assert {"survey.minutes", "survey.licence"} <= {problem["path"] for problem in reply.json["errors"]}


def test_another_privacy_mode_than_the_campaign_has_is_409(service: Service) -> None:
    service.publish(mode=PrivacyMode.CONFIDENTIAL)
    other = replace(DEFINITION, mode=PrivacyMode.IDENTIFIED)

    reply = service.put(f"/api/v1/definitions/{other.digest}", other.to_bytes())

    assert reply.status_code == 409
    assert reply.json["type"] == "urn:impact:problem:campaign-mode-differs"


def test_what_is_not_a_definition_is_422_and_not_500(service: Service) -> None:
    for body in (b"", b"[]", b'{"contract": 1e400}', b"\xff", canonical({"contract": 2, "kind": "definition"})):
        reply = service.put(f"/api/v1/definitions/{'0' * 64}", body)

        assert (reply.status_code, reply.content_type) == (422, "application/problem+json"), body


def test_answers_that_came_before_their_definition_count_once_it_is_there(service: Service) -> None:
    early = service.deliver(submission_of(DEFINITION, FULL))
    assert early.json["status"] == "quarantined"

    service.publish()

    summary = service.signed_in().get("/api/v1/campaigns").json["campaigns"][0]
    assert summary["release"]["answered"] == 1
