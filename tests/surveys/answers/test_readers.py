"""What each question type takes for an answer: truth tables. What a browser sends is text; other systems send
numbers.
"""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.answers import UNANSWERED, AnswerRefused, read_answer
from tests.surveys.documents import options, question_of

NOT_ANSWERED = UNANSWERED
ANY_TYPE = [
    question_of("single_choice"),
    question_of("scale"),
    question_of("number", whole=False),
    question_of("recommendation"),
    question_of("free_text"),
    question_of("short_text"),
    question_of("multiple_response"),
    question_of("ranking"),
    question_of("duration"),
    question_of("date"),
]


def refusal(kind: str, raw: object, **changes: Any) -> str:
    """Return the key of the sentence with which ``raw`` is refused."""
    with pytest.raises(AnswerRefused) as refused:
        read_answer(question_of(kind, **changes), raw)
    return refused.value.key


@pytest.mark.parametrize("question", ANY_TYPE, ids=lambda question: question.type)
@pytest.mark.parametrize("raw", [None, ""])
def test_nothing_is_no_answer(question: Any, raw: object) -> None:
    assert read_answer(question, raw) is NOT_ANSWERED


@pytest.mark.parametrize("kind", ["single_choice", "scale"])
def test_a_choice_is_one_of_the_codes(kind: str) -> None:
    choices = options("1", "a.b-C_d", "3", not_applicable=("none",))
    question = question_of(kind, options=choices)
    assert [read_answer(question, choice["code"]) for choice in choices] == ["1", "a.b-C_d", "3", "none"]


@pytest.mark.parametrize("kind", ["single_choice", "scale"])
@pytest.mark.parametrize("raw", ["maybe", "YES", "yes ", 1, 0, True, 1.0, ["yes"], {"yes": 1}, "\x00", "\ud800"])
def test_anything_else_is_no_choice(kind: str, raw: object) -> None:
    assert refusal(kind, raw, options=options("yes", "no", "1")) == "choose_an_option"


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("45", 45),
        (" 45 ", 45),
        ("+45", 45),
        ("045", 45),
        ("45.0", 45),
        ("45,00", 45),
        ("1500", 1500),
        ("0", 0),
        ("-0", 0),
        (45, 45),
        (45.0, 45),
        (-0.0, 0),
        ("   ", NOT_ANSWERED),
    ],
)
def test_a_whole_number_is_read_as_it_was_meant(raw: object, value: Any) -> None:
    read = read_answer(question_of("number"), raw)
    assert (read, type(read)) == (value, type(value))


@pytest.mark.parametrize(
    ("raw", "key"),
    [
        ("4.5", "whole_number"),
        ("4,5", "whole_number"),
        (4.5, "whole_number"),
        ("1.500", "no_thousands"),
        ("1,500", "no_thousands"),
        (" 12.000 ", "no_thousands"),
        ("two", "number_expected"),
        ("1 500", "no_thousands"),
        ("1\u00a0500", "no_thousands"),
        ("1\u202f500", "no_thousands"),
        ("1\u2009500", "no_thousands"),
        ("-12 500,5", "no_thousands"),
        ("1'500", "no_thousands"),
        ("1’500’000", "no_thousands"),
        ("1.500.000", "no_thousands"),
        ("1.500,00", "no_thousands"),
        ("45 min", "number_only"),
        ("45min.", "number_only"),
        ("1,5 uur", "number_only"),
        ("1 50", "number_expected"),
        ("1 h 30", "number_expected"),
        ("1e3", "number_expected"),
        ("0x1f", "number_expected"),
        ("nan", "number_expected"),
        ("infinity", "number_expected"),
        ("--1", "number_expected"),
        (".", "number_expected"),
        ("9" * 33, "number_expected"),
        ("9" * 32, "number_too_large"),
        pytest.param(10**5_000, "number_too_large", id="5,000 digits"),
        (math.nan, "number_too_large"),
        (math.inf, "number_too_large"),
        (True, "number_expected"),
        ([45], "number_expected"),
        ({}, "number_expected"),
        ("4\x005", "number_expected"),
    ],
)
def test_what_may_mean_something_else_is_no_whole_number(raw: object, key: str) -> None:
    assert refusal("number", raw) == key


@pytest.mark.parametrize(("raw", "value"), [("4.5", 4.5), ("4,5", 4.5), ("4.0", 4), ("0,125", 0.125), (0.1, 0.1)])
def test_decimals_take_a_point_or_a_comma_where_they_are_allowed(raw: object, value: float) -> None:
    read = read_answer(question_of("number", whole=False), raw)
    assert (read, type(read)) == (value, type(value))


@pytest.mark.parametrize(
    ("raw", "key"), [("0", None), ("10", None), ("-1", "at_least"), ("11", "at_most"), (10.5, "whole_number")]
)
def test_the_ends_of_a_range_belong_to_it(raw: object, key: str | None) -> None:
    if key is None:
        assert read_answer(question_of("number", minimum=0, maximum=10), raw) == int(str(raw))
    else:
        assert refusal("number", raw, minimum=0, maximum=10) == key


@pytest.mark.parametrize("raw", [*range(11), *map(str, range(11)), 7.0])
def test_a_recommendation_goes_from_0_to_10(raw: Any) -> None:
    read = read_answer(question_of("recommendation"), raw)
    assert (read, type(read)) == (int(raw), int)


@pytest.mark.parametrize(
    ("raw", "key"),
    [(-1, "from_0_to_10"), ("11", "from_0_to_10"), ("7.5", "from_0_to_10"), ("ten", "number_expected")],
)
def test_nothing_else_is_a_recommendation(raw: object, key: str) -> None:
    assert refusal("recommendation", raw) == key


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("Fine.", "Fine."),
        ("  Fine.\r\nReally.\r", "Fine.\nReally."),
        (" \r\n\t ", NOT_ANSWERED),
        ("<b>& 😀", "<b>& 😀"),
        ("=1+1", "=1+1"),
    ],
)
def test_a_text_is_kept_as_written_but_for_the_ends_of_its_lines(raw: str, value: Any) -> None:
    assert read_answer(question_of("free_text"), raw) == value


@pytest.mark.parametrize(
    ("raw", "key"),
    [
        ("a\x00b", "unreadable_characters"),
        ("\ud83d", "unreadable_characters"),
        ("x" * 6, "text_too_long"),
        (5, "text_expected"),
        (["a"], "text_expected"),
        (True, "text_expected"),
    ],
)
def test_what_cannot_be_stored_or_shown_is_no_text(raw: object, key: str) -> None:
    assert refusal("free_text", raw, maximum=5) == key


def test_the_length_of_a_text_is_counted_as_it_is_stored() -> None:
    assert read_answer(question_of("free_text", maximum=3), " a\r\nb ") == "a\nb"


whatever = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.text("0123456789.,+- \u00a0e", max_size=40),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@given(st.sampled_from(ANY_TYPE), whatever)
def test_whatever_is_sent_is_read_or_refused_and_what_was_read_is_read_the_same_again(question: Any, raw: Any) -> None:
    try:
        value = read_answer(question, raw)
    except AnswerRefused:
        return
    if value is UNANSWERED:
        return
    again = read_answer(question, value)
    assert (again, type(again)) == (value, type(value))


@pytest.mark.parametrize("raw", ["1 500", "1\u202f500", "1'500,5"])
def test_spaces_between_thousands_are_named_where_decimals_are_allowed_too(raw: str) -> None:
    assert refusal("number", raw, whole=False) == "no_thousands"
