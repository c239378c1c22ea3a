"""What the API's description says of its documents. The contract itself is enforced by ``surveys.contract_reading``."""

from __future__ import annotations

from typing import Any

from evaluation.api.problems import MEDIA_TYPE
from surveys.contract import VERSION, ReceiptStatus
from surveys.definition import QuestionType
from surveys.levels import Level
from surveys.privacy import MIN_RESPONDENTS, PrivacyClass, PrivacyMode

PROBLEM = "Problem"
SIGNED: list[dict[str, list[str]]] = [{"deliveryToken": []}]
SIGNED_IN: list[dict[str, list[str]]] = [{"session": []}]
SECURITY_SCHEMES: dict[str, dict[str, Any]] = {
    "deliveryToken": {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "JWT",
        "description": "HS256, `kid` in the header, claims iat, exp, jti, htm, htu, bsh; good for one request.",
    },
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": "impact",
        "description": "Of somebody who signed in.",
    },
}


def reference(name: str) -> dict[str, str]:
    """Return a reference to the schema called ``name``."""
    return {"$ref": f"#/components/schemas/{name}"}


def document_body(name: str) -> dict[str, Any]:
    """Describe a request's body."""
    return {"required": True, "content": {"application/json": {"schema": reference(name)}}}


def json_response(name: str, description: str) -> dict[str, Any]:
    """Describe a response of the schema called ``name``."""
    return {"description": description, "content": {"application/json": {"schema": reference(name)}}}


def problem_response(description: str, name: str) -> dict[str, Any]:
    """Describe a problem document."""
    return {"description": description, "content": {MEDIA_TYPE: {"schema": reference(name)}}}


def conflict_response() -> dict[str, Any]:
    """Describe the reply to the same revision with other content."""
    return problem_response("The same revision is here with other content; both are kept.", "Conflict")


def problems_of_delivery(name: str) -> dict[str, Any]:
    """Describe the errors of every delivery."""
    return {
        "401": problem_response("Not signed, or not by a token for just this request.", name),
        "404": problem_response("Not an address of the API.", name),
        "413": problem_response("Larger than this service takes.", name),
        "503": problem_response("Nothing was stored; try again after Retry-After seconds.", name),
    }


def problems_of_reading(name: str) -> dict[str, Any]:
    """Describe the errors of every reading."""
    return {
        "401": problem_response("Nobody is signed in.", name),
        "422": problem_response("A parameter of the query has no meaning.", name),
        "503": problem_response("The storage is unavailable; try again after Retry-After seconds.", name),
    }


def _object(required: dict[str, Any], optional: dict[str, Any] | None = None) -> dict[str, Any]:
    return {
        "type": "object",
        "required": list(required),
        "properties": {**required, **(optional or {})},
        "additionalProperties": False,
    }


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema, {"type": "null"}]}


_TEXT: dict[str, Any] = {"type": "string"}
_COUNT: dict[str, Any] = {"type": "integer", "minimum": 0}
_SHARE: dict[str, Any] = {"type": "number", "minimum": 0, "maximum": 1}
_NUMBER: dict[str, Any] = {"type": "number"}
_INSTANT: dict[str, Any] = {"type": "string", "format": "date-time"}
_UUID: dict[str, Any] = {"type": "string", "format": "uuid"}
_DIGEST: dict[str, Any] = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
_KEY: dict[str, Any] = {"type": "string", "pattern": "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$"}
_BY_LANGUAGE: dict[str, Any] = {"type": "object", "minProperties": 1, "additionalProperties": _TEXT}
_MODE: dict[str, Any] = {"type": "string", "enum": [mode.value for mode in PrivacyMode]}
_STATE: dict[str, Any] = {"type": "string", "enum": ["open", "closed"]}
_PERIOD = _or_null(_object({"from": _TEXT, "to": _TEXT}))
_CONTRACT: dict[str, Any] = {"const": VERSION}
_RECEIPT: dict[str, Any] = {
    "contract": _CONTRACT,
    "kind": {"const": "receipt"},
    "submission_id": _UUID,
    "digest": _DIGEST,
    "received_at": _INSTANT,
}
_PROBLEM: dict[str, Any] = {
    "type": _TEXT,
    "title": _TEXT,
    "status": {"type": "integer"},
    "detail": _TEXT,
}
_ERRORS = {"errors": _list(_object({"path": _TEXT, "message": _TEXT}))}
_STATUSES: dict[str, Any] = {"type": "string", "enum": [status.value for status in ReceiptStatus]}
_RELEASE = _object(
    {
        "answered": _COUNT,
        "shown": _COUNT,
        "min_respondents": {"type": "integer", "minimum": 1},  # 1: an identified campaign has no threshold
        "next_update_at": _or_null(_COUNT),
        "state": {"type": "string", "enum": ["too_few", "waiting", "partial", "complete"]},
    }
)
_CAMPAIGN = {"key": _KEY, "title": _TEXT, "mode": _MODE, "state": _STATE, "closed_at": _or_null(_INSTANT)}
_QUESTION = _object(
    {
        "question": _TEXT,
        "version": {"type": "integer", "minimum": 1},
        "type": {"type": "string", "enum": [kind.value for kind in QuestionType]},
        "text": _TEXT,
        "node": _or_null(_TEXT),
        "privacy": {"type": "string", "enum": [kind.value for kind in PrivacyClass]},
        "unit": _or_null(_TEXT),
        "n": _or_null(_COUNT),
        "respondents": _or_null(_COUNT),
        "not_applicable": _or_null(_COUNT),
        "distribution": _or_null(
            _list(_object({"option": _TEXT, "text": _TEXT, "count": _COUNT, "share": _or_null(_SHARE)}))
        ),
        "set_apart": _or_null(_list(_object({"option": _TEXT, "text": _TEXT, "count": _COUNT}))),
        "top_2_box": _or_null(
            _object(
                {
                    "count": _COUNT,
                    "n": _COUNT,
                    "share": _SHARE,
                    "low": _SHARE,
                    "high": _SHARE,
                    "confidence": _SHARE,
                    "method": {"const": "wilson"},
                }
            )
        ),
        "number": _or_null(_object({"median": _NUMBER, "lower_quartile": _NUMBER, "upper_quartile": _NUMBER})),
        "recommendation": _or_null(
            _object({"score": _NUMBER, "promoters": _COUNT, "passives": _COUNT, "detractors": _COUNT})
        ),
        "period": _PERIOD,
    }
)
_LEVEL = _object(
    {
        "level": {"type": "string", "enum": [level.value for level in Level]},
        "number": {"type": "integer", "minimum": 1, "maximum": len(Level)},
        "title": _TEXT,
        "guiding_question": _TEXT,
        "gap": {"type": "boolean"},
        "questions": _list(_QUESTION),
    }
)

SCHEMAS: dict[str, dict[str, Any]] = {
    "Submission": _object(
        {
            "contract": _CONTRACT,
            "kind": {"const": "submission"},
            "submission_id": _UUID,
            "revision": {"type": "integer", "minimum": 1},
            "campaign": _KEY,
            "wave": _KEY,
            "definition": _DIGEST,
            "mode": _MODE,
            "language": _TEXT,
            "answered_at": _INSTANT,
            "answers": {"type": "object", "additionalProperties": {"type": ["string", "number"]}},
        },
        {"participant": _object({"id": _TEXT}, {"name": _TEXT, "email": _TEXT})},
    ),
    "Definition": _object(
        {
            "contract": _CONTRACT,
            "kind": {"const": "definition"},
            "campaign": _object(
                {"key": _KEY, "title": _BY_LANGUAGE, "mode": _MODE},
                {"min_respondents": {"type": "integer", "minimum": MIN_RESPONDENTS}},
            ),
            "survey": {"type": "object", "description": "A definition in the format impact-survey/1."},
        }
    ),
    "Registered": _object({"digest": _DIGEST, "new": {"type": "boolean"}}),
    "Receipt": _object({**_RECEIPT, "status": _STATUSES}, {"reason": _TEXT}),
    "Problem": _object(_PROBLEM, _ERRORS),
    "Conflict": _object({**_PROBLEM, **_RECEIPT, "receipt_status": {"const": "conflict"}}, {"reason": _TEXT}),
    "Campaigns": _object({"campaigns": _list(_object({**_CAMPAIGN, "release": _RELEASE}))}),
    "Results": _object(
        {
            "campaign": _object(_CAMPAIGN),
            "language": _TEXT,
            "release": _RELEASE,
            "period": _PERIOD,
            "levels": {**_list(_LEVEL), "minItems": len(Level), "maxItems": len(Level)},
        }
    ),
}
