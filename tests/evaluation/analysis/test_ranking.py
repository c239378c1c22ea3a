"""Places of options in rankings."""

from __future__ import annotations

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from evaluation.analysis import Places, places

RANKINGS = st.lists(st.lists(st.sampled_from("abcd"), unique=True, min_size=1, max_size=4), max_size=30)


def _counts(rankings: list[list[str]]) -> pd.DataFrame:
    given_places = [(place, option, 1) for ranking in rankings for place, option in enumerate(ranking, 1)]
    return pd.DataFrame(given_places, columns=["place", "option", "count"])


def test_places_are_counted_and_their_mean_is_of_those_who_gave_one() -> None:
    found = places(_counts([["a", "b"], ["b", "a"], ["a"], ["a", "c", "b"]]), ["a", "b", "c", "d"], 3)

    assert found == {
        "a": Places(4, 5 / 4, (3, 1, 0)),
        "b": Places(3, 2.0, (1, 1, 1)),
        "c": Places(1, 2.0, (0, 1, 0)),
        "d": Places(0, None, (0, 0, 0)),
    }


def test_of_nobody_there_are_no_places() -> None:
    assert places(_counts([]), ["a"], 2) == {"a": Places(0, None, (0, 0))}


@given(RANKINGS)
def test_every_place_that_was_given_is_in_the_figures_once(rankings: list[list[str]]) -> None:
    found = places(_counts(rankings), list("abcd"), 4)

    assert sum(one.n for one in found.values()) == sum(map(len, rankings))
    assert sum(one.counts[0] for one in found.values()) == len(rankings)
    assert all(one.mean is None or 1 <= one.mean <= 4 for one in found.values())


def test_the_counts_that_were_given_are_left_as_they_are() -> None:
    counts = _counts([["a", "b"]])
    before = counts.copy()

    places(counts, ["b", "a"], 2)

    pd.testing.assert_frame_equal(counts, before)
