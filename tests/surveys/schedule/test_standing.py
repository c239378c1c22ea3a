"""Where a wave stands for a learner at a moment (UTC), and what is known of the learner."""

from __future__ import annotations

from datetime import datetime, time

import pytest

from surveys.schedule import Anchor, Facts, QuietHours, State, due, next_moment, standing
from tests.surveys.schedule.plans import ON_THE_FIRST, OPENING, completed, invited, plan, utc, wave


@pytest.mark.parametrize(
    ("why", "facts", "now", "state"),
    [
        ("never completed", Facts({Anchor.PASSED: utc("2026-10-01 12:00")}), "2026-11-05 12:00", State.NOT_ANCHORED),
        ("a second early", ON_THE_FIRST, "2026-11-02 06:59:59", State.UPCOMING),
        ("at the opening", ON_THE_FIRST, "2026-11-02 07:00", State.OPEN),
        ("the last second of 16 November", ON_THE_FIRST, "2026-11-16 22:59:59", State.OPEN),
        ("midnight after it", ON_THE_FIRST, "2026-11-16 23:00", State.MISSED),
        (
            "answered counts after closing too",
            completed("2026-10-01 12:00", answered=frozenset({"w"})),
            "2027-01-01 12:00",
            State.ANSWERED,
        ),
        ("a closed account", completed("2026-10-01 12:00", retired=True), "2026-11-05 12:00", State.WITHDRAWN),
        ("unenrolled: goes on", completed("2026-10-01 12:00", unenrolled=True), "2026-11-05 12:00", State.OPEN),
        (
            "the course ended meanwhile: goes on",
            ON_THE_FIRST.noting(Anchor.COURSE_END, utc("2026-10-15 12:00")),
            "2026-11-05 12:00",
            State.OPEN,
        ),
    ],
)
def test_a_wave_has_a_state(why: str, facts: Facts, now: str, state: State) -> None:
    """Of the plain wave: 30 days after completion, open for 14."""
    assert standing(plan(), facts, utc(now))[0].state is state


def test_a_wave_for_the_enrolled_ends_with_the_enrolment() -> None:
    """And nothing is sent about it."""
    for_the_enrolled = plan(wave(enrolled_only=True))
    facts = completed("2026-10-01 12:00", unenrolled=True)
    assert standing(for_the_enrolled, facts, OPENING)[0].state is State.WITHDRAWN
    assert next_moment(for_the_enrolled, facts, OPENING) is None


def test_an_invitation_stands_when_its_anchor_is_taken_back() -> None:
    """A pass may be: whoever was invited can answer all the same."""
    facts = Facts(sent=(invited("w", "2026-11-02 07:00"),))
    (stands,) = standing(plan(), facts, OPENING)
    assert (stands.state, stands.opens_at, stands.closes_at) == (State.OPEN, OPENING, utc("2026-11-16 23:00"))


def test_a_course_without_an_end_anchors_nothing() -> None:
    """Such courses are given the last day that there is."""
    after_the_end = plan(wave(anchor=Anchor.COURSE_END))
    facts = Facts({Anchor.COURSE_END: utc("9999-12-31 23:59")})
    assert standing(after_the_end, facts, OPENING)[0].state is State.NOT_ANCHORED


@pytest.mark.parametrize("now", [datetime(2026, 11, 2, 7), datetime.fromisoformat("2026-11-02T08:00+01:00")])  # noqa: DTZ001
def test_times_are_in_utc(now: datetime) -> None:
    """Naive times would be read by the server's clock; other zones compare by the clock too."""
    with pytest.raises(ValueError, match="UTC"):
        standing(plan(), ON_THE_FIRST, now)
    with pytest.raises(ValueError, match="UTC"):
        due(plan(), ON_THE_FIRST, now)
    with pytest.raises(ValueError, match="UTC"):
        Facts({Anchor.COMPLETED: now})
    with pytest.raises(ValueError, match="UTC"):
        Facts(sent_elsewhere=(now,))


def test_of_an_event_that_comes_again_the_first_counts() -> None:
    """In whatever order the news arrives."""
    early, late = utc("2026-10-01 12:00"), utc("2026-10-05 12:00")
    for order in ((early, late), (late, early)):
        facts = Facts()
        for at in order:
            facts = facts.noting(Anchor.PASSED, at)
        assert facts.events == {Anchor.PASSED: early}


def test_of_the_courses_end_the_latest_news_counts() -> None:
    """Authors move it both ways."""
    facts = Facts().noting(Anchor.COURSE_END, utc("2026-12-01 12:00"))
    assert facts.noting(Anchor.COURSE_END, utc("2026-10-05 12:00")).events == {
        Anchor.COURSE_END: utc("2026-10-05 12:00")
    }


def test_quiet_hours_are_hours() -> None:
    """From 8:00 to 8:00 could be no hour or the whole day."""
    with pytest.raises(ValueError, match="same time"):
        QuietHours(time(8), time(8))
