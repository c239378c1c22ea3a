"""The claims of a delivery token."""

from __future__ import annotations

from datetime import UTC, datetime

from surveys.delivery import MAX_TOKEN_LIFE, request_claims, token_claims

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
PATH = "/api/v1/submissions/0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d"


def test_a_token_is_good_for_one_request_and_less_than_a_minute() -> None:
    claims = token_claims("put", PATH, b"{}", "token-1", NOW)
    assert claims["iat"] == 1795334400
    assert 0 < claims["exp"] - claims["iat"] < MAX_TOKEN_LIFE
    assert claims["jti"] == "token-1"
    assert request_claims("PUT", PATH, b"{}").items() <= claims.items()


def test_another_method_path_or_body_makes_other_claims() -> None:
    requests = [("PUT", PATH, b"{}"), ("POST", PATH, b"{}"), ("PUT", PATH + "0", b"{}"), ("PUT", PATH, b"{ }")]
    assert len({tuple(sorted(request_claims(*request).items())) for request in requests}) == 4
