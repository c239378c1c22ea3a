"""A survey with a question of every type, on some of the levels."""

from __future__ import annotations

from typing import Any


def text(english: str, dutch: str | None = None) -> dict[str, str]:
    """Return a text in two languages, English the one to fall back on."""
    return {"en": english, "nl": dutch or f"{english} (nl)"}


def _options(*texts: str) -> list[dict[str, Any]]:
    return [{"code": one.lower().replace(" ", "_"), "text": text(one)} for one in texts]


CANNOT_JUDGE = {"code": "cannot_judge", "text": text("Cannot judge", "Kan ik niet beoordelen"), "not_applicable": True}
FREQUENCY = _options("Never", "Seldom", "Sometimes", "Often", "Always")

QUESTIONS: dict[str, dict[str, Any]] = {
    "pace": {
        "type": "single_choice",
        "level": "interventions",
        "text": text("How was the pace?", "Hoe was het tempo?"),
        "options": _options("Too slow", "Just right", "Too fast"),
    },
    "minutes": {
        "type": "number",
        "level": "interventions",
        "text": text("How many minutes did it take?", "Hoeveel minuten kostte het?"),
        "unit": text("minutes", "minuten"),
        "minimum": 0,
    },
    "recommend": {
        "type": "recommendation",
        "level": "interventions",
        "text": text("Would you recommend it?", "Zou je het aanraden?"),
        "ends": [text("Certainly not"), text("Certainly")],
    },
    "comment": {
        "type": "free_text",
        "level": "interventions",
        "text": text("What would you change?", "Wat zou je veranderen?"),
    },
    "recognise": {
        "type": "scale",
        "level": "work_behaviour",
        "node": "needs",
        "text": text("Do you recognise <needs> & wishes?", "Herken je <behoeften> & wensen?"),
        "options": [*FREQUENCY, CANNOT_JUDGE],
    },
}

SURVEY: dict[str, Any] = {
    "format": "impact-survey/1",
    "id": "trial",
    "version": 1,
    "title": text("Trial", "Proef"),
    "purpose": text("To try it out", "Om te proberen"),
    "minutes": 3,
    "languages": ["en", "nl"],
    "licence": "CC0-1.0",
    "source": "made up for tests",
    "pages": [
        {
            "id": "all",
            "title": text("All", "Alles"),
            "questions": [{"id": name, "version": 1, **question} for name, question in QUESTIONS.items()],
        }
    ],
}

FULL: dict[str, Any] = {
    "pace": "just_right",
    "minutes": 45,
    "recommend": 9,
    "comment": "More practice, please.",
    "recognise": "often",
}
"""Answers to all questions."""
