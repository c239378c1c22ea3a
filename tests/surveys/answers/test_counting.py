"""Under which option an answer is counted."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.answers import ANSWERED, option_of, read_answer
from tests.surveys.documents import question_of


@pytest.mark.parametrize(
    ("kind", "changes", "raw", "option"),
    [
        ("single_choice", {}, "yes", "yes"),
        ("scale", {}, "cannot_judge", "cannot_judge"),
        ("number", {}, "45,0", "45"),
        ("number", {"whole": False}, "4,5", "4.5"),
        ("recommendation", {}, "10", "10"),
        ("free_text", {}, "Jan was great.", ANSWERED),
    ],
)
def test_an_answer_counts_under_one_option(kind: str, changes: dict[str, Any], raw: str, option: str) -> None:
    question = question_of(kind, **changes)
    value = read_answer(question, raw)
    assert value is not None
    assert option_of(question, value) == option


@given(st.text(min_size=1))
def test_what_was_written_never_shows_in_what_is_counted(text: str) -> None:
    assert option_of(question_of("free_text"), text) == ANSWERED
