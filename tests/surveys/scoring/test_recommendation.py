"""Detractors, passives, promoters, and the score of many."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.scoring import RecommendationGroup, recommendation_group, recommendation_score

DETRACTOR, PASSIVE, PROMOTER = RecommendationGroup


@pytest.mark.parametrize(
    ("answer", "group"),
    [*((n, DETRACTOR) for n in range(7)), (7, PASSIVE), (8, PASSIVE), (9, PROMOTER), (10, PROMOTER)],
)
def test_every_answer_belongs_to_the_group_of_the_source(answer: int, group: RecommendationGroup) -> None:
    """Reichheld 2003: 0 to 6 detractors, 7 and 8 passively satisfied, 9 and 10 promoters."""
    assert recommendation_group(answer) is group


@pytest.mark.parametrize("answer", [None, -1, 11, 9.5, True, "9", ["9"]])
def test_what_is_no_recommendation_belongs_to_no_group(answer: Any) -> None:
    assert recommendation_group(answer) is None


def test_the_score_is_promoters_less_detractors() -> None:
    """5 promoters, 3 passives, 2 detractors of 10: 50 % − 20 % = 30."""
    assert recommendation_score([9, 9, 10, 10, 10, 7, 8, 8, 0, 6]) == 30


def test_who_preferred_not_to_say_is_in_no_share() -> None:
    assert recommendation_score([10, 0, None, None]) == 0
    assert recommendation_score([10, 10, 10, None]) == 100


@pytest.mark.parametrize("answers", [[], [None], [None, None]])
def test_nobody_has_no_score(answers: list[None]) -> None:
    assert recommendation_score(answers) is None


@given(st.lists(st.integers(0, 10), min_size=1))
def test_the_score_stays_in_its_range_and_rises_with_one_more_promoter(answers: list[int]) -> None:
    score, more = recommendation_score(answers), recommendation_score([*answers, 10])
    assert score is not None
    assert more is not None
    assert -100 <= score <= more <= 100
