"""Reading durations and dates, whole or in the parts that a form asks for."""

from __future__ import annotations

import re
from datetime import date

from surveys.answers.numbers import DIGIT, read_plain_number, whole
from surveys.answers.values import UNANSWERED, AnswerRefused, AnswerValue, Parts, Unanswered
from surveys.answers.wording import MINUTES_IN_HOUR
from surveys.definition.model import Question
from surveys.limits import MAX_NUMBER

HOURS, MINUTES = "hours", "minutes"
DAY, MONTH, YEAR = "day", "month", "year"
_NEARLY = 1e-6  # minutes: 4.1 hours are 246 minutes, which floats miss by less
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DIGITS = re.compile(rf"{DIGIT}{{1,4}}")


def read_duration(question: Question, raw: object) -> AnswerValue | Unanswered:
    """Return whole minutes; ``raw`` is a number of minutes, or Parts with hours and minutes."""
    minutes = _minutes(raw)
    if minutes is None:
        return UNANSWERED
    if minutes > MAX_NUMBER:
        raise AnswerRefused("number_too_large")
    if question.minimum is not None and minutes < question.minimum:
        raise AnswerRefused("duration_at_least", minimum=Minutes(question.minimum))
    if question.maximum is not None and minutes > question.maximum:
        raise AnswerRefused("duration_at_most", maximum=Minutes(question.maximum))
    return minutes


class Minutes(int):
    """A duration [min] to be said in hours and minutes."""


class Day(str):
    """A date (ISO) to be said in words."""

    __slots__ = ()


def _minutes(raw: object) -> int | None:
    if not isinstance(raw, Parts):
        given = read_plain_number(raw)
        if given is not None and (given < 0 or given != whole(given)):
            raise AnswerRefused("whole_minutes")
        return None if given is None else int(given)
    if raw.get("") not in (None, ""):
        raise AnswerRefused("whole_minutes")
    hours, minutes = (read_plain_number(raw.get(part)) for part in (HOURS, MINUTES))
    if hours is None and minutes is None:
        return None
    total = (hours or 0) * MINUTES_IN_HOUR + (minutes or 0)
    if min(hours or 0, minutes or 0) < 0 or abs(total - round(total)) > _NEARLY:
        raise AnswerRefused("whole_minutes")
    return round(total)


def read_date(question: Question, raw: object) -> AnswerValue | Unanswered:
    """Return an ISO date; ``raw`` is one, or Parts with day, month and year in digits."""
    text = _iso(raw) if isinstance(raw, Parts) else raw
    if text in (None, ""):
        return UNANSWERED
    try:
        if not isinstance(text, str) or not _ISO.fullmatch(text):
            raise ValueError
        given = date.fromisoformat(text)
    except ValueError:
        raise AnswerRefused("no_such_day") from None
    if question.earliest is not None and given < question.earliest:
        raise AnswerRefused("day_from", earliest=Day(question.earliest.isoformat()))
    if question.latest is not None and given > question.latest:
        raise AnswerRefused("day_until", latest=Day(question.latest.isoformat()))
    return text


def _iso(parts: Parts) -> str:
    given = [str(parts.get(part) or "").strip() for part in (YEAR, MONTH, DAY)]
    if not any(given):
        return str(parts.get("") or "")
    if not all(_DIGITS.fullmatch(digits) for digits in given):
        raise AnswerRefused("whole_date")
    year, month, day = map(int, given)
    if year < 1000:  # 26 is the year 26 to a calendar and 2026 to whoever typed it
        raise AnswerRefused("four_digit_year")
    return f"{year:04}-{month:02}-{day:02}"
