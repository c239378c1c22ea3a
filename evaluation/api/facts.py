"""``PUT /api/v1/facts/{id}``: an LMS tells what happened to a participant."""

from __future__ import annotations

from uuid import UUID

import structlog
from flask import Response, g
from flask_smorest import Blueprint

from evaluation.accounts.access import Delivery, allow
from evaluation.api.documents import (
    PROBLEM,
    SIGNED,
    conflict_response,
    document_body,
    json_response,
    problem_response,
    problems_of_delivery,
)
from evaluation.api.receipts import reply_with
from evaluation.ledger.facts import read_fact, take_facts
from evaluation.server.context import services
from evaluation.server.guard import delivered
from evaluation.storage.engine import empty_log
from surveys.contract import MAX_FACT_BYTES, FactKind

_log: structlog.stdlib.BoundLogger = structlog.get_logger("evaluation.audit")  # that somebody was erased, never who
blueprint = Blueprint("facts", __name__, url_prefix="/api/v1", description="Facts about participants, told by an LMS.")


@blueprint.route("/facts/<uuid:fact_id>", methods=["PUT"])
@allow(Delivery(MAX_FACT_BYTES))
@blueprint.doc(
    security=SIGNED,
    requestBody=document_body("ParticipantFact"),
    responses={
        "201": json_response("Receipt", "New, and stored; `submission_id` is the fact's id."),
        "200": json_response("Receipt", "Known already (duplicate), or about somebody who was erased (stale)."),
        "409": conflict_response("Another fact was received under this id; the first stays."),
        "422": problem_response("Not a fact, or none that its campaign takes; every reason is listed.", PROBLEM),
        **problems_of_delivery(PROBLEM),
    },
)
def put_fact(fact_id: UUID) -> Response:
    """Store one fact.

    Facts may arrive in any order and before their campaign is known. `retired` erases the participant. The sender is
    done once it reads its own digest in the reply, under 200, 201 or 409.
    """
    given, here = delivered(), services()
    arrival = read_fact(given.body, fact_id, given.token, given.key_id, here.clock())
    receipt = here.writer.write_together(take_facts, arrival)
    if arrival.fact.fact is FactKind.RETIRED:
        _log.info(
            "erasure",
            campaign=arrival.fact.campaign,
            status=receipt.status.value,
            log_emptied=empty_log(here.engine),
            key_id=given.key_id,
            request_id=g.get("request_id"),
        )
    return reply_with(receipt, "fact-conflict")
