"""Tokens live for seconds, and the clocks of two servers may be hours apart."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from surveys.contract import ReceiptStatus
from tests.xblock_impact.course import call, make_course, pending
from tests.xblock_impact.evaluation_service import EvaluationService
from tests.xblock_impact.pilot import ID, TERMS, good_answers
from xblock_impact.delivery.client import ServiceClient
from xblock_impact.delivery.parcel import Parcel
from xblock_impact.delivery.server_settings import read_delivery
from xblock_impact.errors import DeliveryFailed

HOUR = timedelta(hours=1)


def client_of(service: EvaluationService) -> ServiceClient:
    return ServiceClient(read_delivery(service.settings))


def parcel() -> Parcel:
    course = make_course()
    call(course.block(), "submit", {"submission_id": ID, "terms": TERMS, "answers": good_answers()})
    (waiting,) = pending(course.block())
    return waiting


@pytest.mark.parametrize("off", [HOUR, -HOUR, 400 * 24 * HOUR, -400 * 24 * HOUR])
def test_a_server_whose_clock_is_off_delivers_at_the_second_try(service: EvaluationService, off: timedelta) -> None:
    client = client_of(service)

    assert client.put_submission(parcel(), datetime.now(UTC) + off) is ReceiptStatus.QUARANTINED
    assert len(service.requests) == 2


def test_what_was_learned_of_the_clocks_holds_for_every_later_request(service: EvaluationService) -> None:
    client_of(service).put_definition(parcel(), datetime.now(UTC) - HOUR)

    client_of(service).put_submission(parcel(), datetime.now(UTC) - HOUR)

    assert len(service.requests) == 3


def test_a_clock_that_was_set_right_meanwhile_is_noticed(service: EvaluationService) -> None:
    client = client_of(service)
    client.put_definition(parcel(), datetime.now(UTC) + HOUR)

    client.put_submission(parcel(), datetime.now(UTC))
    client.put_submission(parcel(), datetime.now(UTC))

    assert len(service.requests) == 5


def test_a_wrong_key_is_no_matter_of_clocks(service: EvaluationService) -> None:
    service.key = "another delivery key of 32 bytes and more"

    with pytest.raises(DeliveryFailed, match="HTTP 401"):
        client_of(service).put_submission(parcel(), datetime.now(UTC))

    assert len(service.requests) == 1


@pytest.mark.parametrize("date", ["", "yesterday", "Sun, 06 Nov 99999 08:49:37 GMT", "Fri, 31 Dec 9999 23:59:59 -1200"])
def test_a_refusal_without_a_usable_time_is_a_refusal(service: EvaluationService, date: str) -> None:
    service.status, service.date = 401, date

    with pytest.raises(DeliveryFailed, match="HTTP 401"):
        client_of(service).put_submission(parcel(), datetime.now(UTC))

    assert len(service.requests) == 1


def test_a_service_that_refuses_whatever_the_time_is_asked_once_more_only(service: EvaluationService) -> None:
    service.status, service.date = 401, "Sun, 06 Nov 1994 08:49:37 GMT"

    with pytest.raises(DeliveryFailed, match="HTTP 401"):
        client_of(service).put_submission(parcel(), datetime.now(UTC))

    assert len(service.requests) == 2
