"""From whatever goes wrong to one ``Failure``; how it reads is the page's or the API's affair."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import structlog
from flask import Flask, Response, g, request
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException

from evaluation.errors import (
    CampaignModeDiffers,
    CampaignUnknown,
    DefinitionRefused,
    EvaluationError,
    FactRefused,
    StorageUnavailable,
    TokenInvalid,
    TokenOutOfTime,
    TokenReplayed,
)
from evaluation.server.limits import seconds_to_wait
from surveys.errors import Problem

RETRY_AFTER = 5  # s that a sender is asked to wait when the storage is unavailable
API_PREFIX = "/api/"
_log: structlog.stdlib.BoundLogger = structlog.get_logger("evaluation.errors")


@dataclass(frozen=True, slots=True)
class Failure:
    """What is answered instead of what was asked for."""

    status: int
    kind: str  # names the failure to programs
    detail: str  # one sentence for whoever wrote the request
    problems: Sequence[Problem] = ()
    headers: Mapping[str, str] = field(default_factory=dict)


Render = Callable[[Failure], Response]

_KNOWN: dict[type[Exception], tuple[int, str]] = {
    CampaignModeDiffers: (409, "campaign-mode-differs"),
    CampaignUnknown: (404, "campaign-unknown"),
    DefinitionRefused: (422, "definition-refused"),
    FactRefused: (422, "fact-refused"),
    StorageUnavailable: (503, "storage-unavailable"),
    TokenInvalid: (401, "token-invalid"),
    TokenOutOfTime: (401, "token-out-of-time"),
    TokenReplayed: (401, "token-replayed"),
}


def install_errors(app: Flask, *, problem: Render, page: Render) -> None:
    """Answer every error of ``app`` by ``problem`` below /api/ and by ``page`` elsewhere."""

    def answer(error: Exception) -> Response:
        failure = failure_of(error)
        if failure.status >= 500:
            _log_failure(error, failure)
        response = (problem if request.path.startswith(API_PREFIX) else page)(failure)
        response.headers.update(failure.headers)
        return response

    for kind in (HTTPException, EvaluationError, OperationalError, InterfaceError, PoolTimeout):
        app.register_error_handler(kind, answer)


def failure_of(error: Exception) -> Failure:
    """Return what is to be answered for ``error``."""
    if isinstance(error, HTTPException):
        return _http_failure(error)
    if isinstance(error, OperationalError | InterfaceError | PoolTimeout):
        error = StorageUnavailable()
    status, kind = _KNOWN.get(type(error), (500, "internal-error"))
    detail = str(error) if status != 500 else "Something went wrong here. It was written to the log."
    problems = error.problems if isinstance(error, DefinitionRefused | FactRefused) else ()
    return Failure(status, kind, detail, problems, _headers(status, detail))


def _http_failure(error: HTTPException) -> Failure:
    status = error.code or 500
    kind = (error.name or "error").lower().replace(" ", "-")
    data = getattr(error, "data", None) or {}
    messages = data.get("messages", {}) if isinstance(data, dict) else {}
    problems = [
        Problem(name, message)
        for place in messages.values()
        if isinstance(place, dict)
        for name, found in place.items()
        for message in found
    ]
    detail = error.description or ""
    given = {name: value for name, value in error.get_headers() if name in ("Allow", "Retry-After")}
    return Failure(status, kind, detail, problems, _headers(status, detail) | given)


def _headers(status: int, detail: str) -> dict[str, str]:
    if status == 503:
        return {"Retry-After": str(RETRY_AFTER)}
    if status == 429:
        return {"Retry-After": str(seconds_to_wait())}
    if status == 401 and request.path.startswith(API_PREFIX):
        return {"WWW-Authenticate": _challenge(detail)}
    return {}


def _challenge(detail: str) -> str:
    if "Authorization" not in request.headers:
        return 'Bearer realm="evaluation"'
    described = detail.replace("\\", "").replace('"', "")
    return f'Bearer realm="evaluation", error="invalid_token", error_description="{described}"'


def _log_failure(error: Exception, failure: Failure) -> None:
    cause = getattr(error, "original_exception", None) or error
    # Only its kind and place: messages of databases and readers may quote what people sent.
    _log.error(
        "failure",
        status=failure.status,
        error=type(cause).__name__,
        request_id=g.get("request_id"),
        at=_place(cause),
    )


def _place(error: BaseException) -> str | None:
    traceback = error.__traceback__
    while traceback is not None and traceback.tb_next is not None:
        traceback = traceback.tb_next
    if traceback is None:
        return None
    return f"{traceback.tb_frame.f_globals.get('__name__')}:{traceback.tb_lineno}"
