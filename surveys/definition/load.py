"""From a document to a ``Survey``, with every problem and its path."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from marshmallow import ValidationError

from surveys.definition.model import Survey
from surveys.definition.schema import SurveySchema
from surveys.errors import DefinitionInvalid, Problem

_SCHEMA = SurveySchema()


def load_survey(document: object) -> Survey:
    """Return the survey that ``document`` (parsed JSON) defines.

    Raises DefinitionInvalid with every problem: those of single parts and those between parts (ids used twice, unknown
    scales, texts without the first language).
    """
    if not isinstance(document, Mapping):
        raise DefinitionInvalid([Problem("", "A definition is a JSON object.")])
    problems: list[Problem] = []
    loaded: dict[str, Any] = {}
    try:
        loaded = _SCHEMA.load(document)
    except ValidationError as error:
        problems.extend(flatten(error.messages))
    problems.extend(_problems_between_parts(document))
    if problems:
        raise DefinitionInvalid(problems)
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
        pages=tuple(loaded["pages"]),
        data=dict(document),
    )


def flatten(messages: Any, path: str = "") -> Iterator[Problem]:
    """Turn marshmallow's nested messages into problems with paths as in ``pages[0].title``."""
    if isinstance(messages, Mapping):
        for name, inner in messages.items():
            yield from flatten(inner, _join(path, name))
    elif isinstance(messages, list):
        for inner in messages:
            yield from flatten(inner, path)
    else:
        yield Problem(path, str(messages))


def _join(path: str, name: object) -> str:
    if isinstance(name, int):
        return f"{path}[{name}]"
    if name == "_schema":
        return path
    return f"{path}.{name}" if path else str(name)


def _problems_between_parts(document: Mapping[str, Any]) -> Iterator[Problem]:
    """Check what no part can see alone, on the raw document so that one broken part hides nothing of the others."""
    pages = list(_objects(document.get("pages"), "pages"))
    scales = list(_objects(document.get("scales"), "scales"))
    questions = [
        (path, question)
        for page_path, page in pages
        for path, question in _objects(page.get("questions"), f"{page_path}.questions")
    ]
    for kind in (pages, scales, questions):
        yield from _used_twice(kind)
    known = {str(scale.get("id")) for _, scale in scales}
    for path, question in questions:
        if "scale" in question and str(question["scale"]) not in known:
            yield Problem(f"{path}.scale", f"There is no scale called {question['scale']}.")
    languages = document.get("languages")
    if isinstance(languages, list) and languages and isinstance(languages[0], str):
        yield from _without_language(document, languages[0])


def _objects(value: object, path: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if isinstance(value, list):
        for index, item in enumerate(value):
            if isinstance(item, Mapping):
                yield f"{path}[{index}]", item


def _used_twice(parts: list[tuple[str, Mapping[str, Any]]]) -> Iterator[Problem]:
    count = Counter(str(part.get("id")) for _, part in parts)
    for path, part in parts:
        if count[str(part.get("id"))] > 1:
            yield Problem(f"{path}.id", f"The id {part.get('id')} is used more than once.")


_TEXTS = frozenset({"title", "purpose", "text", "help", "unit"})


def _without_language(value: object, language: str, path: str = "") -> Iterator[Problem]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            inner_path = _join(path, name)
            if name in _TEXTS and isinstance(inner, Mapping):
                if inner and language not in inner:
                    yield Problem(inner_path, f"The text in {language}, the first language, is missing.")
            else:
                yield from _without_language(inner, language, inner_path)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _without_language(inner, language, f"{path}[{index}]")
