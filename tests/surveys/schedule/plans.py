"""Plans and facts for tests: the smallest that are valid, changed where a test says so."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from surveys.schedule import (
    Anchor,
    Budget,
    Calendar,
    Facts,
    MessageKind,
    Plan,
    QuietHours,
    SendingHours,
    Sent,
    Wave,
)

AMSTERDAM = "Europe/Amsterdam"
NO_BUDGET = Budget(messages=100, days=1)
NIGHT = QuietHours(time(18), time(8))


def utc(text: str) -> datetime:
    """Return a moment from ``2026-10-01 21:30``."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def wave(key: str = "w", **changes: Any) -> Wave:
    """Return a wave that opens 30 days after completion, for 14 days."""
    return Wave(**{"key": key, "anchor": Anchor.COMPLETED, "delay_days": 30, "open_days": 14, **changes})


def plan(*waves: Wave, zone: str = AMSTERDAM, budget: Budget = NO_BUDGET, **hours: Any) -> Plan:
    """Return a plan with Dutch holidays in which messages are sent from 8:00 to 18:00."""
    given = {"quiet": NIGHT, "calendar": Calendar.NL, **hours}
    return Plan(SendingHours(ZoneInfo(zone), **given), waves or (wave(),), budget)


def completed(text: str, **others: Any) -> Facts:
    """Return the facts of someone who completed at a moment given in UTC."""
    return Facts({Anchor.COMPLETED: utc(text)}, **others)


def invited(key: str, text: str) -> Sent:
    """Return the record of an invitation, at a moment given in UTC."""
    return Sent(key, MessageKind.INVITATION, utc(text))


def reminded(key: str, text: str) -> Sent:
    """Return the record of a reminder, at a moment given in UTC."""
    return Sent(key, MessageKind.REMINDER, utc(text))


ON_THE_FIRST = completed("2026-10-01 12:00")
"""Somebody for whom the plain wave opens on Monday 2 November and has its last day on Monday the 16th."""
OPENING = utc("2026-11-02 07:00")


def plan_document(*waves: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """Return the document of a valid plan; a change to None leaves a member out."""
    document = {
        "format": "impact-schedule/1",
        "time_zone": AMSTERDAM,
        "waves": list(waves) or [wave_document()],
        **changes,
    }
    return {name: value for name, value in document.items() if value is not None}


def wave_document(**changes: Any) -> dict[str, Any]:
    """Return the document of a valid wave; a change to None leaves a member out."""
    document = {"key": "day-30", "anchor": "completed", "delay_days": 30, "open_days": 14, **changes}
    return {name: value for name, value in document.items() if value is not None}
