"""The recommendation question, 0 to 10."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

POINTS = tuple(str(point) for point in range(11))
_FIRST_PASSIVE, _FIRST_PROMOTER = 7, 9  # Reichheld 2003: 0-6 detractors, 7-8 passives, 9-10 promoters


@dataclass(frozen=True, slots=True)
class Recommendation:
    """``score`` = share of promoters − share of detractors, from −100 to 100; the three others count people."""

    score: float
    promoters: int
    passives: int
    detractors: int


def recommendation(table: pd.DataFrame) -> Recommendation | None:
    """Return the score of ``table`` (as ``distribution`` returns it for ``POINTS``), or None of nobody."""
    counts = table["count"]
    detractors = int(counts.iloc[:_FIRST_PASSIVE].sum())
    passives = int(counts.iloc[_FIRST_PASSIVE:_FIRST_PROMOTER].sum())
    promoters = int(counts.iloc[_FIRST_PROMOTER:].sum())
    n = detractors + passives + promoters
    if n == 0:
        return None
    return Recommendation(100 * (promoters - detractors) / n, promoters, passives, detractors)
