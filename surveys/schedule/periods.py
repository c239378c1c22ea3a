"""When a wave is open, and counted back from there: who came in time for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from surveys.schedule.facts import require_utc
from surveys.schedule.plan import Anchor, Wave
from surveys.schedule.sending_hours import SendingHours

_NEVER = 9_000
"""Year from which a time stands for "never": courses without an end are given 31 December 9999."""
_ONE_DAY = timedelta(1)
_NEXT = timedelta(microseconds=1)  # the finest step of a time


def opens_at(hours: SendingHours, wave: Wave, anchor_at: datetime | None) -> datetime | None:
    """Return when a wave opens for whom its anchor was at ``anchor_at`` (UTC); None while that is not known.

    A wave on a date opens for everybody at once, whatever ``anchor_at`` is.
    """
    if wave.on is not None:
        return hours.first_on(wave.on)
    if anchor_at is None or anchor_at.year >= _NEVER:
        return None
    if wave.delay_days == 0:
        return anchor_at  # the form is there at once; the invitation waits for its hours
    return hours.first_on(hours.day_of(anchor_at) + timedelta(wave.delay_days))


def closes_at(hours: SendingHours, wave: Wave, first_day_at: datetime) -> datetime:
    """Return when a wave closes of which ``first_day_at`` is on the first day."""
    last_day = hours.working_day(hours.day_of(first_day_at) + timedelta(wave.open_days))
    return hours.start_of(last_day + _ONE_DAY)


@dataclass(frozen=True, slots=True)
class Span:
    """Moments from ``start`` until just before ``end`` (UTC); without a ``start`` all that are earlier."""

    start: datetime | None
    end: datetime


def reached(hours: SendingHours, wave: Wave, since: datetime, now: datetime) -> Span | None:
    """Return the moments of the anchor for which the wave is or was open at any time from ``since`` to ``now``; None
    if there are none. Of a wave on a date: the moments of enrolling that were in time for it.

    Holds for learners who were not invited: an invitation moves the close. Raises ValueError unless both are in UTC.
    """
    require_utc(since)
    require_utc(now)
    if wave.anchor is Anchor.DATE:
        opening = opens_at(hours, wave, None)
        closing = None if opening is None or opening > now else closes_at(hours, wave, opening)
        return None if closing is None or closing <= since else Span(None, closing)
    start, end = _first_anchor(hours, wave, since), _end_of_anchors(hours, wave, now)
    return Span(start, end) if start < end else None


def _first_anchor(hours: SendingHours, wave: Wave, since: datetime) -> datetime:
    """Return the first moment of an anchor for which the wave closes after ``since``: the later the anchor, the later
    the close.
    """
    day = hours.day_of(since) - timedelta(wave.delay_days)
    while _close_for(hours, wave, day - _ONE_DAY) > since:
        day -= _ONE_DAY
    return hours.start_of(day)


def _close_for(hours: SendingHours, wave: Wave, anchor_day: date) -> datetime:
    opening = opens_at(hours, wave, hours.start_of(anchor_day))
    return closes_at(hours, wave, opening or hours.start_of(anchor_day))


def _end_of_anchors(hours: SendingHours, wave: Wave, now: datetime) -> datetime:
    """Return the first moment of an anchor for which the wave is not open yet at ``now``."""
    if wave.delay_days == 0:
        return now + _NEXT
    day = hours.day_of(now)
    while hours.first_on(day) > now:
        day -= _ONE_DAY
    return hours.start_of(day - timedelta(wave.delay_days) + _ONE_DAY)
