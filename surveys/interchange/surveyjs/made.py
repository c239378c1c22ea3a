"""What a reader makes of an element."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from surveys.conditions import Kind
from surveys.definition.question_types import VALUE_TYPES
from surveys.interchange.surveyjs.file_in import Document, FileIn
from surveys.interchange.surveyjs.own import own_of


@dataclass(frozen=True, slots=True)
class Element:
    """An element of the file, or a part of one that is asked for itself, and its place."""

    file: FileIn
    data: Mapping[str, Any]
    path: str

    @property
    def own(self) -> Mapping[str, Any]:
        """What it holds of ours."""
        return own_of(self.data)

    @property
    def name(self) -> str:
        """Its name, or where it stands if it has none."""
        name = self.data.get("name")
        return name if isinstance(name, str) and name.strip() else self.path

    def at(self, name: str) -> str:
        """Return the place of the property ``name``."""
        return f"{self.path}.{name}"


@dataclass(slots=True)
class Made:
    """The members that a question has because of its type.

    ``codes``: ours by the file's values, as texts; ``used``: properties of the element that went into it.
    """

    type: str
    members: Document = field(default_factory=dict)
    codes: Mapping[str, str] = field(default_factory=dict)
    used: tuple[str, ...] = ()
    refusable: bool = False

    @property
    def kind(self) -> Kind:
        """The kind of its answers."""
        return Kind(VALUE_TYPES[self.type], tuple(option["code"] for option in self.members.get("options", ())))

    @property
    def asks_for_words(self) -> bool:
        """Whether an option of it is "other"."""
        return any(option.get("other") for option in self.members.get("options", ()))
