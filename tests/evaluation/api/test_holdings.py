"""An LMS compares what it delivered with what the service says it holds."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import pytest
from werkzeug.test import TestResponse

from surveys.canonical import canonical_json, digest
from surveys.contract import Definition, Holding, Holdings, ReceiptStatus, Submission
from surveys.contract_reading import read_holdings
from surveys.privacy import PrivacyMode
from tests.evaluation.serving import Service, submission_of
from tests.evaluation.survey import FULL

PATH = "/api/v1/campaigns/pilot/holdings"


def ask(service: Service, path: str = PATH, token: str | None = None, **query: Any) -> TestResponse:
    """Ask for a page, signed as an LMS does: over an empty body and the path without the query."""
    token = token or service.token(path, b"", method="GET")
    address = f"{path}?{urlencode(query)}" if query else path
    return service.client().get(address, headers={"Authorization": f"Bearer {token}"})


def page(service: Service, **query: Any) -> Holdings:
    """Return a page that is read by the contract's own reader."""
    reply = ask(service, **query)
    assert reply.status_code == 200, reply.text
    return read_holdings(reply.data)


def _sent(service: Service, published: Definition, number: int, **changes: Any) -> Submission:
    submission = submission_of(published, FULL, submission_id=UUID(int=number), **changes)
    assert service.deliver(submission).status_code < 300
    return submission


def _held(submission: Submission, status: ReceiptStatus = ReceiptStatus.ACCEPTED) -> Holding:
    return Holding(submission.submission_id, submission.revision, digest(submission.to_bytes()), status)


def test_submissions_are_listed_by_id_with_the_digest_of_their_highest_revision(service: Service) -> None:
    definition = service.publish()
    second = _sent(service, definition, 2, revision=3)
    service.deliver(replace(second, revision=1))
    first = _sent(service, definition, 1)
    updated = replace(first, revision=2, answers={"pace": "too_fast"})
    service.deliver(updated)

    held = page(service)

    assert held == Holdings("pilot", 2, (_held(updated), _held(second)), None)


def test_of_a_conflict_the_one_that_counts_is_listed(service: Service) -> None:
    first = _sent(service, service.publish(), 1)
    assert service.deliver(replace(first, answers={"pace": "too_fast"})).status_code == 409

    assert page(service).holdings == (_held(first),)


def test_what_waits_in_quarantine_is_held_too(service: Service) -> None:
    definition = service.publish()
    waiting = _sent(service, definition, 1, definition="0" * 64)

    assert page(service) == Holdings("pilot", 1, (_held(waiting, ReceiptStatus.QUARANTINED),), None)


@pytest.mark.parametrize(("revision", "told"), [(1, 2), (2, 2), (3, 3)])
def test_of_a_submission_that_counts_and_waits_the_higher_revision_is_listed(
    service: Service, revision: int, told: int
) -> None:
    counting = _sent(service, service.publish(), 1, revision=2)
    waiting = replace(counting, revision=revision, definition="0" * 64)
    service.deliver(waiting)

    held = page(service)

    expected = _held(counting) if told == 2 else _held(waiting, ReceiptStatus.QUARANTINED)
    assert held == Holdings("pilot", 1, (expected,), None)


def test_of_two_that_wait_under_one_revision_the_first_is_listed(service: Service) -> None:
    definition = service.publish()
    waiting = []
    for number in range(6):
        waiting.append(_sent(service, definition, 1, definition=f"{number}" * 64))
        service.clock.advance(seconds=-1)  # by the clock, not by the order of rows

    assert page(service).holdings == (_held(waiting[-1], ReceiptStatus.QUARANTINED),)


@pytest.mark.parametrize("limit", [1, 2, 3, 4, 5])
def test_pages_follow_each_other_until_the_last(service: Service, limit: int) -> None:
    definition = service.publish()
    sent = [_held(_sent(service, definition, number)) for number in (1, 4, 5)]
    waiting = [_sent(service, definition, number, definition="0" * 64) for number in (2, 3)]
    expected = sorted(
        [*sent, *(_held(one, ReceiptStatus.QUARANTINED) for one in waiting)], key=lambda one: one.submission_id
    )

    found: list[Holding] = []
    after: dict[str, Any] = {}
    while True:
        held = page(service, limit=limit, **after)
        assert (held.count, 0 < len(held.holdings) <= limit) == (5, True)
        found.extend(held.holdings)
        if held.next is None:
            break
        after = {"after": held.next}

    assert found == expected


def test_of_an_anonymous_campaign_only_the_count_is_told(service: Service) -> None:
    definition = service.publish(mode=PrivacyMode.ANONYMOUS)
    service.answer(definition, FULL, FULL)
    _sent(service, definition, 1, definition="0" * 64)

    assert page(service) == Holdings("pilot", 3, (), None)


def test_of_an_unknown_campaign_nothing_is_held(service: Service) -> None:
    assert page(service) == Holdings("pilot", 0, (), None)


def test_answers_that_wait_for_an_unknown_campaign_are_held_and_anonymous_ones_counted_only(service: Service) -> None:
    confidential = Definition("pilot", {"en": "Trial"}, PrivacyMode.CONFIDENTIAL, {})
    waiting = _sent(service, confidential, 150)
    for number in range(1, 120):  # more than are read at once
        _sent(service, replace(confidential, mode=PrivacyMode.ANONYMOUS), number)

    assert page(service, limit=1) == Holdings("pilot", 120, (_held(waiting, ReceiptStatus.QUARANTINED),), None)


def test_another_campaign_is_not_told_of(service: Service) -> None:
    service.answer(service.publish("other"), FULL)
    service.publish()

    assert page(service).count == 0


@pytest.mark.parametrize("key", ["UPPER", "a_b", "x" * 64, "%00", "é", "-"])
def test_what_is_no_campaign_key_is_no_address(service: Service, key: str) -> None:
    from urllib.parse import unquote

    path = f"/api/v1/campaigns/{key}/holdings"
    token = service.token(unquote(path), b"", method="GET")

    reply = service.client().get(path, headers={"Authorization": f"Bearer {token}"})

    assert (reply.status_code, reply.content_type) == (404, "application/problem+json")


@pytest.mark.parametrize(
    "query",
    [{"limit": "0"}, {"limit": "1001"}, {"limit": "many"}, {"limit": "9" * 5_000}, {"after": "x"}, {"after": "\0"}],
)
def test_a_query_without_a_meaning_is_422(service: Service, query: dict[str, str]) -> None:
    reply = ask(service, **query)

    assert (reply.status_code, reply.content_type) == (422, "application/problem+json")


def test_a_token_over_the_query_too_is_for_another_request(service: Service) -> None:
    token = service.token(f"{PATH}?limit=1", b"", method="GET")

    assert ask(service, token=token, limit=1).status_code == 401


def test_a_token_is_good_for_one_page(service: Service) -> None:
    token = service.token(PATH, b"", method="GET")
    assert ask(service, token=token).status_code == 200

    assert ask(service, token=token).status_code == 401


def test_a_body_is_refused(service: Service) -> None:
    token = service.token(PATH, b"x", method="GET")

    reply = service.client().get(PATH, data=b"x", headers={"Authorization": f"Bearer {token}"})

    assert reply.status_code == 413


def _of_a_later_release(service: Service, submission: Submission, **changes: Any) -> bytes:
    """Deliver what only a later release can read, and return its bytes."""
    body = canonical_json({**submission.to_wire(), "contract": 2, "more": True, **changes})
    assert service.put(f"/api/v1/submissions/{submission.submission_id}", body).status_code == 202
    return body


def test_what_only_a_later_release_can_read_is_held_too(service: Service) -> None:
    waiting = submission_of(service.publish(), FULL, revision=3)
    body = _of_a_later_release(service, waiting)

    held = Holding(waiting.submission_id, 3, digest(body), ReceiptStatus.QUARANTINED)
    assert page(service) == Holdings("pilot", 1, (held,), None)


@pytest.mark.parametrize(
    "change",
    [{"mode": "anonymous"}, {"mode": "secret"}, {"mode": ["confidential"]}]
    + [{"revision": revision} for revision in ("1", True, 0, 1.5, 1_000_001, None, [1])],
)
def test_what_does_not_say_who_may_know_of_it_or_its_revision_is_counted_only(
    service: Service, change: dict[str, Any]
) -> None:
    _of_a_later_release(service, submission_of(service.publish(), FULL), **change)

    assert page(service) == Holdings("pilot", 1, (), None)


@pytest.mark.parametrize("campaign", ["Pilot", "p" * 64, "", None, 7, ["pilot"], {"pilot": 1}])
def test_what_names_no_campaign_belongs_to_none(service: Service, campaign: object) -> None:
    _of_a_later_release(service, submission_of(service.publish(), FULL), campaign=campaign)

    assert page(service) == Holdings("pilot", 0, (), None)
