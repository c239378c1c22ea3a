"""Whom a wave reached, counted back from the plan: the same as asking for each learner where the wave stands."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from surveys.schedule import Anchor, Facts, Plan, Span, State, Wave, reached, standing
from tests.surveys.schedule.plans import plan, utc, wave
from tests.surveys.schedule.strategies import moments, plans

SINCE = utc("2026-09-01 00:00")


def was_open(plan: Plan, wave: Wave, anchor_at: datetime, since: datetime, now: datetime) -> bool:
    """Whether a learner's page would have shown the wave open at any time from ``since`` to ``now``."""
    (stands,) = standing(Plan(plan.hours, (wave,)), Facts({wave.anchor: anchor_at}), now)
    if stands.state not in (State.OPEN, State.MISSED) or stands.closes_at is None:
        return False
    return stands.closes_at > since


def is_in(moment: datetime, span: Span | None) -> bool:
    return span is not None and (span.start is None or span.start <= moment) and moment < span.end


@settings(max_examples=300)
@given(plans(), st.data())
def test_a_wave_reached_exactly_those_to_whom_it_was_open(any_plan: Plan, data: st.DataObject) -> None:
    one = data.draw(st.sampled_from(any_plan.waves))
    assume(one.anchor is not Anchor.DATE)
    since, now = sorted((data.draw(moments), data.draw(moments)))
    span = reached(any_plan.hours, one, since, now)

    edges = [edge for edge in (span.start, span.end) if edge is not None] if span else []
    near = [edge + timedelta(microseconds=step) for edge in edges for step in (-1, 0, 1)]
    for anchor_at in [data.draw(moments), *near]:
        assert is_in(anchor_at, span) == was_open(any_plan, one, anchor_at, since, now)


@pytest.mark.parametrize(
    ("now", "before"),
    [
        ("2026-11-02 06:59", "2026-09-30 22:00"),  # Monday before eight: those until Wednesday 30 September
        ("2026-11-02 07:00", "2026-10-03 22:00"),  # from eight on those until Saturday 3 October
    ],
)
def test_those_whose_day_fell_on_a_weekend_are_reached_on_monday(now: str, before: str) -> None:
    span = reached(plan().hours, wave(), SINCE - timedelta(400), utc(now))

    assert span is not None
    assert span.end == utc(before)


def test_with_no_delay_a_wave_has_reached_whoever_just_did_it() -> None:
    now = utc("2026-11-01 03:00")  # a Sunday, at night
    span = reached(plan().hours, wave(delay_days=0), SINCE, now)

    assert is_in(now, span)
    assert not is_in(now + timedelta(microseconds=1), span)


def test_those_for_whom_it_closed_before_the_survey_was_there_are_not_reached() -> None:
    """For whoever completed on 1 October it is open until the end of Monday 16 November."""
    closing, now = utc("2026-11-16 23:00"), utc("2027-01-15 12:00")
    anchor_at = utc("2026-10-01 12:00")

    assert is_in(anchor_at, reached(plan().hours, wave(), closing - timedelta(seconds=1), now))
    assert not is_in(anchor_at, reached(plan().hours, wave(), closing, now))


DATED = wave(anchor=Anchor.DATE, delay_days=0, on=date(2026, 11, 2))


def test_a_wave_on_a_date_reaches_whoever_enrols_before_it_closes() -> None:
    now = utc("2027-03-01 12:00")

    assert reached(plan().hours, DATED, SINCE, now) == Span(None, utc("2026-11-16 23:00"))
    assert reached(plan().hours, DATED, SINCE, utc("2026-11-02 06:59")) is None
    assert reached(plan().hours, DATED, utc("2026-11-16 23:00"), now) is None


def test_times_have_to_be_in_utc() -> None:
    with pytest.raises(ValueError, match="in UTC is needed"):
        reached(plan().hours, wave(), SINCE, utc("2026-11-02 08:00").astimezone(plan().hours.zone))
