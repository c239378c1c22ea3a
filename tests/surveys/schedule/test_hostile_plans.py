"""Whatever stands in a document: a plan that can be asked for its waves, or PlanInvalid."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from surveys.errors import PlanInvalid
from surveys.schedule import Anchor, Facts, load_plan, next_moment
from tests.surveys.schedule.plans import OPENING, plan_document, wave_document

leaves = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from(["date", "completed", "2027-03-01", "18:00", "be", "_schema", "\x00", "\ud800"])
)
names = st.text(max_size=5) | st.sampled_from(["key", "anchor", "on", "from", "until", "days", "_schema"])
anything = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(names | st.integers(), inner, max_size=4),
    max_leaves=10,
)


FACTS = Facts(dict.fromkeys(Anchor, OPENING))


def is_loaded_or_refused(document: Any) -> None:
    """Load a document; if it can be loaded, it can also be asked."""
    try:
        plan = load_plan(document)
    except PlanInvalid as invalid:
        refused = invalid
    else:
        next_moment(plan, FACTS, OPENING)
        return
    assert all(problem.message for problem in refused.problems)


@given(
    st.sampled_from(["format", "time_zone", "calendar", "days_off", "quiet_hours", "budget", "waves", "key"]), anything
)
def test_whatever_stands_in_a_plan_it_is_loaded_or_refused(member: str, value: Any) -> None:
    """Never another exception."""
    is_loaded_or_refused({**plan_document(), member: value})


@given(
    st.sampled_from(["key", "anchor", "delay_days", "on", "open_days", "reminder_days", "enrolled_only"]),
    anything,
    st.sampled_from(Anchor),
)
def test_whatever_stands_in_a_wave_it_is_loaded_or_refused(member: str, value: Any, anchor: Anchor) -> None:
    """Never another exception."""
    is_loaded_or_refused({**plan_document(), "waves": [{**wave_document(anchor=str(anchor)), member: value}, value]})
