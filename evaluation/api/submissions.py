"""``PUT /api/v1/submissions/{id}``: an LMS delivers an answer."""

from __future__ import annotations

from uuid import UUID

from flask import Response
from flask_smorest import Blueprint

from evaluation.accounts.access import Delivery, allow
from evaluation.api.documents import (
    PROBLEM,
    SIGNED,
    conflict_response,
    document_body,
    json_response,
    problems_of_delivery,
)
from evaluation.api.receipts import reply_with
from evaluation.server.context import services
from evaluation.server.guard import delivered
from surveys.contract import MAX_SUBMISSION_BYTES

blueprint = Blueprint("submissions", __name__, url_prefix="/api/v1", description="Answers, delivered by an LMS.")


@blueprint.route("/submissions/<uuid:submission_id>", methods=["PUT"])
@allow(Delivery(MAX_SUBMISSION_BYTES))
@blueprint.doc(
    security=SIGNED,
    requestBody=document_body("Submission"),
    responses={
        "201": json_response("Receipt", "New, and stored."),
        "200": json_response("Receipt", "Known already: duplicate, updated or stale, as the receipt says."),
        "202": json_response("Receipt", "Stored as it came, to be read later: the receipt says why."),
        "409": conflict_response("The same revision is here with other content; both are kept."),
        **problems_of_delivery(PROBLEM),
    },
)
def put_submission(submission_id: UUID) -> Response:
    """Store one submission.

    Whatever is signed and not too large is stored, readable or not. The sender is done once it reads its own
    digest in the reply, under 200, 201, 202 or 409.
    """
    given, here = delivered(), services()
    receipt = here.intake.take_in(
        given.body, submission_id, given.key_id, given.token_id, given.token_expires, here.clock()
    )
    return reply_with(receipt, "submission-conflict")
