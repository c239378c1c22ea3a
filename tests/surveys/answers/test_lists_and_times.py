"""Several choices, rankings, durations and dates: what is read, and why the rest is refused."""

from __future__ import annotations

from typing import Any

import pytest

from surveys.answers import UNANSWERED, AnswerRefused, read_answer
from surveys.answers.values import DECLINED, Parts
from tests.surveys.documents import options, question_of

OTHERS = [
    *options("a", "b", "c"),
    {"code": "none", "text": {"nl": "Geen"}, "exclusive": True},
    {"code": "unknown", "text": {"nl": "Weet niet"}, "not_applicable": True},
]


def refusal(kind: str, raw: object, **changes: Any) -> str:
    """Return the key of the sentence with which ``raw`` is refused."""
    with pytest.raises(AnswerRefused) as refused:
        read_answer(question_of(kind, **changes), raw)
    return refused.value.key


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        (["c", "a"], ["a", "c"]),
        (["a", "a"], ["a"]),
        ("b", ["b"]),
        (["none"], ["none"]),
        ([], UNANSWERED),
        ("", UNANSWERED),
    ],
)
def test_several_choices_are_kept_in_the_order_of_the_options(raw: object, value: object) -> None:
    assert read_answer(question_of("multiple_response", options=OTHERS), raw) == value


@pytest.mark.parametrize(
    ("raw", "changes", "key"),
    [
        (["a", "x"], {}, "choose_options"),
        ([1], {}, "choose_options"),
        ({"a": 1}, {}, "choose_options"),
        (5, {}, "choose_options"),
        (["a", "none"], {}, "goes_alone"),
        (["unknown", "b"], {}, "goes_alone"),
        (["a"], {"minimum": 2}, "choose_at_least"),
        (["a", "b", "c"], {"maximum": 2}, "choose_at_most"),
    ],
)
def test_choices_that_do_not_go_together_are_refused(raw: object, changes: dict[str, Any], key: str) -> None:
    assert refusal("multiple_response", raw, options=OTHERS, **changes) == key


def test_none_of_these_is_enough_where_two_are_asked() -> None:
    assert read_answer(question_of("multiple_response", options=OTHERS, minimum=2), ["none"]) == ["none"]


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        (["b", "a"], ["b", "a"]),
        (Parts(a="2", b="1", c=""), ["b", "a"]),
        (Parts(c=1), ["c"]),
        ("c", ["c"]),
        (Parts(a="", b=""), UNANSWERED),
    ],
)
def test_a_ranking_is_the_codes_from_the_first_place_on(raw: object, value: object) -> None:
    assert read_answer(question_of("ranking"), raw) == value


@pytest.mark.parametrize(
    ("raw", "changes", "key"),
    [
        (Parts(a="1", b="1"), {}, "one_option_each_place"),
        (Parts(a="1", b="3"), {}, "places_from_1"),
        (Parts(a="0"), {}, "places_from_1"),
        (Parts(a="x"), {}, "rank_options"),
        (Parts(a="²"), {}, "rank_options"),
        (Parts(a="9999"), {}, "rank_options"),
        (Parts(x="1"), {}, "rank_options"),
        (["a", "a"], {}, "one_place_each"),
        (["a", "b", "c"], {"maximum": 2}, "rank_at_most"),
        (Parts(a="1", b="2", c="3"), {"maximum": 2}, "rank_at_most"),
        ("x", {}, "rank_options"),
        (5, {}, "rank_options"),
    ],
)
def test_a_ranking_that_cannot_be_meant_is_refused(raw: object, changes: dict[str, Any], key: str) -> None:
    assert refusal("ranking", raw, **changes) == key


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        (90, 90),
        ("90", 90),
        (Parts(hours="1", minutes="30"), 90),
        (Parts(hours="1,5"), 90),
        (Parts(hours="4,1"), 246),
        (Parts(minutes="75"), 75),
        (Parts(hours="٢", minutes="۵"), 125),
        (Parts(hours="0"), 0),
        (Parts(hours="", minutes=" "), UNANSWERED),
    ],
)
def test_a_duration_is_kept_in_minutes(raw: object, value: object) -> None:
    assert read_answer(question_of("duration"), raw) == value


@pytest.mark.parametrize(
    ("raw", "changes", "key"),
    [
        (Parts(hours="1.33"), {}, "whole_minutes"),
        (Parts(hours="1", minutes="-5"), {}, "whole_minutes"),
        (-1, {}, "whole_minutes"),
        (Parts(hours="one"), {}, "number_expected"),
        (Parts(hours="1"), {"minimum": 61}, "duration_at_least"),
        (Parts(hours="1", minutes="1"), {"maximum": 60}, "duration_at_most"),
        ([90], {}, "number_expected"),
        (Parts(hours="1000000000000000"), {}, "number_too_large"),
    ],
)
def test_a_duration_that_is_none_is_refused(raw: object, changes: dict[str, Any], key: str) -> None:
    assert refusal("duration", raw, **changes) == key


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("2026-11-22", "2026-11-22"),
        (Parts(day="2", month="1", year="2026"), "2026-01-02"),
        (Parts(day="٢٩", month="2", year="2028"), "2028-02-29"),
        (Parts(day="", month="", year=""), UNANSWERED),
    ],
)
def test_a_date_is_kept_as_iso_8601_has_it(raw: object, value: object) -> None:
    assert read_answer(question_of("date"), raw) == value


@pytest.mark.parametrize(
    ("raw", "changes", "key"),
    [
        ("22-11-2026", {}, "no_such_day"),
        ("2026-02-30", {}, "no_such_day"),
        ("0000-01-01", {}, "no_such_day"),
        (20261122, {}, "no_such_day"),
        (Parts(day="31", month="4", year="2026"), {}, "no_such_day"),
        (Parts(day="1", month="13", year="2026"), {}, "no_such_day"),
        (Parts(day="1", month="1"), {}, "whole_date"),
        (Parts(day="1st", month="1", year="2026"), {}, "whole_date"),
        (Parts(day="1", month="1", year="26"), {}, "four_digit_year"),
        ("2025-12-31", {"earliest": "2026-01-01"}, "day_from"),
        ("2026-01-02", {"latest": "2026-01-01"}, "day_until"),
    ],
)
def test_a_date_that_is_none_is_refused(raw: object, changes: dict[str, Any], key: str) -> None:
    assert refusal("date", raw, **changes) == key


DECLINABLE = [
    "single_choice",
    "scale",
    "multiple_response",
    "ranking",
    "recommendation",
    "number",
    "duration",
    "date",
    "free_text",
]


@pytest.mark.parametrize("kind", DECLINABLE)
@pytest.mark.parametrize("raw", [None, DECLINED, [DECLINED], Parts({DECLINED: "1"}), Parts({"": "", DECLINED: "1"})])
def test_prefer_not_to_say_is_an_answer_where_it_is_offered(kind: str, raw: object) -> None:
    assert read_answer(question_of(kind, declinable=True), raw) is None


@pytest.mark.parametrize("kind", DECLINABLE)
def test_and_none_where_it_is_not(kind: str) -> None:
    assert read_answer(question_of(kind), None) is UNANSWERED
    assert read_answer(question_of(kind), Parts({DECLINED: "1"})) is UNANSWERED


@pytest.mark.parametrize(
    ("kind", "raw"),
    [
        ("number", Parts({"": "5", DECLINED: "1"})),
        ("duration", Parts({"hours": "1", DECLINED: "1"})),
        ("multiple_response", ["a", DECLINED]),
    ],
)
def test_an_answer_beside_prefer_not_to_say_is_asked_about(kind: str, raw: object) -> None:
    assert refusal(kind, raw, declinable=True) == "answer_or_decline"


@pytest.mark.parametrize("kind", ["free_text", "short_text"])
def test_the_code_for_prefer_not_to_say_between_spaces_is_no_text(kind: str) -> None:
    """Else it would be stored as a text, and read as "prefer not to say" when it is looked at again."""
    assert read_answer(question_of(kind, declinable=True), f" {DECLINED} ") is None
    assert read_answer(question_of(kind), f" {DECLINED} ") == DECLINED


def test_an_option_may_be_called_declined() -> None:
    question = question_of("ranking", options=options("declined", "b"), declinable=True)
    assert read_answer(question, Parts(declined="1", b="2")) == ["declined", "b"]
    assert read_answer(question, Parts({"declined": "", DECLINED: "1"})) is None


def test_parts_of_what_has_none_are_refused() -> None:
    assert refusal("number", Parts({"": "5", "hours": "1"})) == "answer_in_parts"


def test_a_short_text_is_one_line() -> None:
    assert read_answer(question_of("short_text"), " een \n\t twee ") == "een twee"
    assert refusal("short_text", "x" * 201) == "text_too_long"
