"""Walking through the documents of instruments."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from surveys.definition import Survey
from surveys.instruments import instrument_names, load_instrument
from surveys.texts import LANGUAGES

NAMES = instrument_names()
BY_OTHERS = ("carpentries_end", "carpentries_long_term", "skills4eosc")
"""Instruments whose English wording is not ours to change."""
OWN = tuple(name for name in NAMES if name not in BY_OTHERS)


class Placed(NamedTuple):
    """A text in all its languages, and where it stands."""

    place: str
    text: dict[str, str]


def placed_texts(name: str) -> Iterator[Placed]:
    """Yield every text that respondents and authors can read in the instrument called ``name``."""
    yield from _texts(load_instrument(name).data, name)


def _texts(value: Any, place: str) -> Iterator[Placed]:
    if isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _texts(inner, f"{place}[{_id(inner, index)}]")
    elif isinstance(value, dict) and value.keys() & set(LANGUAGES):
        yield Placed(place, value)
    elif isinstance(value, dict):
        for member, inner in value.items():
            if member != "condition":
                yield from _texts(inner, f"{place}.{member}")


def _id(value: Any, index: int) -> str:
    return str(value.get("id", value.get("code", index))) if isinstance(value, dict) else str(index)


def question_documents(survey: Survey) -> Iterator[dict[str, Any]]:
    """Yield the document of each question, a battery being one."""
    for page in survey.data["pages"]:
        yield from page["questions"]
