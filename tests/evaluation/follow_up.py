"""A follow-up survey with the types of question that the trial survey lacks: lists, rankings, batteries, time."""

from __future__ import annotations

from typing import Any

from tests.evaluation.survey import CANNOT_JUDGE, text

DECLINED = None


def _options(*codes: str) -> list[dict[str, Any]]:
    return [{"code": code, "text": text(code.capitalize().replace("_", " "))} for code in codes]


BARRIERS = ("time", "tools", "support", "peers")
SUPPORT: dict[str, Any] = {
    "id": "support",
    "version": 1,
    "type": "battery",
    "level": "work_behaviour",
    "text": text(
        "How much support do you get for {goal|what you planned} from", "Hoeveel steun krijg je voor {goal} van"
    ),
    "grid": True,
    "options": [*_options("none", "little", "some", "much"), CANNOT_JUDGE],
    "items": [
        {"id": "support_manager", "version": 1, "text": text("your manager", "je leidinggevende")},
        {"id": "support_peers", "version": 1, "text": text("your colleagues", "je collega’s")},
    ],
}
WHERE: dict[str, Any] = {
    "id": "where",
    "version": 1,
    "type": "multiple_response",
    "level": "work_behaviour",
    "declinable": True,
    "text": text("Where did you use {goal|what you learned}?", "Waar gebruikte je {goal|het geleerde}?"),
    "options": [
        *_options("customers", "team"),
        {"code": "elsewhere", "text": text("Elsewhere, namely", "Elders, namelijk"), "other": True},
        {"code": "nowhere", "text": text("Nowhere", "Nergens"), "exclusive": True},
        {**CANNOT_JUDGE, "code": "no_occasion", "text": text("No occasion yet", "Nog geen gelegenheid")},
    ],
}
FIRST_USE: dict[str, Any] = {
    "id": "first_use",
    "version": 1,
    "type": "date",
    "level": "indicators",
    "declinable": True,
    "text": text("When did you use it first?", "Wanneer gebruikte je het voor het eerst?"),
}
SAVED: dict[str, Any] = {
    "id": "saved",
    "version": 1,
    "type": "duration",
    "level": "indicators",
    "text": text("How much time does it save a week?", "Hoeveel tijd scheelt het per week?"),
    "maximum": 2_400,
}
RANKED: dict[str, Any] = {
    "id": "ranked",
    "version": 1,
    "type": "ranking",
    "level": "indicators",
    "declinable": True,
    "text": text("What stands in the way most?", "Wat staat het meest in de weg?"),
    "options": _options(*BARRIERS),
    "maximum": 3,
}
SURVEY: dict[str, Any] = {
    "format": "impact-survey/1",
    "id": "follow_up",
    "version": 1,
    "title": text("Follow-up", "Opvolging"),
    "purpose": text("To learn what lasts", "Om te leren wat blijft"),
    "minutes": 3,
    "languages": ["en", "nl"],
    "licence": "CC0-1.0",
    "source": "made up for tests",
    "recalls": [{"id": "goal", "survey": "baseline", "question": "own_goal"}],
    "pages": [
        {"id": "use", "title": text("Use", "Gebruik"), "questions": [WHERE, SUPPORT]},
        {
            "id": "effect",
            "title": text("Effect", "Effect"),
            "condition": {"!": {"any_of": [{"var": "where"}, ["nowhere"]]}},
            "questions": [FIRST_USE, SAVED, RANKED],
        },
    ],
}

FULL: dict[str, Any] = {
    "where": ["customers", "elsewhere"],
    "where_other": "At home",
    "support_manager": "some",
    "support_peers": "much",
    "first_use": "2026-10-31",
    "saved": 90,
    "ranked": ["support", "time"],
}
"""Answers to all questions."""
