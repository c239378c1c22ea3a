"""When waves open and close: cases worked out by hand with a calendar.

All times are UTC unless marked otherwise.

Amsterdam, Brussels and Paris are one hour ahead of UTC in winter, two in summer; clocks change on 29 March and
25 October 2026 and on 28 March 2027.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

import pytest

from surveys.schedule import Anchor, Calendar, Facts, Plan, QuietHours, standing
from tests.surveys.schedule.plans import ON_THE_FIRST, OPENING, completed, invited, plan, utc, wave

EVERY_DAY, FLANDERS = Calendar.EVERY_DAY, Calendar.BE_VLG


@dataclass(frozen=True)
class Period:
    """When the first wave of a plan opens and closes."""

    why: str
    plan: Plan
    facts: Facts
    opens_at: str
    closes_at: str


PERIODS = [
    Period(
        "30 days after 1 October 23:30 Amsterdam is 31 October",
        plan(calendar=EVERY_DAY),
        completed("2026-10-01 21:30"),
        "2026-10-31 07:00",
        "2026-11-14 23:00",
    ),
    Period(
        "30 days after 2 October 00:30 Amsterdam is 1 November",
        plan(calendar=EVERY_DAY),
        completed("2026-10-01 22:30"),
        "2026-11-01 07:00",
        "2026-11-15 23:00",
    ),
    Period(
        "19:00 UTC is 00:30 of the next day in India (UTC+5:30)",
        plan(zone="Asia/Kolkata", calendar=EVERY_DAY),
        completed("2026-10-01 19:00"),
        "2026-11-01 02:30",
        "2026-11-15 18:30",
    ),
    Period(
        "02:00 UTC is 23:30 of the day before in Newfoundland (UTC-2:30); closes in winter time (UTC-3:30)",
        plan(zone="America/St_Johns", calendar=EVERY_DAY),
        completed("2026-10-02 02:00"),
        "2026-10-31 10:30",
        "2026-11-15 03:30",
    ),
    Period(
        "Saturday 31 October: opens on Monday, after the clock change",
        plan(),
        ON_THE_FIRST,
        "2026-11-02 07:00",
        "2026-11-16 23:00",
    ),
    Period(
        "Monday 27 April is King's Day: opens on Tuesday",
        plan(),
        completed("2026-03-28 10:00"),
        "2026-04-28 06:00",
        "2026-05-12 22:00",
    ),
    Period(
        "3 April is Good Friday, the 6th Easter Monday: opens on Tuesday the 7th",
        plan(),
        completed("2026-03-04 10:00"),
        "2026-04-07 06:00",
        "2026-04-21 22:00",
    ),
    Period(
        "25 December is a Friday: opens on Monday the 28th, closes in the new year",
        plan(),
        completed("2026-11-25 10:00"),
        "2026-12-28 07:00",
        "2027-01-11 23:00",
    ),
    Period(
        "5 May 2026 is a working day",
        plan(),
        completed("2026-04-05 10:00"),
        "2026-05-05 06:00",
        "2026-05-19 22:00",
    ),
    Period(
        "5 May 2025, a Monday, is none: lustrum",
        plan(),
        completed("2025-04-05 10:00"),
        "2025-05-06 06:00",
        "2025-05-20 22:00",
    ),
    Period(
        "the ninth day, 14 May, is Ascension Day: the last day is Friday the 15th",
        plan(wave(open_days=9)),
        completed("2026-04-05 10:00"),
        "2026-05-05 06:00",
        "2026-05-15 22:00",
    ),
    Period(
        "Friday 11 July 2025 is a holiday in Flanders: opens on Monday",
        plan(zone="Europe/Brussels", calendar=FLANDERS),
        completed("2025-06-11 10:00"),
        "2025-07-14 06:00",
        "2025-07-28 22:00",
    ),
    Period(
        "and in the rest of Belgium it is none",
        plan(zone="Europe/Brussels", calendar=Calendar.BE),
        completed("2025-06-11 10:00"),
        "2025-07-11 06:00",
        "2025-07-25 22:00",
    ),
    Period(
        "Tuesday 14 July is a holiday in France: opens on Wednesday",
        plan(zone="Europe/Paris", calendar=Calendar.FR),
        completed("2026-06-14 10:00"),
        "2026-07-15 06:00",
        "2026-07-29 22:00",
    ),
    Period(
        "the organisation is closed on Monday 2 November: opens on Tuesday",
        plan(days_off=frozenset({date(2026, 11, 2)})),
        ON_THE_FIRST,
        "2026-11-03 07:00",
        "2026-11-17 23:00",
    ),
    Period(
        "without delay it opens at once, on a Saturday night; Saturday the 17th moves to Monday",
        plan(wave(delay_days=0)),
        completed("2026-10-03 20:00"),
        "2026-10-03 20:00",
        "2026-10-19 22:00",
    ),
    Period(
        "14 days before a course end of 19 December 00:00 Amsterdam is Saturday the 5th: opens on Monday",
        plan(wave(anchor=Anchor.COURSE_END, delay_days=-14)),
        Facts({Anchor.COURSE_END: utc("2026-12-18 23:00")}),
        "2026-12-07 07:00",
        "2026-12-21 23:00",
    ),
    Period(
        "28 March 2027 is Easter Sunday: opens on Tuesday, in summer time",
        plan(wave(anchor=Anchor.DATE, delay_days=0, on=date(2027, 3, 28))),
        Facts(),
        "2027-03-30 06:00",
        "2027-04-13 22:00",
    ),
    Period(
        "30 days after 30 January 2028 is 29 February, a Tuesday",
        plan(),
        completed("2028-01-30 10:00"),
        "2028-02-29 07:00",
        "2028-03-14 23:00",
    ),
    Period(
        "365 days after 1 March 2027 too",
        plan(wave(delay_days=365)),
        completed("2027-03-01 10:00"),
        "2028-02-29 07:00",
        "2028-03-14 23:00",
    ),
    Period(
        "02:30 does not exist on 29 March: read with the old offset it is 03:30 summer time",
        plan(quiet=QuietHours(time(20), time(2, 30)), calendar=EVERY_DAY),
        completed("2026-02-27 10:00"),
        "2026-03-29 01:30",
        "2026-04-12 22:00",
    ),
    Period(
        "02:30 comes twice on 25 October: the second, in winter time",
        plan(quiet=QuietHours(time(20), time(2, 30)), calendar=EVERY_DAY),
        completed("2026-09-25 10:00"),
        "2026-10-25 01:30",
        "2026-11-08 23:00",
    ),
    Period(
        "sending from 2:00 to 3:00 only, an hour that 29 March lacks: opens on the 30th",
        plan(quiet=QuietHours(time(3), time(2)), calendar=EVERY_DAY),
        completed("2026-02-27 10:00"),
        "2026-03-30 00:00",
        "2026-04-13 22:00",
    ),
    Period(
        "in Havana 8 March begins at 01:00 (05:00 UTC): clocks skip an hour; last day the 22nd (UTC-4)",
        plan(zone="America/Havana", quiet=QuietHours(time(12), time(14)), calendar=EVERY_DAY),
        completed("2026-02-06 15:00"),
        "2026-03-08 05:00",
        "2026-03-23 04:00",
    ),
    Period(
        "quiet only at lunch: opens at midnight",
        plan(quiet=QuietHours(time(12), time(14))),
        ON_THE_FIRST,
        "2026-11-01 23:00",
        "2026-11-16 23:00",
    ),
    Period(
        "invited a week late, on 9 November: open until the 23rd",
        plan(),
        completed("2026-10-01 12:00", sent=(invited("w", "2026-11-09 09:00"),)),
        "2026-11-02 07:00",
        "2026-11-23 23:00",
    ),
    Period(
        "the course's end moved from 1 October to 1 December after the invitation: what that said holds",
        plan(wave(anchor=Anchor.COURSE_END, delay_days=7)),
        Facts({Anchor.COURSE_END: utc("2026-12-01 10:00")}, sent=(invited("w", "2026-10-08 06:00"),)),
        "2026-10-08 06:00",
        "2026-10-22 22:00",
    ),
]


@pytest.mark.parametrize("case", PERIODS, ids=lambda case: case.why)
def test_a_wave_opens_and_closes(case: Period) -> None:
    """At the moments worked out by hand."""
    (stands, *_) = standing(case.plan, case.facts, utc("2026-01-01 00:00"))
    assert (stands.opens_at, stands.closes_at) == (utc(case.opens_at), utc(case.closes_at))


def test_the_four_waves_of_a_year() -> None:
    """30, 90, 180 and 365 days after 1 October: 31 October (Saturday), 30 December, 30 March, 1 October."""
    waves = [wave(f"day-{days}", delay_days=days) for days in (30, 90, 180, 365)]
    opened = [each.opens_at for each in standing(plan(*waves), ON_THE_FIRST, OPENING)]
    assert opened == [utc(f"{day}:00") for day in ("2026-11-02 07", "2026-12-30 07", "2027-03-30 06", "2027-10-01 06")]
