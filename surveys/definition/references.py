"""What conditions and texts refer to: it has to be there, to fit, and to be asked before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from surveys.conditions import Asked, ConditionInvalid, Kind, ValueType, misuses, problems_of_order, read_condition
from surveys.definition.outline import Answerable, Document, Part, answerables_of, items_of, pages_of, questions_of
from surveys.definition.outline import parts_of as parts_in
from surveys.definition.question_types import VALUE_TYPES
from surveys.errors import Problem
from surveys.placeholders import references


@dataclass(slots=True)
class _Form:
    """What was met so far, walking through the form in its order."""

    kinds: Mapping[str, Kind]  # of everything that the document asks or recalls
    before: set[str]  # what is known by now
    order: list[Asked] = field(default_factory=list)


def problems_of_references(document: Document) -> Iterator[Problem]:
    """Yield what is wrong with the conditions and with the places in texts of ``document``, as it came."""
    pages = pages_of(document)
    asked = [one for page in pages for question in questions_of(page) for one in answerables_of(question)]
    recalled = {recall.id for recall in parts_in(document.get("recalls"), "recalls") if recall.id is not None}
    kinds = {name: Kind(ValueType.TEXT) for name in recalled} | {one.id: _kind(one) for one in asked}
    form = _Form(kinds, set(recalled))
    for page in pages:
        form.order.append(Asked("", _looks_at(page), f"{page.path}.condition"))
        yield from _part(form, page, ("title", "text"))
        for question in questions_of(page):
            yield from _question(form, question)
    yield from problems_of_order(form.order)


def _question(form: _Form, question: Part) -> Iterator[Problem]:
    looks_at = _looks_at(question)
    yield from _part(form, question, ("text", "help"))
    for item in items_of(question):
        yield from _texts(form, item, ("text",))
    for one in answerables_of(question):
        form.order.append(Asked(one.id, looks_at, f"{question.path}.condition"))
        form.before.add(one.id)


def _part(form: _Form, part: Part, texts: tuple[str, ...]) -> Iterator[Problem]:
    if "condition" in part.document:
        yield from misuses(part.document["condition"], form.kinds, f"{part.path}.condition")
    yield from _texts(form, part, texts)


def _looks_at(part: Part) -> frozenset[str]:
    """Return what the condition of ``part`` looks at: nothing if it has none, or one that its own field refuses."""
    try:
        return read_condition(part.document.get("condition")).variables
    except ConditionInvalid:
        return frozenset()


def _texts(form: _Form, part: Part, names: tuple[str, ...]) -> Iterator[Problem]:
    for name in names:
        by_language = part.document.get(name)
        for language, text in by_language.items() if isinstance(by_language, dict) else ():
            for unknown in sorted(references(text) - form.before) if isinstance(text, str) else ():
                yield Problem(f"{part.path}.{name}.{language}", _reason(form, unknown))


def _reason(form: _Form, name: str) -> str:
    if name in form.kinds:
        return f"{{{name}}} stands here, but {name} is asked later. Only what is asked before can be repeated."
    return f"{{{name}}} stands here, but there is no question or recall called {name}."


def _kind(one: Answerable) -> Kind:
    kind = one.document.get("type")
    codes = [option.document.get("code") for option in parts_in(one.document.get("options"), "options")]
    known = VALUE_TYPES.get(kind, ValueType.TEXT) if isinstance(kind, str) else ValueType.TEXT
    return Kind(known, tuple(code for code in codes if isinstance(code, str)))
