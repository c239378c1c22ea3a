"""A list of options as the sheet choices has it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class ChoiceList:
    """``options``: their documents; ``codes``: the code of each for its name in the file."""

    name: str
    options: tuple[Mapping[str, Any], ...] = ()
    codes: Mapping[str, str] = field(default_factory=dict)
    place: str = ""  # of the first
