"""What holds of a score whatever the items and the answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from surveys.definition import Survey
from surveys.scoring import ScaleScore, survey_scores
from tests.surveys.documents import a_text, options, question_document, survey_of

CODES = tuple("abcdefg")
Item = tuple[int, bool]
"""Points, and whether reversed."""

items = st.lists(st.tuples(st.integers(2, len(CODES)), st.booleans()), min_size=1, max_size=8)
places = st.lists(st.integers(0, len(CODES)), min_size=8, max_size=8)
"""For each item a place from 1, or 0 for none; beyond the points of an item: "not applicable"."""


def a_survey(described: list[Item]) -> Survey:
    """Return a survey with one scale of such items, called i0, i1, …"""
    documents = [
        question_document(
            id=f"i{number}", scale="s", reversed=turned, options=options(*CODES[:points], not_applicable=("na",))
        )
        for number, (points, turned) in enumerate(described)
    ]
    return survey_of(*documents, scales=[{"id": "s", "title": a_text()}])


def answers(described: list[Item], given_places: list[int]) -> dict[str, Any]:
    """Return the answers on those places."""
    return {
        f"i{number}": CODES[place - 1] if place <= points else "na"
        for number, ((points, _), place) in enumerate(zip(described, given_places, strict=False))
        if place
    }


def score(described: list[Item], given_answers: Mapping[str, Any]) -> ScaleScore | None:
    """Return the score on the one scale."""
    return survey_scores(a_survey(described), given_answers)["s"]


@given(items, places)
def test_no_score_leaves_its_range(described: list[Item], given_places: list[int]) -> None:
    found = score(described, answers(described, given_places))
    if found is None:
        return
    assert 0 <= found.out_of_100 <= 100
    assert 2 * found.answered >= found.items == len(described)
    if found.mean is not None:
        assert found.points is not None
        assert 1 <= found.mean <= found.points
        assert abs(found.out_of_100 - 100 * (found.mean - 1) / (found.points - 1)) < 1e-9


@given(items, places)
def test_turning_every_item_mirrors_the_score(described: list[Item], given_places: list[int]) -> None:
    given_answers = answers(described, given_places)
    one = score(described, given_answers)
    other = score([(points, not turned) for points, turned in described], given_answers)
    assert (one is None) == (other is None)
    if one is not None and other is not None:
        assert abs(one.out_of_100 + other.out_of_100 - 100) < 1e-9
        assert one.answered == other.answered


@given(items, places)
def test_turning_an_item_and_its_answer_changes_nothing(described: list[Item], given_places: list[int]) -> None:
    mirrored = [
        points + 1 - place if 0 < place <= points else place
        for (points, _), place in zip(described, given_places, strict=False)
    ]
    turned = [(points, not reverse) for points, reverse in described]
    assert score(described, answers(described, given_places)) == score(turned, answers(turned, mirrored))


@given(items, places)
def test_there_is_a_score_exactly_if_half_of_the_items_have_a_place(
    described: list[Item], given_places: list[int]
) -> None:
    placed = sum(0 < place <= points for (points, _), place in zip(described, given_places, strict=False))
    assert (score(described, answers(described, given_places)) is not None) == (2 * placed >= len(described))


@given(items, places)
def test_an_open_item_changes_the_score_as_little_as_not_being_there(
    described: list[Item], given_places: list[int]
) -> None:
    """The mean of the items answered stands for the others: without them it is the same."""
    given_answers = answers(described, given_places)
    found = score(described, given_answers)
    kept = [number for number, (points, _) in enumerate(described) if 0 < given_places[number] <= points]
    if found is None or not kept:
        return
    alone = score(
        [described[number] for number in kept],
        {f"i{place}": given_answers[f"i{number}"] for place, number in enumerate(kept)},
    )
    assert alone is not None
    assert abs(alone.out_of_100 - found.out_of_100) < 1e-9
