"""A delivery is taken only with a token made by a known key, just now, for exactly this request, once."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import jwt
import pytest

from surveys.delivery import token_claims
from tests.evaluation.serving import KEY, KEY_ID, NOW, Service, submission_of
from tests.evaluation.survey import FULL

BODY = b"{}"
PATH = f"/api/v1/submissions/{uuid4()}"
NOW_SECONDS = int(NOW.timestamp())


def _signed(claims: dict[str, Any], *, key: bytes = KEY, algorithm: str = "HS256", **headers: Any) -> str:
    return jwt.encode(claims, key, algorithm, headers={"kid": KEY_ID, **headers})


def _honest(**changes: Any) -> dict[str, Any]:
    claims = {**token_claims("PUT", PATH, BODY, uuid4().hex, NOW), **changes}
    return {name: value for name, value in claims.items() if value is not None}


def _part(document: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(document).encode()).rstrip(b"=").decode()


def _unsigned() -> str:
    return f"{_part({'alg': 'none', 'typ': 'JWT', 'kid': KEY_ID})}.{_part(_honest())}."


def _deep_header() -> str:
    header = base64.urlsafe_b64encode(b'{"kid":' + b"[" * 2_500 + b"]" * 2_500 + b"}").rstrip(b"=").decode()
    return f"{header[:3_000]}.{_part({})}.x"


FORGED: dict[str, Callable[[], str]] = {
    "signed with another key": lambda: _signed(_honest(), key=b"x" * 32),
    "signed with another algorithm": lambda: _signed(_honest(), key=b"k" * 64, algorithm="HS512"),
    "not signed": _unsigned,
    "of an unknown key id": lambda: _signed(_honest(), kid="other"),
    "of a key id that is no text": lambda: f"{_part({'alg': 'HS256', 'kid': {'a': 1}})}.{_part({})}.x",
    "without a key id": lambda: f"{_part({'alg': 'HS256', 'typ': 'JWT'})}.{_part(_honest())}.x",
    "with a deep header": _deep_header,
    "not a token": lambda: "not-a-token",
    "too long": lambda: "x" * 5_000,
    "empty parts": lambda: "..",
    "expired": lambda: _signed(_honest(iat=NOW_SECONDS - 120, exp=NOW_SECONDS - 75)),
    "long-lived": lambda: _signed(_honest(exp=NOW_SECONDS + 61)),
    "living backwards": lambda: _signed(_honest(exp=NOW_SECONDS - 1)),
    "issued in the future": lambda: _signed(_honest(iat=NOW_SECONDS + 31, exp=NOW_SECONDS + 61)),
    "with a time that is a fraction": lambda: _signed(_honest(iat=NOW_SECONDS + 0.5)),
    "with a time that is true": lambda: _signed(_honest(iat=True)),
    "without an end": lambda: _signed(_honest(exp=None)),
    "without a beginning": lambda: _signed(_honest(iat=None)),
    "without an id": lambda: _signed(_honest(jti=None)),
    "with an id that is no text": lambda: f"{_signed({**_honest(), 'jti': 'x'})[:-2]}xx",
    "with an empty id": lambda: _signed(_honest(jti="")),
    "with an id holding NUL": lambda: _signed(_honest(jti="a\x00b")),
    "with an endless id": lambda: _signed(_honest(jti="x" * 129)),
    "for another method": lambda: _signed(_honest(htm="POST")),
    "for another path": lambda: _signed(_honest(htu=f"/api/v1/submissions/{uuid4()}")),
    "for a path that is no text": lambda: _signed(_honest(htu=7)),
    "for another body": lambda: _signed(_honest(bsh="0" * 64)),
    "for a body beyond ASCII": lambda: _signed(_honest(bsh="é" * 64)),
    "for no body": lambda: _signed(_honest(bsh=None)),
}


@pytest.mark.parametrize("forged", FORGED.values(), ids=FORGED.keys())
def test_a_forged_token_is_401_with_a_challenge(service: Service, forged: Callable[[], str]) -> None:
    reply = service.put(PATH, BODY, token=forged())

    assert (reply.status_code, reply.content_type) == (401, "application/problem+json")
    assert 'error="invalid_token"' in reply.headers["WWW-Authenticate"]


@pytest.mark.parametrize(
    ("forged", "kind"),
    [
        ("expired", "token-out-of-time"),
        ("issued in the future", "token-out-of-time"),
        ("long-lived", "token-invalid"),
        ("for another body", "token-invalid"),
        ("signed with another key", "token-invalid"),
    ],
)
def test_a_sender_whose_clock_is_off_is_told_so(service: Service, forged: str, kind: str) -> None:
    reply = service.put(PATH, BODY, token=FORGED[forged]())

    assert reply.json["type"] == f"urn:impact:problem:{kind}"


def test_an_honest_token_is_taken(service: Service) -> None:
    assert service.put(PATH, BODY, token=_signed(_honest())).status_code == 202


@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer ", "Basic dXNlcjpwYXNz"])
def test_a_delivery_without_a_token_is_401(service: Service, header: str | None) -> None:
    headers = {} if header is None else {"Authorization": header}

    reply = service.client().put(PATH, data=BODY, headers=headers)

    assert reply.status_code == 401
    assert reply.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_token_is_good_once(service: Service) -> None:
    submission = submission_of(service.publish(), FULL)
    path, body = f"/api/v1/submissions/{submission.submission_id}", submission.to_bytes()
    token = service.token(path, body)
    assert service.put(path, body, token).status_code == 201

    again = service.put(path, body, token)

    assert (again.status_code, again.json["type"]) == (401, "urn:impact:problem:token-replayed")


def test_clocks_may_differ_by_half_a_minute_ahead_and_a_quarter_behind(service: Service) -> None:
    ahead = _signed(_honest(iat=NOW_SECONDS + 30, exp=NOW_SECONDS + 75))
    behind = _signed(_honest(iat=NOW_SECONDS - 59, exp=NOW_SECONDS - 14))

    assert [service.put(PATH, BODY, token).status_code for token in (ahead, behind)] == [202, 202]


def test_no_session_makes_a_delivery(service: Service) -> None:
    reply = service.signed_in().put(PATH, data=BODY)

    assert reply.status_code == 401


def test_a_delivery_token_opens_nothing_else(service: Service) -> None:
    token = service.token("/api/v1/campaigns", b"", method="GET")

    reply = service.client().get("/api/v1/campaigns", headers={"Authorization": f"Bearer {token}"})

    assert reply.status_code == 401
