"""Where the parts of a ranking's bars stand."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.analysis import Places
from evaluation.results import QuestionFigures, RankedOption
from evaluation.web.rankings import place_bar, place_groups, ranked_options


def _option(name: str, counts: tuple[int, ...], of: int) -> RankedOption:
    n = sum(counts)
    mean = sum(place * count for place, count in enumerate(counts, 1)) / n if n else None
    return RankedOption(name, name, Places(n, mean, counts), of)


def _figures(*options: RankedOption) -> QuestionFigures:
    return QuestionFigures(options[0].of, options[0].of, 0, 0, (), (), None, ranking=options)


def test_the_option_most_often_first_comes_first_and_among_equals_the_better_placed() -> None:
    figures = _figures(
        _option("none", (0, 0), 9), _option("late", (2, 3), 9), _option("most", (5, 0), 9), _option("early", (2, 1), 9)
    )

    assert [one.option for one in ranked_options(figures)] == ["most", "early", "late", "none"]


@pytest.mark.parametrize(
    ("places", "groups"),
    [
        (1, [(1, 1, "pos-5")]),
        (3, [(1, 1, "pos-5"), (2, 2, "pos-3"), (3, 3, "pos-1")]),
        (4, [(1, 1, "pos-5"), (2, 2, "pos-3"), (3, 3, "pos-1"), (4, 4, "mid")]),
        (9, [(1, 1, "pos-5"), (2, 2, "pos-3"), (3, 3, "pos-1"), (4, 9, "mid")]),
    ],
)
def test_each_of_the_first_places_has_a_colour_and_later_ones_share_one(
    places: int, groups: list[tuple[int, int, str]]
) -> None:
    assert place_groups(_figures(_option("a", (1,) * places, places))) == groups


@given(st.lists(st.integers(0, 40), min_size=1, max_size=12), st.integers(1, 40))
def test_the_parts_of_a_bar_follow_each_other_and_leave_room_for_who_gave_no_place(
    counts: list[int], unplaced: int
) -> None:
    option = _option("a", tuple(counts), sum(counts) + unplaced)

    bar = place_bar(option, place_groups(_figures(option)))

    assert sum(part.count for part in bar) == sum(counts)
    assert all(one.x + one.width == pytest.approx(other.x) for one, other in itertools.pairwise(bar))
    assert bar[-1].x + bar[-1].width == pytest.approx(100 * sum(counts) / option.of)
    assert option.unplaced == unplaced
