"""How numbers, shares, months and names of things read in the reader's language."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date, datetime
from itertools import groupby

from flask import Flask
from flask_babel import format_date, format_decimal, format_percent, get_locale, gettext, ngettext

from evaluation.results import CampaignSummary, Period, QuestionResult, Release
from surveys.answers.wording import minutes_in_words
from surveys.privacy import PrivacyMode

_FIRST_OF_MONTH = 1


def install_wording(app: Flask) -> None:
    """Give templates the functions of this module as filters and ``_`` for texts."""
    app.jinja_env.filters.update(
        number=number,
        share=share,
        fine_share=fine_share,
        period=period,
        groupby_battery=by_battery,
        day=day,
        mode=mode_name,
        state=state_name,
    )
    app.jinja_env.globals.update(_=gettext, ngettext=ngettext, release_line=release_line)


def number(value: float) -> str:
    """Return a number as written, with at most two decimals."""
    return str(format_decimal(round(value, 2)))


def share(value: float) -> str:
    """Return a share between 0 and 1 in whole percents; what is not nobody is never 0 %."""
    if 0 < value < 0.005:
        return f"<{percent(0.01)}"
    return percent(value)


def fine_share(value: float) -> str:
    """Return a share in tenths of percents."""
    pattern = str(get_locale().percent_formats[None].pattern)  # "#,##0%", in French with a space before the sign
    return str(format_percent(value, pattern.replace("#,##0", "#,##0.0")))


def percent(value: float) -> str:
    """Return a fraction in whole percents."""
    return str(format_percent(value))


def day(instant: datetime) -> str:
    """Return the day of ``instant``, written out."""
    return str(format_date(instant, "d MMMM yyyy"))


def month(value: int, *, year: bool = True) -> str:
    """Return the month YYYYMM, as in "September 2018", or without its year."""
    first = date(value // 100, value % 100, _FIRST_OF_MONTH)
    return str(format_date(first, "MMMM y" if year else "LLLL"))


def duration(minutes: float) -> str:
    """Return a duration [min] in hours and minutes, to the nearest minute, as in "1 h 30 min"."""
    words = minutes_in_words(math.floor(minutes + 0.5), str(get_locale().language))
    return words.replace(" ", "\u00a0")


def period(value: Period) -> str:
    """Return first and last month."""
    if value.first == value.last:
        return month(value.first)
    return f"{month(value.first)} – {month(value.last)}"


def by_battery(questions: Sequence[QuestionResult]) -> list[tuple[str | None, list[QuestionResult]]]:
    """Return ``questions`` in their order, neighbours of one battery together: its id, or None, and the questions."""
    return [(battery, list(group)) for battery, group in groupby(questions, lambda one: one.wording.battery)]


def mode_name(mode: PrivacyMode) -> str:
    """Return the name of a privacy mode."""
    names = {
        PrivacyMode.IDENTIFIED: gettext("identified"),
        PrivacyMode.CONFIDENTIAL: gettext("confidential"),
        PrivacyMode.ANONYMOUS: gettext("anonymous"),
    }
    return str(names[mode])


def state_name(campaign: CampaignSummary) -> str:
    """Say whether a campaign is open, or since when it is closed."""
    if not campaign.closed:
        return str(gettext("open"))
    if campaign.closed_at is None:
        return str(gettext("closed"))
    return str(gettext("closed on %(day)s", day=day(campaign.closed_at)))


def release_line(release: Release) -> str:
    """Say how far a campaign is, as in "12 people answered · figures of the first 5 · next update at 15"."""
    people = number(release.answered)
    answered = str(ngettext("%(n)s person answered", "%(n)s people answered", release.answered, n=people))
    if release.answered == 0:
        return answered
    if release.answered < release.min_respondents:
        few = gettext(
            "%(answered)s: fewer than %(k)s, so no figures",
            answered=answered,
            k=number(release.min_respondents),
        )
        return str(few)
    return " · ".join([answered, *_figures_of(release)])


def _figures_of(release: Release) -> list[str]:
    coming = release.next_update_at
    if release.shown == 0:
        return [gettext("first figures at %(n)s", n=number(coming))] if coming else []
    shown = number(release.shown)
    if release.shown >= release.answered:
        return [gettext("figures of all %(n)s", n=shown)]
    facts = [gettext("figures of the first %(n)s", n=shown)]
    return [*facts, gettext("next update at %(n)s", n=number(coming))] if coming else facts
