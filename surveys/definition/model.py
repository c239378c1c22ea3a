"""A survey definition as frozen values. Made by ``load_survey``, which guarantees what is said here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

from surveys.canonical import canonical_json, digest
from surveys.levels import Level
from surveys.privacy import PrivacyClass
from surveys.texts import Text


class QuestionType(StrEnum):
    """What kind of answer a question asks for."""

    SINGLE_CHOICE = "single_choice"
    SCALE = "scale"  # ordered options, lowest first
    NUMBER = "number"
    RECOMMENDATION = "recommendation"  # 0 to 10
    FREE_TEXT = "free_text"


@dataclass(frozen=True, slots=True)
class Option:
    """One answer option. ``code`` is what is stored and counted; it never changes once published."""

    code: str
    text: Text
    not_applicable: bool = False  # "cannot judge": set apart, outside scores and shares


@dataclass(frozen=True, slots=True)
class Scale:
    """A set of questions that measure one thing together."""

    id: str
    title: Text


@dataclass(frozen=True)
class Question:
    """One question. ``id`` and ``version`` identify it over courses, copies and years."""

    id: str
    version: int
    type: QuestionType
    level: Level
    text: Text
    node: str | None = None  # id of the impact-map node that it measures
    privacy: PrivacyClass = PrivacyClass.STANDARD
    help: Text | None = None
    required: bool = False
    options: tuple[Option, ...] = ()  # choice and scale; a scale's are ordered from low to high
    unit: Text | None = None  # number: what is counted, as in "minutes"
    minimum: float | None = None  # number: in ``unit``, inclusive
    maximum: float | None = None  # number: in ``unit``, inclusive; free text: characters
    whole: bool = True  # number: no decimals
    ends: tuple[Text, Text] | None = None  # recommendation: labels of 0 and 10
    scale: str | None = None
    reversed: bool = False  # in ``scale``, a high answer means little of what is measured

    @cached_property
    def codes(self) -> frozenset[str]:
        """Codes of all options."""
        return frozenset(option.code for option in self.options)

    @cached_property
    def points(self) -> tuple[Option, ...]:
        """The options that have a place on the scale: all but "not applicable"."""
        return tuple(option for option in self.options if not option.not_applicable)


@dataclass(frozen=True)
class Page:
    """Questions that are shown together."""

    id: str
    title: Text
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Survey:
    """A whole definition. ``data`` is the document it was loaded from; the digest identifies exactly that."""

    id: str
    version: int
    title: Text
    purpose: Text
    minutes: int  # time to answer [min]
    languages: tuple[str, ...]  # the first is the one to fall back on
    licence: str
    source: str
    scales: tuple[Scale, ...]
    pages: tuple[Page, ...]
    data: Mapping[str, Any] = field(repr=False, compare=False)

    def __iter__(self) -> Iterator[Question]:
        return iter(self.questions.values())

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """All questions by id, in the order of the form."""
        return {question.id: question for page in self.pages for question in page.questions}

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the canonical document: the version that an answer belongs to."""
        return digest(canonical_json(self.data))

    def on_level(self, level: Level) -> tuple[Question, ...]:
        """Questions bound to one level of the impact map, in the order of the form."""
        return tuple(question for question in self if question.level is level)
