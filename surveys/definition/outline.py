"""What a document asks, in the order of the form, as far as it can be read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from surveys.definition.making import other_id
from surveys.definition.question_types import BATTERY

Document: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Part:
    """An object within a document, and its path."""

    path: str
    document: Document

    @property
    def id(self) -> str | None:
        """Its id, if it has one that can be compared."""
        given = self.document.get("id")
        return given if isinstance(given, str) else None


@dataclass(frozen=True, slots=True)
class Answerable:
    """What can be answered and referred to: a question, an item of a battery, the words for "other".

    ``document`` says its type and options: for an item, those of its battery. ``words_for_other``: an option
    asks for it, so it has no document of its own.
    """

    id: str
    path: str
    document: Document
    words_for_other: bool = False


def parts_of(value: object, path: str) -> Iterator[Part]:
    """Yield the objects in the list ``value``, which stands at ``path``."""
    if isinstance(value, list):
        for index, item in enumerate(value):
            if isinstance(item, dict):
                yield Part(f"{path}[{index}]", item)


def pages_of(document: Document) -> list[Part]:
    """Return the pages of a definition."""
    return list(parts_of(document.get("pages"), "pages"))


def questions_of(page: Part) -> list[Part]:
    """Return the questions of a page, a battery as one."""
    return list(parts_of(page.document.get("questions"), f"{page.path}.questions"))


def items_of(question: Part) -> list[Part]:
    """Return the items of a question, which has some if it is a battery."""
    return list(parts_of(question.document.get("items"), f"{question.path}.items"))


def answerables_of(question: Part) -> Iterator[Answerable]:
    """Yield everything that can be answered under ``question``."""
    if question.document.get("type") == BATTERY:
        for item in items_of(question):
            if item.id is not None:
                yield Answerable(item.id, item.path, {**question.document, "type": "scale"})
        return
    if question.id is None:
        return
    yield Answerable(question.id, question.path, question.document)
    options = parts_of(question.document.get("options"), "options")
    if any(option.document.get("other") is True for option in options):
        yield Answerable(other_id(question.id), question.path, {"type": "short_text"}, words_for_other=True)
