"""Options of ours from the choices of a question, or from the scale points of a matrix.

A choice has a key, by which the file refers to it, a place in the order shown, and the value that exported data hold
(RecodeValues), or a name (VariableNaming). The value becomes the code, so that old and new answers can be counted
together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from surveys.interchange.exchange import Document
from surveys.interchange.naming import codes_for
from surveys.interchange.not_carried import NotCarried
from surveys.interchange.qualtrics.source import SourceQuestion, is_on, members, words
from surveys.interchange.qualtrics.wording import Wording
from surveys.limits import MAX_OPTIONS

CHOICE, ANSWER = "Choice", "Answer"
_SHOWN_ON_CONDITION = "It is always offered here: an option has no condition. Ask two questions instead."


@dataclass(frozen=True, slots=True)
class Options:
    """Options as documents, and their codes by the keys of the file."""

    documents: list[Document]
    codes: Mapping[str, str]


def options_of(question: SourceQuestion, wording: Wording, kind: str = CHOICE, *, set_apart: bool = False) -> Options:
    """Return the options of ``question``; with ``set_apart`` those that Qualtrics keeps out of its analysis are marked.

    Raises NotCarried if there are too few or too many.
    """
    keys = question.ordered(kind)
    if not 2 <= len(keys) <= MAX_OPTIONS:
        raise NotCarried(f"It has {len(keys):,} options. From 2 to {MAX_OPTIONS} are possible.")
    values = [_value(question, key) for key in keys]
    if len(set(values)) < len(values):
        wording.report.changed(question.path, "Values", "Some options share a value. Each has a code of its own here.")
    codes = dict(zip(keys, codes_for(values), strict=True))
    excluded = members(question.payload.get("AnalyzeChoices")) if set_apart else {}
    documents = []
    for key, code in codes.items():
        option: Document = {"code": code, "text": wording.of(question, (f"{kind}s", key, "Display"), code)}
        if words(excluded.get(key)).lower() == "no":
            option["not_applicable"] = True
        _note_conditions(question, kind, key, wording)
        documents.append(option)
    return Options(documents, codes)


def with_flags(options: Options, question: SourceQuestion, wording: Wording, *, several: bool) -> str | None:
    """Mark the options that exclude others and the one that asks for words; return the key of the latter."""
    asks: str | None = None
    for key, option in zip(options.codes, options.documents, strict=True):
        choice = members(members(question.payload.get("Choices")).get(key))
        if is_on(choice.get("TextEntry")):
            if asks is None:
                asks = key
                option.pop("not_applicable", None)
                option["other"] = True
            else:
                why = "One option of a question can ask for words: it is the first that does."
                wording.report.left_out(question.path, f"Words at option {option['code']}", why)
        if several and is_on(choice.get("ExclusiveAnswer")):
            if option.get("other") or option.get("not_applicable"):
                wording.report.left_out(
                    question.path, f"Option {option['code']} excludes others", "It has another flag."
                )
            else:
                option["exclusive"] = True
    return asks


def _value(question: SourceQuestion, key: str) -> str:
    """Return the value of a choice in exported data."""
    for name in ("RecodeValues", "VariableNaming"):
        if value := words(members(question.payload.get(name)).get(key)):
            return value
    return key


def _note_conditions(question: SourceQuestion, kind: str, key: str, wording: Wording) -> None:
    choice = members(members(question.payload.get(f"{kind}s")).get(key))
    if choice.get("DisplayLogic"):
        wording.report.left_out(question.path, f"Display logic of {kind.lower()} {key}", _SHOWN_ON_CONDITION)
    if choice.get("Image"):
        wording.report.left_out(question.path, f"Picture of {kind.lower()} {key}", "Options are words here.")
