"""Public holidays against another implementation (the package ``holidays``) and against known dates."""

from __future__ import annotations

from datetime import date

import holidays
import pytest

from surveys.schedule import Calendar, public_holidays

YEARS = range(2020, 2061)


def ours(calendar: Calendar) -> dict[int, set[date]]:
    """Return the public holidays by year."""
    return {year: set(public_holidays(calendar, year)) for year in YEARS}


def oracle(country: str, *own: tuple[int, int], subdivision: str | None = None) -> dict[int, set[date]]:
    """Return the public holidays by year as the other implementation has them, and ``own`` (month, day)."""
    return {
        year: set(holidays.country_holidays(country, subdiv=subdivision, years=year))
        | {date(year, month, day) for month, day in own}
        for year in YEARS
    }


def test_the_netherlands_has_the_holidays_of_the_oracle() -> None:
    """Also Good Friday, 5 May once in five years, and King's Day on Saturday if 27 April is a Sunday."""
    assert ours(Calendar.NL) == oracle("NL")


def test_belgium_has_the_holidays_of_the_oracle() -> None:
    """The ten of the royal decree, and Easter Sunday and Pentecost."""
    assert ours(Calendar.BE) == oracle("BE")


@pytest.mark.parametrize(
    ("calendar", "own"),
    [(Calendar.BE_VLG, (7, 11)), (Calendar.BE_CFR, (9, 27)), (Calendar.BE_BRU, (5, 8)), (Calendar.BE_DG, (11, 15))],
)
def test_a_region_or_community_has_its_own_day_besides(calendar: Calendar, own: tuple[int, int]) -> None:
    """A deliberate difference: the oracle has these days off school only, not as public holidays."""
    assert ours(calendar) == oracle("BE", own)


def test_wallonia_has_a_sunday_besides() -> None:
    """A deliberate difference, as above: the third Sunday of September."""
    others = oracle("BE")
    for year, days in ours(Calendar.BE_WAL).items():
        (own,) = days - others[year]
        assert (own.month, own.weekday(), (own.day - 1) // 7) == (9, 6, 2)


def test_france_has_the_holidays_of_the_oracle() -> None:
    """The eleven of the labour code."""
    assert ours(Calendar.FR) == oracle("FR")


@pytest.mark.parametrize("department", ["Alsace", "Moselle"])
def test_alsace_and_moselle_have_two_more(department: str) -> None:
    """Good Friday and 26 December. The law gives Good Friday only where there is a Protestant church; neither
    side looks at municipalities.
    """
    assert ours(Calendar.FR_ALSACE_MOSELLE) == oracle("FR", subdivision=department)


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
