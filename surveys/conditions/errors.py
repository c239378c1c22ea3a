"""What this package raises."""

from __future__ import annotations

from surveys.errors import DefinitionInvalid


class ConditionInvalid(DefinitionInvalid):
    """A condition that cannot be read; ``problems`` lists every reason at once."""
