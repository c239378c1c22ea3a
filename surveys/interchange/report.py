"""What became of everything in a file that was carried over: nothing is dropped without a line here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum


class Outcome(StrEnum):
    """What became of one thing."""

    CARRIED = "carried"  # as it was
    CHANGED = "changed"  # carried, but not exactly: what it says now differs
    ASSUMED = "assumed"  # not in the file, and needed: filled in
    LEFT_OUT = "left out"  # not in the result


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was not carried as it was.

    ``path`` is its place in the file as its users know it (``survey!C7``, ``pages[0].elements[2].visibleIf``), ``what``
    the thing, ``why`` the reason with what an author can do, in plain English.
    """

    outcome: Outcome
    path: str
    what: str
    why: str


@dataclass(frozen=True, slots=True)
class QuestionFate:
    """What became of one question of the file, or of one item of a battery."""

    path: str
    name: str
    outcome: Outcome  # CARRIED, CHANGED or LEFT_OUT


@dataclass(slots=True)
class Report:
    """Collects what became of a file's contents while it is read or written. In ``questions`` each has one line."""

    questions: list[QuestionFate] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def carried(self, path: str, name: str) -> None:
        """Note a question that was carried; it counts as changed if a finding says so of its path."""
        self.questions.append(QuestionFate(path, name, Outcome.CARRIED))

    def left_out(self, path: str, what: str, why: str) -> None:
        """Note a thing, other than a question, that is not in the result."""
        self.findings.append(Finding(Outcome.LEFT_OUT, path, what, why))

    def question_left_out(self, path: str, name: str, why: str) -> None:
        """Note a question that is not in the result."""
        self.questions.append(QuestionFate(path, name, Outcome.LEFT_OUT))
        self.findings.append(Finding(Outcome.LEFT_OUT, path, f"Question {name}", why))

    def changed(self, path: str, what: str, why: str) -> None:
        """Note a thing that was carried, but not exactly."""
        self.findings.append(Finding(Outcome.CHANGED, path, what, why))

    def assumed(self, path: str, what: str, why: str) -> None:
        """Note a thing that the result needs and the file did not have."""
        self.findings.append(Finding(Outcome.ASSUMED, path, what, why))

    def of(self, outcome: Outcome) -> Iterator[Finding]:
        """Yield the findings with ``outcome``."""
        return (finding for finding in self.findings if finding.outcome is outcome)

    @property
    def in_file(self) -> int:
        """Questions in the file: carried and left out."""
        return len(self.questions)

    @property
    def carried_questions(self) -> int:
        """Questions in the result, exactly as they were or changed."""
        return sum(fate.outcome is not Outcome.LEFT_OUT for fate in self.questions)
