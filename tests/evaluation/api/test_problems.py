"""Every error below /api is a problem document; nothing there is ever a page."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError
from werkzeug.test import TestResponse

from evaluation.errors import StorageUnavailable
from tests.evaluation.serving import Service


class _Failing:
    """An intake that fails in one way."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    def take_in(self, body: bytes, submission_id: UUID, *_: Any) -> Any:
        raise self._error


def _assert_problem(reply: TestResponse, status: int) -> None:
    assert (reply.status_code, reply.content_type) == (status, "application/problem+json")
    assert reply.json["status"] == status
    assert reply.json["title"] == HTTPStatus(status).phrase
    assert reply.json["type"].startswith("urn:impact:problem:")
    assert reply.json["detail"]


@pytest.mark.parametrize("path", ["/api/", "/api/v1", "/api/v1/nothing", "/api/v2/campaigns", "/api/openapi.jso"])
def test_an_unknown_address_is_404(service: Service, path: str) -> None:
    _assert_problem(service.client().get(path), 404)


def test_another_method_is_405_and_names_those_there_are(service: Service) -> None:
    reply = service.client().post(f"/api/v1/submissions/{uuid4()}")

    _assert_problem(reply, 405)
    assert "PUT" in reply.headers["Allow"]


def test_nobody_signed_in_is_401(service: Service) -> None:
    reply = service.client().get("/api/v1/campaigns")

    _assert_problem(reply, 401)
    assert reply.headers["WWW-Authenticate"]


def test_an_unknown_campaign_is_404(service: Service) -> None:
    _assert_problem(service.signed_in().get("/api/v1/campaigns/unknown/results"), 404)


@pytest.mark.parametrize("query", ["format=xml", "lang=de", "format="])
def test_a_parameter_without_meaning_is_422_and_named(service: Service, query: str) -> None:
    reply = service.signed_in().get(f"/api/v1/campaigns/pilot/results?{query}")

    _assert_problem(reply, 422)
    assert reply.json["errors"][0]["path"] == query.partition("=")[0]


def test_a_foreign_host_name_is_400(service: Service) -> None:
    _assert_problem(service.client().get("/api/v1/campaigns", headers={"Host": "evil.example"}), 400)


def test_storage_that_cannot_write_is_503_and_says_when_to_come_back(engine: Engine) -> None:
    service = Service(engine, intake=_Failing(StorageUnavailable()))

    reply = service.put(f"/api/v1/submissions/{uuid4()}", b"{}")

    _assert_problem(reply, 503)
    assert int(reply.headers["Retry-After"]) > 0


def test_a_database_that_is_gone_is_503(engine: Engine) -> None:
    service = Service(engine, intake=_Failing(OperationalError("SELECT", {}, Exception("gone"))))

    _assert_problem(service.put(f"/api/v1/submissions/{uuid4()}", b"{}"), 503)


def test_a_fault_of_ours_is_500_and_tells_nothing(engine: Engine) -> None:
    service = Service(engine, intake=_Failing(RuntimeError("the answer was 'I was ill'")))

    reply = service.put(f"/api/v1/submissions/{uuid4()}", b"{}")

    _assert_problem(reply, 500)
    assert "I was ill" not in reply.text


def test_neither_the_log_nor_the_reply_holds_what_was_sent(engine: Engine, capsys: pytest.CaptureFixture[str]) -> None:
    service = Service(engine, intake=_Failing(RuntimeError("the answer was 'I was ill'")))

    service.put(f"/api/v1/submissions/{uuid4()}", b'{"answers": {"why": "I was ill"}}')

    logged = capsys.readouterr()
    assert "RuntimeError" in logged.out + logged.err
    assert "I was ill" not in logged.out + logged.err
