"""What a definition says and SurveyJS does not: kept in one property of our own.

SurveyJS passes over properties that it does not know. So that a file written here can be read here again with nothing
lost, ``impact`` holds, on the survey, on pages, questions, rows, columns and options, the members of our format that
SurveyJS has no property for, under their own names. Conditions and texts stand there as well, if reading them back
from SurveyJS's words would not give exactly the same; they count only as long as nobody changed those words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from surveys.definition.schema import FORMAT
from surveys.levels import Level
from surveys.privacy import PrivacyClass

PROPERTY = "impact"

LOW, HIGH = "low", "high"
"""The names under which the two texts of a recommendation's ends are kept."""

_OF_SURVEY = ("format", "id", "version", "minutes", "licence", "source", "languages", "scales", "recalls")
_OF_QUESTION = ("version", "level", "node", "privacy", "scale", "reversed")
_OF_ITEM = ("version", "level", "node", "reversed")
_OF_OPTION = ("not_applicable",)


def own_of(element: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what ``element`` of a file holds of ours."""
    held = element.get(PROPERTY)
    return held if isinstance(held, dict) else {}


def of_survey(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return the members of a definition that are kept."""
    return {name: document[name] for name in _OF_SURVEY if name in document}


def of_question(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return the members of a question that are kept, or were, as far as they can be what they should."""
    return _members(document, _OF_QUESTION)


def of_item(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return, likewise, the members of an item of a battery."""
    return _members(document, _OF_ITEM)


def of_option(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return, likewise, the members of an option."""
    return _members(document, _OF_OPTION)


def _members(document: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: document[name] for name in names if name in document and _CAN_BE[name](document[name])}


def _among(values: Iterable[str]) -> Callable[[Any], bool]:
    known = frozenset(values)
    return lambda value: isinstance(value, str) and value in known


_CAN_BE: Mapping[str, Callable[[Any], bool]] = {
    "version": lambda value: type(value) is int and 1 <= value <= 1_000_000,
    "level": _among(Level),
    "node": lambda value: isinstance(value, str) and 1 <= len(value) <= 128,
    "privacy": _among(PrivacyClass),
    "scale": lambda value: isinstance(value, str),
    "reversed": lambda value: isinstance(value, bool),
    "not_applicable": lambda value: isinstance(value, bool),
}
"""Whether a value can be that member: another program may have a property of the same name as ours."""


def is_ours(kept: Mapping[str, Any]) -> bool:
    """Tell whether a file whose survey holds ``kept`` was written here."""
    return kept.get("format") == FORMAT
