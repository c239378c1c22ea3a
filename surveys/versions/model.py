"""What a comparison of two versions says, as frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from surveys.definition.model import QuestionType, Survey
from surveys.levels import Level
from surveys.privacy import PrivacyClass
from surveys.texts import Text


class Verdict(StrEnum):
    """Whether answers to the old and to the new version may stand in one series. The last two: only one has it."""

    COMPARABLE = "comparable"
    AFTER_RECODING = "after_recoding"
    NOT_COMPARABLE = "not_comparable"
    ADDED = "added"
    REMOVED = "removed"


class Effect(StrEnum):
    """What one change does to comparability, the least first."""

    NOTE = "note"  # nothing
    CAUTION = "caution"  # nothing to compute, something to say beside the figures
    RECODING = "recoding"
    BREAK = "break"  # a new series begins


class Part(StrEnum):
    """What has a text that may change."""

    TITLE = "title"
    PURPOSE = "purpose"
    PAGE_TITLE = "page_title"
    PAGE_TEXT = "page_text"
    QUESTION = "question"
    HELP = "help"
    BATTERY = "battery"
    BATTERY_HELP = "battery_help"
    UNIT = "unit"
    LOW_END = "low_end"
    HIGH_END = "high_end"
    SCALE_TITLE = "scale_title"
    RECALL = "recall"


@dataclass(frozen=True, slots=True)
class Range:
    """From the lowest to the highest answer that is taken; None: any."""

    lowest: float | date | None
    highest: float | date | None


Fact: TypeAlias = (
    "str | int | float | date | Text | Level | Part | PrivacyClass | QuestionType | Range | tuple[Fact, ...]"
)
"""What fills a sentence: ids, codes and languages as text, the rest as what it is."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One change and its effect. ``key`` names the sentence in ``surveys.versions.words`` that ``facts`` fill."""

    key: str
    effect: Effect
    facts: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Recoding:
    """What to do with answers given to one version before they stand beside those given to the other.

    Where nothing is said of an answer, it stays as it is.
    """

    codes: Mapping[str, str | None] = field(default_factory=dict)  # what a code counts as; None: leave it out
    out_of_100: Mapping[str, float] = field(default_factory=dict)  # of each code: all that can be compared, 0 to 100
    at_least: float | str | None = None  # leave out what is lower: numbers in their unit, dates in ISO form
    at_most: float | str | None = None  # leave out what is higher
    rounded: bool = False  # to whole numbers, halves up
    places: int | None = None  # of a ranking: keep the first so many
    alone: tuple[str, ...] = ()  # leave out lists in which one of these codes stands beside another
    without_declined: bool = False  # "prefer not to say" counts as unanswered
    by_other_key: bool = False  # answers stay; scores and figures are computed with the other version's options or key


@dataclass(frozen=True, slots=True)
class QuestionComparison:
    """What happened to one question, or one item of a battery, between two versions."""

    id: str
    verdict: Verdict
    reasons: tuple[Reason, ...] = ()
    old_recoding: Recoding | None = None  # of answers given to the old version
    new_recoding: Recoding | None = None  # of answers given to the new version


@dataclass(frozen=True, slots=True)
class ScaleComparison:
    """What happened to the scores on one scale. ``items`` are those to score both versions on."""

    id: str
    verdict: Verdict
    reasons: tuple[Reason, ...] = ()
    items: tuple[str, ...] = ()
    only_out_of_100: bool = False  # the mean on the items' own points has no counterpart


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that differs between two versions of a survey.

    ``reasons`` are about the survey as a whole and its pages. ``questions`` are by id, in the order of the new version,
    then what was removed; so are ``scales``. ``verdict`` is the worst of what both versions ask.
    """

    old: Survey = field(repr=False)
    new: Survey = field(repr=False)
    verdict: Verdict
    reasons: tuple[Reason, ...]
    questions: Mapping[str, QuestionComparison]
    scales: Mapping[str, ScaleComparison]

    @property
    def unchanged(self) -> bool:
        """Whether both are one and the same document."""
        return self.old.digest == self.new.digest
