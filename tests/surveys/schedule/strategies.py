"""Random plans and learners for property tests: all that ``load_plan`` allows, within some months."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from surveys.schedule import Anchor, Budget, Calendar, Facts, Plan, QuietHours, SendingHours, Wave

ZONES = ("Europe/Amsterdam", "Europe/Brussels", "Asia/Kolkata", "America/St_Johns")
BEGIN = datetime(2026, 9, 1, tzinfo=UTC)
LEARNER_EVENTS = [anchor for anchor in Anchor if anchor is not Anchor.DATE]

# More often at night, where clocks change.
clocks = st.builds(time, st.integers(0, 23) | st.integers(0, 3), st.sampled_from([0, 15, 30, 59]))


def leaves_an_hour(clock_pair: tuple[time, time]) -> bool:
    """What ``load_plan`` asks of quiet hours."""
    start, end = (clock.hour * 60 + clock.minute for clock in clock_pair)
    return start != end and (start - end) % 1440 >= 60


quiet_hours = st.just(QuietHours()) | st.tuples(clocks, clocks).filter(leaves_an_hour).map(
    lambda pair: QuietHours(*pair)
)
days = st.dates(date(2026, 9, 1), date(2027, 6, 30))
moments = st.timedeltas(timedelta(0), timedelta(days=300)).map(lambda after: BEGIN + after)
budgets = st.builds(Budget, st.integers(1, 4), st.integers(1, 40))


@st.composite
def waves(draw: st.DrawFn, key: str) -> Wave:
    """Any wave that ``load_plan`` allows, within some months."""
    anchor = draw(st.sampled_from(Anchor))
    open_days = draw(st.integers(1, 40))
    reminders = draw(st.sets(st.integers(1, open_days), max_size=4))
    return Wave(
        key=key,
        anchor=anchor,
        open_days=open_days,
        delay_days=0 if anchor is Anchor.DATE else draw(st.integers(-20 if anchor is Anchor.COURSE_END else 0, 90)),
        on=draw(days) if anchor is Anchor.DATE else None,
        reminder_days=tuple(sorted(reminders)),
        enrolled_only=draw(st.booleans()),
    )


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Any plan of up to four waves."""
    hours = SendingHours(
        zone=ZoneInfo(draw(st.sampled_from(ZONES))),
        quiet=draw(quiet_hours),
        calendar=draw(st.sampled_from(Calendar)),
        days_off=frozenset(draw(st.lists(days, max_size=3))),
    )
    keys = [f"w{number}" for number in range(draw(st.integers(1, 4)))]
    return Plan(hours, tuple(draw(waves(key)) for key in keys), draw(budgets))


@st.composite
def all_facts(draw: st.DrawFn) -> Facts:
    """What may be known of a learner to whom this plan sent nothing yet."""
    return Facts(
        events=draw(st.dictionaries(st.sampled_from(LEARNER_EVENTS), moments)),
        sent_elsewhere=tuple(draw(st.lists(moments, max_size=3))),
    )
