"""How answers spread over options."""

from __future__ import annotations

import math

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from evaluation.analysis import distribution, recommendation
from evaluation.analysis.recommendation import POINTS


def test_options_come_in_their_order_also_those_that_nobody_chose() -> None:
    table = distribution(pd.Series({"c": 1, "a": 3}), ["a", "b", "c"])

    assert table.to_dict("list") == {"count": [3, 0, 1], "share": [0.75, 0.0, 0.25]}
    assert list(table.index) == ["a", "b", "c"]


def test_of_nobody_there_are_no_shares() -> None:
    table = distribution(pd.Series(dtype="int64"), ["a", "b"])

    assert list(table["count"]) == [0, 0]
    assert all(math.isnan(share) for share in table["share"])


@given(st.dictionaries(st.sampled_from("abcde"), st.integers(0, 10**6), min_size=1))
def test_shares_are_of_all_and_nothing_is_changed(counts: dict[str, int]) -> None:
    given_counts = pd.Series(counts, dtype="int64")
    before = given_counts.copy()

    table = distribution(given_counts, list("abcde"))

    assert table["count"].sum() == sum(counts.values())
    assert not sum(counts.values()) or math.isclose(table["share"].sum(), 1)
    assert given_counts.equals(before)


def test_the_recommendation_score_is_promoters_less_detractors() -> None:
    # Reichheld 2003, Harvard Business Review 81(12): 9-10 promote, 7-8 are passive, 0-6 detract.
    table = distribution(pd.Series({"10": 50, "9": 20, "8": 10, "7": 5, "6": 10, "0": 5}), POINTS)

    found = recommendation(table)

    assert found is not None
    assert (found.score, found.promoters, found.passives, found.detractors) == (55.0, 70, 15, 15)


def test_nobody_recommends_with_no_score() -> None:
    assert recommendation(distribution(pd.Series(dtype="int64"), POINTS)) is None
