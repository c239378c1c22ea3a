"""Mapping and CSV files for the trial survey."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

from tests.evaluation.follow_up import SURVEY as FOLLOW_UP
from tests.evaluation.survey import SURVEY

HEADER = ("When", "Pace", "Minutes", "Recommend", "Comment", "Recognise", "Room")
MAPPING: dict[str, Any] = {
    "format": "impact-mapping/1",
    "definition": "trial.json",
    "title": {"en": "Trial", "nl": "Proef"},
    "mode": "anonymous",
    "language": "en",
    "answered_at": {"column": "When", "format": "%d/%m/%Y %H:%M", "time_zone": "Europe/Brussels"},
    "unanswered": ["NA"],
    "ignored": ["Room"],
    "options": {"speeds": {"Slow as a snail": "too_slow"}},
    "questions": {
        "pace": {"column": "Pace", "options": "speeds"},
        "minutes": {"column": "Minutes"},
        "recommend": {"column": "Recommend"},
        "comment": {"column": "Comment"},
        "recognise": {"column": "Recognise", "options": {"Now and then": "sometimes"}},
    },
}


def row(**cells: str) -> list[str]:
    """Return one full row, changed where a test says so."""
    full = {
        "When": "22/11/2026 09:00",
        "Pace": "Just right",
        "Minutes": "45",
        "Recommend": "9",
        "Comment": "More practice, please.",
        "Recognise": "Often",
        "Room": "B",
    }
    return list({**full, **cells}.values())


def write_mapping(folder: Path, **changes: Any) -> Path:
    """Write a mapping and its definition; a change to None leaves a member out."""
    document = {name: value for name, value in {**MAPPING, **changes}.items() if value is not None}
    (folder / "trial.json").write_text(json.dumps(SURVEY), encoding="utf-8")
    path = folder / "mapping.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def write_rows(folder: Path, *rows: list[str], header: tuple[str, ...] = HEADER, encoding: str = "utf-8") -> Path:
    """Write a CSV file."""
    path = folder / "answers.csv"
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return path


FOLLOW_UP_MAPPING: dict[str, Any] = {
    "format": "impact-mapping/1",
    "definition": "follow_up.json",
    "title": {"en": "Follow-up"},
    "mode": "anonymous",
    "language": "en",
    "answered_at": {"value": "2026-11-22T09:00:00+01:00"},
    "questions": {
        "where": {"column": "Where", "separator": ", ", "declined": ["Rather not"]},
        "where_other": {"column": "Where else"},
        "support_manager": {"column": "Manager"},
        "first_use": {"column": "First use", "format": "%d/%m/%Y", "declined": ["Rather not"]},
        "saved": {"column": "Saved", "format": "hours"},
        "ranked": {"columns": {"Place of time": "time", "Place of tools": "tools", "Place of support": "support"}},
    },
}
FOLLOW_UP_CELLS = {
    "Where": "Team, Customers",
    "Where else": "",
    "Manager": "Much",
    "First use": "31/10/2026",
    "Saved": "1,5",
    "Place of time": "2",
    "Place of tools": "",
    "Place of support": "1",
}


def write_follow_up(folder: Path, *rows: dict[str, str], **questions: Any) -> tuple[Path, Path]:
    """Write a mapping of the follow-up survey, with other ``questions`` where said, and a file with ``rows``.

    The columns of the file are those of the first row.
    """
    (folder / "follow_up.json").write_text(json.dumps(FOLLOW_UP), encoding="utf-8")
    mapping = {**FOLLOW_UP_MAPPING, "questions": {**FOLLOW_UP_MAPPING["questions"], **questions}}
    path = folder / "mapping.json"
    path.write_text(json.dumps(mapping), encoding="utf-8")
    header = tuple(rows[0]) if rows else tuple(FOLLOW_UP_CELLS)
    return path, write_rows(folder, *(list(one.values()) for one in rows), header=header)
