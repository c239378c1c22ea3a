"""What the commands print."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from surveys.cli.printing import Printer
from surveys.definition import Survey
from surveys.errors import Problem
from surveys.interchange import Finding, Format, Outcome, Report

MOST_SHOWN: Final = 60  # rows of a table of findings
_TITLES = {
    Outcome.LEFT_OUT: "Left out",
    Outcome.CHANGED: "Changed",
    Outcome.ASSUMED: "Filled in, because it is needed and not in the file",
}


def print_survey(output: Printer, name: str, found: Format, survey: Survey) -> None:
    """Print which survey a file holds."""
    output.line(f"{name}: {found.title}, “{survey.title.in_language(survey.languages[0])}”")
    output.line(
        f"{survey.id}, version {survey.version}, {len(survey.questions)} questions on {len(survey.pages)} pages, "
        f"{', '.join(survey.languages)}; digest {survey.digest[:12]}"
    )


def print_report(output: Printer, title: str, report: Report) -> None:
    """Print how many questions were carried, and everything that is not as it was."""
    counts = counted(report)
    output.table(title, ("questions", "number"), [(name, str(number)) for name, number in counts.items()])
    for outcome, said in _TITLES.items():
        _print_findings(output, said, list(report.of(outcome)))


def counted(report: Report) -> dict[str, int]:
    """Return the numbers of questions by what became of them; the first is the sum of the others."""
    changed = {finding.path for finding in report.of(Outcome.CHANGED)}
    outcomes = [
        Outcome.CHANGED if fate.outcome is Outcome.CARRIED and fate.path in changed else fate.outcome
        for fate in report.questions
    ]
    return {
        "in the file": len(outcomes),
        "carried as they are": outcomes.count(Outcome.CARRIED),
        "carried, and changed": outcomes.count(Outcome.CHANGED),
        "left out": outcomes.count(Outcome.LEFT_OUT),
    }


def print_problems(output: Printer, name: str, problems: Sequence[Problem]) -> None:
    """Print everything that is wrong with a file."""
    number = len(problems)
    output.line(f"{name}: {'one problem' if number == 1 else f'{number} problems'}.")
    output.table("Problems", ("where", "what"), [(problem.path or "the file", problem.message) for problem in problems])


def _print_findings(output: Printer, title: str, findings: Sequence[Finding]) -> None:
    rows = [(finding.path or "the file", finding.what, finding.why) for finding in findings[:MOST_SHOWN]]
    output.table(f"{title} ({len(findings)})", ("where", "what", "why"), rows)
    if len(findings) > MOST_SHOWN:
        output.line(f"{len(findings) - MOST_SHOWN} more: --report FILE.csv writes all of them.")
