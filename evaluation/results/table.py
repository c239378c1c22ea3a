"""Results as CSV: one row for each option of each question."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import Any

from evaluation.results.model import CampaignResults, LevelResult
from evaluation.results.period import month_to_wire as month
from evaluation.results.question import OptionResult, QuestionFigures, QuestionResult, RankedOption
from surveys.definition import QuestionType

COLUMNS = (
    "campaign",
    "answered",
    "shown",
    "level_number",
    "level",
    "question",
    "version",
    "type",
    "text",
    "unit",
    "conditional",
    "respondents",
    "n",
    "not_applicable",
    "declined",
    "from",
    "to",
    "option",
    "option_text",
    "count",
    "share",
    "top_2_box_share",
    "top_2_box_low",
    "top_2_box_high",
    "median",
    "lower_quartile",
    "upper_quartile",
    "recommendation_score",
    "first_month",
    "last_month",
    "place",
    "mean_place",
)
_FORMULA = re.compile(r"[=+\-@\t\r\n]")
_NUMBER = re.compile(r"-\d+(\.\d+)?")


def results_csv(results: CampaignResults) -> str:
    """Return ``results`` as CSV (RFC 4180), the same figures as ``to_json``.

    A question whose figures may not show has one row with empty cells. Options that are set apart have
    a count and no share; ``declined`` counts who preferred not to say. An option of a ranking has a row for each place.
    Texts that a spreadsheet would take for a formula begin with an apostrophe.
    """
    sheet = io.StringIO(newline="")
    writer = csv.DictWriter(sheet, COLUMNS, restval="")
    writer.writeheader()
    for level, question in results:
        for row in _rows(results, level, question):
            writer.writerow({name: _cell(value) for name, value in row.items()})
    return sheet.getvalue()


def _rows(results: CampaignResults, level: LevelResult, question: QuestionResult) -> Iterator[dict[str, Any]]:
    fixed: dict[str, Any] = {
        "campaign": results.key,
        "answered": results.release.answered,
        "shown": results.release.shown,
        "level_number": level.level.number,
        "level": level.level.value,
        "question": question.question,
        "version": question.version,
        "type": question.type.value,
        "text": question.text,
        "unit": question.unit,
        "conditional": str(question.conditional).lower(),
    }
    figures = question.figures
    if figures is None:
        yield fixed
        return
    fixed |= _summary(figures)
    if question.type is QuestionType.RANKING:
        yield from (fixed | row for ranked in figures.ranking for row in _places(ranked))
        return
    for option in (*figures.distribution, *figures.set_apart):
        yield fixed | _option(option)


def _summary(figures: QuestionFigures) -> dict[str, Any]:
    top, number, score, period = figures.top_2_box, figures.number, figures.recommendation, figures.period
    row: dict[str, Any] = {
        "respondents": figures.respondents,
        "n": figures.n,
        "not_applicable": figures.not_applicable,
        "declined": figures.declined,
    }
    if period:
        row |= {"from": month(period.first), "to": month(period.last)}
    if top:
        row |= {"top_2_box_share": top.share, "top_2_box_low": top.low, "top_2_box_high": top.high}
    if number:
        row |= {
            "median": number.median,
            "lower_quartile": number.lower_quartile,
            "upper_quartile": number.upper_quartile,
        }
    if score:
        row["recommendation_score"] = score.score
    if figures.dates:
        row |= {"first_month": month(figures.dates.first), "last_month": month(figures.dates.last)}
    return row


def _places(ranked: RankedOption) -> Iterator[dict[str, Any]]:
    for place, count in enumerate(ranked.places.counts, 1):
        option = OptionResult(ranked.option, ranked.text, count, ranked.share(count))
        yield {**_option(option), "place": place, "mean_place": ranked.places.mean}


def _option(option: OptionResult) -> dict[str, Any]:
    return {
        "option": option.option,
        "option_text": option.text,
        "count": option.count,
        "share": option.share,
    }


def _cell(value: object) -> object:
    if isinstance(value, str) and _FORMULA.match(value) and not _NUMBER.fullmatch(value):
        return f"'{value}"
    return value
