"""From a document to a ``Survey``, with every problem and its path."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

from marshmallow import ValidationError

from surveys.definition.between_parts import problems_between_parts, problems_of_size
from surveys.definition.model import Survey
from surveys.definition.paths import join
from surveys.definition.schema import SurveySchema
from surveys.errors import DefinitionInvalid, Problem
from surveys.strict_json import problems_in

_SCHEMA = SurveySchema()


def load_survey(document: object) -> Survey:
    """Return the survey that ``document`` (parsed JSON) defines.

    Raises DefinitionInvalid with every problem: those of single parts and those between parts (ids used
    twice, unknown scales, texts without the first language).
    """
    if not isinstance(document, dict):
        raise DefinitionInvalid([Problem("", "A definition is a JSON object.")])
    problems = list(problems_in(document)) or list(problems_of_size(document))
    if problems:  # nothing below could be trusted to end
        raise DefinitionInvalid(problems)
    loaded: dict[str, Any] = {}
    try:
        loaded = _SCHEMA.load(document)
    except ValidationError as error:
        problems.extend(flatten(error.messages))
    problems.extend(problems_between_parts(document))
    if problems:
        raise DefinitionInvalid(tuple(dict.fromkeys(problems)))
    return Survey(
        id=loaded["id"],
        version=loaded["version"],
        title=loaded["title"],
        purpose=loaded["purpose"],
        minutes=loaded["minutes"],
        languages=tuple(loaded["languages"]),
        licence=loaded["licence"],
        source=loaded["source"],
        scales=tuple(loaded.get("scales", ())),
        recalls=tuple(loaded.get("recalls", ())),
        pages=tuple(loaded["pages"]),
        data=deepcopy(document),  # what is done to the caller's document later changes no digest
    )


def flatten(messages: Any, path: str = "") -> Iterator[Problem]:
    """Turn marshmallow's nested messages into problems with paths as in ``pages[0].title``."""
    if isinstance(messages, Mapping):
        for name, inner in messages.items():
            yield from flatten(inner, join(path, name))
    elif isinstance(messages, list):
        for inner in messages:
            yield from flatten(inner, path)
    else:
        yield Problem(path, str(messages))
