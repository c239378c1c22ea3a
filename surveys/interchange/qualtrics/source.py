"""A ``.qsf`` file: one JSON object with SurveyEntry and a list of SurveyElements.

Of the elements, BL holds the blocks (in a list, or in an object by number), FL the flow, SO the options and each SQ one
question. The file is written from PHP, where a list and an object with numbers for names are the same thing, numbers
are often texts, and an empty object is an empty list: everything here is read with that in mind.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from surveys.interchange.errors import FileRefused
from surveys.interchange.safe_json import read_json

MAX_QUESTIONS = 2_000  # in the file, trash included
_NO_SURVEY = "This is not the export of a Qualtrics survey, which is a JSON object with SurveyEntry and SurveyElements."

Members = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class SourceQuestion:
    """One SQ element. ``path`` is its QuestionID, by which blocks and logic refer to it."""

    path: str
    payload: Members

    @property
    def tag(self) -> str:
        """Its name in exported data."""
        return words(self.payload.get("DataExportTag")) or self.path

    @property
    def kind(self) -> str:
        return words(self.payload.get("QuestionType"))

    @property
    def selector(self) -> str:
        return words(self.payload.get("Selector"))

    @property
    def settings(self) -> Members:
        """Its validation."""
        return members(members(self.payload.get("Validation")).get("Settings"))

    def ordered(self, name: str) -> list[str]:
        """Return the keys of its Choices, or of its Answers, in the order in which they are shown."""
        there = members(self.payload.get(f"{name}s"))
        order = [words(key) for key in listed(self.payload.get(f"{name}Order"))]
        return list(dict.fromkeys(key for key in order if key in there)) if order else list(there)


@dataclass(frozen=True, slots=True)
class Source:
    """A file, read as far as its outline goes."""

    entry: Members
    blocks: Mapping[str, Members]  # by their ids, in the order of the file
    flow: list[Any] | None  # None: the file has none
    options: Members
    questions: Mapping[str, SourceQuestion]  # by their ids, in the order of the file
    others: list[Members] = field(default_factory=list)  # elements of other kinds


def read_source(data: bytes) -> Source:
    """Return the outline of the file in ``data``. Raises FileRefused for anything else."""
    document = read_json(data, _NO_SURVEY)
    elements = listed(members(document).get("SurveyElements"))
    if not elements or "SurveyEntry" not in document:
        raise FileRefused(_NO_SURVEY)
    by_kind: dict[str, list[Members]] = {}
    for element in elements:
        by_kind.setdefault(words(members(element).get("Element")), []).append(members(element))
    return Source(
        entry=members(document["SurveyEntry"]),
        blocks=_blocks(by_kind.pop("BL", [])),
        flow=_flow(by_kind.pop("FL", [])),
        options=members(next((one.get("Payload") for one in by_kind.pop("SO", [])), {})),
        questions=_questions(by_kind.pop("SQ", [])),
        others=[element for kind in by_kind.values() for element in kind],
    )


def members(value: object) -> Members:
    """Return an object's members; a list's are called 0, 1, …"""
    if isinstance(value, Mapping):
        return value
    return {str(place): inner for place, inner in enumerate(value)} if isinstance(value, list) else {}


def listed(value: object) -> list[Any]:
    """Return a list; of an object with numbers for names, its values in the order of the numbers."""
    if isinstance(value, list):
        return value
    if isinstance(value, Mapping) and all(name.isdecimal() and len(name) < 10 for name in value):
        return [value[name] for name in sorted(value, key=int)]
    return []


def words(value: object) -> str:
    """Return a text, or a number as a text; empty for everything else."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value).strip()


def is_on(value: object) -> bool:
    """Return whether a switch is on, as Qualtrics writes it: true, "true", "on", "yes" or "1"."""
    return value is True or words(value).lower() in {"true", "on", "yes", "1"}


def _blocks(elements: list[Members]) -> dict[str, Members]:
    blocks: dict[str, Members] = {}
    for element in elements:
        for place, block in members(element.get("Payload")).items():
            blocks.setdefault(words(members(block).get("ID")) or f"block {place}", members(block))
    return blocks


def _flow(elements: list[Members]) -> list[Any] | None:
    return listed(members(elements[0].get("Payload")).get("Flow")) if elements else None


def _questions(elements: list[Members]) -> dict[str, SourceQuestion]:
    if len(elements) > MAX_QUESTIONS:
        raise FileRefused(f"The file has {len(elements):,} questions; {MAX_QUESTIONS:,} is the most.")
    questions: dict[str, SourceQuestion] = {}
    for place, element in enumerate(elements):
        payload = members(element.get("Payload"))
        name = words(element.get("PrimaryAttribute")) or words(payload.get("QuestionID")) or f"SQ {place}"
        if name in questions:
            raise FileRefused(f"Two questions are called {name[:40]}. Export the survey again.")
        questions[name] = SourceQuestion(name, payload)
    return questions
