"""What holds whatever the plan, the learner and the sweeper do: simulations with random clocks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.schedule import (
    Anchor,
    Budget,
    Calendar,
    Facts,
    Message,
    MessageKind,
    Plan,
    QuietHours,
    SendingHours,
    Sent,
    State,
    due,
    next_moment,
    public_holidays,
    standing,
)
from tests.surveys.schedule.strategies import BEGIN, LEARNER_EVENTS, all_facts, moments, plans

INVITATION, REMINDER = MessageKind.INVITATION, MessageKind.REMINDER


@dataclass
class Sweeper:
    """Somebody who looks now and then and sends what is due, and a learner to whom things happen."""

    plan: Plan
    facts: Facts
    now: datetime = BEGIN

    def look(self) -> Message | None:
        """Send what is due now, and record it."""
        message = due(self.plan, self.facts, self.now)
        if message is not None:
            sent = Sent(message.wave, message.kind, self.now)
            self.facts = replace(self.facts, sent=(*self.facts.sent, sent))
        return message

    def work(self, until: datetime) -> list[Sent]:
        """Look at every moment that the plan names, and no other."""
        while (moment := next_moment(self.plan, self.facts, self.now)) is not None and moment < until:
            self.now = moment
            assert self.look() is not None
        return list(self.facts.sent)


def is_quiet(quiet: QuietHours, clock: time) -> bool:
    """Whether a clock that shows ``clock`` is in the quiet hours."""
    if quiet.start < quiet.end:
        return quiet.start <= clock < quiet.end
    return clock >= quiet.start or clock < quiet.end


def is_free_day(hours: SendingHours, day: date) -> bool:
    """Whether nobody works on ``day``."""
    weekend = hours.calendar is not Calendar.EVERY_DAY and day.weekday() >= 5
    return weekend or day in hours.days_off or day in public_holidays(hours.calendar, day.year)


def check_sent(plan: Plan, facts: Facts) -> None:
    """Everything that was sent keeps to the plan."""
    local = [sent.at.astimezone(plan.hours.zone) for sent in facts.sent]
    for at in local:
        assert not is_quiet(plan.hours.quiet, at.time()), f"quiet: {at}"
        assert not is_free_day(plan.hours, at.date()), f"free day: {at}"
    assert all(earlier.date() < later.date() for earlier, later in pairwise(local)), "two on one day"
    for wave in plan.waves:
        kinds = [sent.kind for sent in facts.sent if sent.wave == wave.key]
        assert kinds in ([], [INVITATION, *[REMINDER] * (len(kinds) - 1)])
        assert len(kinds) <= 1 + len(wave.reminder_days)


def check_budget(plan: Plan, facts: Facts, now: datetime) -> None:
    """One more message now is within the budget, with all that anybody has sent by now."""
    today = now.astimezone(plan.hours.zone).date()
    ages = [(today - at.astimezone(plan.hours.zone).date()).days for at in facts.messages()]
    assert 0 not in ages
    assert sum(age < plan.budget.days for age in ages) + 1 <= plan.budget.messages


def check_next_moment(sweeper: Sweeper, shares: list[float]) -> None:
    """Nothing becomes due before the moment that is named, and something does then."""
    plan, facts, now = sweeper.plan, sweeper.facts, sweeper.now
    moment = next_moment(plan, facts, now)
    end = moment or now + timedelta(days=500)
    for share in shares:
        between = now + (end - now) * share
        assert between == moment or due(plan, facts, between) is None
        assert next_moment(plan, facts, between) == moment
    if moment is not None:
        message = due(plan, facts, moment)
        assert message is not None
        assert message.due_at <= moment
        if moment > now:
            assert due(plan, facts, moment - timedelta(microseconds=1)) is None


steps = st.tuples(
    st.sampled_from(
        ["sleep", "sleep", "sleep", "next", "next", "next", "answer", "event", "unenrol", "other", "retire"]
    ),
    st.floats(0, 1),
    st.sampled_from([timedelta(minutes=10), timedelta(hours=9), timedelta(days=2), timedelta(days=20)]),
    st.sampled_from(LEARNER_EVENTS),
)


def _sleep(sweeper: Sweeper, share: float, longest: timedelta) -> None:
    sweeper.now += longest * share


def _next(sweeper: Sweeper) -> None:
    sweeper.now = next_moment(sweeper.plan, sweeper.facts, sweeper.now) or sweeper.now


def happen(sweeper: Sweeper, what: str, share: float, longest: timedelta, event: Anchor) -> None:
    """Let one thing happen."""
    facts = sweeper.facts
    wave = sweeper.plan.waves[int(share * (len(sweeper.plan.waves) - 1))].key
    changes: dict[str, Callable[[], Facts]] = {
        "answer": lambda: replace(facts, answered=facts.answered | {wave}),
        "event": lambda: facts.noting(event, sweeper.now - longest * share),
        "unenrol": lambda: replace(facts, unenrolled=not facts.unenrolled),
        "other": lambda: replace(facts, sent_elsewhere=(*facts.sent_elsewhere, sweeper.now)),
        "retire": lambda: replace(facts, retired=share > 0.8),
    }
    if what in changes:
        sweeper.facts = changes[what]()
    elif what == "sleep":
        _sleep(sweeper, share, longest)
    else:
        _next(sweeper)


@settings(max_examples=300, deadline=None)
@given(plans(), all_facts(), st.lists(steps, min_size=5, max_size=40), st.lists(st.floats(0, 1), max_size=4))
def test_whatever_happens_messages_keep_to_the_plan(
    plan: Plan, facts: Facts, story: list[tuple[Any, ...]], shares: list[float]
) -> None:
    """Never two invitations of a wave, never after an answer, never at a wrong time, never beyond the budget."""
    sweeper = Sweeper(plan, facts)
    for step in story:
        happen(sweeper, *step)
        check_next_moment(sweeper, shares)
        before = sweeper.facts
        message = sweeper.look()
        if message is None:
            continue
        stands = {each.wave: each for each in standing(plan, before, sweeper.now)}[message.wave]
        assert stands.state is State.OPEN
        assert message.wave not in before.answered
        assert not before.retired
        check_budget(plan, before, sweeper.now)
        assert sweeper.look() is None
    check_sent(plan, sweeper.facts)


@settings(max_examples=200, deadline=None)
@given(plans(), all_facts())
def test_reminders_make_no_invitation_later(plan: Plan, facts: Facts) -> None:
    """Where everything is known beforehand, invitations go out as if there were no reminders."""
    without = replace(plan, waves=tuple(replace(wave, reminder_days=()) for wave in plan.waves))
    until = BEGIN + timedelta(days=700)
    sent = Sweeper(plan, facts).work(until)
    assert [each for each in sent if each.kind is INVITATION] == Sweeper(without, facts).work(until)


@settings(max_examples=200, deadline=None)
@given(plans(), all_facts())
def test_without_a_budget_everybody_is_invited_to_every_wave(plan: Plan, facts: Facts) -> None:
    """One message a day remains, so with one wave each invitation comes in its first hour and each reminder."""
    for wave in plan.waves:
        alone = Plan(plan.hours, (wave,), Budget(1_000, 1))
        sweeper = Sweeper(alone, replace(facts, sent_elsewhere=()), BEGIN - timedelta(days=60))
        (stands,) = standing(alone, sweeper.facts, sweeper.now)
        sent = sweeper.work(BEGIN + timedelta(days=700))
        if stands.opens_at is None:
            assert sent == []
        else:
            assert sent[0].at == plan.hours.first(stands.opens_at)


@settings(max_examples=200, deadline=None)
@given(plans(), all_facts(), moments)
def test_a_wave_is_open_for_its_whole_number_of_days(plan: Plan, facts: Facts, now: datetime) -> None:
    """From opening to closing it is ``open_days`` times 24 hours at least, clock changes apart."""
    for wave, stands in zip(plan.waves, standing(plan, facts, now), strict=True):
        if stands.opens_at is not None and stands.closes_at is not None:
            opened, closed = (at.astimezone(plan.hours.zone) for at in (stands.opens_at, stands.closes_at))
            assert closed.time() == time(0)
            assert closed.replace(tzinfo=None) - opened.replace(tzinfo=None) >= timedelta(wave.open_days)
            assert (now >= stands.closes_at) == (stands.state is State.MISSED)


@settings(max_examples=100, deadline=None)
@given(plans(), all_facts(), moments)
def test_the_same_question_has_the_same_answer(plan: Plan, facts: Facts, now: datetime) -> None:
    """Nothing depends on what was asked before, nor on the order in which facts came."""
    shuffled = replace(
        facts,
        events=dict(reversed(facts.events.items())),
        sent_elsewhere=tuple(reversed(facts.sent_elsewhere)),
    )
    first = standing(plan, facts, now), due(plan, facts, now), next_moment(plan, facts, now)
    assert first == (standing(plan, shuffled, now), due(plan, shuffled, now), next_moment(plan, shuffled, now))


@settings(max_examples=100, deadline=None)
@given(plans(), all_facts(), st.timedeltas(timedelta(days=3), timedelta(days=30)))
def test_after_a_long_sleep_there_is_no_burst(plan: Plan, facts: Facts, asleep: timedelta) -> None:
    """A sweeper that wakes up and then looks every hour sends one message a day at most."""
    sweeper = Sweeper(plan, facts)
    sweeper.now += asleep + timedelta(days=60)
    for _ in range(24 * 7):
        sweeper.look()
        sweeper.now += timedelta(hours=1)
    local_days = Counter(sent.at.astimezone(plan.hours.zone).date() for sent in sweeper.facts.sent)
    assert all(count == 1 for count in local_days.values())
