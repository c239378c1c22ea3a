"""Errors as pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from evaluation.accounts.access import Public, Role, allow
from evaluation.errors import StorageUnavailable
from tests.evaluation.serving import Service


@pytest.mark.parametrize(
    ("language", "says"),
    [("nl", "Die pagina is er niet"), ("en", "There is no such page"), ("fr", "Cette page n’existe pas")],
)
def test_an_unknown_address_is_404_in_the_readers_language(service: Service, language: str, says: str) -> None:
    reply = service.client().get("/nothing", headers={"Accept-Language": language})

    assert reply.status_code == 404
    assert says in reply.text
    assert "impact.css" in reply.text


def test_an_unknown_campaign_is_404(service: Service) -> None:
    assert service.signed_in().get("/campaigns/unknown").status_code == 404
    assert service.signed_in(Role.EDITOR).get("/campaigns/unknown/close").status_code == 404


def test_what_a_role_may_not_do_is_403(service: Service) -> None:
    service.publish()

    reply = service.signed_in(Role.REVIEWER).get("/campaigns/pilot/close")

    assert (reply.status_code, "This is not open to you" in reply.text) == (403, True)


def test_another_method_is_405(service: Service) -> None:
    assert service.signed_in().post("/campaigns").status_code == 405


@pytest.mark.parametrize(
    ("error", "status", "says"),
    [
        (StorageUnavailable(), 503, "No answer is lost"),
        (OperationalError("SELECT secret", {}, Exception("gone")), 503, "No answer is lost"),
        (RuntimeError("secret"), 500, "Something went wrong here"),
    ],
)
def test_a_failure_says_that_nothing_is_lost_and_nothing_else(
    sqlite_engine: Engine, error: Exception, status: int, says: str
) -> None:
    service = Service(sqlite_engine)

    @allow(Public())
    def fail() -> str:
        raise error

    service.app.add_url_rule("/fail", "fail", fail)

    reply = service.client().get("/fail?lang=en")

    assert (reply.status_code, says in reply.text) == (status, True)
    assert "secret" not in reply.text


def test_a_page_is_503_also_while_the_database_is_away(sqlite_engine: Engine, tmp_path: Path) -> None:
    service = Service(sqlite_engine)
    browser = service.signed_in()
    sqlite_engine.dispose()
    path = Path(sqlite_engine.url.database or "")
    for file in path.parent.glob(f"{path.name}*"):
        file.rename(tmp_path / f"away-{file.name}")
    path.mkdir()

    reply = browser.get("/campaigns")

    assert reply.status_code == 503
    assert int(reply.headers["Retry-After"]) > 0
