"""Months gathered into columns that a reader can take in at one glance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

MAX_MONTH_BINS = 12
_WIDTHS = (1, 3, 12, 60, 120, 600, 1_200, 12_000)  # months: a quarter, a year, five, ten; years end at 9999
_IN_YEAR = 12


@dataclass(frozen=True, slots=True)
class MonthBin:
    """Months from ``first`` to ``last`` (YYYYMM), both included."""

    first: int
    last: int
    count: int


def month_bins(counts: pd.Series[int]) -> tuple[MonthBin, ...]:
    """Return the months in at most MAX_MONTH_BINS bins of one width that begin with a quarter, a year or a decade.

    ``counts``: people by month (index: YYYYMM, int). Not mutated. Empty bins between others are included.
    """
    given = {_ordinal(int(str(month))): int(count) for month, count in counts.items() if count > 0}
    if not given:
        return ()
    width = next(width for width in _WIDTHS if max(given) // width - min(given) // width < MAX_MONTH_BINS)
    bins = range(min(given) // width, max(given) // width + 1)
    return tuple(
        MonthBin(
            first=_month(one * width),
            last=_month(one * width + width - 1),
            count=sum(count for month, count in given.items() if month // width == one),
        )
        for one in bins
    )


def _ordinal(month: int) -> int:
    """Return how many months lie between the beginning of year 0 and ``month``."""
    return month // 100 * _IN_YEAR + month % 100 - 1


def _month(ordinal: int) -> int:
    return ordinal // _IN_YEAR * 100 + ordinal % _IN_YEAR + 1
