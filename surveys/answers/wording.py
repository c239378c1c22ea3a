"""Answers in words: how an answer reads in a text, in one language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from surveys.answers.values import AnswerValue
from surveys.definition.model import Question, QuestionType
from surveys.words import decimal, words_in

MINUTES_IN_HOUR = 60


def answer_in_words(question: Question, value: AnswerValue, language: str) -> str | None:
    """Return ``value``, a checked answer to ``question``, in words of ``language``; None for "prefer not to say"."""
    if value is None:
        return None
    if isinstance(value, list):
        return ", ".join(_option(question, code, language) for code in value)
    if isinstance(value, str):
        if question.options:
            return _option(question, value, language)
        return day_in_words(value, language) if question.type is QuestionType.DATE else value
    if question.type is QuestionType.DURATION:
        return minutes_in_words(int(value), language)
    unit = f" {question.unit.in_language(language)}" if question.unit else ""
    return f"{decimal(value, language)}{unit}"


def day_in_words(day: str, language: str) -> str:
    """Return the ISO date ``day`` as it is written in ``language``: 22 November 2026."""
    words = words_in(language)
    given = date.fromisoformat(day)
    pattern = words["date_first" if given.day == 1 else "date"]
    return pattern.format(day=given.day, month=words["months"].split()[given.month - 1], year=given.year)


def minutes_in_words(minutes: int, language: str) -> str:
    """Return a duration [min] in hours and minutes: 1 h 30 min."""
    words = words_in(language)
    hours, rest = divmod(minutes, MINUTES_IN_HOUR)
    parts: Mapping[str, int] = {"in_hours": hours, "in_minutes": rest}
    said = [words[name].format(number=number) for name, number in parts.items() if number]
    return " ".join(said) or words["in_minutes"].format(number=0)


def _option(question: Question, code: str, language: str) -> str:
    return next((option.text.in_language(language) for option in question.options if option.code == code), code)
