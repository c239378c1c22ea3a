"""From a document to a plan: every problem at once, each with its path."""

from __future__ import annotations

import json
import re
from datetime import date, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from surveys.errors import PlanInvalid
from surveys.schedule import Anchor, Budget, Calendar, Plan, QuietHours, SendingHours, Wave, load_plan
from tests.surveys.schedule.plans import AMSTERDAM, plan_document, wave_document

REFERENCE = Path(__file__).parents[3] / "docs" / "schedule.md"


def problems(document: object) -> dict[str, str]:
    """Return what is wrong with a document, by path."""
    with pytest.raises(PlanInvalid) as invalid:
        load_plan(document)
    return {problem.path: problem.message for problem in invalid.value.problems}


def of_wave(**changes: Any) -> dict[str, str]:
    """Return what is wrong with a plan of one wave, by path within it."""
    return {path.removeprefix("waves[0]."): why for path, why in problems(changed_wave(**changes)).items()}


def changed_wave(**changes: Any) -> dict[str, Any]:
    """Return a plan with one wave, changed."""
    return plan_document(wave_document(**changes))


def test_a_small_plan_has_sane_defaults() -> None:
    """Working days from 8:00 to 18:00, three messages in two weeks."""
    assert load_plan(plan_document()) == Plan(
        SendingHours(ZoneInfo(AMSTERDAM), QuietHours(time(18), time(8)), Calendar.WEEKDAYS),
        (Wave("day-30", Anchor.COMPLETED, open_days=14, delay_days=30),),
        Budget(3, 14),
    )


def test_a_whole_plan_is_read_into_values() -> None:
    """Each member has its place."""
    document = plan_document(
        wave_document(reminder_days=[3, 7], enrolled_only=True),
        {"key": "spring", "anchor": "date", "on": "2027-03-01", "open_days": 5},
        {"key": "end", "anchor": "course_end", "delay_days": -14, "open_days": 10},
        calendar="be-vlg",
        days_off=["2027-12-27"],
        quiet_hours={"from": "20:00", "until": "07:30"},
        budget={"messages": 2, "days": 30},
    )
    plan = load_plan(document)
    assert plan.hours == SendingHours(
        ZoneInfo(AMSTERDAM), QuietHours(time(20), time(7, 30)), Calendar.BE_VLG, frozenset({date(2027, 12, 27)})
    )
    assert plan.waves == (
        Wave("day-30", Anchor.COMPLETED, 14, delay_days=30, reminder_days=(3, 7), enrolled_only=True),
        Wave("spring", Anchor.DATE, 5, on=date(2027, 3, 1)),
        Wave("end", Anchor.COURSE_END, 10, delay_days=-14),
    )
    assert plan.budget == Budget(2, 30)


def test_every_problem_is_reported_at_once() -> None:
    """Also those of parts beside or within a broken part."""
    document = plan_document(
        wave_document(key="A", open_days=0),
        wave_document(anchor="graduated", reminder_days=[7, 3]),
        wave_document(open_days="14"),
        format="impact-schedule/9",
        time_zone="Europe/Brussel",
        calendar="de",
        days_off=["2027-02-30"],
        quiet_hours={"from": "8", "until": "24:00"},
        budget={"messages": 0},
        surprise=1,
    )
    assert problems(document).keys() == {
        "format",
        "time_zone",
        "calendar",
        "days_off[0]",
        "quiet_hours.from",
        "quiet_hours.until",
        "budget.messages",
        "budget.days",
        "surprise",
        "waves[0].key",
        "waves[0].open_days",
        "waves[1].anchor",
        "waves[1].reminder_days",
        "waves[1].key",
        "waves[2].open_days",
        "waves[2].key",
    }


@pytest.mark.parametrize("document", [None, [], "plan", 1])
def test_a_plan_is_an_object(document: object) -> None:
    """And nothing else."""
    assert problems(document) == {"": "A plan is a JSON object."}


@pytest.mark.parametrize("member", ["format", "time_zone", "waves"])
def test_what_a_plan_needs(member: str) -> None:
    """The rest has defaults."""
    assert problems(plan_document(**{member: None})).keys() == {member}


@pytest.mark.parametrize("member", ["key", "anchor", "delay_days", "open_days"])
def test_what_a_wave_needs(member: str) -> None:
    """The rest has defaults."""
    assert of_wave(**{member: None}).keys() == {member}


@pytest.mark.parametrize(
    ("changes", "path", "message"),
    [
        ({"anchor": "date", "on": "2027-03-01"}, "delay_days", 'A wave with the anchor date has no "delay_days".'),
        ({"anchor": "date", "delay_days": None}, "on", 'A wave with the anchor date needs "on".'),
        ({"on": "2027-03-01"}, "on", 'A wave with the anchor completed has no "on".'),
        ({"delay_days": -1}, "delay_days", "Only the course's end is known beforehand: give 0 days or more."),
        ({"delay_days": True}, "delay_days", "Give a whole number."),
        ({"reminder_days": [3, 3]}, "reminder_days", "Give the days in ascending order, each once."),
        ({"reminder_days": [3, 15]}, "reminder_days", "The wave is open for 14 days: remind no later."),
        ({"enrolled_only": "yes"}, "enrolled_only", "Give true or false."),
        (
            {"key": "Dag 30"},
            "key",
            "Use 1 to 63 lower-case letters, digits and hyphens, a letter or digit first and last.",
        ),
    ],
)
def test_problems_of_a_wave(changes: dict[str, Any], path: str, message: str) -> None:
    """Each says what to do."""
    assert of_wave(**changes) == {path: message}


@pytest.mark.parametrize(
    "day", ["2027-3-1", "1999-12-31", "2027-02-29", "2027-03-01T00:00", "20270301", "2027-03-0\u0661", 20270301, None]
)
def test_dates_are_written_in_one_way(day: object) -> None:
    """And are dates."""
    assert problems(plan_document(days_off=[day])).keys() == {"days_off[0]"}


@pytest.mark.parametrize("clock", ["8:00", "24:00", "08:60", "08:00:00", "0800", "08:0\u0661", 8, None])
def test_times_of_day_are_written_in_one_way(clock: object) -> None:
    """Hours and minutes, in European digits."""
    assert problems(plan_document(quiet_hours={"from": "18:00", "until": clock})).keys() == {"quiet_hours.until"}


@pytest.mark.parametrize(
    "zone",
    [
        "",
        "Europe",
        "Europe/",
        "Europe/Nowhere",
        "../etc/passwd",
        "/etc/localtime",
        "right/Europe/Amsterdam",
        "posix/Europe/Amsterdam",
        "CET",
        "tzdata.zi",
        "Europe/Amster\x00dam"[:14],
        7,
        None,
        ["Europe/Amsterdam"],
    ],
)
def test_a_time_zone_is_one_of_the_iana_database(zone: object) -> None:
    """No files, no folders, no other spellings."""
    document = plan_document() | {"time_zone": zone}
    assert problems(document).keys() == {"time_zone"}


@pytest.mark.parametrize("zone", ["UTC", "America/Argentina/Buenos_Aires", "America/St_Johns", "Etc/GMT+5"])
def test_time_zones_that_are_known(zone: str) -> None:
    """Two or three parts."""
    assert load_plan(plan_document(time_zone=zone)).hours.zone.key == zone


@pytest.mark.parametrize(
    ("start", "end"), [("08:00", "08:00"), ("08:30", "08:00"), ("08:59", "08:00"), ("00:00", "23:30")]
)
def test_an_hour_stays_free(start: str, end: str) -> None:
    """Less would be missed by a sweeper that looks every hour."""
    document = plan_document(quiet_hours={"from": start, "until": end})
    assert problems(document) == {"quiet_hours.until": "Leave an hour or more in which messages can be sent."}


@pytest.mark.parametrize(("start", "end"), [("09:00", "08:00"), ("00:00", "23:00"), ("12:00", "14:00")])
def test_an_hour_is_enough(start: str, end: str) -> None:
    """Quiet hours may cross midnight."""
    assert (
        load_plan(plan_document(quiet_hours={"from": start, "until": end})).hours.quiet.start.isoformat("minutes")
        == start
    )


def test_a_key_names_one_wave() -> None:
    """Each place is reported, also where the wave has another problem."""
    document = plan_document(wave_document(), wave_document(open_days=0), wave_document(key="other"))
    found = problems(document)
    assert found.keys() == {"waves[0].key", "waves[1].key", "waves[1].open_days"}
    assert found["waves[1].key"] == "The key day-30 is used more than once."


def test_the_plan_in_the_reference_is_a_plan() -> None:
    """What course authors copy can be loaded."""
    (example,) = re.findall(r"```json\n(.*?)```", REFERENCE.read_text("utf-8"), re.DOTALL)
    assert [wave.delay_days for wave in load_plan(json.loads(example)).waves] == [30, 90, 180, 365]


def test_the_reference_names_every_calendar_and_anchor() -> None:
    """And so every member is spelt as the code does."""
    text = REFERENCE.read_text("utf-8")
    assert [name for name in [*Calendar, *Anchor] if f"`{name}`" not in text] == []
