"""``GET /api/v1/campaigns`` and ``…/{key}/results``: what may be seen, for programs of people who signed in."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify, request
from flask_babel import get_locale
from flask_smorest import Blueprint
from marshmallow import Schema, fields, validate

from evaluation.accounts.access import Role, allow
from evaluation.api.documents import PROBLEM, SIGNED_IN, json_response, problem_response, problems_of_reading
from evaluation.results import campaign_results, campaign_summaries, results_csv, snapshot
from evaluation.server.context import services
from surveys.texts import LANGUAGES

blueprint = Blueprint("campaigns", __name__, url_prefix="/api/v1", description="Campaigns and their results.")

JSON, CSV = "application/json", "text/csv"
_CSV_RESPONSE = {"schema": {"type": "string"}}


class _Language(Schema):
    # Read by the application's choice of language; named here to be described and checked.
    lang = fields.String(
        validate=validate.OneOf(LANGUAGES),
        metadata={"description": "Language of titles and texts; else as Accept-Language prefers."},
    )


class _Results(_Language):
    format = fields.String(
        validate=validate.OneOf(("json", "csv")),
        metadata={"description": "Else as Accept prefers, JSON first."},
    )


@blueprint.route("/campaigns")
@allow(Role.REVIEWER)
@blueprint.arguments(_Language, location="query")
@blueprint.doc(
    security=SIGNED_IN,
    responses={"200": json_response("Campaigns", "All campaigns, by key."), **problems_of_reading(PROBLEM)},
)
def list_campaigns(_: dict[str, Any]) -> Response:
    """List the campaigns."""
    with snapshot(services().engine) as connection:
        summaries = campaign_summaries(connection, _language())
    return jsonify({"campaigns": [summary.to_json() for summary in summaries]})


@blueprint.route("/campaigns/<key>/results")
@allow(Role.REVIEWER)
@blueprint.arguments(_Results, location="query")
@blueprint.doc(
    security=SIGNED_IN,
    responses={
        "200": {
            "description": "What may be seen of the campaign, level by level.",
            "content": {JSON: {"schema": {"$ref": "#/components/schemas/Results"}}, CSV: _CSV_RESPONSE},
        },
        "404": problem_response("There is no such campaign.", PROBLEM),
        **problems_of_reading(PROBLEM),
    },
)
def get_results(query: dict[str, Any], key: str) -> Response:
    """Give the results of one campaign: the same figures as its page shows."""
    with snapshot(services().engine) as connection:
        results = campaign_results(connection, key, _language())
    if _wanted(query) == CSV:
        response = Response(results_csv(results), content_type=f"{CSV}; charset=utf-8")
        response.headers["Content-Disposition"] = f'attachment; filename="{results.key}.csv"'
    else:
        response = jsonify(results.to_json())
    response.vary.update(("Accept", "Accept-Language", "Cookie"))
    return response


def _wanted(query: dict[str, Any]) -> str:
    if "format" in query:
        return CSV if query["format"] == "csv" else JSON
    return request.accept_mimetypes.best_match((JSON, CSV), default=JSON)


def _language() -> str:
    return str(get_locale().language)
