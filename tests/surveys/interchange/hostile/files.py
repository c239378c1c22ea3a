"""What a hostile file is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

REFUSED, READ, EITHER = "refused", "read", "refused or read"


@dataclass(frozen=True, slots=True)
class HostileFile:
    """A file, made when it is needed. ``outcome``: what has to become of it; ``says``: within the error's message."""

    format: str
    what: str
    make: Callable[[], bytes]
    outcome: str = REFUSED
    says: str = ""

    def __str__(self) -> str:
        return f"{self.format}: {self.what}"
