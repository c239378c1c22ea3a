"""Where the bars of charts stand."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.analysis import NumberBin, NumberSummary
from evaluation.results import OptionResult, QuestionFigures, QuestionResult
from evaluation.web import charts
from evaluation.web.charts import Extent
from surveys.definition import QuestionType
from surveys.privacy import PrivacyClass


def _figures(counts: list[int], **more: Any) -> QuestionFigures:
    total = sum(counts)
    options = tuple(
        OptionResult(str(place), f"Option {place}", count, count / total if total else None)
        for place, count in enumerate(counts)
    )
    return QuestionFigures(total, total, 0, options, (), None, **more)


def _scale(counts: list[int], *, reversed_: bool = False) -> QuestionResult:
    return QuestionResult(
        question="q",
        version=1,
        type=QuestionType.SCALE,
        text="Q?",
        language="en",
        node=None,
        privacy=PrivacyClass.STANDARD,
        unit=None,
        reversed=reversed_,
        whole=True,
        ends=None,
        figures=_figures(counts),
    )


@pytest.mark.parametrize(
    ("points", "tones"),
    [
        (2, "neg-2 pos-2"),
        (3, "neg-2 mid pos-2"),
        (4, "neg-3 neg-1 pos-1 pos-3"),
        (5, "neg-3 neg-1 mid pos-1 pos-3"),
        (7, "neg-3 neg-2 neg-1 mid pos-1 pos-2 pos-3"),
    ],
)
def test_colours_run_from_worst_to_best_with_a_neutral_middle(points: int, tones: str) -> None:
    assert charts.tones(points) == tones.split()


@given(st.lists(st.integers(0, 1_000), min_size=2, max_size=11).filter(any))
def test_every_bar_is_centred_on_its_neutral_point_and_fits(counts: list[int]) -> None:
    question = _scale(counts)
    reach = Extent(1.0, 1.0)

    segments = charts.diverging(question, reach)

    half = len(counts) // 2
    if len(counts) % 2:
        assert segments[half].centre == pytest.approx(reach.middle)
    else:
        assert segments[half].x == pytest.approx(reach.middle)
    assert sum(segment.width for segment in segments) == pytest.approx(50)
    assert all(one.x >= -1e-9 and one.x + one.width <= 100 + 1e-9 for one in segments)


def test_the_unfavourable_end_is_left_also_where_agreeing_is_unfavourable() -> None:
    straight = charts.diverging(_scale([1, 2, 3]), Extent(1.0, 1.0))
    turned = charts.diverging(_scale([1, 2, 3], reversed_=True), Extent(1.0, 1.0))

    assert [one.option.option for one in straight] == ["0", "1", "2"]
    assert [one.option.option for one in turned] == ["2", "1", "0"]
    assert [one.tone for one in straight] == [one.tone for one in turned]


def test_the_longest_bar_leaves_room_for_its_label() -> None:
    lengths = [length for _, length in charts.bars(_figures([1, 4, 0]).distribution)]

    assert lengths == [charts.LONGEST_BAR / 4, charts.LONGEST_BAR, 0]


def test_bars_of_nobody_are_empty() -> None:
    assert [length for _, length in charts.bars(_figures([0, 0]).distribution)] == [0, 0]


def test_the_highest_column_has_the_full_height_and_all_stand_side_by_side() -> None:
    columns = charts.recommendation_columns(_figures([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 20]))

    assert max(column.height for column in columns) == charts.COLUMN_HEIGHT
    assert all(earlier.x + earlier.width < later.x for earlier, later in itertools.pairwise(columns))
    assert columns[-1].x + columns[-1].width <= 100


def test_the_median_stands_where_it_is_among_the_columns() -> None:
    bins = tuple(NumberBin(low, low + 10, 1) for low in (0, 10, 20, 30, 40))
    figures = _figures([5], bins=bins, number=NumberSummary(25, 10, 40))

    assert charts.median_place(figures) == pytest.approx(50)
    assert charts.median_place(replace(figures, number=None)) is None
