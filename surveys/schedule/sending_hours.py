"""When a message may be sent: hours of working days, in one time zone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from surveys.schedule.calendars import Calendar

_MIDNIGHT = time(0)
_ONE_DAY = timedelta(1)


@dataclass(frozen=True, slots=True)
class QuietHours:
    """Nothing is sent from ``start`` until ``end``, on the clock; over midnight where ``start`` is the later.

    Raises ValueError if they are the same.
    """

    start: time = time(18)
    end: time = time(8)

    def __post_init__(self) -> None:
        if self.start == self.end:
            raise ValueError("Quiet hours cannot begin and end at the same time.")

    @property
    def crosses_midnight(self) -> bool:
        """Whether they begin on one day and end on the next."""
        return self.start > self.end


@dataclass(frozen=True, slots=True)
class SendingHours:
    """The moments at which messages may be sent. All moments are aware and in UTC, all days in ``zone``.

    A clock time that is skipped or comes twice when clocks change has two readings: sending begins at the
    later and ends at the earlier one, so that it is not quiet by either.
    """

    zone: ZoneInfo
    quiet: QuietHours = QuietHours()
    calendar: Calendar = Calendar.WEEKDAYS
    days_off: frozenset[date] = frozenset()

    def day_of(self, moment: datetime) -> date:
        """Return the day that it is in ``zone`` at ``moment``."""
        return moment.astimezone(self.zone).date()

    def start_of(self, day: date) -> datetime:
        """Return the first moment of ``day``."""
        return datetime.combine(day, _MIDNIGHT, self.zone).astimezone(UTC)

    def working_day(self, day: date) -> date:
        """Return ``day`` if it is worked on, else the next day that is."""
        while day in self.days_off or not self.calendar.has_working(day):
            day += _ONE_DAY
        return day

    def first(self, not_before: datetime, day: date | None = None) -> datetime:
        """Return the first moment for a message that is not before ``not_before`` nor before ``day``."""
        today = self.day_of(not_before)
        candidate = today if day is None else max(day, today)
        while True:
            candidate = self.working_day(candidate)
            for start, end in self._spans(candidate):
                if max(start, not_before) < end:
                    return max(start, not_before)
            candidate += _ONE_DAY

    def first_on(self, day: date) -> datetime:
        """Return the first moment for a message on ``day`` or, if it has none, on a later day."""
        return self.first(self.start_of(day), day)

    def _spans(self, day: date) -> Iterator[tuple[datetime, datetime]]:
        begin, end = self._reading(day, self.quiet.end, max), self._reading(day, self.quiet.start, min)
        if self.quiet.crosses_midnight:
            yield begin, end
        else:
            yield self.start_of(day), end
            yield begin, self.start_of(day + _ONE_DAY)

    def _reading(self, day: date, clock: time, choose: Callable[[datetime, datetime], datetime]) -> datetime:
        local = datetime.combine(day, clock, self.zone)
        return choose(local.astimezone(UTC), local.replace(fold=1).astimezone(UTC))
