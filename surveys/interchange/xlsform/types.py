"""What may stand in the column ``type`` of the sheet survey, in all the ways it is written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a row is."""

    SELECT_ONE = "select_one"
    SELECT_MULTIPLE = "select_multiple"
    RANK = "rank"
    INTEGER = "integer"
    DECIMAL = "decimal"
    RANGE = "range"
    DATE = "date"
    TEXT = "text"
    NOTE = "note"
    BEGIN_GROUP = "begin_group"
    BEGIN_REPEAT = "begin_repeat"
    END_GROUP = "end_group"
    END_REPEAT = "end_repeat"
    HIDDEN = "hidden"
    OTHER_QUESTION = "question"  # answered by respondents, and of no type of ours
    NO_QUESTION = "no question"  # filled in by the program
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Typed:
    """A type as read. ``name`` is as it stands in the file."""

    kind: Kind
    name: str
    choices: str = ""  # name of the list of choices
    or_other: bool = False
    outside: bool = False  # its choices stand outside the sheet choices


_SELECT = re.compile(
    r"(?P<kind>select[ _]?one|select1|add select one prompt using|select[ _]multiple|select all that apply"
    r"|add select multiple prompt using|rank)(?P<outside>[ _]from[ _]file|_external)?(?:\s+from)?\s+"
    r"(?P<choices>\S.*?)(?P<other>\s+(?:or[ _]specify[ _]other|or[ _]other|or other))?",
    re.IGNORECASE,
)
_BLOCK = re.compile(r"(begin|end)[ _](group|repeat|lgroup|looped group|loop)(?:\s.*)?", re.IGNORECASE)

_PLAIN: Mapping[str, Kind] = {
    **dict.fromkeys(("integer", "int"), Kind.INTEGER),
    **dict.fromkeys(("text", "string"), Kind.TEXT),
    "decimal": Kind.DECIMAL,
    "date": Kind.DATE,
    "note": Kind.NOTE,
    "range": Kind.RANGE,
    "hidden": Kind.HIDDEN,
}
_ASKS_FOR: Mapping[str, str] = {
    "time": "a time of day",
    **dict.fromkeys(("datetime", "date time"), "a date with a time of day"),
    **dict.fromkeys(("acknowledge", "trigger"), "a confirmation"),
    **dict.fromkeys(("geopoint", "gps", "location"), "a place on earth"),
    "geotrace": "a path on earth",
    "geoshape": "an area on earth",
    "barcode": "a scanned code",
    **dict.fromkeys(("image", "photo", "picture"), "a picture"),
    "audio": "a sound recording",
    "video": "a film",
    **dict.fromkeys(("file", "osm"), "a file"),
    "percentage": "a percentage",
}
_FILLED_IN = frozenset(
    {
        *("start", "end", "start time", "end time", "today", "deviceid", "device id", "imei", "subscriberid"),
        *("subscriber id", "simserial", "sim id", "phonenumber", "phone number", "username", "email", "uri", "audit"),
        *("calculate", "csv-external", "xml-external", "start-geopoint", "background-audio", "background-geopoint"),
    }
)
_OLD_WORDS = re.compile(r"(?:q|add|get) (.+?)(?: prompt)?")
"""How the first XLSForms wrote types: ``add integer prompt``, ``q date``."""

_LONGEST = 300  # characters of a type


def typed(cell: str) -> Typed:
    """Return the type that ``cell`` names."""
    written = " ".join(cell[:_LONGEST].split())
    if block := _BLOCK.fullmatch(written):
        kind = "group" if block[2].lower() == "group" else "repeat"
        return Typed(Kind(f"{block[1].lower()}_{kind}"), written)
    if select := _SELECT.fullmatch(written):
        outside = select["outside"] is not None or select["choices"].startswith("${")
        return Typed(_kind_of_select(select["kind"]), written, select["choices"], select["other"] is not None, outside)
    key = _key(written)
    if key in _PLAIN:
        return Typed(_PLAIN[key], written)
    if key in _ASKS_FOR:
        return Typed(Kind.OTHER_QUESTION, written)
    return Typed(Kind.NO_QUESTION if key in _FILLED_IN else Kind.UNKNOWN, written)


def asks_for(typed_as: Typed) -> str | None:
    """Return what a question of a type that we do not have asks for, in words; None for what is no such type."""
    return _ASKS_FOR.get(_key(typed_as.name))


def _key(written: str) -> str:
    old = _OLD_WORDS.fullmatch(written.lower())
    return old[1] if old else written.lower().removeprefix("uri:")


def _kind_of_select(written: str) -> Kind:
    if written.lower() == "rank":
        return Kind.RANK
    multiple = "multiple" in written.lower() or "all" in written.lower()
    return Kind.SELECT_MULTIPLE if multiple else Kind.SELECT_ONE
