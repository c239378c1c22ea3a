"""Whatever is sent under whatever name: no exception, and nothing stored that is hidden or cannot be sent on."""

from __future__ import annotations

import random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from surveys.answers import DECLINED, check_answers
from surveys.canonical import canonical_json
from surveys.definition import Survey
from surveys.form import FormState, render_form
from surveys.form.stepping import answers_in, step_from
from surveys.piping import answers_in_words
from surveys.strict_json import parse_json
from tests.surveys.documents import survey_of
from tests.surveys.form.every_type import EVERY_TYPE
from tests.surveys.form.made_up import MadeUp

PARTS = [
    "",
    "~declined",
    "declined",
    "hours",
    "minutes",
    "day",
    "month",
    "year",
    "a",
    "b",
    "time",
    "tools",
    "peers",
    ".",
]
TYPED = [
    "", " ", "x", "0", "1", "2", "2,5", "90", "1e3", "1000000000000000", DECLINED, f" {DECLINED} ", "\x00", "\ud800",
    "x" * 5_000, "2026-01-05", "2026-02-31", "a", "b", "yes", "no", "otherwise", "else", "time", "tools",
    "nothing", "none", "word",
]  # fmt: skip
leaves = st.sampled_from(TYPED) | st.none() | st.booleans() | st.integers() | st.floats() | st.binary(max_size=2)
whatever = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(PARTS), inner, max_size=2),
    max_leaves=4,
)
seeds = st.integers(min_value=0)


@st.composite
def surveys_and_what_is_sent(draw: st.DrawFn) -> tuple[Survey, dict[str, Any]]:
    """Return a survey, and answers to it with anything among them."""
    made_up = MadeUp(random.Random(draw(seeds)))
    survey = draw(st.sampled_from([EVERY_TYPE, made_up.survey(), survey_of()]))
    ids = st.sampled_from([*survey.questions, "nobody", ""])
    names = ids | st.tuples(ids, st.sampled_from(PARTS)).map(".".join)
    return survey, made_up.answers(survey) | draw(st.dictionaries(names, whatever, max_size=8))


@given(surveys_and_what_is_sent(), st.sampled_from(["nl", "ar", "zz", ""]), st.booleans())
def test_whatever_is_sent_is_checked_shown_and_stepped_through(
    sent: tuple[Survey, dict[str, Any]], language: str, complete: bool
) -> None:
    survey, raw = sent
    checked = check_answers(survey, raw, language, complete=complete)
    assert render_form(survey, language, FormState("form", answers=raw, problems=checked.problems))
    for go in ("next", "back", ["back"], None):
        step = step_from(survey, {**raw, "impact.page": "1", "impact.go": go, "impact.shown": "used"}, language)
        state = FormState("form", answers=answers_in(raw), problems=step.problems, page=step.page, more=step.more)
        assert render_form(survey, language, state)


@given(surveys_and_what_is_sent())
def test_what_is_kept_is_asked_can_be_sent_and_reads_the_same_again(sent: tuple[Survey, dict[str, Any]]) -> None:
    survey, raw = sent
    kept = check_answers(survey, raw, "nl", complete=False)
    assert kept.values.keys() <= set(kept.asked)
    assert parse_json(canonical_json(dict(kept.values))) == kept.values
    again = check_answers(survey, kept.values, "nl", complete=False)
    assert (again.values, again.problems, again.asked) == (kept.values, (), kept.asked)
    say = answers_in_words(survey, kept.values, "nl")
    assert all(say(name) for name, value in kept.values.items() if value is not None)
    assert render_form(survey, "nl", FormState("form", answers=kept.values))
