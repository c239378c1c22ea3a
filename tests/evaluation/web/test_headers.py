"""What browsers are told on every response."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import Engine

from evaluation.accounts.access import Role
from tests.evaluation.serving import Service, config
from tests.evaluation.survey import FULL

PATHS = ["/sign-in", "/campaigns", "/nothing", "/api/v1/nothing", "/healthz", "/static/impact.css", "/api/openapi.json"]


@pytest.mark.parametrize("path", PATHS)
def test_every_response_says_what_may_be_done_with_it(service: Service, path: str) -> None:
    reply = service.client().get(path)
    reply.close()
    headers = reply.headers

    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


def test_what_is_shown_to_somebody_is_not_kept_by_caches(service: Service) -> None:
    assert service.signed_in().get("/campaigns").headers["Cache-Control"] == "no-store"


def test_browsers_come_by_https_only_where_the_service_has_it(sqlite_engine: Engine) -> None:
    secure = Service(sqlite_engine, settings=config(public_url="https://localhost")).client()

    assert "max-age=" in secure.get("/healthz").headers["Strict-Transport-Security"]
    assert "Strict-Transport-Security" not in Service(sqlite_engine).client().get("/healthz").headers


def test_pages_hold_nothing_that_the_policy_forbids(service: Service) -> None:
    service.answer(service.publish(), *[FULL] * 6)
    service.close()
    browser = service.signed_in(Role.EDITOR)
    pages = [browser.get(path).text for path in ("/campaigns", "/campaigns/pilot", "/nothing")]
    pages.append(service.client().get("/sign-in").text)

    for page in pages:
        assert not re.search(r"<style|\sstyle=|<script|\son[a-z]+=|javascript:", page)


def test_a_foreign_host_name_is_refused(service: Service) -> None:
    reply = service.client().get("/sign-in", headers={"Host": "evil.example"})

    assert reply.status_code == 400
    assert "evil" not in reply.text
