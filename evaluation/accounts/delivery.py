"""Delivery tokens: did an LMS that we share a key with sign exactly this request, just now?"""

from __future__ import annotations

import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt

from evaluation.errors import TokenInvalid, TokenOutOfTime
from surveys.delivery import ALGORITHM, MAX_TOKEN_LIFE, TOKEN_LIFE, request_claims

MAX_AHEAD = timedelta(seconds=30)  # how far the LMS's clock may be ahead of ours
MAX_BEHIND = timedelta(seconds=MAX_TOKEN_LIFE - TOKEN_LIFE)  # how long an expired token is still taken
MAX_TOKEN_CHARACTERS = 4_096
_TOKEN_ID = re.compile(r"[\x21-\x7e]{1,128}")
_CLAIMS = ("iat", "exp", "jti", "htm", "htu", "bsh")
_PROVED_BY_TIME_AND_BODY = {
    "verify_exp": False,
    "verify_iat": False,
    "verify_nbf": False,
    "verify_aud": False,
}


@dataclass(frozen=True, slots=True)
class DeliveryToken:
    """A token whose signature, time, method and path are right. Its body is not yet proved."""

    key_id: str
    token_id: str
    forgettable_from: datetime  # the token is refused by its time alone from then on
    body_digest: str = field(repr=False)

    def prove(self, method: str, path: str, body: bytes) -> None:
        """Raise TokenInvalid unless the token was made for ``body``."""
        if not _same(self.body_digest, request_claims(method, path, body)["bsh"]):
            raise TokenInvalid("The token was made for another body.")


def read_token(token: str, keys: Mapping[str, bytes], method: str, path: str, now: datetime) -> DeliveryToken:
    """Return the token of a request by ``method`` to ``path``. Raises TokenInvalid with the reason.

    ``keys``: secrets by key id. ``path`` is below the service's address. Only HS256 is taken, whatever the
    token says.
    """
    key_id, claims = _verified(token, keys)
    expires = _checked_times(claims, now)
    expected = request_claims(method, path, b"")
    if not _same(claims["htm"], expected["htm"]) or not _same(claims["htu"], expected["htu"]):
        raise TokenInvalid("The token was made for another request.")
    token_id = claims["jti"]
    if not isinstance(token_id, str) or not _TOKEN_ID.fullmatch(token_id):
        raise TokenInvalid("The token's jti is not a text of 1 to 128 visible ASCII characters.")
    return DeliveryToken(key_id, token_id, expires + MAX_BEHIND, str(claims["bsh"]))


def _verified(token: str, keys: Mapping[str, bytes]) -> tuple[str, dict[str, Any]]:
    if len(token) > MAX_TOKEN_CHARACTERS:
        raise TokenInvalid("The token is too long.")
    try:
        key_id = jwt.get_unverified_header(token).get("kid")
        # A dictionary's look-up tells by its time at most which ids exist; they are no secrets.
        key = keys.get(key_id) if isinstance(key_id, str) else None
        if not isinstance(key_id, str) or key is None:
            raise TokenInvalid("The token's key id is not known here.")
        options: Any = {"require": list(_CLAIMS), **_PROVED_BY_TIME_AND_BODY}
        return key_id, jwt.decode(token, key, algorithms=[ALGORITHM], options=options)
    except jwt.MissingRequiredClaimError as error:
        raise TokenInvalid(f"The token has no {error.claim}.") from None
    # RecursionError: the header is read before its signature is, so it may be nested as deep as a stranger
    # likes.
    except (jwt.PyJWTError, RecursionError, ValueError):
        raise TokenInvalid("The token is not a JWT that was signed with the key it names.") from None


def _checked_times(claims: Mapping[str, Any], now: datetime) -> datetime:
    """Return when the token expires."""
    issued, expires = claims["iat"], claims["exp"]
    if not all(isinstance(time, int) and not isinstance(time, bool) for time in (issued, expires)):
        raise TokenInvalid("The token's iat and exp are not whole seconds.")
    if not 0 < expires - issued <= MAX_TOKEN_LIFE:
        raise TokenInvalid(f"The token lives longer than {MAX_TOKEN_LIFE} seconds.")
    seconds = now.timestamp()
    if issued > seconds + MAX_AHEAD.total_seconds():
        raise TokenOutOfTime("The token was issued in the future. Compare the two clocks.")
    if expires + MAX_BEHIND.total_seconds() <= seconds:
        raise TokenOutOfTime("The token has expired.")
    return datetime.fromtimestamp(expires, UTC)


def _same(given: object, expected: str) -> bool:
    """Compare in constant time."""
    return isinstance(given, str) and hmac.compare_digest(given.encode("utf-8", "surrogatepass"), expected.encode())
