"""``GET /api/v1/campaigns/{key}/holdings``: an LMS compares what it delivered with what is held."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify
from flask_smorest import Blueprint
from marshmallow import Schema, ValidationError, fields, validate
from werkzeug.exceptions import NotFound

from evaluation.accounts.access import Delivery, allow
from evaluation.api.documents import PROBLEM, SIGNED, json_response, problem_response, problems_of_delivery
from evaluation.ledger.holdings import page_of_holdings
from evaluation.ledger.tokens import use
from evaluation.results import snapshot
from evaluation.server.context import services
from evaluation.server.guard import delivered
from surveys.contract import MAX_HOLDINGS
from surveys.contract_reading import campaign_key

blueprint = Blueprint("holdings", __name__, url_prefix="/api/v1", description="What is held of a campaign.")


class _Page(Schema):
    after = fields.UUID(metadata={"description": "Submission id after which the page begins: `next` of the last page."})
    limit = fields.Integer(
        load_default=MAX_HOLDINGS,
        validate=validate.Range(1, MAX_HOLDINGS),
        metadata={"description": "Holdings on the page at most."},
    )


@blueprint.route("/campaigns/<key>/holdings")
@allow(Delivery(0))
@blueprint.arguments(_Page, location="query")
@blueprint.doc(
    security=SIGNED,
    responses={
        "200": json_response("Holdings", "A page, by submission id; of an anonymous campaign only how many."),
        "422": problem_response("A parameter of the query has no meaning.", PROBLEM),
        **problems_of_delivery(PROBLEM),
    },
)
def get_holdings(query: dict[str, Any], key: str) -> Response:
    """Tell what is held of a campaign: the highest revision of each submission, counted or in quarantine.

    The token is for an empty body, and its `htu` is the path without the query. Of an unknown campaign nothing is
    held.
    """
    here, given = services(), delivered()
    try:
        campaign_key(key)
    except ValidationError:
        raise NotFound from None
    here.writer.write(lambda conn: use(conn, given.token))
    with snapshot(here.engine) as connection:
        held = page_of_holdings(connection, key, query.get("after"), query["limit"])
    return jsonify(held.to_wire())
