"""To whom a wave is or was open, as conditions on what is known of learners.

Whoever left before it opened for them could not answer it; whoever left later could.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import F, Q

from surveys.schedule import Anchor, Plan, SendingHours, Span, Wave, opens_at, reached
from xblock_impact.runtime.progress import ONLY_WAVE

ENROLLED_AT, ENROLLED_AGAIN, LEFT_AT = Anchor.ENROLLED.value, "enrolled_again", "left_at"
"""Columns of when a learner enrolled first, enrolled last and left last. Those of other anchors are called as these
are.
"""
_NOBODY = Q(account__in=())
_EARLIER = timedelta(hours=26)  # by which a wave may open before its days are whole: a day, and clocks that change
_HOLIDAYS = timedelta(days=14)  # more than any calendar has on end


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom one wave reached."""

    wave: str
    column: str  # of the anchor; empty where there is none
    certain: Q  # those of whom the database can tell
    uncertain: Q | None = None  # those of whom the plan's calendar has to be asked
    asking: _Asking | None = None

    def includes(self, row: Mapping[str, Any]) -> bool:
        """Whether ``row``, one of the uncertain of any wave, is one of this wave's and was reached."""
        return self.asking is not None and self.asking.says(row[self.column], row[ENROLLED_AGAIN], row[LEFT_AT])


@dataclass(frozen=True, slots=True)
class _Asking:
    """The question to the calendar about those who left between ``soonest`` and ``latest`` after their anchor."""

    hours: SendingHours
    wave: Wave
    span: Span
    since: datetime
    soonest: timedelta
    latest: timedelta

    def says(self, anchor_at: datetime | None, enrolled_at: datetime, left_at: datetime | None) -> bool:
        """Whether this learner is in question, and left after the wave had opened."""
        if anchor_at is None or left_at is None or left_at <= max(enrolled_at, self.since):
            return False
        in_time = (self.span.start is None or self.span.start <= anchor_at) and anchor_at < self.span.end
        if not in_time or not self.soonest < left_at - anchor_at <= self.latest:
            return False
        opening = opens_at(self.hours, self.wave, anchor_at.astimezone(UTC))
        return opening is not None and opening < left_at


def reach_of(plan: Plan | None, since: datetime, now: datetime) -> tuple[Reach, ...]:
    """Return whom each wave reached from ``since`` to ``now`` (UTC). Without a plan one wave reaches everybody."""
    if plan is None:
        return (Reach(ONLY_WAVE, "", _stayed() | Q(**{f"{LEFT_AT}__gt": since})),)
    return tuple(_reach(plan.hours, wave, since, now) for wave in plan.waves)


def _reach(hours: SendingHours, wave: Wave, since: datetime, now: datetime) -> Reach:
    span = None if wave.anchor is Anchor.COURSE_END else reached(hours, wave, since, now)
    if span is None:  # of the course's end nobody tells
        return Reach(wave.key, "", _NOBODY)
    if wave.anchor is Anchor.DATE:
        opening = opens_at(hours, wave, None) or since
        in_time = Q(**{f"{ENROLLED_AT}__lt": span.end})
        return Reach(wave.key, ENROLLED_AT, in_time & (_stayed() | Q(**{f"{LEFT_AT}__gt": max(since, opening)})))
    column = wave.anchor.value
    in_time = Q(**{f"{column}__gte": span.start, f"{column}__lt": span.end})
    left_in_use = Q(**{f"{LEFT_AT}__gt": since})
    if wave.delay_days == 0:
        return Reach(wave.key, column, in_time & (_stayed() | left_in_use & Q(**{f"{LEFT_AT}__gt": F(column)})))
    delay = timedelta(wave.delay_days)
    asking = _Asking(hours, wave, span, since, delay - _EARLIER, delay + _longest_wait(hours))
    left_late = left_in_use & Q(**{f"{LEFT_AT}__gt": F(column) + asking.latest})
    unsure = Q(**{f"{LEFT_AT}__gt": F(column) + asking.soonest, f"{LEFT_AT}__lte": F(column) + asking.latest})
    uncertain = in_time & ~_stayed() & left_in_use & unsure
    return Reach(wave.key, column, in_time & (_stayed() | left_late), uncertain, asking)


def _stayed() -> Q:
    """Whoever did not leave, or came back. At the same moment, being enrolled counts."""
    return Q(**{f"{LEFT_AT}__isnull": True}) | Q(**{f"{LEFT_AT}__lte": F(ENROLLED_AGAIN)})


def _longest_wait(hours: SendingHours) -> timedelta:
    """Return more than a wave can open later than its days say: as if all days off were on end."""
    return _HOLIDAYS + timedelta(2 * len(hours.days_off))
