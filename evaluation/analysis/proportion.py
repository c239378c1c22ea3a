"""Shares of people with what they leave open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

CONFIDENCE = 0.95
MIN_POINTS = 4  # of a scale, for its two highest to say something
METHOD = (
    "wilson"  # Wilson's score interval: keeps its word for small n and for shares near 0 and 1, where Wald's does not
)


@dataclass(frozen=True, slots=True)
class Proportion:
    """``count`` of ``n`` people. ``low`` and ``high`` are the Wilson interval of ``share``, between 0 and 1."""

    count: int
    n: int
    share: float
    low: float
    high: float
    confidence: float = CONFIDENCE
    method: str = METHOD


def proportion(count: int, n: int) -> Proportion | None:
    """Return ``count`` of ``n`` with its interval (Wilson 1927, by statsmodels), or None of nobody."""
    if n == 0:
        return None
    from statsmodels.stats.proportion import proportion_confint

    low, high = proportion_confint(count, n, alpha=1 - CONFIDENCE, method=METHOD)
    share = count / n
    # Rounding may leave 1e-17 where the bound is 0, above a share of 0.
    return Proportion(count, n, share, max(min(float(low), share), 0.0), min(max(float(high), share), 1.0))


def top_2_box(table: pd.DataFrame) -> Proportion | None:
    """Return how many chose one of the two highest points of a scale.

    ``table``: as ``distribution`` returns it, one row a point, lowest first, without options that are set apart.
    None for a scale of fewer than MIN_POINTS, of which two are most of the scale, and when nobody answered.
    """
    if len(table) < MIN_POINTS:
        return None
    return proportion(int(table["count"].iloc[-2:].sum()), int(table["count"].sum()))
