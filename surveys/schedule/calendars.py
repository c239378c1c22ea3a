"""Public holidays of the Netherlands, of Belgium and its regions and communities, and of France.

Sources: Algemene termijnenwet art. 3, which equates Good Friday (NL); royal decree of 18 April 1974, and the decrees of
regions and communities on their own days (BE); Code du travail art. L3133-1 and L3134-13 (FR).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

_SATURDAY, _SUNDAY = 5, 6  # as date.weekday() counts


class Calendar(StrEnum):
    """Which days are not worked on. All but the first also leave out Saturdays and Sundays."""

    EVERY_DAY = "every_day"
    WEEKDAYS = "weekdays"
    NL = "nl"
    BE = "be"
    BE_VLG = "be-vlg"  # Flanders
    BE_CFR = "be-cfr"  # French Community
    BE_WAL = "be-wal"  # Wallonia
    BE_BRU = "be-bru"  # Brussels
    BE_DG = "be-dg"  # German-speaking Community
    FR = "fr"
    FR_ALSACE_MOSELLE = "fr-alsace-moselle"

    def has_working(self, day: date) -> bool:
        """Whether ``day`` is worked on."""
        if self is Calendar.EVERY_DAY:
            return True
        return day.weekday() not in (_SATURDAY, _SUNDAY) and day not in public_holidays(self, day.year)


def easter_sunday(year: int) -> date:
    """Return Easter Sunday of the Gregorian calendar.

    Anonymous algorithm of 1876 as in Meeus, Astronomical Algorithms (1991), chapter 8.
    """
    century, year_of_century = divmod(year, 100)
    golden = year % 19
    leap_centuries, rest = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - correction + 15) % 30
    weekday = (32 + 2 * rest + 2 * (year_of_century // 4) - epact - year_of_century % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


@dataclass(frozen=True, slots=True)
class _Rules:
    fixed: tuple[tuple[int, int], ...] = ()  # month, day
    from_easter: tuple[int, ...] = ()  # days after Easter Sunday
    own: tuple[Callable[[int], date | None], ...] = ()  # by year

    def and_also(self, *fixed: tuple[int, int], from_easter: tuple[int, ...] = ()) -> _Rules:
        return _Rules(self.fixed + fixed, self.from_easter + from_easter, self.own)

    def days_of(self, year: int) -> Iterator[date]:
        easter = easter_sunday(year)
        yield from (date(year, month, day) for month, day in self.fixed)
        yield from (easter + timedelta(days) for days in self.from_easter)
        yield from (day for rule in self.own if (day := rule(year)) is not None)


def _kings_day(year: int) -> date:
    day = date(year, 4, 27)
    return day - timedelta(1) if day.weekday() == _SUNDAY else day


def _liberation_day(year: int) -> date | None:
    # A public holiday by law, but a day off once in five years in most collective agreements.
    return date(year, 5, 5) if year % 5 == 0 else None


def _day_of_wallonia(year: int) -> date:
    earliest = date(year, 9, 15)  # of a third Sunday
    return earliest + timedelta(_SUNDAY - earliest.weekday())


_GOOD_FRIDAY, _EASTER, _EASTER_MONDAY, _ASCENSION, _PENTECOST, _WHIT_MONDAY = -2, 0, 1, 39, 49, 50

_NETHERLANDS = _Rules(
    ((1, 1), (12, 25), (12, 26)),
    (_GOOD_FRIDAY, _EASTER, _EASTER_MONDAY, _ASCENSION, _PENTECOST, _WHIT_MONDAY),
    (_kings_day, _liberation_day),
)
_BELGIUM = _Rules(
    ((1, 1), (5, 1), (7, 21), (8, 15), (11, 1), (11, 11), (12, 25)),
    (_EASTER, _EASTER_MONDAY, _ASCENSION, _PENTECOST, _WHIT_MONDAY),
)
_FRANCE = _Rules(
    ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)),
    (_EASTER_MONDAY, _ASCENSION, _WHIT_MONDAY),
)

_RULES = {
    Calendar.NL: _NETHERLANDS,
    Calendar.BE: _BELGIUM,
    Calendar.BE_VLG: _BELGIUM.and_also((7, 11)),
    Calendar.BE_CFR: _BELGIUM.and_also((9, 27)),
    Calendar.BE_WAL: _Rules(_BELGIUM.fixed, _BELGIUM.from_easter, (_day_of_wallonia,)),
    Calendar.BE_BRU: _BELGIUM.and_also((5, 8)),
    Calendar.BE_DG: _BELGIUM.and_also((11, 15)),
    Calendar.FR: _FRANCE,
    Calendar.FR_ALSACE_MOSELLE: _FRANCE.and_also((12, 26), from_easter=(_GOOD_FRIDAY,)),
}


@lru_cache(maxsize=512)
def public_holidays(calendar: Calendar, year: int) -> frozenset[date]:
    """Return the public holidays of ``year``, those on Sundays among them, as the law stands since 2014.

    Empty for the calendars that are not a country's. Days that an employer gives instead of a holiday in the
    weekend (BE) are not public: a plan lists them as its days off.
    """
    return frozenset(_RULES.get(calendar, _Rules()).days_of(year))
