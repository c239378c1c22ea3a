"""Which message comes next, and when: cases worked out by hand with a calendar.

All times are UTC unless marked otherwise.

Amsterdam, Brussels and Paris are one hour ahead of UTC in winter, two in summer; clocks change on 29 March and
25 October 2026 and on 28 March 2027.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

import pytest

from surveys.schedule import (
    Anchor,
    Budget,
    Calendar,
    Facts,
    Message,
    MessageKind,
    Plan,
    QuietHours,
    Sent,
    due,
    next_moment,
)
from tests.surveys.schedule.plans import ON_THE_FIRST, OPENING, completed, invited, plan, reminded, utc, wave


@dataclass(frozen=True)
class Expected:
    """The next message, and the moment at which it is due from ``now`` on; None if there is none."""

    why: str
    plan: Plan
    facts: Facts
    now: str
    at: str | None
    message: str = "w invitation"


def to(*sent: Sent, **others: Any) -> Facts:
    """Return the facts of whoever completed on 1 October and was sent something."""
    return completed("2026-10-01 12:00", sent=sent, **others)


INVITED = invited("w", "2026-11-02 07:00")
SHORT = wave("short", anchor=Anchor.DATE, delay_days=0, on=date(2026, 11, 10), open_days=2)  # Tue to Thu 12 Nov
SAME_DAY = wave("same", open_days=5)
TWO_REMINDERS = plan(wave(reminder_days=(3, 7)))

NEXT = [
    Expected("the invitation waits for the opening", plan(), ON_THE_FIRST, "2026-10-10 12:00", "2026-11-02 07:00"),
    Expected("it is due at the opening", plan(), ON_THE_FIRST, "2026-11-02 07:00", "2026-11-02 07:00"),
    Expected("and at any hour of the day", plan(), ON_THE_FIRST, "2026-11-02 16:59", "2026-11-02 16:59"),
    Expected("at 18:00 it is too late for today", plan(), ON_THE_FIRST, "2026-11-02 17:00", "2026-11-03 07:00"),
    Expected("from Friday evening to Monday", plan(), ON_THE_FIRST, "2026-11-06 17:30", "2026-11-09 07:00"),
    Expected("closed while nobody looked", plan(), ON_THE_FIRST, "2026-11-17 08:00", None),
    Expected("answered uninvited", plan(), to(answered=frozenset({"w"})), "2026-11-02 07:00", None),
    Expected("a closed account", plan(), to(retired=True), "2026-11-02 07:00", None),
    Expected("unenrolled", plan(), to(unenrolled=True), "2026-11-02 07:00", "2026-11-02 07:00"),
    Expected("one invitation only", plan(), to(INVITED), "2026-11-03 07:00", None),
    Expected(
        "reminded three days after Monday, on Thursday",
        TWO_REMINDERS,
        to(INVITED),
        "2026-11-02 08:00",
        "2026-11-05 07:00",
        "w reminder",
    ),
    Expected(
        "five days after Monday is Saturday: reminded on Monday",
        plan(wave(reminder_days=(5,))),
        to(INVITED),
        "2026-11-02 08:00",
        "2026-11-09 07:00",
        "w reminder",
    ),
    Expected(
        "invited on Wednesday: three days are counted from there, Saturday, so Monday",
        TWO_REMINDERS,
        to(invited("w", "2026-11-04 10:00")),
        "2026-11-04 10:00",
        "2026-11-09 07:00",
        "w reminder",
    ),
    Expected(
        "the reminder of the 5th went out on the 10th: the next five days later too, Saturday 14, so Monday",
        TWO_REMINDERS,
        to(INVITED, reminded("w", "2026-11-10 07:00")),
        "2026-11-10 08:00",
        "2026-11-16 07:00",
        "w reminder",
    ),
    Expected(
        "reminded on Tuesday, as an earlier plan said: the next keeps its own day, Tuesday the 10th",
        plan(wave(reminder_days=(3, 8))),
        to(INVITED, reminded("w", "2026-11-03 07:00")),
        "2026-11-03 08:00",
        "2026-11-10 07:00",
        "w reminder",
    ),
    Expected(
        "facts in any order: both reminders went out on their days, the third is due on Saturday 14, so Monday",
        plan(wave(reminder_days=(3, 8, 12))),
        to(reminded("w", "2026-11-10 07:00"), reminded("w", "2026-11-05 07:00"), INVITED),
        "2026-11-10 08:00",
        "2026-11-16 07:00",
        "w reminder",
    ),
    Expected(
        "answered after the invitation: no reminder",
        TWO_REMINDERS,
        to(INVITED, answered=frozenset({"w"})),
        "2026-11-05 07:00",
        None,
    ),
    Expected(
        "no more reminders than planned",
        TWO_REMINDERS,
        to(INVITED, reminded("w", "2026-11-05 07:00"), reminded("w", "2026-11-09 07:00")),
        "2026-11-10 07:00",
        None,
    ),
    Expected(
        "finished on Friday at 19:00: invited on Monday",
        plan(wave(delay_days=0)),
        completed("2026-10-02 17:00"),
        "2026-10-02 17:00",
        "2026-10-05 06:00",
    ),
    Expected(
        "finished on Friday at 11:10: invited at once",
        plan(wave(delay_days=0)),
        completed("2026-10-02 09:10"),
        "2026-10-02 09:10",
        "2026-10-02 09:10",
    ),
    Expected(
        "02:30 comes twice on 25 October: after the first (00:30 UTC) it is quiet, until 1:00 of the next day",
        plan(quiet=QuietHours(time(2, 30), time(1)), calendar=Calendar.EVERY_DAY),
        completed("2026-09-25 10:00"),
        "2026-10-25 00:40",
        "2026-10-26 00:00",
    ),
    Expected(
        "02:30 does not exist on 29 March: read with the new offset it is 01:30 winter time (00:30 UTC)",
        plan(quiet=QuietHours(time(2, 30), time(1)), calendar=Calendar.EVERY_DAY),
        completed("2026-02-27 10:00"),
        "2026-03-29 00:45",
        "2026-03-29 23:00",
    ),
    Expected(
        "one message in 20 days, another plan's on 20 October: on 9 November",
        plan(budget=Budget(1, 20)),
        to(sent_elsewhere=(utc("2026-10-20 09:00"),)),
        "2026-11-02 07:00",
        "2026-11-09 07:00",
    ),
    Expected(
        "one message in 28 days: 17 November is after the last day",
        plan(budget=Budget(1, 28)),
        to(sent_elsewhere=(utc("2026-10-20 09:00"),)),
        "2026-11-02 07:00",
        None,
    ),
    Expected(
        "of two that open together the one that closes first",
        plan(wave(), SAME_DAY),
        ON_THE_FIRST,
        "2026-11-02 07:00",
        "2026-11-02 07:00",
        "same invitation",
    ),
    Expected(
        "and the other on the next day",
        plan(wave(), SAME_DAY),
        to(invited("same", "2026-11-02 07:00")),
        "2026-11-02 07:05",
        "2026-11-03 07:00",
    ),
    Expected(
        "one in 5 days: a reminder on Monday 9 would put the short wave off to the 14th, after its last day",
        plan(wave(reminder_days=(3,)), SHORT, budget=Budget(1, 5)),
        to(INVITED),
        "2026-11-02 08:00",
        "2026-11-10 07:00",
        "short invitation",
    ),
    Expected(
        "after that invitation the reminder has its turn, on the 15th, a Sunday, so on Monday, the last day",
        plan(wave(reminder_days=(3,)), SHORT, budget=Budget(1, 5)),
        to(INVITED, invited("short", "2026-11-10 07:00")),
        "2026-11-10 08:00",
        "2026-11-16 07:00",
        "w reminder",
    ),
    Expected(
        "two in 5 days: room for both, the reminder on its own day",
        plan(wave(reminder_days=(3,)), SHORT, budget=Budget(2, 5)),
        to(INVITED),
        "2026-11-02 08:00",
        "2026-11-05 07:00",
        "w reminder",
    ),
]


@pytest.mark.parametrize("case", NEXT, ids=lambda case: case.why)
def test_the_next_message(case: Expected) -> None:
    """It is due at the moment worked out by hand, and nothing is a second before."""
    now = utc(case.now)
    moment = next_moment(case.plan, case.facts, now)
    if case.at is None:
        assert (moment, due(case.plan, case.facts, now)) == (None, None)
        return
    assert moment == utc(case.at)
    message = due(case.plan, case.facts, moment)
    assert message is not None
    assert f"{message.wave} {message.kind}" == case.message
    if moment > now:
        assert due(case.plan, case.facts, moment - timedelta(seconds=1)) is None


def test_a_message_says_since_when_it_is_due() -> None:
    """Also when it goes out later: at 18:00 on Friday the invitation of Monday waits for the next Monday."""
    late = utc("2026-11-09 07:00")
    assert due(plan(), ON_THE_FIRST, late) == Message("w", MessageKind.INVITATION, OPENING)


def test_what_is_open_in_quiet_hours_is_due_when_they_end() -> None:
    """Finished on Friday at 19:00, looked at on Tuesday: due since Monday at 8:00."""
    at_once, facts = plan(wave(delay_days=0)), completed("2026-10-02 17:00")
    message = due(at_once, facts, utc("2026-10-06 10:00"))
    assert message == Message("w", MessageKind.INVITATION, utc("2026-10-05 06:00"))


def test_a_plan_without_messages_to_come_names_no_moment() -> None:
    """Nothing is anchored."""
    assert next_moment(plan(), Facts(), OPENING) is None
