"""A plan as frozen values. Made by ``load_plan``, which guarantees what is said here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from surveys.schedule.sending_hours import SendingHours


class Anchor(StrEnum):
    """What the days of a wave are counted from: something this learner did, the course's end, or a date."""

    ENROLLED = "enrolled"
    FIRST_VISIT = "first_visit"
    COMPLETED = "completed"
    PASSED = "passed"
    CERTIFIED = "certified"
    COURSE_END = "course_end"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Wave:
    """One of the moments at which the same survey is held. Days are calendar days."""

    key: str  # lower-case letters, digits, hyphens; unique in a plan
    anchor: Anchor
    open_days: int  # at least 1
    delay_days: int = 0  # after the anchor; negative only before the course's end
    on: date | None = None  # given exactly if the anchor is a date
    reminder_days: tuple[int, ...] = ()  # after the invitation, ascending, 1 to ``open_days``
    enrolled_only: bool = False  # does not go on after the learner is unenrolled


@dataclass(frozen=True, slots=True)
class Budget:
    """At most ``messages`` to one person on any ``days`` consecutive days. Both at least 1."""

    messages: int = 3
    days: int = 14


@dataclass(frozen=True, slots=True)
class Plan:
    """When a survey is held, and when its messages may be sent."""

    hours: SendingHours
    waves: tuple[Wave, ...]  # at least one
    budget: Budget = Budget()
