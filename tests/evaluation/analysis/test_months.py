"""Months in columns."""

from __future__ import annotations

import itertools

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.analysis import MonthBin, month_bins
from evaluation.analysis.months import MAX_MONTH_BINS

MONTHS = st.builds(lambda year, month: year * 100 + month, st.integers(1, 9_999), st.integers(1, 12))


def _bins(months: dict[int, int]) -> tuple[MonthBin, ...]:
    return month_bins(pd.Series(months, dtype="int64"))


@pytest.mark.parametrize(
    ("months", "bins"),
    [
        ({}, ()),
        ({202611: 3}, (MonthBin(202611, 202611, 3),)),
        (
            {202611: 3, 202701: 1},
            (MonthBin(202611, 202611, 3), MonthBin(202612, 202612, 0), MonthBin(202701, 202701, 1)),
        ),
        # Fourteen months: quarters that begin in January, April, July and October.
        (
            {202602: 1, 202703: 2},
            (
                MonthBin(202601, 202603, 1),
                MonthBin(202604, 202606, 0),
                MonthBin(202607, 202609, 0),
                MonthBin(202610, 202612, 0),
                MonthBin(202701, 202703, 2),
            ),
        ),
        # More than twelve quarters: years.
        (
            {202312: 1, 202701: 4},
            (
                MonthBin(202301, 202312, 1),
                MonthBin(202401, 202412, 0),
                MonthBin(202501, 202512, 0),
                MonthBin(202601, 202612, 0),
                MonthBin(202701, 202712, 4),
            ),
        ),
    ],
)
def test_months_are_gathered_by_quarter_and_year(months: dict[int, int], bins: tuple[MonthBin, ...]) -> None:
    assert _bins(months) == bins


@given(st.dictionaries(MONTHS, st.integers(1, 9), min_size=1, max_size=20))
def test_no_month_is_lost_and_no_two_columns_overlap(months: dict[int, int]) -> None:
    bins = _bins(months)

    assert len(bins) <= MAX_MONTH_BINS
    assert sum(one.count for one in bins) == sum(months.values())
    assert all(one.first <= one.last for one in bins)
    assert all(one.last < other.first for one, other in itertools.pairwise(bins))
    for month in months:
        assert [one.first <= month <= one.last for one in bins].count(True) == 1


def test_a_month_of_nobody_is_none() -> None:
    assert _bins({202601: 0, 202607: 2}) == (MonthBin(202607, 202607, 2),)
