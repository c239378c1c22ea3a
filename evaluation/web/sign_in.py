"""Signing in and out."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from evaluation.accounts.access import Public, Role, allow
from evaluation.accounts.passwords import needs_rehash
from evaluation.accounts.users import User, authenticate, rehash
from evaluation.server.context import services
from evaluation.server.sessions import begin_session, end_session, signed_in_user

blueprint = Blueprint("sign_in", __name__)


@blueprint.route("/sign-in", methods=["GET", "POST"])
@allow(Public())
def sign_in() -> AnyResponse:
    """Ask for name and password; lead on to the page that was asked for."""
    target = own_page(request.values.get("next"))
    if request.method == "GET":
        return redirect(target, 303) if signed_in_user() else _form(target, refused=False)
    name, password = request.form.get("name", ""), request.form.get("password", "")
    with services().engine.connect() as connection:
        user = authenticate(connection, name, password)
    if user is None:
        return _form(target, refused=True, name=name)
    begin_session(_with_todays_hash(user, password))
    return redirect(target, 303)


@blueprint.post("/sign-out")
@allow(Role.REVIEWER)
def sign_out() -> AnyResponse:
    """End the session."""
    end_session()
    return redirect(url_for("sign_in.sign_in"), 303)


def own_page(target: str | None) -> str:
    """Return ``target`` if it is a page of this service, else the start: links must not lead readers elsewhere.

    Browsers drop white space and read a backslash as a slash, so an address with either is not trusted.
    """
    start = url_for("campaigns_pages.index")
    if not target or not target.startswith("/") or target.startswith("//"):
        return start
    if "\\" in target or not target.isprintable() or " " in target:
        return start
    try:
        parts = urlsplit(target)
    except ValueError:
        return start
    return start if parts.scheme or parts.netloc else target


def _form(target: str, *, refused: bool, name: str = "") -> Response:
    page = render_template("sign_in.html", target=target, refused=refused, name=name)
    return make_response(page, 422 if refused else 200)


def _with_todays_hash(user: User, password: str) -> User:
    if not needs_rehash(user.password_hash):
        return user
    return services().writer.write(lambda connection: rehash(connection, user, password))
