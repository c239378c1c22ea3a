"""The claims of a delivery token: what an LMS signs for each request, and what the service holds it to.

HS256 JSON Web Tokens (RFC 7519) with the key's id in the header. A token is good for one request: it names
method, path and the body's digest, lives at most a minute and may be used once. Signing and verifying
themselves are each side's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from surveys.canonical import digest

ALGORITHM = "HS256"
MAX_TOKEN_LIFE = 60  # seconds
TOKEN_LIFE = 45  # seconds; the rest is for clocks that differ
MIN_KEY_BYTES = 32  # RFC 7518, section 3.2: as long as the hash


def token_claims(method: str, path: str, body: bytes, token_id: str, now: datetime) -> Mapping[str, Any]:
    """Return the claims for one request. ``path`` is the URL's path below the service's address, as in
    ``/api/v1/…``.
    """
    issued = int(now.timestamp())
    return {
        "iat": issued,
        "exp": issued + TOKEN_LIFE,
        "jti": token_id,
        **request_claims(method, path, body),
    }


def request_claims(method: str, path: str, body: bytes) -> Mapping[str, str]:
    """Return the claims that tie a token to one request."""
    return {"htm": method.upper(), "htu": path, "bsh": digest(body)}
