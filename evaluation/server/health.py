"""``/healthz``: the process answers. ``/readyz``: it can do its work."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from evaluation.accounts.access import Public, allow
from evaluation.server.context import services
from evaluation.storage.migrate import is_current

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
@allow(Public())
def alive() -> Response:
    """Tell that the process answers, whatever its database does."""
    return jsonify(status="ok")


@blueprint.get("/readyz")
@allow(Public())
def ready() -> Response:
    """Tell whether the database can be read and has this release's tables."""
    reason = _not_ready(services().engine)
    response = jsonify(status="ready" if reason is None else reason)
    response.status_code = 200 if reason is None else 503
    return response


def _not_ready(engine: Engine) -> str | None:
    try:
        with engine.connect() as connection:
            return None if is_current(connection) else "the database is not migrated"
    except SQLAlchemyError:
        return "the database cannot be reached"
