"""Scale scores, worked by hand and against published ones."""

from __future__ import annotations

from typing import Any

import pytest

from surveys.definition import Survey
from surveys.instruments import load_instrument
from surveys.scoring import place_on_scale, scale_score, survey_scores
from tests.surveys.documents import a_text, options, question_document, survey_of

FIVE = options("a", "b", "c", "d", "e", not_applicable=("na",))


def a_scale(**items: dict[str, Any]) -> Survey:
    """Return a survey with one scale called ``ease`` of these items."""
    documents = [question_document("scale", id=name, scale="ease", **changes) for name, changes in items.items()]
    return survey_of(*documents, scales=[{"id": "ease", "title": a_text("Gemak")}])


def test_the_score_is_the_mean_of_the_items() -> None:
    """Points 5, 4 and 2: mean 11/3; rescaled 100, 75 and 25: mean 200/3."""
    score = scale_score(
        a_scale(x={"options": FIVE}, y={"options": FIVE}, z={"options": FIVE}), "ease", {"x": "e", "y": "d", "z": "b"}
    )
    assert score is not None
    assert score.mean == pytest.approx(11 / 3)
    assert score.out_of_100 == pytest.approx(200 / 3)
    assert (score.answered, score.items) == (3, 3)


def test_a_reversed_item_counts_from_the_other_end() -> None:
    """Points 5 and, reversed, "d" = 6 - 4 = 2: mean 3.5; rescaled 100 and 25: 62.5."""
    score = scale_score(
        a_scale(x={"options": FIVE}, y={"options": FIVE, "reversed": True}), "ease", {"x": "e", "y": "d"}
    )
    assert score is not None
    assert (score.mean, score.out_of_100) == (3.5, 62.5)


def test_items_of_different_length_are_rescaled_before_the_mean() -> None:
    """Highest of 3 (100) and second of 5 (25): 62.5."""
    score = scale_score(a_scale(x={}, y={"options": FIVE}), "ease", {"x": "high", "y": "b"})
    assert score is not None
    assert score.out_of_100 == 62.5
    assert (score.mean, score.points) == (None, None)


def test_a_mean_says_on_how_many_points_it_is() -> None:
    score = scale_score(a_scale(x={"options": FIVE}, y={"options": FIVE}), "ease", {"x": "c"})
    assert score is not None
    assert (score.mean, score.points) == (3, 5)


@pytest.mark.parametrize(
    ("answers", "answered"),
    [
        ({}, None),
        ({"w": "a"}, None),
        ({"w": "a", "x": "na"}, None),
        ({"w": "a", "x": "b"}, 2),
        ({"w": "a", "x": "b", "y": "na", "z": "c"}, 3),
        ({"w": "na", "x": "na", "y": "na", "z": "na"}, None),
    ],
)
def test_half_of_the_items_must_have_been_judged(answers: dict[str, str], answered: int | None) -> None:
    survey = a_scale(**{name: {"options": FIVE} for name in "wxyz"})
    score = scale_score(survey, "ease", answers)
    assert (None if score is None else score.answered) == answered


def test_a_scale_without_items_has_no_score() -> None:
    assert scale_score(a_scale(x={}), "other", {"x": "high"}) is None


def test_the_pilots_time_pressure_lowers_its_time_score() -> None:
    """All time well spent (5) and always in a hurry (reversed: 1): mean 3, half-way."""
    score = scale_score(
        load_instrument("pilot"), "time_investment", {"time_well_spent": "all", "time_pressure": "always"}
    )
    assert score is not None
    assert (score.mean, score.out_of_100) == (3, 50)


SIX = options("1", "2", "3", "4", "5", "6")


def test_a_reversed_item_a_missing_one_and_the_rest_give_the_published_score() -> None:
    """Energy and fatigue: 4 on item 23 (40), 3 on 27 (60), 3 on 29 (40), 31 left open: 46.7.

    Source: the worked example in RAND, "Scoring Instructions for the 36-Item Short Form Survey": 1 to 6 stand for 100
    to 0 in items 23 and 27, and for 0 to 100 in items 29 and 31.
    """
    energy = a_scale(
        item_23={"options": SIX, "reversed": True},
        item_27={"options": SIX, "reversed": True},
        item_29={"options": SIX},
        item_31={"options": SIX},
    )
    score = scale_score(energy, "ease", {"item_23": "4", "item_27": "3", "item_29": "3"})
    assert score is not None
    assert round(score.out_of_100, 1) == 46.7


def test_a_sum_of_12_on_four_items_of_six_points_is_40_out_of_100() -> None:
    """(12 - 4) / 20 x 100 = 40. Source: vitality in Ware et al., "SF-36 Health Survey: Manual", 1993."""
    vitality = a_scale(**{name: {"options": SIX} for name in "abcd"})
    score = scale_score(vitality, "ease", {"a": "1", "b": "5", "c": "2", "d": "4"})
    assert score is not None
    assert score.out_of_100 == pytest.approx(40)


def test_items_of_a_battery_count_one_by_one() -> None:
    items = [
        {"id": "one", "version": 1, "text": a_text()},
        {"id": "two", "version": 1, "text": a_text(), "reversed": True},
    ]
    survey = survey_of(
        question_document("battery", options=FIVE, items=items, scale="ease"),
        scales=[{"id": "ease", "title": a_text("Gemak")}],
    )
    score = scale_score(survey, "ease", {"one": "e", "two": "b"})
    assert score is not None
    assert (score.mean, score.out_of_100, score.answered, score.items) == (4.5, 87.5, 2, 2)


def test_all_scales_are_scored_at_once_in_the_order_of_the_definition() -> None:
    survey = survey_of(
        question_document(id="x", scale="second"),
        question_document(id="y", scale="first"),
        question_document(id="z"),
        scales=[{"id": name, "title": a_text(name)} for name in ("first", "second", "empty")],
    )
    scores = survey_scores(survey, {"x": "high", "z": "low"})
    assert list(scores) == ["first", "second", "empty"]
    assert scores["first"] is None
    assert scores["second"] == scale_score(survey, "second", {"x": "high"})
    assert scores["empty"] is None


@pytest.mark.parametrize("answer", ["na", None, 3, ["a"], "z"])
def test_what_is_no_point_has_no_place(answer: Any) -> None:
    item = a_scale(x={"options": FIVE}).questions["x"]
    assert place_on_scale(item, answer) is None
