"""Errors as pages: what happened, that nothing is lost (if so), and what to do, in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

from flask import Response, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext
from werkzeug.exceptions import SecurityError

from evaluation.server.errors import Failure


@dataclass(frozen=True, slots=True)
class _Words:
    title: str
    text: str


def page(failure: Failure) -> Response:
    """Return ``failure`` as a page; whoever is not signed in is led to sign in and then on."""
    if failure.status == HTTPStatus.UNAUTHORIZED:
        return _to_sign_in()
    if isinstance(request.routing_exception, SecurityError):  # no page of ours lives under that host name
        return Response("This service does not answer to that host name.", status=400, content_type="text/plain")
    words = _words(failure)
    return Response(render_template("failure.html", status=failure.status, words=words), status=failure.status)


def _to_sign_in() -> Response:
    target = request.full_path.rstrip("?") if request.method == "GET" else None
    response = redirect(url_for("sign_in.sign_in", next=target), 303)
    return Response(response.get_data(), status=303, headers=response.headers)


def _words(failure: Failure) -> _Words:
    status = failure.status
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return _Words(gettext("Too many attempts"), _when_again(int(failure.headers["Retry-After"])))
    known = {
        400: _Words(
            gettext("That form is out of date"),
            gettext("Nothing was changed. Go back, load the page again and send the form once more."),
        ),
        403: _Words(
            gettext("This is not open to you"),
            gettext("Your role does not allow it. Ask an administrator for another role if you need it."),
        ),
        404: _Words(
            gettext("There is no such page"),
            gettext(
                "The address may be mistyped, or the campaign has another key. All campaigns are on the first page."
            ),
        ),
        405: _Words(
            gettext("That does not work here"),
            gettext("This page cannot be asked for in that way. Nothing was changed. Start from the first page."),
        ),
        413: _Words(
            gettext("That is too large"),
            gettext("What was sent is larger than a form of ours. Nothing was changed."),
        ),
        503: _Words(
            gettext("The figures cannot be reached at the moment"),
            gettext("No answer is lost: what arrives in the meantime waits in the course. Try again in a minute."),
        ),
    }
    return known.get(
        status,
        _Words(
            gettext("Something went wrong here"),
            gettext(
                "No answer is lost. The fault was written to the log; try again, and tell an administrator if it stays."
            ),
        ),
    )


def _when_again(seconds: int) -> str:
    minutes = -(-seconds // 60)
    return str(
        ngettext(
            "You can sign in again in %(num)s minute. Nothing else is blocked.",
            "You can sign in again in %(num)s minutes. Nothing else is blocked.",
            minutes,
        )
    )
