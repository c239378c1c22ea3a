"""Median, quartiles and bins from counts of numbers."""

from __future__ import annotations

import itertools
import math
import statistics

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.analysis import number_bins, number_summary
from evaluation.analysis.numbers import MAX_BINS

COUNTS = st.dictionaries(st.integers(-(10**6), 10**6).map(float), st.integers(1, 50), min_size=1, max_size=40)


def _counts(numbers: dict[float, int]) -> pd.Series:
    return pd.Series(numbers, dtype="int64")


@pytest.mark.parametrize(
    ("numbers", "low", "median", "high"),
    [
        # R 4.5: quantile(c(10, 20, 20, 45, 60, 60, 60), c(.25, .5, .75), type = 2)
        ({10: 1, 20: 2, 45: 1, 60: 3}, 20, 45, 60),
        # R 4.5: quantile(1:8, c(.25, .5, .75), type = 2)
        (dict.fromkeys(range(1, 9), 1), 2.5, 4.5, 6.5),
        ({30: 7}, 30, 30, 30),
    ],
)
def test_quantiles_average_at_jumps(numbers: dict[float, int], low: float, median: float, high: float) -> None:
    found = number_summary(_counts(numbers))

    assert found is not None
    assert (found.lower_quartile, found.median, found.upper_quartile) == (low, median, high)


@given(COUNTS)
def test_the_median_is_the_usual_one_and_the_quartiles_enclose_it(numbers: dict[float, int]) -> None:
    everybody = [number for number, count in numbers.items() for _ in range(count)]

    found = number_summary(_counts(numbers))

    assert found is not None
    assert found.median == pytest.approx(statistics.median(everybody))
    assert found.lower_quartile == pytest.approx(np.quantile(everybody, 0.25, method="averaged_inverted_cdf"))
    assert found.lower_quartile <= found.median <= found.upper_quartile


def test_nobody_has_no_median() -> None:
    assert number_summary(_counts({})) is None
    assert number_summary(_counts({5.0: 0})) is None
    assert number_bins(_counts({}), whole=True) == ()


@given(COUNTS)
def test_bins_are_few_of_one_width_and_lose_nobody(numbers: dict[float, int]) -> None:
    bins = number_bins(_counts(numbers), whole=True)

    assert len(bins) <= MAX_BINS
    assert sum(one.count for one in bins) == sum(numbers.values())
    assert bins[0].low <= min(numbers)
    assert max(numbers) < bins[-1].high
    closed = [one for one in bins if math.isfinite(one.high - one.low)]
    assert closed
    assert all(math.isclose(one.high - one.low, closed[0].high - closed[0].low) for one in closed)
    assert all(one.count for one in bins if one not in closed)
    assert all(later.low == pytest.approx(earlier.high) for earlier, later in itertools.pairwise(bins))


@pytest.mark.parametrize(
    ("numbers", "low", "high"),
    [
        ({30.0: 3, 40.0: 5, 45.0: 4, 55.0: 2, 60.0: 3, 10_000.0: 1}, 30, math.inf),
        # Most gave one and the same number, so that the middle half has no width.
        ({30.0: 3, 45.0: 60, 60.0: 3, 1_000.0: 1}, 30, math.inf),
        ({-9_000.0: 1, 30.0: 3, 40.0: 5, 45.0: 4, 55.0: 2, 60.0: 3}, -math.inf, 65),
    ],
)
def test_a_number_far_off_does_not_press_the_others_into_one_bin(
    numbers: dict[float, int], low: float, high: float
) -> None:
    bins = number_bins(_counts(numbers), whole=True)

    assert (bins[0].low, bins[-1].high) == (low, high)
    assert [one.count for one in bins if math.isinf(one.high - one.low)] == [1]
    assert sum(1 for one in bins if one.count) >= 4


@pytest.mark.parametrize("number", [1e15, -1e15, 5e-7])
def test_a_number_of_any_size_has_its_bin(number: float) -> None:
    assert [one.count for one in number_bins(_counts({number: 2}), whole=False)] == [2]


def test_a_number_at_the_edge_of_two_bins_is_in_the_upper_one() -> None:
    bins = number_bins(_counts({0.0: 1, 0.3: 1, 1.0: 1}), whole=False)

    assert [round(one.low, 3) for one in bins if one.count] == [0, 0.3, 1]


def test_whole_numbers_have_no_bin_narrower_than_1() -> None:
    assert [one.low for one in number_bins(_counts({3.0: 1, 5.0: 2}), whole=True)] == [3, 4, 5]


def test_fractions_may_have_narrow_bins() -> None:
    assert number_bins(_counts({0.1: 1, 0.3: 1}), whole=False)[0].high == pytest.approx(0.12)


@pytest.mark.parametrize(
    ("minutes", "width"),
    [((0, 11), 1), ((0, 100), 10), ((0, 150), 15), ((0, 300), 30), ((0, 600), 60), ((0, 10_000), 1_440)],
)
def test_durations_are_gathered_as_a_clock_counts(minutes: tuple[int, int], width: int) -> None:
    bins = number_bins(_counts({float(one): 1 for one in minutes}), whole=True, minutes=True)

    assert {one.high - one.low for one in bins} == {width}


@given(st.dictionaries(st.integers(0, 10**7).map(float), st.integers(1, 50), min_size=1, max_size=40))
def test_no_duration_is_lost(minutes: dict[float, int]) -> None:
    bins = number_bins(_counts(minutes), whole=True, minutes=True)

    assert len(bins) <= MAX_BINS
    assert sum(one.count for one in bins) == sum(minutes.values())
