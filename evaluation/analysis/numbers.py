"""Summaries of numbers from how often each was given."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    import pandas as pd

MAX_BINS = 12
_FINEST = -6  # power of ten of the narrowest bin
_NICE = (1, 2, 5)  # and their tenfolds: widths that a reader can count in
_ON_THE_CLOCK = (1, 2, 5, 10, 15, 30, 60, 120, 240, 480, 720)  # min: the same for durations of up to a day
_DAY = 1_440  # min
_Widths: TypeAlias = Callable[[float], Iterator[float]]
"""Widths that bins may have, narrowest first; those far below the given one may be left out."""
_FAR = 3  # middle halves
_DIGITS = 9  # after the point, of a number in widths


@dataclass(frozen=True, slots=True)
class NumberSummary:
    """The middle of the numbers, in the question's unit."""

    median: float
    lower_quartile: float
    upper_quartile: float


@dataclass(frozen=True, slots=True)
class NumberBin:
    """Numbers from ``low`` up to, but without, ``high``. The first may begin at −inf, the last end at inf."""

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


def number_bins(counts: pd.Series[int], *, whole: bool, minutes: bool = False) -> tuple[NumberBin, ...]:
    """Return the numbers in at most MAX_BINS bins of one width (1, 2 or 5 times a power of ten), empty ones included.

    ``counts`` as for ``number_summary``; with ``whole`` numbers no bin is narrower than 1, and ``minutes`` are put
    into quarters of hours, hours and days rather than into tens and hundreds. The bins lose no number: a few that lie
    far off, and would press all others into few bins, share an open one at the end.
    """
    given = counts[counts > 0].sort_index()
    if given.empty:
        return ()
    import numpy as np

    numbers, heights = given.index.to_numpy(dtype=float), given.to_numpy(dtype=float)
    grid = _best_grid(given, _clock_widths if minutes else _decimal_widths(0 if whole else _FINEST))
    # Rounded: 0.3 / 0.1 is 2.9999999999999996. Numbers end at 1e15 (surveys.limits), long before a float does.
    place = np.floor(np.round(numbers / grid.width, _DIGITS)) - grid.first
    inside = (place >= 0) & (place < grid.bins)
    columns = np.bincount(place[inside].astype("int64"), weights=heights[inside], minlength=grid.bins)
    below, above = int(heights[place < 0].sum()), int(heights[place >= grid.bins].sum())
    return (
        *([NumberBin(-math.inf, grid.edge(0), below)] if below else []),
        *(NumberBin(grid.edge(one), grid.edge(one + 1), int(height)) for one, height in enumerate(columns)),
        *([NumberBin(grid.edge(grid.bins), math.inf, above)] if above else []),
    )


class _Grid(NamedTuple):
    """``bins`` bins of one ``width``, the first of which begins at ``first`` times it."""

    width: float
    first: int
    bins: int

    def edge(self, number: int) -> float:
        return (self.first + number) * self.width


def _best_grid(given: pd.Series[int], widths: _Widths) -> _Grid:
    """Return the grid of all numbers or, if it is finer, the one without those that lie far off."""
    lowest, highest = float(given.index[0]), float(given.index[-1])
    full = _grid(lowest, highest, widths, MAX_BINS)
    below, above = _fences(given)
    near = given.index[(given.index >= below) & (given.index <= above)]
    if not len(near):
        return full
    open_ends = int(near[0] > lowest) + int(near[-1] < highest)
    trimmed = _grid(float(near[0]), float(near[-1]), widths, MAX_BINS - open_ends)
    return trimmed if trimmed.width < full.width else full


def _fences(given: pd.Series[int]) -> tuple[float, float]:
    """Return what numbers lie far off beyond: Tukey's outer fences, three times the middle half away (1977).

    Where half or more gave one and the same number, the middle half has no width; the middle nine tenths stand in.
    """
    summary = number_summary(given)
    if summary is not None and summary.upper_quartile > summary.lower_quartile:
        reach = _FAR * (summary.upper_quartile - summary.lower_quartile)
        return summary.lower_quartile - reach, summary.upper_quartile + reach
    set_aside = max(1, int(given.sum()) // 20)
    low = given.index[given.cumsum() > set_aside]
    high = given.index[given[::-1].cumsum()[::-1] > set_aside]
    if not len(low) or not len(high) or high[-1] <= low[0]:
        return -math.inf, math.inf
    reach = float(high[-1] - low[0])
    return float(low[0]) - reach, float(high[-1]) + reach


def _grid(lowest: float, highest: float, widths: _Widths, most: int) -> _Grid:
    """Return the grid of at most ``most`` bins with the narrowest of ``widths`` that holds both numbers."""
    for width in widths((highest - lowest) / most):
        first, last = (math.floor(round(number / width, _DIGITS)) for number in (lowest, highest))
        if last - first < most:
            return _Grid(width, first, last - first + 1)
    raise ValueError("No width was offered that is wide enough.")


def _decimal_widths(finest: int) -> _Widths:
    """Return nice widths; ``finest``: the smallest power of ten among them."""

    def widths(about: float) -> Iterator[float]:
        exponent = max(math.floor(math.log10(about)), finest) if about > 0 else 0
        while True:
            yield from (step * 10.0**exponent for step in _NICE)
            exponent += 1

    return widths


def _clock_widths(about: float) -> Iterator[float]:
    yield from map(float, _ON_THE_CLOCK)
    yield from (days * _DAY for days in _decimal_widths(0)(about / _DAY))
