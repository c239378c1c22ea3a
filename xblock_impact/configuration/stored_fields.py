"""Fields that keep what an export held, even where it cannot be used."""

from __future__ import annotations

from typing import Any

from xblock.fields import Integer


class ForgivingInteger(Integer):  # type: ignore[misc]  # XBlock has no types
    """An integer that keeps a malformed value as text instead of stopping the import of a whole course.

    Reading gives an int, None or that text; ``configuration.read_configuration`` says what is wrong with it.
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
