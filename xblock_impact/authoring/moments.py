"""What a plan says, in sentences: when each wave is asked, with an example."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from surveys.answers.wording import day_in_words
from surveys.schedule import Anchor, Facts, Plan, Wave, standing
from xblock_impact.words import studio_words_in

_NOON = time(12)


def plan_in_words(plan: Plan, language: str, today: date) -> list[str]:
    """Return for each wave what its author has set, with the days of somebody for whom it began on the first of the
    month after ``today``.
    """
    words = studio_words_in(language)
    return [_wave(plan, wave, words, language, today) for wave in plan.waves]


def _wave(plan: Plan, wave: Wave, words: Mapping[str, str], language: str, today: date) -> str:
    sentences = [_opening(wave, words), _reminders(wave, words), _example(plan, wave, words, language, today)]
    if wave.enrolled_only:
        sentences.insert(2, words["wave_enrolled_only"])
    return " ".join(filter(None, sentences))


def _opening(wave: Wave, words: Mapping[str, str]) -> str:
    if wave.anchor is Anchor.DATE:
        return _days("wave_open", wave.open_days, words)
    when = "at" if wave.delay_days == 0 else "before" if wave.delay_days < 0 else "after"
    start = _days(f"wave_{when}", abs(wave.delay_days), words, anchor=words[f"anchor_{wave.anchor}"])
    return f"{start} {_days('wave_open', wave.open_days, words)}"


def _reminders(wave: Wave, words: Mapping[str, str]) -> str:
    if not wave.reminder_days:
        return words["wave_no_reminder"]
    *others, last = map(str, wave.reminder_days)
    days = words["list_and"].format(first=", ".join(others), last=last) if others else last
    return words["wave_reminders" if wave.reminder_days != (1,) else "wave_reminder_next_day"].format(days=days)


def _example(plan: Plan, wave: Wave, words: Mapping[str, str], language: str, today: date) -> str:
    begin = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    anchored_at = datetime.combine(begin, _NOON, plan.hours.zone).astimezone(UTC)
    facts = Facts() if wave.anchor is Anchor.DATE else Facts({wave.anchor: anchored_at})
    one = Plan(plan.hours, (wave,), plan.budget)
    (stands,) = standing(one, facts, anchored_at)
    if stands.opens_at is None or stands.closes_at is None:
        return ""
    last_day = plan.hours.day_of(stands.closes_at - timedelta(microseconds=1))
    days: dict[str, Any] = {"anchor": begin, "opens": plan.hours.day_of(stands.opens_at), "closes": last_day}
    said = {name: day_in_words(day.isoformat(), language) for name, day in days.items()}
    return words[f"example_{wave.anchor}"].format(**said)


def _days(key: str, days: int, words: Mapping[str, str], **facts: str) -> str:
    return words[f"{key}_one" if days == 1 else key].format(days=days, **facts)
