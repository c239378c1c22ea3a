"""One line of log a request: who asked for what and what became of it, never what was sent."""

from __future__ import annotations

import logging
import sys
import time
from typing import Any
from uuid import uuid4

import structlog
from flask import Flask, Response, g, request

_log: structlog.stdlib.BoundLogger = structlog.get_logger("evaluation.requests")


def configure_logging() -> None:
    """Write log lines as JSON to standard error. Called by commands, never at import."""
    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(message)s")
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.dict_tracebacks,
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )


def install_request_log(app: Flask) -> None:
    """Log every request of ``app`` but those for health and static files.

    The route is logged, not the address: addresses may carry what people typed. Bodies, query strings and
    answers never are.
    """

    def begin() -> None:
        g.request_id = uuid4().hex
        g.began = time.perf_counter()

    def end(response: Response) -> Response:
        response.headers["X-Request-ID"] = g.get("request_id", "")
        if request.endpoint not in _QUIET:
            _log.info("request", **_facts(response))
        return response

    app.before_request_funcs.setdefault(None, []).insert(0, begin)
    app.after_request(end)


_QUIET = frozenset({"static", "health.alive", "health.ready"})


def _facts(response: Response) -> dict[str, Any]:
    return {
        "request_id": g.get("request_id"),
        "method": request.method,
        "route": str(request.url_rule) if request.url_rule else None,
        "status": response.status_code,
        "milliseconds": round(1000 * (time.perf_counter() - g.began), 1) if "began" in g else None,
        "bytes_in": request.content_length,
        "key_id": g.get("key_id"),
        "address": request.remote_addr,
    }
