"""Matrices: statements, all answered on the same scale.

One answer a statement makes a battery; several make a multiple response of each statement.
"""

from __future__ import annotations

from surveys.conditions import ValueType
from surveys.interchange.exchange import Document
from surveys.interchange.not_carried import NotCarried
from surveys.interchange.qualtrics.choices import ANSWER, CHOICE, Options, options_of
from surveys.interchange.qualtrics.known import Known
from surveys.interchange.qualtrics.making import Made, Making
from surveys.interchange.qualtrics.numbers import number
from surveys.interchange.qualtrics.source import SourceQuestion, is_on, members, words

MAX_STATEMENTS = 100
_ONE_ANSWER = frozenset({"SingleAnswer", "DL", "DND", ""})
_WITH_A_SCALE = frozenset({"Likert", "Bipolar"})
_SEVERAL_ANSWERS = "MultipleAnswer"


def matrix(source: SourceQuestion, making: Making) -> Made:
    """Return the question or questions for one of the type Matrix."""
    sub = words(source.payload.get("SubSelector"))
    if source.selector not in _WITH_A_SCALE or sub not in _ONE_ANSWER | {_SEVERAL_ANSWERS}:
        kind = " ".join(filter(None, [source.selector, sub]))
        raise NotCarried(f"A matrix of the kind {kind[:60] or '(none)'} has no single scale for all its statements.")
    statements = source.ordered(CHOICE)
    if not 1 <= len(statements) <= MAX_STATEMENTS:
        raise NotCarried(f"It has {len(statements):,} statements. From 1 to {MAX_STATEMENTS} are possible.")
    _note_words(source, making, statements)
    if sub == _SEVERAL_ANSWERS:
        return _several(source, making, statements)
    return _battery(source, making, statements)


def statements_of(source: SourceQuestion) -> list[tuple[str, str]]:
    """Return path and name of each statement of a matrix that is left out; of the whole if there are too many."""
    keys = source.ordered(CHOICE)
    if not 1 <= len(keys) <= MAX_STATEMENTS:
        return [(source.path, source.tag)]
    return [(_path(source, key), _tag(source, key)) for key in keys]


def _battery(source: SourceQuestion, making: Making, statements: list[str]) -> Made:
    options = options_of(source, making.wording, ANSWER, set_apart=True)
    if sum("not_applicable" not in option for option in options.documents) < 2:
        raise NotCarried("Its scale has fewer than two points besides those that are kept out of the analysis.")
    document = making.question(source, making.id_for(source.tag, source.path))
    ids, items, counted = {}, [], []
    for key in statements:
        ids[key] = making.id_for(_tag(source, key), source.path)
        text = making.wording.of(source, ("Choices", key, "Display"), _tag(source, key))
        items.append({"id": ids[key], "version": 1, "text": text})
        counted.append((_path(source, key), _tag(source, key)))
    if source.selector == "Bipolar":
        making.report.changed(
            source.path, "Two ends of a statement", "Both stand in its text, with a colon between them."
        )
    points = _from_low_to_high(source, making, options)
    document |= {"type": "battery", "options": points, "items": items, "grid": True}
    return Made([document], counted, Known(ValueType.CODE, ids, options.codes))


def _several(source: SourceQuestion, making: Making, statements: list[str]) -> Made:
    options = options_of(source, making.wording, ANSWER)
    making.report.changed(source.path, "Matrix", "Each statement is a question of its own here.")
    said = making.text_of(source)
    ids, documents, counted = {}, [], []
    for key in statements:
        ids[key] = making.id_for(_tag(source, key), source.path)
        text = making.together(source, said, ("Choices", key, "Display"), _tag(source, key))
        shared = {"type": "multiple_response", "options": [dict(option) for option in options.documents]}
        documents.append(making.question(source, ids[key], text) | shared)
        counted.append((_path(source, key), _tag(source, key)))
    return Made(documents, counted, Known(ValueType.CODES, ids, options.codes))


def _from_low_to_high(source: SourceQuestion, making: Making, options: Options) -> list[Document]:
    """Return the points of a scale, turned round if their values fall."""
    values = [number(members(source.payload.get("RecodeValues")).get(key)) for key in options.codes]
    known = [value for value in values if value is not None]
    if len(known) < len(values) or known == sorted(known):
        return options.documents
    if known == sorted(known, reverse=True):
        making.report.changed(source.path, "Scale", "Its values fall, so it was turned round: lowest first.")
        return options.documents[::-1]
    why = "Its values neither rise nor fall. Its points count in the order shown: check that it runs from low to high."
    making.report.changed(source.path, "Scale", why)
    return options.documents


def _note_words(source: SourceQuestion, making: Making, statements: list[str]) -> None:
    for key in statements:
        statement = members(members(source.payload.get("Choices")).get(key))
        if is_on(statement.get("TextEntry")):
            why = "An item of a battery asks for no words. Ask for them in a question of its own."
            making.report.left_out(source.path, f"Words at statement {key}", why)
        if statement.get("DisplayLogic"):
            why = "It is always asked: a battery has one condition for all its items."
            making.report.left_out(source.path, f"Display logic of statement {key}", why)


def _tag(source: SourceQuestion, key: str) -> str:
    """Return the name of a statement in exported data."""
    return words(members(source.payload.get("ChoiceDataExportTags")).get(key)) or f"{source.tag}_{key}"


def _path(source: SourceQuestion, key: str) -> str:
    return f"{source.path}.Choices.{key}"
