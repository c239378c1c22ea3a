"""What belongs together in a tab-separated structure, gathered while its rows come in, language after language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from surveys.interchange.limesurvey.own import COLUMN
from surveys.interchange.limesurvey.source import ConditionRow, Group, Part, SourceQuestion
from surveys.interchange.limesurvey.tables import number


@dataclass(slots=True)
class GatheredPart:
    """A subquestion or an answer. ``row``: the cells of its first row."""

    row: Mapping[str, str]
    path: str
    said: dict[str, str] = field(default_factory=dict)

    @property
    def is_question(self) -> bool:
        """Whether it is a subquestion."""
        return self.row["class"] == "SQ"

    def done(self) -> Part:
        """Return it as read."""
        return Part(
            path=self.path,
            code=self.row.get("name", ""),
            text=self.said,
            scale=number(self.row.get("type/scale", "")),
            relevance=self.row.get("relevance", "") if self.is_question else "",
            pattern=self.row.get("validation", "") if self.is_question else "",
            extras=_own_columns(self.row),
        )


@dataclass(slots=True)
class GatheredQuestion:
    """A question with the rows that follow it."""

    row: Mapping[str, str]
    path: str
    field_name: str
    said: dict[str, str] = field(default_factory=dict)
    help: dict[str, str] = field(default_factory=dict)
    attributes: dict[str, dict[str, str]] = field(default_factory=dict)
    parts: dict[tuple[str, ...], GatheredPart] = field(default_factory=dict)
    conditions: list[ConditionRow] = field(default_factory=list)
    has_default: bool = False

    def done(self) -> SourceQuestion:
        """Return it as read."""
        row = self.row
        return SourceQuestion(
            path=self.path,
            number=row.get("id", ""),
            field_name=self.field_name,
            type=row.get("type/scale", "T"),
            code=row.get("name", ""),
            text=self.said,
            help=self.help,
            mandatory=row.get("mandatory", ""),
            other=row.get("other", "") == "Y",
            relevance=row.get("relevance", ""),
            pattern=row.get("validation", ""),
            has_default=self.has_default,
            attributes=self.attributes,
            subquestions=tuple(part.done() for part in self.parts.values() if part.is_question),
            answers=tuple(part.done() for part in self.parts.values() if not part.is_question),
            conditions=tuple(self.conditions),
        )


@dataclass(slots=True)
class GatheredGroup:
    """A group with the questions that follow it."""

    row: Mapping[str, str]
    path: str
    said: dict[str, str] = field(default_factory=dict)
    description: dict[str, str] = field(default_factory=dict)
    questions: dict[tuple[str, ...], GatheredQuestion] = field(default_factory=dict)

    def done(self) -> Group:
        """Return it as read."""
        return Group(
            path=self.path,
            name=self.said,
            description=self.description,
            relevance=self.row.get("relevance", ""),
            random_group=self.row.get("random_group", ""),
            extras=_own_columns(self.row),
            questions=tuple(question.done() for question in self.questions.values()),
        )


def _own_columns(row: Mapping[str, str]) -> Mapping[str, str]:
    return {name: value for name, value in row.items() if name.startswith(COLUMN)}
