"""Scale scores, worked by hand."""

from __future__ import annotations

from typing import Any

import pytest

from surveys.definition import Survey
from surveys.instruments import load_instrument
from surveys.scoring import scale_score
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
