"""Where each wave stands for one learner: what the block shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from surveys.schedule.facts import Facts, MessageKind, require_utc
from surveys.schedule.periods import closes_at, opens_at
from surveys.schedule.plan import Plan, Wave
from surveys.schedule.sending_hours import SendingHours


class State(StrEnum):
    """Where a wave stands for one learner."""

    NOT_ANCHORED = "not_anchored"  # what it is counted from has not happened
    UPCOMING = "upcoming"
    OPEN = "open"
    ANSWERED = "answered"
    MISSED = "missed"  # closed without an answer
    WITHDRAWN = "withdrawn"  # the learner is retired, or unenrolled where the wave is for the enrolled


@dataclass(frozen=True, slots=True)
class Standing:
    """A wave's state for one learner. It is open from ``opens_at`` until just before ``closes_at`` (UTC);
    both are None while they are not known.
    """

    wave: str
    state: State
    opens_at: datetime | None = None
    closes_at: datetime | None = None


def standing(plan: Plan, facts: Facts, now: datetime) -> tuple[Standing, ...]:
    """Return where each wave stands at ``now`` (UTC), in the plan's order. Raises ValueError if ``now`` is not
    in UTC.
    """
    require_utc(now)
    return tuple(_standing(plan.hours, wave, facts, now) for wave in plan.waves)


def _standing(hours: SendingHours, wave: Wave, facts: Facts, now: datetime) -> Standing:
    if facts.retired:
        return Standing(wave.key, State.WITHDRAWN)
    period = _period(hours, wave, facts)
    if wave.key in facts.answered:
        state = State.ANSWERED
    elif wave.enrolled_only and facts.unenrolled:
        state = State.WITHDRAWN
    else:
        state = _state_by_time(period, now)
    return Standing(wave.key, state, *(period or ()))


def _state_by_time(period: tuple[datetime, datetime] | None, now: datetime) -> State:
    if period is None:
        return State.NOT_ANCHORED
    opens_at, closes_at = period
    if now < opens_at:
        return State.UPCOMING
    return State.OPEN if now < closes_at else State.MISSED


def _period(hours: SendingHours, wave: Wave, facts: Facts) -> tuple[datetime, datetime] | None:
    """Return when a wave opens and closes. Once the invitation is sent, its days count from there: what was
    promised holds even if the anchor moves, and a late invitation takes no time away.
    """
    opening = opens_at(hours, wave, facts.events.get(wave.anchor))
    invited_at = min(facts.sent_about(wave.key, MessageKind.INVITATION), default=None)
    first_day_at = invited_at or opening
    if first_day_at is None:
        return None
    return min(first_day_at, opening or first_day_at), closes_at(hours, wave, first_day_at)
