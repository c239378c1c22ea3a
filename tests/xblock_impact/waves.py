"""Plans, clocks and what is known of learners, for tests of waves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from surveys.schedule import Anchor, Facts
from tests.xblock_impact.course import Course, Person, make_course
from xblock_impact.delivery import records
from xblock_impact.delivery.field_records import FieldRecords
from xblock_impact.delivery.records import Responses, Tally, WaveResponse

COMPLETED_AT = datetime(2026, 10, 1, 21, 30, tzinfo=UTC)  # 23:30 in Amsterdam
DAY_30 = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)  # the first wave of FOLLOW_UP is open: 31 October is a Saturday
BETWEEN = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)  # the first is closed, the second is not open yet


def plan_of(*waves: Mapping[str, Any]) -> dict[str, Any]:
    """Return the document of a plan in Dutch time."""
    return {"format": "impact-schedule/1", "time_zone": "Europe/Amsterdam", "calendar": "nl", "waves": list(waves)}


def after(days: int, anchor: str = "completed", **more: Any) -> dict[str, Any]:
    """Return a wave that opens ``days`` after something and is open for 21 days."""
    return {"key": f"day-{days}", "anchor": anchor, "delay_days": days, "open_days": 21, **more}


def on(day: str, key: str = "main", **more: Any) -> dict[str, Any]:
    """Return a wave that opens on a date and is open for 21 days."""
    return {"key": key, "anchor": "date", "on": day, "open_days": 21, **more}


FOLLOW_UP = plan_of(*(after(days) for days in (30, 90, 180, 365)))


@dataclass
class Clock:
    """The time of a course; tests move it."""

    at: datetime = DAY_30

    def now(self) -> datetime:
        return self.at

    def pass_days(self, days: int) -> None:
        self.at += timedelta(days)


@dataclass
class KnownRecords(FieldRecords):
    """The learners' own fields, and what a database would know beside them."""

    known: Facts = field(default_factory=Facts)
    earlier: Mapping[str, Any] = field(default_factory=dict)
    counted: Tally | None = None
    responded: Responses | None = None
    asked: list[str] = field(default_factory=list)  # what was looked up

    def facts(self, block: Any, learner: Any) -> Facts:
        self.asked.append("facts")
        return self.known

    def recalled(self, block: Any, learner: Any, survey: Any) -> Mapping[str, Any]:
        self.asked.append("recalled")
        return self.earlier

    def tally(self, block: Any) -> Tally | None:
        self.asked.append("tally")
        return self.counted

    def responses(self, block: Any, campaign: str, plan: Any, now: datetime) -> Responses | None:
        self.asked.append("responses")
        return self.responded


def responses(*waves: tuple[int, int], complete: bool = True) -> Responses:
    """Return responses to waves of which each pair says how many learners could answer and how many did."""
    keys = ["main"] if len(waves) == 1 else [one["key"] for one in FOLLOW_UP["waves"]]
    counts = zip(keys, waves, strict=True)
    return Responses(tuple(WaveResponse(key, *pair, received=pair[1]) for key, pair in counts), complete)


def completed(at: datetime = COMPLETED_AT, **more: Any) -> Facts:
    """Return the facts of somebody who completed the course."""
    return Facts(events={Anchor.COMPLETED: at}, **more)


@contextmanager
def installed(keeper: Any) -> Iterator[Any]:
    """Make ``keeper`` the keeper of records for a while."""
    before = list(records._installed)
    records.install(keeper)
    try:
        yield keeper
    finally:
        records.install(before[0] if before else None)


def course_with(plan: Mapping[str, Any] | None, person: Person | None = None, **fields: Any) -> tuple[Course, Clock]:
    """Return a course whose block has a plan, and its clock."""
    clock = Clock()
    course = make_course(person, services={"clock": clock}, waves=plan, **fields)
    return course, clock
