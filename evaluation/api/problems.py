"""Errors of the API: problem details for HTTP APIs (RFC 9457), whatever went wrong."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any

from flask import Response

from evaluation.server.errors import Failure

MEDIA_TYPE = "application/problem+json"


def problem(failure: Failure, **extension: Any) -> Response:
    """Return ``failure`` as a problem document, with ``extension`` beside the standard members."""
    document: dict[str, Any] = {
        **extension,
        "type": f"urn:impact:problem:{failure.kind}",
        "title": HTTPStatus(failure.status).phrase,
        "status": failure.status,
        "detail": failure.detail,
    }
    if failure.problems:
        document["errors"] = [{"path": found.path, "message": found.message} for found in failure.problems]
    return Response(json.dumps(document), status=failure.status, content_type=MEDIA_TYPE)
