"""A survey definition as frozen values. Made by ``load_survey``, which guarantees what is said here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any

from surveys.canonical import canonical_json, digest
from surveys.conditions import Condition
from surveys.levels import Level
from surveys.privacy import PrivacyClass
from surveys.texts import Text


class QuestionType(StrEnum):
    """What kind of answer a question asks for. A battery is no type of its own: each of its items is a scale."""

    SINGLE_CHOICE = "single_choice"
    MULTIPLE_RESPONSE = "multiple_response"  # any number of options
    SCALE = "scale"  # ordered options, lowest first
    RECOMMENDATION = "recommendation"  # 0 to 10
    NUMBER = "number"
    DURATION = "duration"  # minutes
    DATE = "date"
    RANKING = "ranking"  # options, the first place first
    SHORT_TEXT = "short_text"  # one line
    FREE_TEXT = "free_text"


TEXTS = frozenset({QuestionType.SHORT_TEXT, QuestionType.FREE_TEXT})
"""Types whose answers are words: kept, and counted only as answered."""

LISTS = frozenset({QuestionType.MULTIPLE_RESPONSE, QuestionType.RANKING})
"""Types whose answers are lists of codes."""


@dataclass(frozen=True, slots=True)
class Option:
    """One answer option. ``code`` is what is stored and counted; it never changes once published."""

    code: str
    text: Text
    not_applicable: bool = False  # "cannot judge": set apart, outside scores and shares
    exclusive: bool = False  # of a multiple response: "none of these", goes with no other option
    other: bool = False  # "other, namely": a question for the words follows


@dataclass(frozen=True, slots=True)
class Scale:
    """A set of questions that measure one thing together."""

    id: str
    title: Text


@dataclass(frozen=True, slots=True)
class Recall:
    """An answer of the same person to an earlier survey, known by ``id`` in conditions and texts."""

    id: str
    survey: str
    question: str
    text: Text | None = None  # what it is, for authors


@dataclass(frozen=True, slots=True)
class Battery:
    """What the items of a battery have in common. Its options are those of each item."""

    id: str
    text: Text
    help: Text | None = None
    grid: bool = False  # drawn as a table where there is room


@dataclass(frozen=True)
class Question:
    """One question, or one item of a battery. ``id`` and ``version`` identify it over courses, copies and years."""

    id: str
    version: int
    type: QuestionType
    level: Level
    text: Text
    node: str | None = None  # id of the impact-map node that it measures
    privacy: PrivacyClass = PrivacyClass.STANDARD
    help: Text | None = None
    required: bool = False
    declinable: bool = False  # offers "prefer not to say"
    condition: Condition | None = None  # None: always asked
    options: tuple[Option, ...] = ()  # where codes are chosen; a scale's are ordered from low to high
    unit: Text | None = None  # number: what is counted, as in "minutes"
    minimum: float | None = None  # number: in ``unit``; duration: minutes; multiple response: options; inclusive
    maximum: float | None = None  # likewise; ranking: places to give; texts: characters
    whole: bool = True  # number: no decimals
    earliest: date | None = None  # date, inclusive
    latest: date | None = None  # date, inclusive
    ends: tuple[Text, Text] | None = None  # recommendation: labels of 0 and 10
    scale: str | None = None
    reversed: bool = False  # in ``scale``, a high answer means little of what is measured
    battery: Battery | None = None  # the one that this is an item of
    specifies: tuple[str, str] | None = None  # question and code of the option "other" that this asks words for

    @cached_property
    def codes(self) -> frozenset[str]:
        """Codes of all options."""
        return frozenset(option.code for option in self.options)

    @cached_property
    def points(self) -> tuple[Option, ...]:
        """The options that have a place on the scale: all but "not applicable"."""
        return tuple(option for option in self.options if not option.not_applicable)

    @cached_property
    def other(self) -> Option | None:
        """The option that asks for words, if there is one."""
        return next((option for option in self.options if option.other), None)


@dataclass(frozen=True)
class Page:
    """Questions that are shown together. Items of a battery, and words for "other", are questions as well."""

    id: str
    title: Text
    questions: tuple[Question, ...]
    text: Text | None = None  # introduces the page
    condition: Condition | None = None  # None: always shown


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
    recalls: tuple[Recall, ...] = ()
    data: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)

    def __iter__(self) -> Iterator[Question]:
        return iter(self.questions.values())

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """All questions by id, in the order of the form."""
        return {question.id: question for page in self.pages for question in page.questions}

    @cached_property
    def with_other(self) -> tuple[Question, ...]:
        """Questions with an option that asks for words."""
        return tuple(question for question in self if question.other is not None)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the canonical document: the version that an answer belongs to."""
        return digest(canonical_json(self.data))

    def on_level(self, level: Level) -> tuple[Question, ...]:
        """Questions bound to one level of the impact map, in the order of the form."""
        return tuple(question for question in self if question.level is level)
