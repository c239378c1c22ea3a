"""Signing in and out."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher
from sqlalchemy import Engine, select, update
from werkzeug.test import TestResponse

from evaluation.accounts.access import Role
from evaluation.accounts.users import add_user, set_password
from evaluation.storage.engine import writing
from evaluation.storage.tables import users
from evaluation.web.sign_in import own_page
from tests.evaluation.serving import NOW, PASSWORD, Service, config, post_form


@pytest.fixture
def anna(sqlite_engine: Engine) -> str:
    """The name of a reviewer."""
    with writing(sqlite_engine) as connection:
        return add_user(connection, "Anna", PASSWORD, Role.REVIEWER, NOW).name


def test_a_page_that_needs_somebody_leads_to_sign_in_and_then_on(service: Service, anna: str) -> None:
    client = service.client()

    asked = client.get("/campaigns/pilot?lang=fr")
    signed_in = post_form(client, asked.location, name="anna", password=PASSWORD, next="/campaigns/pilot?lang=fr")

    assert asked.location == "/sign-in?next=/campaigns/pilot?lang%3Dfr"
    assert (signed_in.status_code, signed_in.location) == (303, "/campaigns/pilot?lang=fr")


def test_the_form_remembers_where_to_go(service: Service) -> None:
    page = service.client().get("/sign-in?next=/campaigns/pilot")

    assert 'name="next" value="/campaigns/pilot"' in page.text


@pytest.mark.parametrize("name", ["Anna", " anna ", "ANNA"])
def test_a_name_is_known_however_it_is_written(service: Service, anna: str, name: str) -> None:
    assert post_form(service.client(), "/sign-in", name=name, password=PASSWORD).status_code == 303


@pytest.mark.parametrize(
    ("name", "password"),
    [("anna", "wrong"), ("nobody", PASSWORD), ("", ""), ("anna", ""), ("anna", "x" * 10_000), ("anna\x00", PASSWORD)],
)
def test_a_wrong_name_or_password_gives_one_and_the_same_answer(
    service: Service, anna: str, name: str, password: str
) -> None:
    reply = post_form(service.client(), "/sign-in?lang=en", name=name, password=password)

    assert reply.status_code == 422
    assert "That name and password do not belong together." in reply.text
    assert 'role="alert"' in reply.text
    assert 'value="wrong"' not in reply.text


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
@pytest.mark.parametrize("name", ["anna\x00", "\x00", "x" * 200, " " * 200 + "anna", "\ud800"])
def test_a_name_that_cannot_be_one_is_refused_like_any_other(
    request: pytest.FixtureRequest, kind: str, name: str
) -> None:
    """PostgreSQL takes no NUL."""
    engine: Engine = request.getfixturevalue(f"{kind}_engine")
    client = Service(engine).client()

    reply = post_form(client, "/sign-in?lang=en", name=name.encode("utf-8", "replace").decode(), password=PASSWORD)

    assert reply.status_code == 422
    assert "That name and password do not belong together." in reply.text


@pytest.mark.parametrize("padding", ["", " " * 200])
def test_thirty_wrong_attempts_in_an_hour_at_one_name_are_enough(service: Service, anna: str, padding: str) -> None:
    """From all addresses together."""
    wrong = [_try_from(service, f"192.0.2.{one}", padding * (one % 2) + anna, "wrong").status_code for one in range(30)]

    right = _try_from(service, "192.0.2.99", anna, PASSWORD)

    assert (set(wrong), right.status_code) == ({422}, 429)


def test_no_way_to_write_a_name_leads_past_the_limit_of_attempts_at_it(service: Service, anna: str) -> None:
    """Limit and look-up take the whole name: the look-up cut this one to "anna", which the limit had never met."""
    padded = f"{anna:>120}{'x':>9}"

    assert _try_from(service, "192.0.2.1", padded, PASSWORD).status_code == 422


def _try_from(service: Service, address: str, name: str, password: str) -> TestResponse:
    client = service.client()
    client.environ_base["REMOTE_ADDR"] = address
    return post_form(client, "/sign-in", name=name, password=password)


def test_signing_out_ends_the_session(service: Service) -> None:
    client = service.signed_in()
    assert client.get("/campaigns").status_code == 200

    post_form(client, "/sign-out", form_of="/campaigns")

    assert client.get("/campaigns").status_code == 303


def test_signing_out_by_a_link_does_not_work(service: Service) -> None:
    assert service.signed_in().get("/sign-out").status_code == 405


def test_a_new_password_ends_all_sessions(service: Service, anna: str) -> None:
    client = service.client()
    post_form(client, "/sign-in", name=anna, password=PASSWORD)
    assert client.get("/campaigns").status_code == 200

    with writing(service.engine) as connection:
        set_password(connection, anna, "another long password")

    assert client.get("/campaigns").status_code == 303


def test_a_form_without_its_token_changes_nothing(service: Service, anna: str) -> None:
    client = service.client()

    reply = client.post("/sign-in", data={"name": anna, "password": PASSWORD})

    assert reply.status_code == 400
    assert client.get("/campaigns").status_code == 303


def test_a_hash_of_weaker_parameters_is_made_anew_at_sign_in(service: Service, anna: str) -> None:
    weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    with writing(service.engine) as connection:
        connection.execute(update(users).values(password_hash=weak))
    client = service.client()

    post_form(client, "/sign-in", name=anna, password=PASSWORD)

    with service.engine.connect() as connection:
        stored = connection.scalar(select(users.c.password_hash))
    assert stored != weak
    assert client.get("/campaigns").status_code == 200


def test_ten_wrong_attempts_in_a_minute_are_enough(service: Service, anna: str) -> None:
    client = service.client()
    for _ in range(10):
        assert post_form(client, "/sign-in?lang=en", name=anna, password="wrong").status_code == 422

    refused = post_form(client, "/sign-in?lang=en", name=anna, password=PASSWORD)

    assert refused.status_code == 429
    assert "You can sign in again in 1 minute." in refused.text
    assert 0 < int(refused.headers["Retry-After"]) <= 60


def test_signing_in_rightly_is_never_too_often(service: Service, anna: str) -> None:
    replies = [post_form(service.client(), "/sign-in", name=anna, password=PASSWORD) for _ in range(12)]

    assert {reply.status_code for reply in replies} == {303}


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "\\\\evil.example",
        "/\t/evil.example",
        "javascript:alert(1)",
        "campaigns",
        "/ /evil.example",
        "",
        None,
        "http:///evil.example",
        "/\r\nSet-Cookie: a=b",
    ],
)
def test_nobody_is_led_elsewhere_after_signing_in(service: Service, target: str | None) -> None:
    with service.app.test_request_context():
        assert own_page(target) == "/campaigns"


def test_cookies_are_for_this_service_alone_and_on_https_never_sent_without_it(sqlite_engine: Engine) -> None:
    plain = Service(sqlite_engine).client().get("/sign-in")
    secure = Service(sqlite_engine, settings=config(public_url="https://localhost"))
    encrypted = secure.client().get("/sign-in", base_url="https://localhost")

    assert "HttpOnly" in plain.headers["Set-Cookie"]
    assert "SameSite=Lax" in plain.headers["Set-Cookie"]
    assert "Secure" not in plain.headers["Set-Cookie"]
    assert "Secure" in encrypted.headers["Set-Cookie"]
    assert encrypted.headers["Set-Cookie"].startswith("__Host-impact=")
