"""Measuring two ways in turn, A B A B …, and the ratio of each pair; and a rate, where one is promised."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ratio:
    """What a pair of ways came to. ``values`` are ours ÷ theirs, one a round; without theirs, ours in its unit."""

    name: str
    ours: str  # median with its unit
    theirs: str
    values: tuple[float, ...]
    bound: str  # what is promised, as in "≥ 0.4"
    holds: bool

    @property
    def median(self) -> float:
        """The figure to quote."""
        return statistics.median(self.values)


def seconds(work: Callable[[], object]) -> float:
    """Return how long one call took [s]."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def in_turn(ours: Callable[[], float], theirs: Callable[[], float], rounds: int) -> list[tuple[float, float]]:
    """Return ``rounds`` pairs of measurements, after one of each that is not counted."""
    ours()
    theirs()
    return [(ours(), theirs()) for _ in range(rounds)]


def as_ratio(
    name: str,
    pairs: list[tuple[float, float]],
    unit: str,
    *,
    at_least: float | None = None,
    at_most: float | None = None,
) -> Ratio:
    """Return the ratio ours ÷ theirs of ``pairs`` with the bound it is held to."""
    values = tuple(ours / theirs for ours, theirs in pairs)
    median = statistics.median(values)
    holds = (at_least is None or median >= at_least) and (at_most is None or median <= at_most)
    bound = "none"
    if at_least is not None:
        bound = f"≥ {at_least:g}"
    elif at_most is not None:
        bound = f"≤ {at_most:g}"
    ours = statistics.median(pair[0] for pair in pairs)
    theirs = statistics.median(pair[1] for pair in pairs)
    return Ratio(name, _figure(ours, unit), _figure(theirs, unit), values, bound, holds)


def as_rate(name: str, rates: list[float], unit: str, *, at_least: float | None = None) -> Ratio:
    """Return ``rates`` [``unit``], one a round, as a row without a second way, with the bound it is held to."""
    median = statistics.median(rates)
    bound = "none" if at_least is None else f"≥ {short(at_least)}"
    return Ratio(name, _figure(median, unit), "–", tuple(rates), bound, at_least is None or median >= at_least)


def short(value: float) -> str:
    """Return ``value`` with three digits, or all of those before the decimal sign."""
    return f"{value:.3g}" if abs(value) < 1_000 else f"{value:,.0f}"


def _figure(value: float, unit: str) -> str:
    return f"{value * 1000:,.2f} ms" if unit == "s" else f"{value:,.0f} {unit}"
