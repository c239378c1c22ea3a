"""Shares with their Wilson intervals."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.analysis import distribution, top_2_box
from evaluation.analysis.proportion import proportion


@pytest.mark.parametrize(
    ("count", "n", "low", "high"),
    [
        # Newcombe 1998, Statistics in Medicine 17:857-872, table I, method 3
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_intervals_are_the_published_ones(count: int, n: int, low: float, high: float) -> None:
    found = proportion(count, n)

    assert found is not None
    assert (found.low, found.high) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))
    assert (found.share, found.confidence, found.method) == (count / n, 0.95, "wilson")


def test_of_nobody_there_is_no_share() -> None:
    assert proportion(0, 0) is None


@given(st.integers(1, 10_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_an_interval_holds_its_share_and_stays_between_0_and_1(case: tuple[int, int]) -> None:
    found = proportion(*case)

    assert found is not None
    assert 0 <= found.low <= found.share <= found.high <= 1


def test_the_top_2_boxes_are_the_two_highest_points() -> None:
    # End-of-training survey of The Carpentries 2018, "Worth": 817 of 904 agree or strongly agree.
    table = distribution(pd.Series({"sd": 12, "d": 17, "n": 58, "a": 343, "sa": 474}), ["sd", "d", "n", "a", "sa"])

    found = top_2_box(table)

    assert found is not None
    assert (found.count, found.n) == (817, 904)


@pytest.mark.parametrize("points", [["no", "yes"], ["little", "some", "much"]])
def test_two_of_fewer_than_four_points_are_no_top_2_boxes(points: list[str]) -> None:
    assert top_2_box(distribution(pd.Series(dict.fromkeys(points, 3)), points)) is None


def test_four_points_have_top_2_boxes() -> None:
    found = top_2_box(distribution(pd.Series({"a": 1, "b": 2, "c": 3, "d": 4}), list("abcd")))

    assert found is not None
    assert (found.count, found.n) == (7, 10)
