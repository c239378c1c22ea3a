"""Under which options an answer is counted."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.answers import ANSWERED, DECLINED, RESPONDENTS, UNANSWERED, options_of, ranked, read_answer
from tests.surveys.documents import question_of


@pytest.mark.parametrize(
    ("kind", "changes", "raw", "counted"),
    [
        ("single_choice", {}, "yes", ["yes"]),
        ("scale", {}, "cannot_judge", ["cannot_judge"]),
        ("number", {}, "45,0", ["45"]),
        ("number", {"whole": False}, "4,5", ["4.5"]),
        ("recommendation", {}, "10", ["10"]),
        ("free_text", {}, "Jan was great.", [ANSWERED]),
        ("short_text", {}, "Jan", [ANSWERED]),
        ("date", {}, "2026-11-22", ["2026-11-22"]),
        ("duration", {}, 90, ["90"]),
        ("multiple_response", {}, ["c", "a"], [RESPONDENTS, "a", "c"]),
        ("ranking", {}, ["c", "a"], [RESPONDENTS, ranked(1, "c"), ranked(2, "a")]),
        ("free_text", {"declinable": True}, None, [DECLINED]),
        ("ranking", {"declinable": True}, None, [DECLINED]),
    ],
)
def test_an_answer_counts_under_its_options(
    kind: str, changes: dict[str, Any], raw: object, counted: list[str]
) -> None:
    question = question_of(kind, **changes)
    value = read_answer(question, raw)
    assert value is not UNANSWERED
    assert list(options_of(question, value)) == counted


@given(st.text(min_size=1))
def test_what_was_written_never_shows_in_what_is_counted(text: str) -> None:
    assert options_of(question_of("free_text"), text) == (ANSWERED,)
