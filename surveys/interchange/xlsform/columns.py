"""Headers of XLSForm in all the ways they are written, old and new, as one name and a language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

OWN = "impact_"
"""What the names of our own columns, sheets and settings begin with. XLSForm tools pass over them."""

CONDITION = f"{OWN}condition"
"""Holds JSON, which nothing is masked in."""

OWN_LABEL = f"{OWN}label"
_OPTION_TEXT = f"{OWN_LABEL}_"
"""Of a column in the sheet choices, where other tools take ``::`` in columns of others badly: ``impact_label_nl``."""

_ALIASES: Mapping[str, str] = {
    "caption": "label",
    "command": "type",
    "tag": "name",
    "value": "name",
    "relevance": "relevant",
    "read_only": "readonly",
    "calculate": "calculation",
    "constraining_message": "constraint_message",
    "jr:constraintmsg": "constraint_message",
    "requiredmsg": "required_message",
    "jr:requiredmsg": "required_message",
    "count": "repeat_count",
    "jr:count": "repeat_count",
    "set_form_title": "form_title",
    "title": "form_title",
    "set_form_id": "form_id",
    "id_string": "form_id",
}
_PREFIXES = frozenset({"bind", "control", "body", "media", "instance"})
MEDIA = frozenset({"image", "big-image", "audio", "video"})
KNOWN = frozenset(
    {
        *("type", "name", "label", "hint", "guidance_hint", "required", "required_message", "relevant", "constraint"),
        *("constraint_message", "appearance", "default", "readonly", "calculation", "trigger", "choice_filter"),
        *("parameters", "repeat_count", "autoplay", "rows", "disabled"),
        *MEDIA,
    }
)
"""Columns of the sheet survey."""

_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Column:
    """What a header says: a name in lower case, and the language as it stands there ("" for none)."""

    name: str
    language: str = ""


def own_option_label(tag: str) -> str:
    """Return the header of our own column for the texts of options in one language."""
    return f"{_OPTION_TEXT}{tag}"


def column_of(header: str) -> Column:
    """Return what ``header`` says: ``label::English (en)``, ``label:English``, ``bind:jr:constraintMsg``, …"""
    parts = [part.strip() for part in header.split("::" if "::" in header else ":")]
    if len(parts) > 1 and parts[0].lower() in _PREFIXES:
        parts = parts[1:]
    if len(parts) > 1 and parts[0].lower() == "jr":
        parts = [f"{parts[0]}:{parts[1]}", *parts[2:]]
    name = _SPACES.sub("_", parts[0].lower())
    if name.startswith(_OPTION_TEXT):
        return Column(OWN_LABEL, name.removeprefix(_OPTION_TEXT))
    return Column(_ALIASES.get(name, name), "::".join(parts[1:]))
