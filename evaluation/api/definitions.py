"""``PUT /api/v1/definitions/{digest}``: an LMS makes a survey known before, or after, its answers arrive."""

from __future__ import annotations

from flask import Response, jsonify
from flask_smorest import Blueprint

from evaluation.accounts.access import Delivery, allow
from evaluation.api.documents import (
    PROBLEM,
    SIGNED,
    document_body,
    json_response,
    problem_response,
    problems_of_delivery,
)
from evaluation.ledger.definitions import register
from evaluation.server.context import services
from evaluation.server.guard import delivered
from surveys.contract import MAX_DEFINITION_BYTES

blueprint = Blueprint(
    "definitions", __name__, url_prefix="/api/v1", description="Surveys as published, delivered by an LMS."
)


@blueprint.route("/definitions/<digest>", methods=["PUT"])
@allow(Delivery(MAX_DEFINITION_BYTES))
@blueprint.doc(
    security=SIGNED,
    requestBody=document_body("Definition"),
    responses={
        "201": json_response("Registered", "New, and stored."),
        "200": json_response("Registered", "Known already."),
        "409": problem_response("The campaign has another privacy mode.", PROBLEM),
        "422": problem_response("Not a definition, or not the one of this digest; every reason is listed.", PROBLEM),
        **problems_of_delivery(PROBLEM),
    },
)
def put_definition(digest: str) -> Response:
    """Register the survey of one campaign under the SHA-256 of its canonical JSON.

    The first definition of a campaign makes the campaign and fixes its privacy mode. Submissions that waited
    in quarantine for this definition are read again.
    """
    here = services()
    registered = register(here.writer, delivered().body, digest, here.clock())
    response = jsonify({"digest": digest, "new": registered.new})
    response.status_code = 201 if registered.new else 200
    return response
