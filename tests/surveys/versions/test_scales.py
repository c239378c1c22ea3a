"""What becomes of scores on a scale."""

from __future__ import annotations

from typing import Any

import pytest

from surveys.versions import ScaleComparison, Verdict, compare
from tests.surveys.documents import a_text, options, question_document
from tests.surveys.versions.pairs import survey


def scale_of(old: dict[str, dict[str, Any]], new: dict[str, dict[str, Any]]) -> ScaleComparison:
    """Return what is said of the scale s if these are its items, by id with what is special of them."""
    before, after = (
        survey(*(question_document(id=name, **{"scale": "s", **members}) for name, members in items.items()))
        for items in (old, new)
    )
    return compare(before, after).scales["s"]


def keys(scale: ScaleComparison) -> list[str]:
    """Return the keys of its reasons."""
    return [reason.key for reason in scale.reasons]


FOUR: dict[str, dict[str, Any]] = {name: {} for name in "abcd"}
OTHER_POINTS = {"options": options("low", "high")}


def test_items_that_only_read_differently_keep_the_scale() -> None:
    scale = scale_of(FOUR, {**FOUR, "a": {"text": a_text("Beter")}})
    assert (scale.verdict, scale.reasons, scale.items) == (Verdict.COMPARABLE, (), tuple("abcd"))


@pytest.mark.parametrize(
    ("new", "key"),
    [
        ({name: {} for name in "abc"}, "items_gone"),
        ({**{name: {} for name in "abc"}, "d": {"scale": "t"}}, "items_gone"),
        ({**FOUR, "d": {"version": 2}}, "items_broken"),
    ],
)
def test_what_both_do_not_have_is_left_out_of_the_score(new: dict[str, Any], key: str) -> None:
    scale = scale_of(FOUR, new)
    assert (scale.verdict, keys(scale), scale.items) == (Verdict.AFTER_RECODING, [key], ("a", "b", "c"))


def test_items_that_came_are_left_out_of_the_score() -> None:
    scale = scale_of(FOUR, {**FOUR, "e": {}})
    assert (scale.verdict, keys(scale), scale.items) == (Verdict.AFTER_RECODING, ["items_come"], tuple("abcd"))


def test_less_than_half_of_the_items_makes_another_scale() -> None:
    scale = scale_of(FOUR, {"a": {}})
    assert (scale.verdict, scale.items) == (Verdict.NOT_COMPARABLE, ())
    assert scale_of(FOUR, {"a": {}, "b": {}}).verdict is Verdict.AFTER_RECODING


def test_an_item_with_other_points_leaves_scores_from_0_to_100() -> None:
    scale = scale_of(FOUR, {**FOUR, "a": OTHER_POINTS})
    assert scale.verdict is Verdict.AFTER_RECODING
    assert scale.only_out_of_100
    assert scale.items == tuple("abcd")


def test_a_turned_item_is_recoded_and_kept() -> None:
    scale = scale_of(FOUR, {**FOUR, "a": {"reversed": True}})
    assert (scale.verdict, keys(scale)) == (Verdict.AFTER_RECODING, ["items_recoded"])
    assert not scale.only_out_of_100


def test_scales_that_came_and_went_are_said() -> None:
    before, after = (survey(scales=[{"id": name, "title": a_text()}]) for name in "xy")
    assert {name: one.verdict for name, one in compare(before, after).scales.items()} == {
        "y": Verdict.ADDED,
        "x": Verdict.REMOVED,
    }


def test_a_title_may_be_corrected() -> None:
    before, after = (survey(scales=[{"id": "x", "title": a_text(title)}]) for title in ("Gemk", "Gemak"))
    scale = compare(before, after).scales["x"]
    assert (scale.verdict, keys(scale)) == (Verdict.COMPARABLE, ["wording_changed"])
