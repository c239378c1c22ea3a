"""Where the bars of charts stand."""

from __future__ import annotations

import itertools
import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.analysis import NumberBin, NumberSummary
from evaluation.results import OptionResult, QuestionFigures, QuestionResult, Wording
from evaluation.web import charts
from evaluation.web.bins import bin_range
from evaluation.web.charts import Extent
from surveys.definition import QuestionType
from surveys.privacy import PrivacyClass
from tests.evaluation.serving import Service

STYLES = (Path(charts.__file__).parent / "static" / "impact.css").read_text(encoding="utf-8")


def _figures(counts: list[int], **more: Any) -> QuestionFigures:
    total = sum(counts)
    options = tuple(
        OptionResult(str(place), f"Option {place}", count, count / total if total else None)
        for place, count in enumerate(counts)
    )
    return QuestionFigures(total, total, 0, 0, options, (), None, **more)


def _scale(counts: list[int], *, reversed_: bool = False) -> QuestionResult:
    return QuestionResult(
        question="q",
        version=1,
        type=QuestionType.SCALE,
        wording=Wording("Q?", "en"),
        node=None,
        privacy=PrivacyClass.STANDARD,
        unit=None,
        reversed=reversed_,
        whole=True,
        conditional=False,
        ends=None,
        figures=_figures(counts),
    )


@pytest.mark.parametrize(
    ("points", "tones"),
    [
        (2, "neg-3 pos-3"),
        (3, "neg-3 mid pos-3"),
        (4, "neg-5 neg-1 pos-1 pos-5"),
        (5, "neg-5 neg-1 mid pos-1 pos-5"),
        (7, "neg-5 neg-3 neg-1 mid pos-1 pos-3 pos-5"),
    ],
)
def test_colours_run_from_worst_to_best_with_a_neutral_middle(points: int, tones: str) -> None:
    assert charts.tones(points) == tones.split()


@pytest.mark.parametrize("points", range(2, charts.MOST_TONES + 1))
def test_neighbours_never_share_a_colour(points: int) -> None:
    tones = charts.tones(points)

    assert len(set(tones)) == len(tones) == points
    assert {f".{tone} {{ fill: var(--{tone}); }}" in STYLES for tone in tones} == {True}


def test_a_scale_of_more_points_than_there_are_colours_is_drawn_as_plain_bars() -> None:
    assert charts.diverges(_scale([1] * charts.MOST_TONES))
    assert not charts.diverges(_scale([1] * (charts.MOST_TONES + 1)))


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

    assert charts.median_place(figures, whole=False) == pytest.approx(50)
    assert charts.median_place(replace(figures, number=None), whole=False) is None


@pytest.mark.parametrize(
    ("median", "column", "part"),
    [(45, 1, 0.5), (45.5, 1, 1.0), (46, 2, 0.5), (47, 3, 0.5)],
)
def test_the_median_of_whole_numbers_stands_in_the_middle_of_its_own_column(
    median: float, column: int, part: float
) -> None:
    bins = (
        NumberBin(-math.inf, 45, 1),
        *(NumberBin(low, low + 1, 1) for low in (45, 46, 47)),
        NumberBin(48, math.inf, 1),
    )
    figures = _figures([5], bins=bins, number=NumberSummary(median, median, median))

    assert charts.median_place(figures, whole=True) == pytest.approx(20 * (column + part))


@pytest.mark.parametrize(
    ("one", "whole", "label"),
    [
        (NumberBin(40, 50, 1), True, "40–49"),
        (NumberBin(45, 46, 1), True, "45"),
        (NumberBin(-20, -10, 1), True, "-20 – -11"),
        (NumberBin(0.001, 0.002, 1), False, "0.001–0.002"),
        (NumberBin(100, math.inf, 1), True, "≥\u00a0100"),
        (NumberBin(-math.inf, 30, 1), True, "<\u00a030"),
    ],
)
def test_each_column_is_called_by_the_numbers_in_it(service: Service, one: NumberBin, whole: bool, label: str) -> None:
    with service.app.test_request_context("/?lang=en"):
        assert bin_range(one, whole) == label


def test_labels_that_do_not_fit_are_left_out_and_never_the_last() -> None:
    bins = tuple(NumberBin(1_000 * one, 1_000 * (one + 1), 1) for one in range(12))
    figures = _figures([12], bins=bins)

    few = charts.number_columns(figures, ["7"] * 12)
    many = charts.number_columns(figures, ["11,000–11,999"] * 12)

    assert {column.tick for column in few} == {"shown"}
    assert [column.tick for column in many if column.tick != "none"][-1] == "shown"
    assert 0 < sum(column.tick == "shown" for column in many) <= 3
    assert sum(column.tick != "none" for column in many) <= 6
