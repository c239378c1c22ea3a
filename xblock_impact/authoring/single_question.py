"""One question of a survey as a survey of its own, to be shown while it is not finished."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from surveys.definition.model import LISTS, QuestionType
from surveys.definition.outline import Part, answerables_of
from surveys.definition.question_types import BATTERY, BELONGS_TO
from surveys.definition.schema import FORMAT
from surveys.placeholders import ELLIPSIS, references

Document = dict[str, Any]

_TEXTS = frozenset({"text", "help", "unit"})
_MOST_RECALLS = 50  # as many as a definition may have
_OPTIONS = ("1", "2")  # codes that stand for options that are not there yet


def survey_of_question(definition: Document, question: object) -> Document:
    """Return a definition that asks ``question`` alone, always. What it lacks is an ellipsis.

    Places for answers to other questions stand as they do without an answer. What is wrong, rather than missing, is
    left for ``load_survey`` to say.
    """
    languages = [one for one in _list(definition.get("languages")) if isinstance(one, str)][:50] or ["en"]
    asked = _filled(question, languages[0]) if isinstance(question, dict) else {}
    asked.pop("condition", None)
    _complete(asked, {languages[0]: ELLIPSIS})
    nothing = {languages[0]: ELLIPSIS}
    return {
        "format": FORMAT,
        "id": "preview",
        "version": 1,
        "title": nothing,
        "purpose": nothing,
        "minutes": 1,
        "languages": list(dict.fromkeys(languages)),
        "licence": "-",
        "source": "-",
        "scales": _list(definition.get("scales")),
        "recalls": [{"id": name, "survey": "preview", "question": name} for name in _others(asked)],
        "pages": [{"id": "preview_page", "title": nothing, "questions": [asked]}],
    }


def _complete(question: Document, nothing: Document) -> None:
    """Give a question the least that its type needs to be drawn."""
    kind = str(question.get("type"))
    question.setdefault("text", nothing)
    if kind == QuestionType.NUMBER:
        question.setdefault("unit", nothing)
    if kind in BELONGS_TO["options"]:
        options = _list(question.get("options"))
        missing = _OPTIONS[: max(0, len(_OPTIONS) - len(options))]
        question["options"] = [*options, *({"code": f"preview_{code}", "text": nothing} for code in missing)]
        if kind in LISTS and missing:
            question.pop("maximum", None)
    if kind == BATTERY and not _list(question.get("items")):
        question["items"] = [{"id": "preview_item", "version": 1, "text": nothing}]


def _filled(value: Any, language: str) -> Any:
    """Return a copy in which no text is empty, and each has its words in ``language``, the survey's first."""
    if isinstance(value, list):
        return [_filled(inner, language) for inner in value]
    if not isinstance(value, dict):
        return value
    return {name: _READERS.get(name, _filled)(inner, language) for name, inner in value.items()}


def _said(text: Any, language: str) -> Any:
    if not isinstance(text, dict):
        return text
    said = {tag: words for tag, words in text.items() if not (isinstance(words, str) and not words.strip())}
    return {language: ELLIPSIS, **said}


def _ends(ends: Any, language: str) -> Any:
    return [_said(end, language) for end in ends] if isinstance(ends, list) else ends


_READERS = {**dict.fromkeys(_TEXTS, _said), "ends": _ends}


def _others(question: Document) -> list[str]:
    """Return the ids that texts of ``question`` refer to and that are not its own."""
    part = Part("", question)
    own = {one.id for one in answerables_of(part)} | {part.id, "preview_item"}
    found = dict.fromkeys(name for words in _words(question) for name in sorted(references(words)))
    return [name for name in found if name not in own][:_MOST_RECALLS]


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _words(inner)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
