"""The recommendation question, 0 to 10."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from surveys.scoring import FIRST_PASSIVE, FIRST_PROMOTER

if TYPE_CHECKING:
    import pandas as pd

POINTS = tuple(str(point) for point in range(11))


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
    detractors = int(counts.iloc[:FIRST_PASSIVE].sum())
    passives = int(counts.iloc[FIRST_PASSIVE:FIRST_PROMOTER].sum())
    promoters = int(counts.iloc[FIRST_PROMOTER:].sum())
    n = detractors + passives + promoters
    if n == 0:
        return None
    return Recommendation(100 * (promoters - detractors) / n, promoters, passives, detractors)
