"""What becomes of the limits of answers, and of units."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from surveys.versions import Range, Recoding, Verdict, reason_in_words
from tests.surveys.documents import a_text, options
from tests.surveys.versions.pairs import changed, codes, keys, texts

AFTER_RECODING, NOT_COMPARABLE, COMPARABLE = Verdict.AFTER_RECODING, Verdict.NOT_COMPARABLE, Verdict.COMPARABLE


@pytest.mark.parametrize("kind", ["number", "duration"])
def test_a_narrower_range_leaves_earlier_answers_outside_of_it_out(kind: str) -> None:
    result = changed(kind, {"minimum": 0, "maximum": 100}, {"minimum": 5, "maximum": 50})
    assert (result.verdict, keys(result)) == (AFTER_RECODING, ["range_changed"])
    assert (result.old_recoding, result.new_recoding) == (Recoding(at_least=5, at_most=50), None)


def test_a_wider_range_leaves_later_answers_outside_of_the_earlier_one_out() -> None:
    result = changed("number", {"minimum": 0, "maximum": 50}, {"maximum": 100})
    assert (result.old_recoding, result.new_recoding) == (None, Recoding(at_least=0, at_most=50))


def test_ranges_that_overlap_compare_where_they_do() -> None:
    result = changed("number", {"minimum": 0, "maximum": 50}, {"minimum": 20, "maximum": 80})
    assert result.old_recoding == Recoding(at_least=20)
    assert result.new_recoding == Recoding(at_most=50)
    assert result.reasons[0].facts["both"] == Range(20, 50)


def test_ranges_that_do_not_meet_have_nothing_to_compare() -> None:
    result = changed("number", {"maximum": 5}, {"minimum": 6})
    assert (result.verdict, keys(result)) == (NOT_COMPARABLE, ["range_apart"])


def test_days_are_left_out_likewise() -> None:
    result = changed("date", {"earliest": "2026-01-01"}, {"earliest": "2026-03-01", "latest": "2026-12-31"})
    assert result.old_recoding == Recoding(at_least="2026-03-01", at_most="2026-12-31")
    assert result.reasons[0].facts["both"] == Range(date(2026, 3, 1), date(2026, 12, 31))
    assert "1 March 2026 to 31 December 2026" in reason_in_words(result.reasons[0], "en")


@pytest.mark.parametrize(
    ("limits", "language", "said"),
    [
        ({}, "en", "anything"),
        ({"minimum": 5}, "en", "from 5"),
        ({"maximum": 0.5}, "nl", "tot en met 0,5"),
        ({"minimum": 0, "maximum": 9}, "fr", "0 à 9"),
    ],
)
def test_a_range_is_said_in_words(limits: dict[str, Any], language: str, said: str) -> None:
    result = changed("number", {"whole": False, **limits}, {"whole": False, "minimum": 0, "maximum": 100})
    assert said in reason_in_words(result.reasons[0], language)


def test_decimals_are_rounded_on_the_side_that_has_them() -> None:
    now = changed("number", {"whole": False}, {})
    later = changed("number", {}, {"whole": False})
    assert (now.verdict, keys(now), now.old_recoding) == (AFTER_RECODING, ["whole_now"], Recoding(rounded=True))
    assert (keys(later), later.old_recoding, later.new_recoding) == (["decimals_now"], None, Recoding(rounded=True))


def test_another_number_of_options_to_choose_begins_a_new_series() -> None:
    three = options("a", "b", "c", "d")
    result = changed("multiple_response", {"options": three, "maximum": 3}, {"options": three, "maximum": 2})
    assert (result.verdict, keys(result)) == (NOT_COMPARABLE, ["choices_limited"])
    assert changed("multiple_response", {"options": three}, {"options": three, "minimum": 2}).verdict is NOT_COMPARABLE


@pytest.mark.parametrize("limit", [{"maximum": 3}, {"minimum": 0}, {"minimum": 1}])
def test_a_limit_that_holds_nobody_back_changes_nothing(limit: dict[str, int]) -> None:
    """One chosen option at least is what answering is; three of three is all."""
    result = changed("multiple_response", {}, limit)
    assert (result.verdict, keys(result)) == (COMPARABLE, ["written_differently"])


def test_a_limit_is_held_against_what_can_be_chosen_together() -> None:
    """Three of the four options, because the fourth goes alone."""
    four = codes("a", "b", "c", exclusive="none")
    result = changed("multiple_response", {"options": four}, {"options": four, "maximum": 3})
    assert keys(result) == ["written_differently"]


def test_fewer_places_compare_as_far_as_they_go() -> None:
    result = changed("ranking", {}, {"maximum": 2})
    assert (result.verdict, keys(result)) == (AFTER_RECODING, ["places_changed"])
    assert (result.old_recoding, result.new_recoding) == (Recoding(places=2), None)


@pytest.mark.parametrize("kind", ["short_text", "free_text"])
def test_room_for_words_is_a_caution(kind: str) -> None:
    result = changed(kind, {}, {"maximum": 50})
    assert (result.verdict, keys(result)) == (COMPARABLE, ["room_changed"])


def test_another_unit_begins_a_new_series() -> None:
    result = changed("number", {"unit": a_text("minuten")}, {"unit": a_text("uren")})
    assert (result.verdict, keys(result)) == (NOT_COMPARABLE, ["unit_changed"])


def test_a_unit_that_only_looks_different_is_the_same() -> None:
    result = changed("number", {"unit": a_text("min.")}, {"unit": a_text("Min")})
    assert (result.verdict, keys(result)) == (COMPARABLE, ["wording_corrected"])


def test_a_unit_is_corrected_where_another_language_still_says_what_it_said() -> None:
    old, new = texts("minuten", "hours"), texts("minuten", "minutes")
    assert changed("number", {"unit": old}, {"unit": new}).verdict is COMPARABLE
    assert changed("number", {"unit": old}, {"unit": texts("dagen", "days")}).verdict is NOT_COMPARABLE
