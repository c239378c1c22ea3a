"""Which message is to be sent now, and when to look again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from surveys.schedule.facts import Facts, MessageKind
from surveys.schedule.plan import Budget, Plan, Wave
from surveys.schedule.sending_hours import SendingHours
from surveys.schedule.standing import State, standing


@dataclass(frozen=True, slots=True)
class Message:
    """A message to one learner about one wave. ``due_at`` (UTC) is when it should have been sent, had nothing
    else been sent to this person.
    """

    wave: str
    kind: MessageKind
    due_at: datetime


@dataclass(frozen=True, slots=True)
class _Pending:
    """A message not yet sent, of use until the wave closes."""

    message: Message
    closes_at: datetime


@dataclass(frozen=True, slots=True)
class _Placed:
    """A message and the first moment at which it can be sent."""

    at: datetime
    pending: _Pending

    @property
    def rank(self) -> tuple[datetime, datetime]:
        """First what can go first; at one moment, what closes first."""
        return self.at, self.pending.closes_at


def due(plan: Plan, facts: Facts, now: datetime) -> Message | None:
    """Return the message to send at ``now`` (UTC), if any: never more than one a day.

    Once sent it belongs into ``facts.sent``, or it stays due. Raises ValueError if ``now`` is not in UTC.
    """
    placed = _next(plan, facts, now)
    return placed.pending.message if placed is not None and placed.at == now else None


def next_moment(plan: Plan, facts: Facts, now: datetime) -> datetime | None:
    """Return the first moment (UTC), ``now`` or later, at which a message is due if the facts stay as they
    are; None if there is none. Raises ValueError if ``now`` is not in UTC.
    """
    placed = _next(plan, facts, now)
    return None if placed is None else placed.at


def _next(plan: Plan, facts: Facts, now: datetime) -> _Placed | None:
    days = [plan.hours.day_of(moment) for moment in facts.messages()]
    pending = list(_pending(plan, facts, now))
    invitations = [each for each in pending if each.message.kind is MessageKind.INVITATION]
    for placed in sorted(_place_each(plan, pending, days, now), key=lambda each: each.rank):
        if placed.pending in invitations or not _delays_any(plan, placed, invitations, days):
            return placed
    return None


def _pending(plan: Plan, facts: Facts, now: datetime) -> Iterator[_Pending]:
    """Yield the next message about each wave that can still be answered, in the plan's order."""
    for wave, stands in zip(plan.waves, standing(plan, facts, now), strict=True):
        if stands.state not in (State.UPCOMING, State.OPEN) or stands.opens_at is None or stands.closes_at is None:
            continue
        message = _next_about(plan.hours, wave, facts, stands.opens_at)
        if message is not None:
            yield _Pending(message, stands.closes_at)


def _next_about(hours: SendingHours, wave: Wave, facts: Facts, opens_at: datetime) -> Message | None:
    invited_at = min(facts.sent_about(wave.key, MessageKind.INVITATION), default=None)
    if invited_at is None:
        return Message(wave.key, MessageKind.INVITATION, hours.first(opens_at))
    day = _reminder_day(hours, wave, facts, hours.day_of(invited_at))
    return None if day is None else Message(wave.key, MessageKind.REMINDER, hours.first_on(day))


def _reminder_day(hours: SendingHours, wave: Wave, facts: Facts, invited_on: date) -> date | None:
    """Return the day of the next reminder. One that went out late makes the later ones as many days later."""
    sent = [hours.day_of(at) for at in facts.sent_about(wave.key, MessageKind.REMINDER)]
    if len(sent) >= len(wave.reminder_days):
        return None
    late = 0
    for days, sent_on in zip(wave.reminder_days, sent, strict=False):
        planned = hours.working_day(invited_on + timedelta(days + late))
        late += max(0, (sent_on - planned).days)
    return hours.working_day(invited_on + timedelta(wave.reminder_days[len(sent)] + late))


def _place_each(plan: Plan, pending: Sequence[_Pending], days: Sequence[date], not_before: datetime) -> list[_Placed]:
    """Return when each could be sent if it were the only one, after messages on ``days``; without those whose
    wave closes first.
    """
    free = _first_free_day(plan.budget, days)
    placed = (_Placed(plan.hours.first(max(not_before, each.message.due_at), free), each) for each in pending)
    return [each for each in placed if each.at < each.pending.closes_at]


def _first_free_day(budget: Budget, days: Sequence[date]) -> date | None:
    """Return the first day on which one more message is neither the second of a day nor beyond the budget."""
    latest = sorted(days, reverse=True)
    free = [latest[0] + timedelta(1)] if latest else []
    if len(latest) >= budget.messages:
        free.append(latest[budget.messages - 1] + timedelta(budget.days))
    return max(free, default=None)


def _delays_any(plan: Plan, reminder: _Placed, invitations: Sequence[_Pending], days: Sequence[date]) -> bool:
    """Whether an invitation that can go out at the same time or is to come would go out later, or not at all,
    because of ``reminder``.
    """
    with_reminder = [*days, plan.hours.day_of(reminder.at)]
    return _in_turn(plan, invitations, with_reminder, reminder.at) != _in_turn(plan, invitations, days, reminder.at)


def _in_turn(
    plan: Plan, waiting: Sequence[_Pending], days: Sequence[date], not_before: datetime
) -> list[tuple[str, datetime]]:
    """Return wave and moment of the invitations that would go out if nothing else were sent, in order."""
    taken, result = list(days), []
    while placed := _place_each(plan, waiting, taken, not_before):
        first = min(placed, key=lambda each: each.rank)
        result.append((first.pending.message.wave, first.at))
        taken.append(plan.hours.day_of(first.at))
        waiting = [each.pending for each in placed if each is not first]
    return result
