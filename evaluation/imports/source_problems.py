"""What is wrong with the source of one question in a mapping, beside the question itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from evaluation.imports.sources import DURATION_FORMATS, reads_back
from surveys.definition import Question, QuestionType
from surveys.definition.model import LISTS

_Sets = Mapping[str, Mapping[str, str]]
"""Sets of options by name: code by text."""
Wrong = Iterator[tuple[str, str]]
"""Members of a source, each with what is wrong with it."""


def problems_of_source(question: Question, source: Mapping[str, Any], sets: _Sets) -> Wrong:
    """Yield what does not fit ``question``."""
    yield from _wrong_options(question, source, sets)
    if question.type not in LISTS:
        for name in ("columns", "separator"):
            if name in source:
                yield name, f"A question of type {question.type} has one answer, in one column."
    else:
        yield from _wrong_columns(question, source)
    if "declined" in source and not question.declinable:
        yield "declined", "The question does not offer \u201cprefer not to say\u201d."
    yield from _wrong_format(question, source)


def option_texts(source: Mapping[str, Any], sets: _Sets) -> Mapping[str, str]:
    """Return the codes by text that ``source`` gives, itself or by the name of a set."""
    options = source.get("options", {})
    texts: Mapping[str, str] = sets.get(options, {}) if isinstance(options, str) else options
    return texts


def _wrong_options(question: Question, source: Mapping[str, Any], sets: _Sets) -> Wrong:
    options = source.get("options", {})
    if isinstance(options, str) and options not in sets:
        yield "options", f"There is no set of options called {options}."
    elif options and not question.options:
        yield "options", f"A question of type {question.type} has no options."
    else:
        for code in sorted(set(option_texts(source, sets).values()) - question.codes):
            yield "options", f"The question has no option {code}."


def _wrong_columns(question: Question, source: Mapping[str, Any]) -> Wrong:
    codes = list(source.get("columns", {}).values())
    for code in sorted(set(codes) - question.codes):
        yield "columns", f"The question has no option {code}."
    if len(set(codes)) < len(codes):
        yield "columns", "Two columns stand for the same option."
    ticks = "columns" in source and question.type is QuestionType.MULTIPLE_RESPONSE
    if ticks and not source.get("chosen"):
        yield "chosen", "Say which texts in these columns mean that the option was chosen."
    for name in ("chosen", "not_chosen"):
        if name in source and not ticks:
            yield name, "Only for a multiple response with a column for each option."


def _wrong_format(question: Question, source: Mapping[str, Any]) -> Wrong:
    pattern = source.get("format")
    if pattern is None:
        return
    if question.type is QuestionType.DURATION:
        if pattern not in DURATION_FORMATS:
            yield "format", f"A duration is written as one of: {', '.join(DURATION_FORMATS)}."
    elif question.type is not QuestionType.DATE:
        yield "format", f"A question of type {question.type} has no format."
    elif not reads_back(pattern):
        yield "format", "Say how day, month and year are written, as in %d/%m/%Y."
