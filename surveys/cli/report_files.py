"""The whole report as a file: JSON for programs, CSV for spreadsheets."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any, Final, TypeAlias

from surveys.cli.tables import counted
from surveys.errors import Problem
from surveys.interchange import Report
from surveys.interchange.codebook import safe_cell

COLUMNS: Final = ("stage", "kind", "outcome", "path", "what", "why")
_MARK = "\ufeff"  # by which spreadsheet programs know UTF-8
Stages: TypeAlias = Mapping[str, Report]
"""Reports by what was done, as in ``read from xlsform``."""


def write_report(ending: str, name: str, stages: Stages, problems: Sequence[Problem]) -> bytes:
    """Return the report on the file called ``name``, as JSON for the ending ``.json``, else as CSV."""
    if ending == ".json":
        return f"{json.dumps(_document(name, stages, problems), ensure_ascii=False, indent=2)}\n".encode()
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet)
    writer.writerow(COLUMNS)
    for row in _rows(stages, problems):
        writer.writerow(map(safe_cell, row))
    return f"{_MARK}{sheet.getvalue()}".encode()


def _document(name: str, stages: Stages, problems: Sequence[Problem]) -> dict[str, Any]:
    return {
        "file": name,
        "problems": [asdict(problem) for problem in problems],
        "stages": [
            {
                "stage": stage,
                "counts": counted(report),
                "questions": [asdict(fate) for fate in report.questions],
                "findings": [asdict(finding) for finding in report.findings],
            }
            for stage, report in stages.items()
        ],
    }


def _rows(stages: Stages, problems: Sequence[Problem]) -> Iterator[tuple[str, ...]]:
    for problem in problems:
        yield ("read", "problem", "", problem.path, problem.message, "")
    for stage, report in stages.items():
        for fate in report.questions:
            yield (stage, "question", fate.outcome, fate.path, fate.name, "")
        for finding in report.findings:
            yield (stage, "finding", finding.outcome, finding.path, finding.what, finding.why)
