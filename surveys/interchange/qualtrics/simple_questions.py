"""Questions that ask for one thing, or for some things apart: choices, words, numbers, places, recommendation."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from surveys.conditions import ValueType
from surveys.definition.question_types import MAX_COMMENT, MAX_SHORT_TEXT
from surveys.interchange.exchange import Document
from surveys.interchange.frame import UNIT_NOT_STATED
from surveys.interchange.not_carried import NotCarried
from surveys.interchange.qualtrics.choices import CHOICE, options_of, with_flags
from surveys.interchange.qualtrics.known import Known
from surveys.interchange.qualtrics.making import Made, Making
from surveys.interchange.qualtrics.numbers import number, whole
from surveys.interchange.qualtrics.source import SourceQuestion, listed, members, words
from surveys.limits import MAX_ANSWER_TEXT

_SINGLE = frozenset({"SAVR", "SAHR", "SACOL", "DL", "SB"})
_SEVERAL = frozenset({"MAVR", "MAHR", "MACOL", "MSB"})
_LINE = MAX_SHORT_TEXT * 5  # characters that a text of one line can be given
MAX_PARTS = 100  # sliders or fields of one question


def choice(source: SourceQuestion, making: Making) -> Made:
    """Return the question for one of the type MC."""
    if source.selector == "NPS":
        return _recommendation(source, making)
    if source.selector not in _SINGLE | _SEVERAL:
        raise NotCarried(f"There is no choice of the kind {source.selector[:40] or '(none)'} here.")
    several = source.selector in _SEVERAL
    options = options_of(source, making.wording, set_apart=not several)
    asks = with_flags(options, source, making.wording, several=several)
    document = making.question(source, making.id_for(source.tag, source.path))
    document |= {"type": "multiple_response" if several else "single_choice", "options": options.documents}
    if several:
        document |= _numbers_of_options(source, len(options.documents))
    known = Known(
        ValueType.CODES if several else ValueType.CODE,
        {"": document["id"]},
        options.codes,
        {asks: f"{document['id']}_other"} if asks is not None else {},
    )
    return _one(source, document, known)


def ranking(source: SourceQuestion, making: Making) -> Made:
    """Return the question for one of the type RO."""
    options = options_of(source, making.wording)
    document = making.question(source, making.id_for(source.tag, source.path))
    document |= {"type": "ranking", "options": options.documents}
    return _one(source, document, Known(ValueType.CODES, {"": document["id"]}, options.codes))


def text_entry(source: SourceQuestion, making: Making) -> Made:
    """Return the questions for one of the type TE: a form has one for each field."""
    if source.selector == "FORM":
        return _parts(source, making, _answer_in_words(source, making))
    members_here = _answer_in_words(source, making)
    document = making.question(source, making.id_for(source.tag, source.path)) | members_here
    return _one(source, document, Known(_VALUES[members_here["type"]], {"": document["id"]}))


def slider(source: SourceQuestion, making: Making) -> Made:
    """Return a number for each slider or row of stars."""
    layout = members(source.payload.get("Configuration"))
    least, most = number(layout.get("CSSliderMin")), number(layout.get("CSSliderMax"))
    if source.selector == "STAR":
        least, most = 0, number(layout.get("StarCount")) or 5
    decimals = number(layout.get("NumDecimals")) or 0
    making.report.changed(source.path, "Slider", "A number is typed in instead.")
    _note_unit(source, making)
    return _parts(source, making, _number_members(making, least, most, decimals))


def _recommendation(source: SourceQuestion, making: Making) -> Made:
    document = making.question(source, making.id_for(source.tag, source.path)) | {"type": "recommendation"}
    ends = [making.wording.plain(members(end).get("Display"), source.path) for end in _ends(source)]
    if len(ends) == 2 and all(ends):
        document["ends"] = [{making.wording.first: end} for end in ends]
    choices = members(source.payload.get("Choices"))
    codes = {key: words(members(choices.get(key)).get("Display")) or key for key in source.ordered(CHOICE)}
    return _one(source, document, Known(ValueType.NUMBER, {"": document["id"]}, codes))


def _ends(source: SourceQuestion) -> list[object]:
    columns = source.payload.get("ColumnLabels")
    return listed(columns) if isinstance(columns, list | dict) else []


def _numbers_of_options(source: SourceQuestion, options: int) -> Document:
    """Return how many options may be chosen, where it is said and can be."""
    least, most = (whole(source.settings.get(name)) for name in ("MinChoices", "MaxChoices"))
    if words(source.settings.get("Type")) in {"", "None", "CustomValidation"}:
        return {}
    said = {}
    if least is not None and 0 < least <= options:
        said["minimum"] = least
    if most is not None and max(1, least or 1) <= most <= options:
        said["maximum"] = most
    return said


def _answer_in_words(source: SourceQuestion, making: Making) -> Document:
    """Return type and limits of what is typed in: words, a number or a date, by the validation."""
    content = words(source.settings.get("ContentType")) if words(source.settings.get("Type")) == "ContentType" else ""
    if content == "ValidNumber":
        limits = members(source.settings.get("ValidNumber"))
        _note_unit(source, making)
        decimals = number(limits.get("NumDecimals"))
        return _number_members(making, number(limits.get("Min")), number(limits.get("Max")), decimals)
    if content == "ValidDate":
        making.report.changed(source.path, "Notation of the date", "Day, month and year are asked each in its field.")
        return {"type": "date"}
    if content:
        why = "The answer is not checked for it. Say in the question how to write it."
        making.report.left_out(source.path, f"Validation {content[:40]}", why)
    return _text_members(source, making)


def _text_members(source: SourceQuestion, making: Making) -> Document:
    long = source.selector in {"ML", "ESTB"}
    most = whole(source.settings.get("TotalChars"))
    checked = words(source.settings.get("Type"))
    if checked in {"MinChar", "CharRange"}:
        making.report.left_out(source.path, "Least number of characters", "An answer may be as short as it is.")
    if checked not in {"TotalChar", "CharRange"} or most is None or most < 1:
        most = MAX_COMMENT if long else MAX_SHORT_TEXT
    limit = MAX_ANSWER_TEXT if long else _LINE
    if most > limit:
        making.report.changed(source.path, "Longest answer", f"{limit:,} characters is the most here.")
    return {"type": "free_text" if long else "short_text", "maximum": min(most, limit)}


def _number_members(making: Making, least: float | None, most: float | None, decimals: float | None) -> Document:
    document: Document = {"type": "number", "unit": {making.wording.first: UNIT_NOT_STATED}, "whole": decimals == 0}
    if least is not None and (most is None or least <= most):
        document["minimum"] = least
    if most is not None:
        document["maximum"] = most
    return document


def _note_unit(source: SourceQuestion, making: Making) -> None:
    why = f"The file names none: {UNIT_NOT_STATED} stands there. Say what is counted."
    making.report.assumed(source.path, "Unit", why)


def _parts(source: SourceQuestion, making: Making, shared: Document) -> Made:
    """Return a question for each slider or field; one alone is the question itself."""
    keys = source.ordered(CHOICE)
    if not 1 <= len(keys) <= MAX_PARTS:
        raise NotCarried(f"It has {len(keys):,} fields. From 1 to {MAX_PARTS} are possible.")
    said = making.text_of(source)
    documents, ids, counted = [], {}, []
    for key in keys:
        name = source.tag if len(keys) == 1 else f"{source.tag}_{key}"
        path = source.path if len(keys) == 1 else f"{source.path}.Choices.{key}"
        ids[key] = making.id_for(name, source.path)
        text = making.together(source, said, ("Choices", key, "Display"), key)
        documents.append(making.question(source, ids[key], text) | shared)
        counted.append((path, name))
    whole_id = {"": ids[keys[0]]} if len(keys) == 1 else {}
    return Made(documents, counted, Known(_VALUES[shared["type"]], ids | whole_id))


def _one(source: SourceQuestion, document: Document, known: Known) -> Made:
    return Made([document], [(source.path, source.tag)], known)


_VALUES: Mapping[str, ValueType] = {
    "number": ValueType.NUMBER,
    "date": ValueType.DATE,
    "short_text": ValueType.TEXT,
    "free_text": ValueType.TEXT,
}

Maker = Callable[[SourceQuestion, Making], Made]
