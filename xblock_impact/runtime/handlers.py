"""Requests to handlers: read with suspicion, answered with JSON, never with a 500 for what a sender did."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from webob import Request, Response  # type: ignore[import-untyped]
from xblock.core import XBlock

from surveys.answers import question_of
from surveys.contract import MAX_SUBMISSION_BYTES
from surveys.definition import Survey
from surveys.definition.model import LISTS
from surveys.errors import JSONRefused, Problem
from surveys.limits import MAX_ANSWER_TEXT, MAX_ANSWERS, MAX_CODE, MAX_OPTIONS
from surveys.strict_json import parse_json
from xblock_impact.errors import Refused, StateUnreadable, StorageFailed
from xblock_impact.words import words_in

log = logging.getLogger(__name__)

Json = dict[str, Any]
Handler = Callable[[Any, Json], Json]

_LOOKING = ("GET", "POST")
MAX_INPUTS = 20 * MAX_ANSWERS
"""Filled inputs of a form: an answer in parts, such as a ranking, has one for each part."""
MAX_NAME = 64 + 1 + MAX_CODE
"""Characters of an input's name: a question's id, and the name of a part or a code."""


def json_handler(handle: Handler, *, most: int = MAX_SUBMISSION_BYTES) -> Any:
    """Make a handler of ``handle(block, document)``: POST only, JSON object of ``most`` bytes in, JSON object out.

    Refused becomes a problem document (RFC 9457), StorageFailed and StateUnreadable one with 503. XBlock's own
    decorator would take any size and depth.
    """

    @XBlock.handler  # type: ignore[untyped-decorator]  # XBlock has no types
    @wraps(handle)
    def wrapper(block: Any, request: Request, suffix: str = "") -> Response:  # noqa: ARG001  # runtimes pass it
        return _answer(block, lambda: handle(block, _document_in(request, most)))

    return wrapper


def json_view(look: Callable[[Any], Json]) -> Any:
    """Make a handler of ``look(block)``, which changes nothing: nothing is read of the request, a JSON object goes out.

    Apps ask with GET, some with POST. Failures are answered as by ``json_handler``.
    """

    @XBlock.handler  # type: ignore[untyped-decorator]
    @wraps(look)
    def wrapper(block: Any, request: Request, suffix: str = "") -> Response:  # noqa: ARG001
        def reply() -> Json:
            if request.method not in _LOOKING:
                raise Refused(405, "Method not allowed", "Send a GET request.", allow=", ".join(_LOOKING))
            return look(block)

        return _answer(block, reply)

    return wrapper


def _answer(block: Any, reply: Callable[[], Json]) -> Response:
    try:
        return _reply(200, reply(), "application/json")
    except Refused as refused:
        return _problem(refused)
    except StorageFailed as failure:
        log.exception("The learner's state could not be kept.")
        return _problem(Refused(503, "Not saved", str(failure)))
    except StateUnreadable as unreadable:
        log.error("Block %s: a learner's state is left as it is. %s", block.scope_ids.usage_id, unreadable)
        return _problem(Refused(503, "Not readable", words_in(block.page_language())["unreadable"]))


def answers_in(document: Json) -> Mapping[str, object]:
    """Return the raw answers of a request, by the names of inputs: a question's id or, with a dot, a part of it.

    Raises Refused.
    """
    answers = document.get("answers")
    if not isinstance(answers, dict):
        raise Refused(
            422,
            "No answers",
            "Give the answers by question id.",
            errors=[Problem("answers", "Is not an object.")],
        )
    if len(answers) > MAX_INPUTS or len({question_of(name) for name in answers}) > MAX_ANSWERS:
        raise Refused(422, "Too many answers", f"There are more than {MAX_ANSWERS} answers.")
    return answers


def fits_draft(survey: Survey, name: str, answer: object) -> bool:
    """Whether an input of the form of ``survey`` and its value, right or wrong, are ones that it can show again."""
    question = survey.questions.get(question_of(name))
    if question is None or len(name) > MAX_NAME or isinstance(answer, bool):
        return False
    if isinstance(answer, list):
        codes = all(isinstance(code, str) and len(code) <= MAX_CODE for code in answer)
        return question.type in LISTS and len(answer) <= MAX_OPTIONS and codes
    return isinstance(answer, int | float) or (isinstance(answer, str) and len(answer) <= MAX_ANSWER_TEXT)


def _document_in(request: Request, most: int) -> Json:
    if request.method != "POST":
        raise Refused(405, "Method not allowed", "Send a POST request.")
    if request.content_type.partition(";")[0].strip() != "application/json":
        raise Refused(415, "Not JSON", "Send application/json.")
    if (request.content_length or 0) > most or len(body := request.body) > most:
        raise Refused(413, "Too large", f"The request is larger than {most:,} bytes.")
    try:
        document = parse_json(body)
    except JSONRefused as error:
        raise Refused(400, "Not readable", str(error)) from None
    if not isinstance(document, dict):
        raise Refused(422, "Not an object", "Send a JSON object.")
    return document


def _problem(refused: Refused) -> Response:
    document: Json = {
        "type": "about:blank",
        "title": refused.title,
        "status": refused.status,
        "detail": refused.detail,
        **refused.members,
    }
    if refused.errors:
        document["errors"] = [{"path": error.path, "message": error.message} for error in refused.errors]
    response = _reply(refused.status, document, "application/problem+json")
    if refused.status == 405:
        response.headers["Allow"] = str(refused.members.get("allow", "POST"))
    return response


def _reply(status: int, document: Json, content_type: str) -> Response:
    response = Response(json.dumps(document), status=status, content_type=content_type, charset="utf-8")
    response.headers["Cache-Control"] = "no-store"
    return response
