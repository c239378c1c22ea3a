"""The tables of LimeSurvey's database as its XML exports hold them (``.lss``, ``.lsg``, ``.lsq``)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeAlias

from surveys.interchange.errors import FileRefused
from surveys.interchange.safe_xml import read_xml

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

Row: TypeAlias = Mapping[str, str]
Tables: TypeAlias = Mapping[str, tuple[Row, ...]]

_KINDS = frozenset({"Survey", "Group", "Question"})
_HEADER = frozenset({"LimeSurveyDocType", "DBVersion", "languages"})
_LARGEST_NUMBER = 9  # digits


def read_tables(data: bytes) -> tuple[tuple[str, ...], Tables]:
    """Return the languages that a file names, and its tables by name; a table that holds no rows is left out.

    Raises FileRefused for what is no export of a survey, a group or a question; otherwise as ``safe_xml.read_xml``.
    """
    root = read_xml(data)
    kind = (root.findtext("LimeSurveyDocType") or "").strip()
    if root.tag != "document" or not kind:
        raise FileRefused("This is XML, but no export of LimeSurvey. Export the survey there as .lss and try again.")
    if kind not in _KINDS:
        raise FileRefused(f"This export of LimeSurvey holds a {kind[:40]!r}. Export a survey, a group or a question.")
    languages = tuple((tag.text or "").strip() for tag in root.iterfind("languages/language"))
    tables = {child.tag: _rows(child) for child in root if child.tag not in _HEADER}
    return languages, {name: rows for name, rows in tables.items() if rows}


def _rows(table: Element) -> tuple[Row, ...]:
    rows = table.findall("rows/row") or [child for child in table if child.tag not in {"fields", "rows"}]
    return tuple({cell.tag: (cell.text or "") for cell in row} for row in rows)


def number(text: str) -> int:
    """Return the whole number in ``text``, 0 for anything else: enough to put rows in their order."""
    digits = text.strip().removeprefix("-")
    return int(text) if digits.isdecimal() and digits.isascii() and len(digits) <= _LARGEST_NUMBER else 0


def parent_of(row: Row) -> str:
    """Return the id of the question that a subquestion belongs to, "" for what is none."""
    parent = row.get("parent_qid", "").strip()
    return "" if parent == "0" else parent
