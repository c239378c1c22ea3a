"""The vectors: conditions, answers, and whether the condition then holds.

They are the language in examples: ``vectors.json`` was reasoned out from docs/conditions.md, not made by an
evaluator. ``overlap`` marks those on which JSONLogic must agree; elsewhere it takes unanswered for false, zero or an
empty text, or has no such operator.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Vector:
    """One condition with one set of answers."""

    note: str
    condition: Any
    values: dict[str, Any]
    expected: bool
    overlap: bool = False


VECTORS = [Vector(**row) for row in json.loads(Path(__file__).with_name("vectors.json").read_text("utf-8"))]
