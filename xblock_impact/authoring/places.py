"""What an author calls the place of a problem: question 3, page 1, moment 2."""

from __future__ import annotations

import re
from collections.abc import Mapping

from surveys.definition.outline import pages_of, questions_of

_PAGE = re.compile(r"definition\.(pages\[(\d+)\])")
_QUESTION = re.compile(r"definition\.(pages\[\d+\]\.questions\[\d+\])(?:\.(options|items)\[(\d+)\])?")
_WAVE = re.compile(r"waves\.waves\[(\d+)\]")
_PARTS = {"options": "option_of", "items": "item_of"}
_FIELDS = {
    "title": "survey_title",
    "purpose": "purpose",
    "minutes": "minutes",
    "licence": "licence",
    "source": "source",
    "page.title": "page_title",
    "page.text": "page_text",
    "question.help": "help",
    "question.unit": "unit",
}
"""Words for the fields that may lack the same thing as another one at their place."""


def place_in_words(path: str, definition: object, words: Mapping[str, str]) -> str:
    """Return the place of ``path`` in the block's settings; empty for a setting, whose sentence names it."""
    if found := _QUESTION.match(path):
        return _with_field(_question(found, definition, words), f"question{path[found.end() :]}", words)
    if found := _PAGE.match(path):
        return _with_field(words["page_of"].format(page=int(found[2]) + 1), f"page{path[found.end() :]}", words)
    if found := _WAVE.match(path):
        return words["wave_of"].format(number=int(found[1]) + 1)
    if path.startswith("definition."):
        return _with_field(words["about"], path.removeprefix("definition."), words)
    return words["view_when"] if path.startswith("waves.") else ""


def _with_field(place: str, path: str, words: Mapping[str, str]) -> str:
    """Return ``place`` with the name of the field at ``path`` within it, where it has one."""
    names = [name for known, name in _FIELDS.items() if path == known or path.startswith(f"{known}.")]
    return ", ".join([place, *(words[name] for name in names)])


def _question(found: re.Match[str], definition: object, words: Mapping[str, str]) -> str:
    pages = pages_of(definition) if isinstance(definition, dict) else []
    paths = [question.path for page in pages for question in questions_of(page)]
    number = paths.index(found[1]) + 1 if found[1] in paths else 0
    name = words["question_of"].format(number=number)
    if found[2] is None:
        return name
    return f"{name}, {words[_PARTS[found[2]]].format(number=int(found[3]) + 1)}"
