"""The codebook: what every code of a survey means, as CSV for analysts.

One row for each question and option; a question without options has one row. Cells that a spreadsheet would take for
a formula begin with an apostrophe.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from typing import Final, TypeAlias

from surveys.canonical import canonical_json
from surveys.conditions import Condition
from surveys.definition import Option, Page, Question, QuestionType, Survey
from surveys.interchange.exchange import Writing
from surveys.interchange.report import Report
from surveys.texts import Text

COLUMNS: Final = (
    *("id", "version", "type", "battery", "specifies", "level", "node", "privacy", "required", "declinable"),
    *("scale", "reversed", "page", "page_condition", "condition", "minimum", "maximum", "whole"),
    *("code", "kind", "place", "score"),
)
"""Columns that are always there; docs/interchange.md says what stands in each."""

TEXTS: Final = ("page_title", "battery_text", "text", "help", "unit", "option")
"""Columns that are there once for each language, as in ``text_nl``."""

_MARK = "\ufeff"  # by which spreadsheet programs know UTF-8
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n")
Cells: TypeAlias = dict[str, object]


def write(survey: Survey) -> Writing:
    """Return the codebook of ``survey``, and what of the survey it does not hold."""
    report = Report()
    sheet = io.StringIO(newline="")
    headers = [*COLUMNS, *(f"{name}_{tag}" for name in TEXTS for tag in survey.languages)]
    writer = csv.DictWriter(sheet, headers, restval="")
    writer.writeheader()
    for page in survey.pages:
        for question in page.questions:
            report.carried(question.id, question.id)
            for row in _rows(question, page):
                writer.writerow({name: _cell(value) for name, value in row.items()})
    _note_the_rest(survey, report)
    return Writing(f"{_MARK}{sheet.getvalue()}".encode(), report)


def _rows(question: Question, page: Page) -> Iterator[Cells]:
    common = _question_cells(question, page)
    if question.type is QuestionType.RECOMMENDATION:
        for code in range(11):
            yield {**common, "code": code, **_texts("option", _end(question, code))}
    elif question.options:
        for option in question.options:
            yield {**common, **_option_cells(question, option)}
    else:
        yield common


def _question_cells(question: Question, page: Page) -> Cells:
    battery = question.battery
    return {
        "id": question.id,
        "version": question.version,
        "type": question.type.value,
        "battery": battery.id if battery else "",
        "specifies": " ".join(question.specifies or ()),
        "level": question.level.value,
        "node": question.node or "",
        "privacy": question.privacy.value,
        "required": _yes(question.required),
        "declinable": _yes(question.declinable),
        "scale": question.scale or "",
        "reversed": _yes(question.reversed),
        "page": page.id,
        "page_condition": _json(page.condition),
        "condition": _json(question.condition),
        "minimum": _first(question.minimum, question.earliest, _lowest(question)),
        "maximum": _first(question.maximum, question.latest, _highest(question)),
        "whole": _yes(question.type is QuestionType.NUMBER and question.whole),
        **_texts("page_title", page.title),
        **_texts("battery_text", battery.text if battery else None),
        **_texts("text", question.text),
        **_texts("help", question.help),
        **_texts("unit", question.unit),
    }


def _option_cells(question: Question, option: Option) -> Cells:
    cells: Cells = {"code": option.code, "kind": _kind(option), **_texts("option", option.text)}
    if question.type is QuestionType.SCALE and not option.not_applicable:
        place, points = question.points.index(option) + 1, len(question.points)
        share = (points - place if question.reversed else place - 1) / (points - 1)
        cells |= {"place": place, "score": round(100 * share, 2)}
    return cells


def _kind(option: Option) -> str:
    kinds = ("not_applicable", "exclusive", "other")
    return next((kind for kind in kinds if getattr(option, kind)), "")


def _end(question: Question, code: int) -> Text | None:
    return question.ends[code // 10] if question.ends and code in {0, 10} else None


def _lowest(question: Question) -> int | None:
    return 0 if question.type is QuestionType.RECOMMENDATION else None


def _highest(question: Question) -> int | None:
    return 10 if question.type is QuestionType.RECOMMENDATION else None


def _first(*bounds: object) -> object:
    return next((bound for bound in bounds if bound is not None), "")


def _texts(name: str, text: Mapping[str, str] | None) -> Cells:
    return {f"{name}_{tag}": said for tag, said in (text or {}).items()}


def _json(condition: Condition | None) -> str:
    return "" if condition is None else canonical_json(condition.document).decode()


def _yes(value: bool) -> str:
    return "yes" if value else ""


def _cell(value: object) -> object:
    return safe_cell(value) if isinstance(value, str) else value


def safe_cell(text: str) -> str:
    """Return ``text`` as a cell of CSV that no spreadsheet program calculates."""
    return f"'{text}" if text.startswith(_FORMULA_SIGNS) else text


def _note_the_rest(survey: Survey, report: Report) -> None:
    why = "A codebook tells what answers mean. Keep the definition beside it."
    report.left_out("", "Title, purpose, minutes, licence and source", why)
    for index, page in enumerate(survey.pages):
        if page.text:
            report.left_out(f"pages[{index}].text", "The text of a page", why)
    if survey.recalls:
        report.left_out("recalls", f"{len(survey.recalls)} answers to earlier surveys", why)
    if survey.scales:
        report.left_out("scales", "The titles of scales", f"Their ids are in the column scale. {why}")
