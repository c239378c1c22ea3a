"""A LimeSurvey file as read, whichever format it came in: groups of questions, texts still as they were written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Said = Mapping[str, str]
"""A text as it stands in the file, by LimeSurvey's language code; mark-up and expressions included."""


_WITH_OTHER = frozenset("L!MP")


@dataclass(frozen=True, slots=True)
class ConditionRow:
    """A condition of the old kind: an answer to an earlier question, compared with a value."""

    scenario: str
    question: str  # id of the question that is looked at; empty for a participant's attribute
    field_name: str  # of its answer, as in ``123X4X5SQ001``
    method: str  # ``==``, ``!=``, ``<``, …, ``RX``
    value: str


@dataclass(frozen=True, slots=True)
class Part:
    """A subquestion or an answer option."""

    path: str
    code: str
    text: Said
    scale: int = 0  # 1: of the second scale, or the second dimension of an array
    relevance: str = ""
    pattern: str = ""
    extras: Mapping[str, str] = field(default_factory=dict)  # our own columns


@dataclass(frozen=True, slots=True)
class SourceQuestion:
    """A question with all that belongs to it. ``attributes``: name → language ("" for none) → value, none empty."""

    path: str
    number: str  # LimeSurvey's own id, which field names are made of
    field_name: str  # survey, group and number, as in ``123X4X5``
    type: str
    code: str
    text: Said
    help: Said
    mandatory: str = ""
    other: bool = False  # which only some types heed: see ``offers_other``
    relevance: str = ""
    pattern: str = ""  # a regular expression that answers have to match
    has_default: bool = False
    has_script: bool = False
    attributes: Mapping[str, Said] = field(default_factory=dict)
    subquestions: tuple[Part, ...] = ()
    answers: tuple[Part, ...] = ()
    conditions: tuple[ConditionRow, ...] = ()

    @property
    def offers_other(self) -> bool:
        """Whether "other" is among the options; questions of types without it keep the setting, too."""
        return self.other and self.type in _WITH_OTHER

    def attribute(self, name: str) -> str:
        """Return the value of an attribute whatever its language, "" if it is not set."""
        return next(iter(self.attributes.get(name, {}).values()), "")

    def on_scale(self, scale: int) -> tuple[Part, ...]:
        """Return the answer options of one of the two scales."""
        return tuple(answer for answer in self.answers if answer.scale == scale)


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that LimeSurvey shows together."""

    path: str
    name: Said
    description: Said
    relevance: str = ""
    random_group: str = ""
    extras: Mapping[str, str] = field(default_factory=dict)
    questions: tuple[SourceQuestion, ...] = ()


@dataclass(frozen=True, slots=True)
class Leftover:
    """Something in the file that no definition of ours has."""

    path: str
    what: str
    why: str


@dataclass(frozen=True, slots=True)
class Source:
    """A whole file. ``settings``: name of a text of the survey → language → text."""

    languages: tuple[str, ...]  # LimeSurvey's codes, the base language first; empty if the file names none
    settings: Mapping[str, Said]
    groups: tuple[Group, ...]
    leftovers: tuple[Leftover, ...] = ()
    extras: Mapping[str, Said] = field(default_factory=dict)  # our own rows
