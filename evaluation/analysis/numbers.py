"""Summaries of numbers from how often each was given."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

MAX_BINS = 12
_FINEST = -6  # power of ten of the narrowest bin
_NICE = (1, 2, 5)  # and their tenfolds: widths that a reader can count in


@dataclass(frozen=True, slots=True)
class NumberSummary:
    """The middle of the numbers, in the question's unit."""

    median: float
    lower_quartile: float
    upper_quartile: float


@dataclass(frozen=True, slots=True)
class NumberBin:
    """Numbers from ``low`` up to, but without, ``high``."""

    low: float
    high: float
    count: int


def number_summary(counts: pd.Series[int]) -> NumberSummary | None:
    """Return median and quartiles, or None of nobody.

    ``counts``: how often each number was given (index: the number, float). Quantiles average at jumps of the
    distribution (definition 5 of SAS, type 2 of Hyndman & Fan 1996; statsmodels' ``DescrStatsW``): each is a
    number that was given or the middle of two, and the median of an even number of people is the usual one.
    """
    given = counts[counts > 0].sort_index()
    if given.empty:
        return None
    if len(given) == 1:  # DescrStatsW wants two different numbers
        only = float(given.index[0])
        return NumberSummary(only, only, only)
    from statsmodels.stats.weightstats import DescrStatsW

    described = DescrStatsW(given.index.to_numpy(dtype=float), weights=given.to_numpy(dtype=float))
    low, middle, high = (float(value) for value in described.quantile([0.25, 0.5, 0.75], return_pandas=False))
    return NumberSummary(median=middle, lower_quartile=low, upper_quartile=high)


def number_bins(counts: pd.Series[int], *, whole: bool) -> tuple[NumberBin, ...]:
    """Return the numbers in at most MAX_BINS bins of one width (1, 2 or 5 times a power of ten), empty ones included.

    ``counts`` as for ``number_summary``; with ``whole`` numbers no bin is narrower than 1. The bins run from
    the lowest to the highest number and lose none.
    """
    given = counts[counts > 0].sort_index()
    if given.empty:
        return ()
    import numpy as np

    numbers = given.index.to_numpy(dtype=float)
    width, first, bins = _grid(float(numbers[0]), float(numbers[-1]), 0 if whole else _FINEST)
    place = np.clip(np.floor(numbers / width).astype("int64") - first, 0, bins - 1)
    heights = np.bincount(place, weights=given.to_numpy(dtype=float), minlength=bins)
    return tuple(
        NumberBin((first + index) * width, (first + index + 1) * width, int(height))
        for index, height in enumerate(heights)
    )


def _grid(lowest: float, highest: float, finest: int) -> tuple[float, int, int]:
    """Return width, index of the first bin and number of bins for the narrowest nice width that fits.

    ``finest``: the smallest power of ten that a width may have.
    """
    span = highest - lowest
    exponent = max(math.floor(math.log10(span / MAX_BINS)), finest) if span > 0 else 0
    while True:
        for step in _NICE:
            width = step * 10.0**exponent
            first, last = math.floor(lowest / width), math.floor(highest / width)
            if last - first < MAX_BINS:
                return width, first, last - first + 1
        exponent += 1
