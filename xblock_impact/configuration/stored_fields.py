"""Fields that keep what an export held, even where it cannot be used."""

from __future__ import annotations

import json
import re
from typing import Any

from xblock.fields import Integer, JSONField

from surveys.errors import JSONRefused
from surveys.strict_json import parse_json

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that no XML document may hold; in JSON they can be written as escapes."""


class ForgivingInteger(Integer):  # type: ignore[misc]  # XBlock has no types
    """An integer that keeps a malformed value as text instead of stopping the import of a whole course.

    Reading gives an int, None or that text; ``configuration.reading`` says what is wrong with it.
    """

    def from_json(self, value: Any) -> int | str | None:
        """Return ``value`` as int if it is one, else unchanged as text."""
        if value is None or value == "":
            return None
        try:
            number = int(value)
            return number if float(value) == number else str(value)
        except (TypeError, ValueError, OverflowError):
            return str(value)

    enforce_type = from_json

    def from_string(self, serialized: str) -> int | str | None:
        """Return the value of an OLX attribute. Unlike XBlock's own this parses no YAML."""
        return self.from_json(serialized)

    def to_string(self, value: int | str | None) -> str:
        """Return the OLX attribute of ``value``: what is malformed leaves as it came."""
        return "" if value is None else str(value)


class Document(JSONField):  # type: ignore[misc]  # XBlock has no types
    """A JSON object, None where there is none, or the text that an import held in its place.

    In OLX it is an element of its own with indented JSON: see ``configuration.olx``.
    """

    MUTABLE = True

    def from_json(self, value: Any) -> dict[str, Any] | str | None:
        """Return an object or text as it is, anything else as its JSON text."""
        if value is None or isinstance(value, dict | str):
            return value
        return json.dumps(value)

    enforce_type = from_json

    def from_string(self, serialized: str) -> dict[str, Any] | str | None:
        """Return the object in ``serialized``, or the text itself if there is none in it."""
        text = serialized.strip()
        if not text:
            return None
        try:
            document = parse_json(text.encode())
        except (JSONRefused, UnicodeEncodeError):
            return text
        return document if isinstance(document, dict) else text

    def to_string(self, value: dict[str, Any] | str | None) -> str:
        """Return indented JSON, its members in their order; text that holds no object leaves as it came."""
        if value is None or isinstance(value, str):
            return value or ""
        text = json.dumps(value, ensure_ascii=False, indent=2)
        return _NOT_IN_XML.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
