"""What the converters of all types share: the names, texts and report of one file, and how a question begins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from surveys.interchange.exchange import Assumptions
from surveys.interchange.limesurvey.conditions import Conditions
from surveys.interchange.limesurvey.own import COLUMN, Ids, members_of
from surveys.interchange.limesurvey.source import Part, SourceQuestion
from surveys.interchange.limesurvey.texts import Texts
from surveys.interchange.limesurvey.variables import Variables
from surveys.interchange.report import Report

Document: TypeAlias = dict[str, Any]
_MANDATORY = frozenset({"Y", "S"})


@dataclass(slots=True)
class Making:
    """One file on its way to a definition."""

    report: Report
    assumptions: Assumptions
    texts: Texts
    variables: Variables
    conditions: Conditions
    ids: Ids
    scales: frozenset[str]  # ids of scales that the file's own rows name
    codes_met: set[str] = field(default_factory=set)  # LimeSurvey's names of the questions so far
    paths: dict[str, str] = field(default_factory=dict)  # id of a page or question → its place in the file
    levels_assumed: int = 0  # questions

    def begin(self, question: SourceQuestion, kind: str, question_id: str, part: Part | None = None) -> Document:
        """Return the document of a question with all that questions of every type have.

        ``part``: the subquestion that it is made of, whose text follows that of the question.
        """
        self.paths[question_id] = question.path if part is None else part.path
        document: Document = {"id": question_id, "version": 1, "type": kind}
        document["level"] = self.assumptions.level.value
        document["text"] = self._text(question, part)
        if explained := self.texts.optional(question.help, f"{question.path}.help", piped=True):
            document["help"] = explained
        if question.mandatory in _MANDATORY:
            document["required"] = True
        if question.mandatory == "S":
            self.report.changed(
                question.path, "Soft mandatory", "Questions are required or not here: this one is required."
            )
        members = self.own_members(question.attributes)
        self.levels_assumed += "level" not in members
        document.update({name: value for name, value in members.items() if _fits(name, kind)})
        return document

    def own_members(self, attributes: Mapping[str, Mapping[str, str]]) -> Document:
        """Return what our own columns say of a question."""
        said = {
            name.removeprefix(COLUMN): next(iter(values.values()))
            for name, values in attributes.items()
            if name.startswith(COLUMN)
        }
        return members_of(said, self.scales)

    def _text(self, question: SourceQuestion, part: Part | None) -> dict[str, str]:
        if part is None:
            return self.texts.needed(question.text, f"{question.path}.text", question.code, piped=True)
        whole = self.texts.optional(question.text, f"{question.path}.text", piped=True) or {}
        own = self.texts.needed(part.text, f"{part.path}.text", part.code, piped=True)
        return {tag: f"{whole[tag]}\n{text}" if tag in whole else text for tag, text in own.items()}


def _fits(member: str, kind: str) -> bool:
    """Tell whether a question of ``kind`` has ``member``."""
    kinds = {"scale": {"scale", "battery"}, "reversed": {"scale"}, "grid": {"battery"}}
    return kind in kinds.get(member, {kind})
