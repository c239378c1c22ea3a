"""Picking what to change in a document, and changing texts."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable
from typing import Any

Document = dict[str, Any]
Change = Callable[[Document, random.Random], None]
"""Changes a document. Raises NothingThere where it has nothing that could be changed so."""


class NothingThere(Exception):
    """The document has no such part."""


def pick(parts: list[Document], draw: random.Random) -> Document:
    """Return one of ``parts``."""
    if not parts:
        raise NothingThere
    return draw.choice(parts)


def a_question(document: Document, draw: random.Random, *types: str) -> Document:
    """Return a question of one of ``types``, of any if none is named."""
    questions = [question for page in document["pages"] for question in page["questions"]]
    return pick([question for question in questions if not types or question["type"] in types], draw)


def toggle(name: str, *types: str) -> Change:
    """Return a change that turns a flag of a question."""

    def change(document: Document, draw: random.Random) -> None:
        question = a_question(document, draw, *types)
        question[name] = not question.get(name, False)

    return change


def set_to(name: str, values: list[Any], *types: str) -> Change:
    """Return a change that sets a member of a question to one of ``values``, or leaves it out for None."""

    def change(document: Document, draw: random.Random) -> None:
        question, value = a_question(document, draw, *types), draw.choice(values)
        question[name] = copy.deepcopy(value)
        if value is None:
            del question[name]

    return change


def reword(text: Document, draw: random.Random) -> None:
    """Change a text in one language, add one or drop one."""
    language = draw.choice(["en", "en", "nl"])
    if language in text and language != "en" and draw.random() < 0.5:
        del text[language]
    else:
        text[language] = f"Words {draw.randrange(10_000)}"


def text_of(name: str, *types: str) -> Change:
    """Return a change of a text of a question, which may come or, if it is its help, go."""

    def change(document: Document, draw: random.Random) -> None:
        question = a_question(document, draw, *types)
        if name == "help" and name in question and draw.random() < 0.3:
            del question[name]
            return
        reword(question.setdefault(name, {}), draw)
        question[name].setdefault("en", "Words")

    return change


def shuffle(name: str) -> Change:
    """Return a change of the order of one of the lists of a survey."""
    return lambda document, draw: draw.shuffle(document.get(name, []))
