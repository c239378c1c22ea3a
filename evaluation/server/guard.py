"""The one place where access is decided, before any view runs. What declares nothing is closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import Flask, current_app, g, request
from werkzeug.exceptions import Forbidden, RequestEntityTooLarge, Unauthorized

from evaluation.accounts.access import Delivery, Public, declared_access
from evaluation.accounts.delivery import read_token
from evaluation.errors import TokenInvalid
from evaluation.ledger.arrivals import Token
from evaluation.server.context import services
from evaluation.server.sessions import signed_in_user


@dataclass(frozen=True, slots=True)
class Delivered:
    """A request of an LMS that is proved: its body, and the token it came with."""

    body: bytes
    key_id: str
    token_id: str
    token_expires: datetime  # from when on the token need not be remembered

    @property
    def token(self) -> Token:
        """What the token's use is remembered by."""
        return Token(self.key_id, self.token_id, self.token_expires)


def install_guard(app: Flask) -> None:
    """Check the caller of every view of ``app`` against what the view declares."""
    app.before_request(_check)


def delivered() -> Delivered:
    """Return what an LMS delivered with this request; only in views that declare Delivery."""
    found: Delivered = g.delivered
    return found


def _check() -> None:
    if request.endpoint is None:
        return  # no such address or method: the answer is 404 or 405 to everybody
    access = declared_access(current_app.view_functions[request.endpoint])
    if isinstance(access, Public):
        return
    if isinstance(access, Delivery):
        g.delivered = _read_delivery(access)
        return
    user = signed_in_user()
    if user is None:
        raise Unauthorized
    if access is None or not user.role.includes(access):
        raise Forbidden


def _read_delivery(access: Delivery) -> Delivered:
    """Verify the token, then read the body, then hold the one to the other."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise TokenInvalid(
            "The request is not signed: it needs the header Authorization: Bearer with a delivery token."
        )
    here = services()
    signed = read_token(token.strip(), here.config.delivery_keys, request.method, request.path, here.clock())
    body = _read_body(access.max_bytes)
    signed.prove(request.method, request.path, body)
    g.key_id = signed.key_id
    return Delivered(body, signed.key_id, signed.token_id, signed.forgettable_from)


def _read_body(limit: int) -> bytes:
    """Return the body. Raises RequestEntityTooLarge by its length as told or, if none is told, as read."""
    request.max_content_length = max(limit, 1)  # behind gunicorn, a limit of 0 refuses even no body at all
    body = request.get_data(cache=False)
    if len(body) > limit:
        raise RequestEntityTooLarge
    return body
