"""What the API's description says of its documents. The contract itself is enforced by ``surveys.contract_reading``."""

from __future__ import annotations

from typing import Any

from evaluation.api.problems import MEDIA_TYPE
from evaluation.api.result_documents import LEVEL, PERIOD
from evaluation.api.shapes import COUNT, TEXT, list_of, object_of, or_null
from surveys.contract import MAX_COURSE_KEY, MAX_HOLDINGS, VERSION, FactKind, ReceiptStatus
from surveys.levels import Level
from surveys.limits import MAX_OPTIONS
from surveys.privacy import MIN_RESPONDENTS, PrivacyMode

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


def conflict_response(description: str) -> dict[str, Any]:
    """Describe the reply to other content than is held."""
    return problem_response(description, "Conflict")


def problems_of_delivery(name: str) -> dict[str, Any]:
    """Describe the errors of every delivery."""
    return {
        "401": problem_response(
            "Not signed, or not by a token for just this request, now. By `Date` a sender can set its clock.", name
        ),
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


_INSTANT: dict[str, Any] = {"type": "string", "format": "date-time"}
_UUID: dict[str, Any] = {"type": "string", "format": "uuid"}
_DIGEST: dict[str, Any] = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
_KEY: dict[str, Any] = {"type": "string", "pattern": "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$"}
_BY_LANGUAGE: dict[str, Any] = {"type": "object", "minProperties": 1, "additionalProperties": TEXT}
_MODE: dict[str, Any] = {"type": "string", "enum": [mode.value for mode in PrivacyMode]}
_STATE: dict[str, Any] = {"type": "string", "enum": ["open", "closed"]}
_CONTRACT: dict[str, Any] = {"const": VERSION}
_RECEIPT: dict[str, Any] = {
    "contract": _CONTRACT,
    "kind": {"const": "receipt"},
    "submission_id": _UUID,
    "digest": _DIGEST,
    "received_at": _INSTANT,
}
_PROBLEM: dict[str, Any] = {
    "type": TEXT,
    "title": TEXT,
    "status": {"type": "integer"},
    "detail": TEXT,
}
_ERRORS = {"errors": list_of(object_of({"path": TEXT, "message": TEXT}))}
_STATUSES: dict[str, Any] = {"type": "string", "enum": [status.value for status in ReceiptStatus]}
_ANSWER: dict[str, Any] = {
    "type": ["string", "number", "array", "null"],
    "items": TEXT,
    "minItems": 1,
    "maxItems": MAX_OPTIONS,
    "uniqueItems": True,
    "description": "A list of codes for several answers and rankings; null is “prefer not to say”.",
}
_ANSWERS: dict[str, Any] = {"type": "object", "additionalProperties": _ANSWER}
_RECALLED: dict[str, Any] = {
    **_ANSWERS,
    "description": "Earlier answers that conditions look at, by the ids of the survey's recalls; not counted.",
}
_HOLDING = object_of(
    {
        "submission_id": _UUID,
        "revision": {"type": "integer", "minimum": 1},
        "digest": _DIGEST,
        "status": {"type": "string", "enum": [ReceiptStatus.ACCEPTED.value, ReceiptStatus.QUARANTINED.value]},
    }
)
_RELEASE = object_of(
    {
        "answered": COUNT,
        "shown": COUNT,
        "min_respondents": {"type": "integer", "minimum": 1},  # 1: an identified campaign has no threshold
        "next_update_at": or_null(COUNT),
        "state": {"type": "string", "enum": ["too_few", "waiting", "partial", "complete"]},
    }
)
_CAMPAIGN = {"key": _KEY, "title": TEXT, "mode": _MODE, "state": _STATE, "closed_at": or_null(_INSTANT)}
SCHEMAS: dict[str, dict[str, Any]] = {
    "Submission": object_of(
        {
            "contract": _CONTRACT,
            "kind": {"const": "submission"},
            "submission_id": _UUID,
            "revision": {"type": "integer", "minimum": 1},
            "campaign": _KEY,
            "wave": _KEY,
            "definition": _DIGEST,
            "mode": _MODE,
            "language": TEXT,
            "answered_at": _INSTANT,
            "answers": _ANSWERS,
        },
        {"participant": object_of({"id": TEXT}, {"name": TEXT, "email": TEXT}), "recalled": _RECALLED},
    ),
    "ParticipantFact": object_of(
        {
            "contract": _CONTRACT,
            "kind": {"const": "participant_fact"},
            "fact_id": _UUID,
            "campaign": _KEY,
            "mode": {"type": "string", "enum": [PrivacyMode.IDENTIFIED.value, PrivacyMode.CONFIDENTIAL.value]},
            "participant": object_of({"id": {"type": "string", "minLength": 1, "maxLength": 128}}),
            "fact": {"type": "string", "enum": [kind.value for kind in FactKind]},
            "at": _INSTANT,
            "course": {"type": "string", "maxLength": MAX_COURSE_KEY},
        }
    ),
    "Definition": object_of(
        {
            "contract": _CONTRACT,
            "kind": {"const": "definition"},
            "campaign": object_of(
                {"key": _KEY, "title": _BY_LANGUAGE, "mode": _MODE},
                {"min_respondents": {"type": "integer", "minimum": MIN_RESPONDENTS}},
            ),
            "survey": {"type": "object", "description": "A definition in the format impact-survey/1."},
        }
    ),
    "Registered": object_of({"digest": _DIGEST, "new": {"type": "boolean"}}),
    "Receipt": object_of({**_RECEIPT, "status": _STATUSES}, {"reason": TEXT}),
    "Holdings": object_of(
        {
            "contract": _CONTRACT,
            "kind": {"const": "holdings"},
            "campaign": _KEY,
            "count": COUNT,
            "holdings": {**list_of(_HOLDING), "maxItems": MAX_HOLDINGS},
            "next": or_null(_UUID),
        }
    ),
    "Problem": object_of(_PROBLEM, _ERRORS),
    "Conflict": object_of({**_PROBLEM, **_RECEIPT, "receipt_status": {"const": "conflict"}}, {"reason": TEXT}),
    "Campaigns": object_of({"campaigns": list_of(object_of({**_CAMPAIGN, "release": _RELEASE}))}),
    "Results": object_of(
        {
            "campaign": object_of(_CAMPAIGN),
            "language": TEXT,
            "release": _RELEASE,
            "period": PERIOD,
            "levels": {**list_of(LEVEL), "minItems": len(Level), "maxItems": len(Level)},
        }
    ),
}
