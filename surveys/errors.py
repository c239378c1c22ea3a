"""The exceptions of this package. Every message is written for a course author."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, and where.

    ``path`` points into the data, as in ``pages[0].questions[2].options``; it is empty for the whole
    document.
    """

    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}: {self.message}" if self.path else self.message


class SurveyError(Exception):
    """Anything that this package refuses."""


class _Problems(SurveyError):
    """Refused for one or more reasons, all of them listed."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(str(problem) for problem in self.problems))


class DefinitionInvalid(_Problems):
    """A survey definition that cannot be used; ``problems`` lists every reason at once."""


class ContractInvalid(_Problems):
    """A document between LMS and service that does not follow the contract."""


class ContractUnknownVersion(ContractInvalid):
    """A document of a contract version that this release does not know. It may be readable by a newer one."""


class JSONRefused(SurveyError):
    """Bytes that are not JSON, or JSON that a database or a reader elsewhere could not hold."""


class InstrumentUnknown(SurveyError):
    """No instrument of that name is in the library."""


class PlanInvalid(_Problems):
    """A plan of waves that cannot be used; ``problems`` lists every reason at once."""


class InstrumentRefused(SurveyError):
    """A definition that works, and that the library of instruments may not offer: it comes without a licence."""
