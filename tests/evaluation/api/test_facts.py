"""What an LMS is told about each fact it delivers."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select
from structlog.testing import capture_logs
from werkzeug.test import TestResponse

from evaluation.storage.tables import facts, used_tokens
from surveys.canonical import digest
from surveys.contract import FactKind, ParticipantFact
from surveys.contract_reading import read_receipt
from surveys.privacy import PrivacyMode
from tests.evaluation.serving import Service, canonical
from tests.evaluation.telling import fact_about


def tell(service: Service, fact: ParticipantFact) -> TestResponse:
    """Deliver ``fact``."""
    return service.put(f"/api/v1/facts/{fact.fact_id}", fact.to_bytes())


def _kept(service: Service) -> list[str]:
    with service.engine.connect() as connection:
        return list(connection.scalars(select(facts.c.fact)))


def test_a_new_fact_is_201_and_its_receipt_echoes_id_and_digest(service: Service) -> None:
    service.publish()
    fact = fact_about("p" * 64)

    reply = tell(service, fact)

    receipt = read_receipt(reply.data)
    assert reply.status_code == 201
    assert (receipt.submission_id, receipt.digest) == (fact.fact_id, digest(fact.to_bytes()))
    assert receipt.status == "accepted"


def test_the_same_fact_again_is_200_and_a_duplicate(service: Service) -> None:
    service.publish()
    fact = fact_about("p")
    tell(service, fact)

    reply = tell(service, fact)

    assert (reply.status_code, reply.json["status"]) == (200, "duplicate")
    assert _kept(service) == ["completed"]


def test_another_fact_under_the_same_id_is_a_problem_that_echoes_the_digest_and_the_first_stays(
    service: Service,
) -> None:
    service.publish()
    fact = fact_about("p")
    tell(service, fact)
    other = replace(fact, fact=FactKind.PASSED)

    reply = tell(service, other)

    assert (reply.status_code, reply.content_type) == (409, "application/problem+json")
    assert (reply.json["type"], reply.json["receipt_status"]) == ("urn:impact:problem:fact-conflict", "conflict")
    assert reply.json["digest"] == digest(other.to_bytes())
    assert _kept(service) == ["completed"]


def test_facts_may_come_before_their_campaign(service: Service) -> None:
    assert tell(service, fact_about("p")).status_code == 201

    service.publish()

    assert _kept(service) == ["completed"]


@pytest.mark.parametrize("kind", FactKind)
def test_every_kind_of_fact_is_taken(service: Service, kind: FactKind) -> None:
    assert tell(service, fact_about("p", kind)).status_code == 201


@pytest.mark.parametrize("kind", [FactKind.COMPLETED, FactKind.RETIRED])
@pytest.mark.parametrize("says", [PrivacyMode.CONFIDENTIAL, PrivacyMode.IDENTIFIED])
def test_an_anonymous_campaign_takes_no_facts_whatever_they_say(
    service: Service, says: PrivacyMode, kind: FactKind
) -> None:
    service.publish(mode=PrivacyMode.ANONYMOUS)

    reply = tell(service, fact_about("p", kind, mode=says))

    assert (reply.status_code, reply.json["type"]) == (422, "urn:impact:problem:fact-refused")
    assert "anonymous" in reply.json["detail"]
    assert _kept(service) == []


def test_a_fact_has_the_mode_of_its_campaign(service: Service) -> None:
    service.publish(mode=PrivacyMode.IDENTIFIED)

    reply = tell(service, fact_about("p", mode=PrivacyMode.CONFIDENTIAL))

    assert (reply.status_code, reply.json["errors"][0]["path"]) == (422, "mode")


@pytest.mark.parametrize("published", PrivacyMode)
def test_facts_from_before_a_campaign_that_turns_out_to_have_another_mode_are_gone(
    service: Service, published: PrivacyMode
) -> None:
    tell(service, fact_about("p", mode=PrivacyMode.IDENTIFIED))
    tell(service, fact_about("p", campaign="other", mode=PrivacyMode.IDENTIFIED))

    service.publish(mode=published)

    assert len(_kept(service)) == (2 if published is PrivacyMode.IDENTIFIED else 1)


def test_a_fact_that_says_it_is_anonymous_is_refused(service: Service) -> None:
    document = {**fact_about("p").to_wire(), "mode": "anonymous"}

    reply = service.put(f"/api/v1/facts/{document['fact_id']}", canonical(document))

    assert (reply.status_code, reply.json["errors"][0]["path"]) == (422, "mode")


def test_a_fact_put_under_another_id_is_refused(service: Service) -> None:
    reply = service.put(f"/api/v1/facts/{uuid4()}", fact_about("p").to_bytes())

    assert (reply.status_code, reply.json["errors"][0]["path"]) == (422, "fact_id")


def test_the_log_says_that_somebody_was_erased_and_never_who(service: Service) -> None:
    service.publish()
    retired = fact_about("p" * 64, FactKind.RETIRED)

    with capture_logs() as lines:
        tell(service, retired)
        tell(service, retired)

    erasures = [line for line in lines if line["event"] == "erasure"]
    assert [(line["campaign"], line["status"]) for line in erasures] == [("pilot", "accepted"), ("pilot", "duplicate")]
    assert [secret for secret in ("p" * 64, str(retired.fact_id)) if secret in repr(lines)] == []


def test_the_log_says_nothing_of_an_erasure_that_was_refused(service: Service) -> None:
    service.publish(mode=PrivacyMode.ANONYMOUS)

    with capture_logs() as lines:
        tell(service, fact_about("p", FactKind.RETIRED))

    assert [line["event"] for line in lines] == ["request"]


def test_a_token_is_good_for_one_fact_once(service: Service) -> None:
    fact = fact_about("p")
    path, body = f"/api/v1/facts/{fact.fact_id}", fact.to_bytes()
    token = service.token(path, body)
    assert service.put(path, body, token).status_code == 201

    again = service.put(path, body, token)

    assert (again.status_code, again.json["type"]) == (401, "urn:impact:problem:token-replayed")


def test_the_use_of_a_token_is_forgotten_with_the_next_fact_after_its_end(service: Service) -> None:
    for _ in range(2):
        tell(service, fact_about("p"))
        service.clock.now += timedelta(hours=1)

    with service.engine.connect() as connection:
        assert len(connection.execute(select(used_tokens)).all()) == 1
