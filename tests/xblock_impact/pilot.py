"""Answers to the pilot instrument for tests."""

from __future__ import annotations

from surveys.definition import QuestionType
from surveys.instruments import load_instrument

SURVEY = load_instrument("pilot")
ID = "6f1c2a52-94f1-4c8e-9d3b-0a1b2c3d4e5f"
TERMS = "confidential demo-pilot 5"  # of a course as make_course() makes it
OTHER_ID = "0b6f4c1e-2d3a-4b5c-8d7e-9f0a1b2c3d4e"


def terms(mode: str) -> str:
    """Return the terms of the same course in another privacy mode."""
    return f"{mode} demo-pilot 5"


def good_answers() -> dict[str, object]:
    """Return a valid answer to every question."""
    return {question.id: _good(question) for question in SURVEY}


def _good(question: object) -> object:
    match question.type:
        case QuestionType.SINGLE_CHOICE | QuestionType.SCALE:
            return question.options[0].code
        case QuestionType.NUMBER:
            return str(int(question.minimum or 0) + 1)
        case QuestionType.RECOMMENDATION:
            return 9
    return "Duidelijk, maar te snel."


def required() -> str:
    """Return the id of a question that has to be answered."""
    return next(question.id for question in SURVEY if question.required)


def of_type(kind: QuestionType) -> str:
    """Return the id of a question of one type."""
    return next(question.id for question in SURVEY if question.type is kind)
