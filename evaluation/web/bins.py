"""What the columns of numbers, durations and months are called."""

from __future__ import annotations

import math
from collections.abc import Sequence

from flask_babel import format_decimal

from evaluation.analysis import MonthBin, NumberBin
from evaluation.results import OptionResult, QuestionResult, month_from_wire
from evaluation.web.wording import duration, month
from surveys.definition import QuestionType

_HOUR = 60  # min
_JANUARY, _DECEMBER = 1, 12


def bin_labels(question: QuestionResult) -> list[str]:
    """Return what stands under each column of a question's chart."""
    figures = question.figures
    if figures is None:
        return []
    if question.type is QuestionType.DATE:
        return [months(one) for one in figures.month_bins]
    if question.type is QuestionType.DURATION:
        return [_clock_range(one) for one in figures.bins]
    return [bin_range(one, question.whole) for one in figures.bins]


def bin_name(question: QuestionResult, one: NumberBin) -> str:
    """Return the numbers in one bin as a table names them: durations in words."""
    if question.type is not QuestionType.DURATION:
        return bin_range(one, question.whole)
    if math.isinf(one.low):
        return f"<\u00a0{duration(one.high)}"
    if math.isinf(one.high):
        return f"≥\u00a0{duration(one.low)}"
    if one.high - one.low == 1:
        return duration(one.low)
    return f"{duration(one.low)} – {duration(one.high - 1)}"


def bin_range(one: NumberBin, whole: bool) -> str:
    """Return the numbers in one bin, as in "30–34", "< 30" or "≥ 35"."""
    if math.isinf(one.low):
        return f"<\u00a0{_edge(one.high)}"
    if math.isinf(one.high):
        return f"≥\u00a0{_edge(one.low)}"
    last = one.high - 1 if whole else one.high
    if last <= one.low:
        return _edge(one.low)
    dash = " – " if one.low < 0 else "–"
    return f"{_edge(one.low)}{dash}{_edge(last)}"


def fine_bins(bins: Sequence[NumberBin], whole: bool) -> bool:
    """Tell whether the range of a column names a number that belongs to the next."""
    return not whole and len(bins) > 1


def months(one: MonthBin) -> str:
    """Return the months in one bin, as in "March 2026", "January–March 2026", "2026" or "2020–2029"."""
    (first_year, first), (last_year, last) = divmod(one.first, 100), divmod(one.last, 100)
    if one.first == one.last:
        return month(one.first)
    if (first, last) == (_JANUARY, _DECEMBER):
        return str(first_year) if first_year == last_year else f"{first_year}–{last_year}"
    return f"{month(one.first, year=False)}–{month(one.last)}"


def month_in_words(option: OptionResult) -> str:
    """Return the month that an option of a date question stands for."""
    return month(month_from_wire(option.option))


def _clock_range(one: NumberBin) -> str:
    """Return the minutes in one bin as hours and minutes, as in "1:30–1:44"."""
    if math.isinf(one.low):
        return f"<\u00a0{_clock(one.high)}"
    if math.isinf(one.high):
        return f"≥\u00a0{_clock(one.low)}"
    if one.high - one.low == 1:
        return _clock(one.low)
    return f"{_clock(one.low)}–{_clock(one.high - 1)}"


def _clock(minutes: float) -> str:
    hours, rest = divmod(int(minutes), _HOUR)
    return f"{hours}:{rest:02}"


def _edge(value: float) -> str:
    """Return a number with as many decimals as the narrowest column needs."""
    return str(format_decimal(round(value, 6), "#,##0.######"))
