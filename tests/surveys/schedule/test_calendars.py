"""Public holidays against another implementation (the package ``holidays``) and against known dates."""

from __future__ import annotations

from datetime import date

import holidays
import pytest

from surveys.schedule import Calendar, public_holidays

YEARS = range(2020, 2061)
EACH_YEAR = pytest.mark.parametrize("year", YEARS)


def oracle(country: str, year: int, subdivision: str | None = None) -> set[date]:
    """Return the public holidays of a year as the other implementation has them."""
    return set(holidays.country_holidays(country, subdiv=subdivision, years=year))


@EACH_YEAR
def test_the_netherlands_has_the_holidays_of_the_oracle(year: int) -> None:
    """Also Good Friday, 5 May once in five years, and King's Day on Saturday if 27 April is a Sunday."""
    assert public_holidays(Calendar.NL, year) == oracle("NL", year)


@EACH_YEAR
def test_belgium_has_the_holidays_of_the_oracle(year: int) -> None:
    """The ten of the royal decree, and Easter Sunday and Pentecost."""
    assert public_holidays(Calendar.BE, year) == oracle("BE", year)


@EACH_YEAR
@pytest.mark.parametrize(
    ("calendar", "month", "day"),
    [(Calendar.BE_VLG, 7, 11), (Calendar.BE_CFR, 9, 27), (Calendar.BE_BRU, 5, 8), (Calendar.BE_DG, 11, 15)],
)
def test_a_region_or_community_has_its_own_day_besides(calendar: Calendar, month: int, day: int, year: int) -> None:
    """A deliberate difference: the oracle counts these days as days off school, not as public holidays."""
    assert public_holidays(calendar, year) == oracle("BE", year) | {date(year, month, day)}


@EACH_YEAR
def test_wallonia_has_a_sunday_besides(year: int) -> None:
    """A deliberate difference, as above: the third Sunday of September."""
    (own,) = public_holidays(Calendar.BE_WAL, year) - oracle("BE", year)
    assert (own.month, own.weekday(), (own.day - 1) // 7) == (9, 6, 2)


@EACH_YEAR
def test_france_has_the_holidays_of_the_oracle(year: int) -> None:
    """The eleven of the labour code."""
    assert public_holidays(Calendar.FR, year) == oracle("FR", year)


@EACH_YEAR
@pytest.mark.parametrize("department", ["Alsace", "Moselle"])
def test_alsace_and_moselle_have_two_more(department: str, year: int) -> None:
    """Good Friday and 26 December. The law gives Good Friday only where there is a Protestant church; a
    department has no finer calendar here or in the oracle.
    """
    assert public_holidays(Calendar.FR_ALSACE_MOSELLE, year) == oracle("FR", year, department)


@pytest.mark.parametrize("calendar", [Calendar.EVERY_DAY, Calendar.WEEKDAYS])
def test_calendars_of_no_country_have_no_holidays(calendar: Calendar) -> None:
    """Only the weekend tells them apart."""
    assert public_holidays(calendar, 2026) == frozenset()


@pytest.mark.parametrize(
    ("calendar", "day", "worked_on"),
    [
        (Calendar.EVERY_DAY, date(2026, 12, 25), True),
        (Calendar.EVERY_DAY, date(2026, 12, 27), True),  # a Sunday
        (Calendar.WEEKDAYS, date(2026, 12, 25), True),  # a Friday
        (Calendar.WEEKDAYS, date(2026, 12, 26), False),  # a Saturday
        (Calendar.NL, date(2026, 4, 27), False),  # King's Day, a Monday
        (Calendar.NL, date(2025, 4, 28), True),  # 27 April 2025 is a Sunday: moved back, not on
        (Calendar.NL, date(2025, 5, 5), False),  # lustrum
        (Calendar.NL, date(2026, 5, 5), True),
        (Calendar.BE, date(2026, 7, 21), False),
        (Calendar.BE, date(2025, 7, 11), True),  # a Friday
        (Calendar.BE_VLG, date(2025, 7, 11), False),
        (Calendar.FR, date(2026, 7, 14), False),
        (Calendar.FR, date(2026, 4, 3), True),  # Good Friday
        (Calendar.FR_ALSACE_MOSELLE, date(2026, 4, 3), False),
    ],
)
def test_days_are_worked_on_or_not(calendar: Calendar, day: date, worked_on: bool) -> None:
    """Weekends and holidays are not."""
    assert calendar.has_working(day) is worked_on
