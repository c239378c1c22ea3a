"""The document form of a plan, as marshmallow schemas. Each reports all of its own problems."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, time
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from surveys.contract_reading import campaign_key
from surveys.definition.fields import Flag, WholeNumber
from surveys.schedule.calendars import Calendar
from surveys.schedule.plan import Anchor, Budget, Wave
from surveys.schedule.sending_hours import QuietHours

FORMAT = "impact-schedule/1"
MAX_WAVES = 50
MAX_DAYS = 3_660
"""Longest delay in days, ten years."""

_DAY_MINUTES = 24 * 60
_LEAST_OPEN_MINUTES = 60  # of a day, so that a sweeper cannot miss it
_DATE = re.compile(r"20\d\d-\d\d-\d\d", re.ASCII)
_CLOCK = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d", re.ASCII)
# Not the files posix/… and right/… of some systems: the latter count leap seconds.
_ZONE = re.compile(r"UTC|(?!posix/|right/)[A-Za-z_]{1,20}(?:/[A-Za-z0-9_+-]{1,32}){1,2}")


class DateField(fields.Field[date]):
    """A date of this century: ``"2027-03-01"``."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> date:
        try:
            if isinstance(value, str) and _DATE.fullmatch(value):
                return date.fromisoformat(value)
        except ValueError:
            pass
        raise ValidationError("Give a date from 2000 to 2099, as in 2027-03-01.")


class ClockField(fields.Field[time]):
    """A time of day: ``"18:00"``."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> time:
        if not isinstance(value, str) or not _CLOCK.fullmatch(value):
            raise ValidationError("Give a time of day from 00:00 to 23:59, as in 18:00.")
        return time.fromisoformat(value)


class TimeZoneField(fields.Field[ZoneInfo]):
    """A time zone of the IANA database: ``"Europe/Brussels"``."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> ZoneInfo:
        if isinstance(value, str) and _ZONE.fullmatch(value):
            try:
                return ZoneInfo(value)
            except (LookupError, ValueError, OSError):  # no such zone, no zone but a file, a folder of zones
                pass
        raise ValidationError("This is not a time zone known here, such as Europe/Amsterdam.")


class QuietHoursSchema(Schema):
    """When nothing is sent."""

    start = ClockField(required=True, data_key="from")
    end = ClockField(required=True, data_key="until")

    @validates_schema
    def _leave_time_to_send(self, data: dict[str, Any], **_: Any) -> None:
        start, end = data["start"], data["end"]
        quiet = (_minutes(end) - _minutes(start)) % _DAY_MINUTES
        if quiet == 0 or _DAY_MINUTES - quiet < _LEAST_OPEN_MINUTES:
            raise ValidationError("Leave an hour or more in which messages can be sent.", "until")

    @post_load
    def _make(self, data: dict[str, Any], **_: Any) -> QuietHours:
        return QuietHours(**data)


def _minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute


class BudgetSchema(Schema):
    """How many messages a person gets."""

    messages = WholeNumber(required=True, validate=validate.Range(min=1, max=100))
    days = WholeNumber(required=True, validate=validate.Range(min=1, max=366))

    @post_load
    def _make(self, data: dict[str, Any], **_: Any) -> Budget:
        return Budget(**data)


class WaveSchema(Schema):
    """One wave; what its anchor needs is checked in one place, ``_fits``."""

    key = fields.String(required=True, validate=campaign_key)
    anchor = fields.Enum(Anchor, by_value=True, required=True)
    delay_days = WholeNumber(validate=validate.Range(min=-MAX_DAYS, max=MAX_DAYS))
    on = DateField()
    open_days = WholeNumber(required=True, validate=validate.Range(min=1, max=366))
    reminder_days = fields.List(WholeNumber(validate=validate.Range(min=1)), validate=validate.Length(max=20))
    enrolled_only = Flag()

    @validates_schema(skip_on_field_errors=False, pass_original=True)
    def _fits(self, data: dict[str, Any], original: Any, **_: Any) -> None:
        if not isinstance(original, Mapping):
            return
        problems = dict(_wrong_reminders(data.get("reminder_days"), data.get("open_days")))
        if isinstance(data.get("anchor"), Anchor):
            problems |= dict(_wrong_for_anchor(data["anchor"], original, data.get("delay_days")))
        if problems:
            raise ValidationError(problems)

    @post_load
    def _make(self, data: dict[str, Any], **_: Any) -> Wave:
        data["reminder_days"] = tuple(data.get("reminder_days", ()))
        return Wave(**data)


def _wrong_for_anchor(anchor: Anchor, given: Mapping[str, Any], delay: Any) -> Iterator[tuple[str, list[str]]]:
    needed, other = ("on", "delay_days") if anchor is Anchor.DATE else ("delay_days", "on")
    if needed not in given:
        yield needed, [f'A wave with the anchor {anchor} needs "{needed}".']
    if other in given:
        yield other, [f'A wave with the anchor {anchor} has no "{other}".']
    if isinstance(delay, int) and delay < 0 and anchor is not Anchor.COURSE_END:
        yield "delay_days", ["Only the course's end is known beforehand: give 0 days or more."]


def _wrong_reminders(days: Any, open_days: Any) -> Iterator[tuple[str, list[str]]]:
    if not isinstance(days, list) or not all(isinstance(day, int) for day in days):
        return  # its own fields have said what is wrong
    if any(later <= earlier for earlier, later in pairwise(days)):
        yield "reminder_days", ["Give the days in ascending order, each once."]
    elif days and isinstance(open_days, int) and days[-1] > open_days:
        yield "reminder_days", [f"The wave is open for {open_days} days: remind no later."]


class PlanSchema(Schema):
    """A whole plan, without what only shows between its waves (see ``load``)."""

    format = fields.String(required=True, validate=validate.Equal(FORMAT, error=f"This release reads {FORMAT}."))
    time_zone = TimeZoneField(required=True)
    calendar = fields.Enum(Calendar, by_value=True)
    days_off = fields.List(DateField(), validate=validate.Length(max=1_000))
    quiet_hours = fields.Nested(QuietHoursSchema)
    budget = fields.Nested(BudgetSchema)
    waves = fields.List(fields.Nested(WaveSchema), required=True, validate=validate.Length(min=1, max=MAX_WAVES))
