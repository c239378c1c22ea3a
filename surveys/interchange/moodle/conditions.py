"""When an item is asked: Moodle knows one item that it depends on, and one value."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from surveys.interchange.exchange import Document
from surveys.interchange.expressions import Untranslatable
from surveys.interchange.moodle.items import Item
from surveys.interchange.moodle.presentations import number
from surveys.interchange.texts_read import TextsRead


def condition_of(item: Item, questions: Mapping[str, Document], texts: TextsRead, language: str) -> Any:
    """Return the condition on which ``item`` is asked; ``questions`` has those made so far, by ITEMID.

    Moodle compares the words of the options that were chosen, or what was typed. Raises Untranslatable.
    """
    question = questions.get(item.depends_on)
    if question is None:
        raise Untranslatable(f"ITEMID {item.depends_on[:40]}, which it depends on, is not asked before it.")
    variable = {"var": question["id"]}
    wanted = item.depends_value
    if question["type"] == "number":
        value = number(wanted)
        if value is None:
            raise Untranslatable(f"It depends on the value “{wanted[:80]}”, which is no number.")
        return {"===": [variable, value]}
    if "options" not in question:
        if not wanted:
            raise Untranslatable("It depends on an empty answer.")
        return {"===": [variable, wanted]}
    words = texts.plain(wanted, item.path)
    codes = [option["code"] for option in question["options"] if option["text"][language] == words]
    if not codes:
        raise Untranslatable(f"It depends on the option “{wanted[:80]}”, which {question['id']} does not have.")
    return {"any_of": [variable, codes]} if question["type"] == "multiple_response" else _one_of(variable, codes)


def _one_of(variable: Document, codes: list[str]) -> Document:
    return {"===": [variable, codes[0]]} if len(codes) == 1 else {"in": [variable, codes]}
