"""Whether a stored document has the shape that the editor works on. What has not is kept and shown as it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

_TEXTS = frozenset({"title", "purpose", "text", "help", "unit"})


def is_survey(document: object) -> bool:
    """Whether every list and object of a survey is one. Its problems, such as a text that is missing, do not matter."""
    if not isinstance(document, dict) or not _texts_are_texts(document):
        return False
    languages = document.get("languages")
    named = isinstance(languages, list) and bool(languages) and all(isinstance(one, str) for one in languages)
    listed = all(_objects(document.get(name, [])) for name in ("scales", "recalls"))
    return named and listed and _objects(document.get("pages"), _is_page)


def is_plan(document: object) -> bool:
    """Whether the waves of a plan are objects with lists of days."""
    if not isinstance(document, dict) or not isinstance(document.get("days_off", []), list):
        return False
    parts = all(isinstance(document.get(name, {}), dict) for name in ("quiet_hours", "budget"))
    return parts and _objects(document.get("waves"), lambda wave: isinstance(wave.get("reminder_days", []), list))


def _objects(value: object, fits: Callable[[dict[str, Any]], bool] = lambda _: True) -> bool:
    return isinstance(value, list) and all(isinstance(one, dict) and fits(one) for one in value)


def _is_page(page: dict[str, Any]) -> bool:
    return _objects(page.get("questions"), _is_question)


def _is_question(question: dict[str, Any]) -> bool:
    ends = question.get("ends", [{}, {}])
    return (
        isinstance(question.get("id"), str)
        and isinstance(question.get("type"), str)
        and all(_objects(question.get(name, [])) for name in ("options", "items"))
        and _objects(ends, _is_text)
        and len(ends) == 2
    )


def _is_text(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(words, str) for words in value.values())


def _texts_are_texts(value: object) -> bool:
    if isinstance(value, list):
        return all(map(_texts_are_texts, value))
    if not isinstance(value, dict):
        return True
    return all(
        name == "condition" or (_is_text(inner) if name in _TEXTS else _texts_are_texts(inner))
        for name, inner in value.items()
    )
