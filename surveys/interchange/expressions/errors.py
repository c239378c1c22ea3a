"""What this package raises."""

from __future__ import annotations

from surveys.interchange.errors import InterchangeError


class Untranslatable(InterchangeError):
    """An expression that cannot be read, or that a condition of ours cannot say. ``reason`` is one sentence."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
