"""From a document to a ``Survey``, with every problem and its path."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

from marshmallow import ValidationError

from surveys.canonical import canonical_json
from surveys.definition.model import Survey
from surveys.definition.schema import MAX_COMMENT, SurveySchema
from surveys.errors import DefinitionInvalid, Problem
from surveys.limits import MAX_ANSWER_TEXTS, MAX_ANSWERS, MAX_SURVEY_BYTES
from surveys.strict_json import problems_in

_SCHEMA = SurveySchema()


def load_survey(document: object) -> Survey:
    """Return the survey that ``document`` (parsed JSON) defines.

    Raises DefinitionInvalid with every problem: those of single parts and those between parts (ids used
    twice, unknown scales, texts without the first language).
    """
    if not isinstance(document, dict):
        raise DefinitionInvalid([Problem("", "A definition is a JSON object.")])
    problems = list(problems_in(document))
    if problems:  # nothing below could be trusted to end
        raise DefinitionInvalid(problems)
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
        data=deepcopy(document),  # what is done to the caller's document later changes no digest
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


def _problems_between_parts(document: dict[str, Any]) -> Iterator[Problem]:
    """Check what no part can see alone, on the raw document so that one broken part hides nothing of the
    others.
    """
    pages = list(_objects(document.get("pages"), "pages"))
    scales = list(_objects(document.get("scales"), "scales"))
    questions = [
        (path, question)
        for page_path, page in pages
        for path, question in _objects(page.get("questions"), f"{page_path}.questions")
    ]
    for kind in (pages, scales, questions):
        yield from _used_twice(kind)
    known = {scale.get("id") for _, scale in scales if isinstance(scale.get("id"), str)}
    for path, question in questions:
        scale = question.get("scale")
        if isinstance(scale, str) and scale not in known:
            yield Problem(f"{path}.scale", f"There is no scale called {scale}.")
    yield from _too_much(document, [question for _, question in questions])
    languages = document.get("languages")
    if isinstance(languages, list) and languages and isinstance(languages[0], str):
        if len(set(map(str, languages))) < len(languages):
            yield Problem("languages", "A language is named twice.")
        yield from _without_language(document, languages[0])


def _too_much(document: dict[str, Any], questions: list[dict[str, Any]]) -> Iterator[Problem]:
    if len(questions) > MAX_ANSWERS:
        yield Problem("pages", f"There are {len(questions)} questions; {MAX_ANSWERS} is the most.")
    free_texts = [question for question in questions if question.get("type") == "free_text"]
    limits = [free_text.get("maximum", MAX_COMMENT) for free_text in free_texts]
    characters = sum(limit for limit in limits if isinstance(limit, int | float))
    if characters > MAX_ANSWER_TEXTS:
        yield Problem(
            "pages",
            f"The free texts may hold {characters:,} characters together; {MAX_ANSWER_TEXTS:,} is the most. "
            "Give some of them a lower maximum.",
        )
    if len(canonical_json(document)) > MAX_SURVEY_BYTES:
        yield Problem("", f"The definition is larger than {MAX_SURVEY_BYTES // 1024} KiB.")


def _objects(value: object, path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(value, list):
        for index, item in enumerate(value):
            if isinstance(item, dict):
                yield f"{path}[{index}]", item


def _used_twice(parts: list[tuple[str, dict[str, Any]]]) -> Iterator[Problem]:
    ids = [(path, part["id"]) for path, part in parts if isinstance(part.get("id"), str)]
    count = Counter(part_id for _, part_id in ids)
    for path, part_id in ids:
        if count[part_id] > 1:
            yield Problem(f"{path}.id", f"The id {part_id} is used more than once.")


_TEXTS = frozenset({"title", "purpose", "text", "help", "unit"})


def _without_language(value: object, language: str, path: str = "") -> Iterator[Problem]:
    if isinstance(value, dict):
        for name, inner in value.items():
            inner_path = _join(path, name)
            if name in _TEXTS:
                yield from _lacks(inner, language, inner_path)
            elif name == "ends" and isinstance(inner, list):
                for index, end in enumerate(inner):
                    yield from _lacks(end, language, f"{inner_path}[{index}]")
            else:
                yield from _without_language(inner, language, inner_path)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _without_language(inner, language, f"{path}[{index}]")


def _lacks(text: object, language: str, path: str) -> Iterator[Problem]:
    if isinstance(text, dict) and text and language not in text:
        yield Problem(path, f"The text in {language}, the first language, is missing.")
