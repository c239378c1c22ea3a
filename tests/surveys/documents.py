"""Documents and questions for tests: the smallest that are valid, changed where a test says so."""

from __future__ import annotations

from typing import Any

from surveys.definition import Question, Survey, load_survey

Document = dict[str, Any]


def a_text(text: str = "Tekst") -> Document:
    """Return a text in the one language of these documents."""
    return {"nl": text}


def options(*codes: str, not_applicable: tuple[str, ...] = ()) -> list[Document]:
    """Return options, lowest first, the last ones outside the scale."""
    outside = [{"code": code, "text": a_text(code), "not_applicable": True} for code in not_applicable]
    return [*({"code": code, "text": a_text(code)} for code in codes), *outside]


_NEEDED: dict[str, Document] = {
    "single_choice": {"options": options("yes", "no")},
    "scale": {"options": options("low", "middle", "high", not_applicable=("cannot_judge",))},
    "number": {"unit": a_text("minuten")},
    "recommendation": {},
    "multiple_response": {"options": options("a", "b", "c")},
    "battery": {
        "options": options("low", "middle", "high"),
        "items": [
            {"id": "item_1", "version": 1, "text": a_text("Een")},
            {"id": "item_2", "version": 1, "text": a_text("Twee")},
        ],
    },
    "duration": {},
    "date": {},
    "ranking": {"options": options("a", "b", "c")},
    "short_text": {},
    "free_text": {},
}


KINDS = tuple(_NEEDED)
"""All types of questions in documents."""


def question_document(kind: str = "scale", **changes: Any) -> Document:
    """Return the document of a valid question; a change to None leaves a member out."""
    document = {
        "id": kind,
        "version": 1,
        "type": kind,
        "level": "interventions",
        "text": a_text("Vraag"),
        **_NEEDED[kind],
        **changes,
    }
    return {name: value for name, value in document.items() if value is not None}


def survey_document(*questions: Document, **changes: Any) -> Document:
    """Return the document of a valid survey with one page of ``questions``."""
    document = {
        "format": "impact-survey/1",
        "id": "a_survey",
        "version": 1,
        "title": a_text("Titel"),
        "purpose": a_text("Doel"),
        "minutes": 3,
        "languages": ["nl"],
        "licence": "CC0-1.0",
        "source": "These tests",
        "pages": [{"id": "page", "title": a_text("Pagina"), "questions": list(questions) or [question_document()]}],
        **changes,
    }
    return {name: value for name, value in document.items() if value is not None}


def survey_of(*questions: Document, **changes: Any) -> Survey:
    """Return the survey of ``survey_document``."""
    return load_survey(survey_document(*questions, **changes))


def question_of(kind: str, **changes: Any) -> Question:
    """Return one question as loaded."""
    return next(iter(survey_of(question_document(kind, **changes))))
