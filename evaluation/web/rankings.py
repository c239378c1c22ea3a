"""The chart of a ranking: a bar for each option, made of the places it was given."""

from __future__ import annotations

from dataclasses import dataclass

from evaluation.results import QuestionFigures, RankedOption

_TONES = ("pos-5", "pos-3", "pos-1", "mid")
"""Colour classes, the first place strongest; from the last on, places share one."""


@dataclass(frozen=True, slots=True)
class PlaceSegment:
    """One part of a bar: who gave the option the places from ``first`` to ``last``."""

    first: int
    last: int
    count: int
    share: float  # of all who ranked
    tone: str  # class
    x: float  # % of the width

    @property
    def width(self) -> float:
        """How long it is [% of the width]: the whole width stands for all who ranked."""
        return 100 * self.share


def ranked_options(figures: QuestionFigures) -> list[RankedOption]:
    """Return the options of a ranking, most often first in front; among equals, the one with the better mean place."""
    return sorted(figures.ranking, key=lambda one: (-one.places.counts[0], one.places.mean or float("inf")))


def place_groups(figures: QuestionFigures) -> list[tuple[int, int, str]]:
    """Return first place, last place and colour class of each part that bars are made of, first places first."""
    most = max((len(one.places.counts) for one in figures.ranking), default=0)
    groups = [(place, place, tone) for place, tone in enumerate(_TONES[:most], 1)]
    if most > len(_TONES):
        groups[-1] = (len(_TONES), most, _TONES[-1])
    return groups


def place_bar(ranked: RankedOption, groups: list[tuple[int, int, str]]) -> list[PlaceSegment]:
    """Return the bar of one option. What is missing to the whole width gave the option no place."""
    segments: list[PlaceSegment] = []
    place = 0.0
    for first, last, tone in groups:
        count = sum(ranked.places.counts[first - 1 : last])
        segment = PlaceSegment(first, last, count, ranked.share(count) or 0.0, tone, place)
        segments.append(segment)
        place += segment.width
    return segments
