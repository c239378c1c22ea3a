"""Charts as geometry: where each bar stands, in percents of the width and pixels of the height.

The templates draw it as SVG without a viewBox, so that bars stretch with the page while text keeps its size,
and without style attributes, which the content security policy forbids: colours are classes.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from evaluation.results import CampaignResults, OptionResult, QuestionFigures, QuestionResult
from surveys.definition import QuestionType

WIDE_ENOUGH = 12.0  # % of the width from which a label fits on a phone
JUST_ENOUGH = 4.5  # % of the width from which a label fits on a desk
LONGEST_BAR = 82.0  # % of the width
COLUMN_HEIGHT = 96.0  # px of the highest column
_STRENGTHS = 5  # tones on each side of the middle, at most
MOST_TONES = 2 * _STRENGTHS + 1  # points of a scale whose colours all differ
_ROOM, _LITTLE_ROOM = 80, 34  # characters that fit under the columns on a desk, on a phone


@dataclass(frozen=True, slots=True)
class Extent:
    """How far diverging bars reach to both sides of the middle, as shares; the same for all bars of a page."""

    left: float
    right: float

    @property
    def middle(self) -> float:
        """Place of the neutral point [% of the width]."""
        return 100 * self.left / (self.left + self.right)


@dataclass(frozen=True, slots=True)
class Segment:
    """One part of a diverging bar."""

    option: OptionResult
    tone: str  # class: neg-5 … neg-1, mid, pos-1 … pos-5
    x: float  # % of the width
    width: float  # % of the width

    @property
    def centre(self) -> float:
        """Where its label stands [% of the width]."""
        return self.x + self.width / 2

    @property
    def label(self) -> str:
        """Class of its label: shown everywhere, on wide screens only, or nowhere."""
        return "shown" if self.width >= WIDE_ENOUGH else "roomy" if self.width >= JUST_ENOUGH else "none"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a histogram."""

    label: str
    count: int
    share: float
    x: float  # % of the width
    width: float  # % of the width
    height: float  # px
    tone: str  # class
    tick: str  # class of its label: shown everywhere, on wide screens only, or nowhere

    @property
    def centre(self) -> float:
        """Where its labels stand [% of the width]."""
        return self.x + self.width / 2


def tones(points: int) -> list[str]:
    """Return the colour class of each point of a scale, worst first, each another than its neighbour's.

    An odd scale has a neutral point. Of more points than MOST_TONES neighbours look alike: see ``diverges``.
    """
    half = points // 2
    strengths = [_strength(rank, half) for rank in range(half, 0, -1)]
    middle = ["mid"] if points % 2 else []
    return [f"neg-{one}" for one in strengths] + middle + [f"pos-{one}" for one in reversed(strengths)]


def diverges(question: QuestionResult) -> bool:
    """Tell whether a question is drawn as one bar around a neutral point; scales of very many points are not."""
    figures = question.figures
    if question.type is not QuestionType.SCALE or figures is None or figures.denominator == 0:
        return False
    return len(figures.distribution) <= MOST_TONES


def extent(results: CampaignResults) -> Extent:
    """Return how far the diverging bars of all scales of a campaign reach, in whole tenths."""
    reaches = [_reach(_ordered(question)) for _, question in results if diverges(question)]
    left = max((left for left, _ in reaches), default=0.0)
    right = max((right for _, right in reaches), default=0.0)
    return Extent(_up_to_tenth(left), _up_to_tenth(right))


def diverging(question: QuestionResult, reach: Extent) -> list[Segment]:
    """Return the bar of a scale, centred on its neutral point, the unfavourable answers left."""
    options = _ordered(question)
    left, _ = _reach(options)
    width = reach.left + reach.right
    place = reach.left - left
    segments = []
    for option, tone in zip(options, tones(len(options)), strict=True):
        segments.append(Segment(option, tone, 100 * place / width, 100 * _share(option) / width))
        place += _share(option)
    return segments


def bars(options: Iterable[OptionResult]) -> list[tuple[OptionResult, float]]:
    """Return each option with the length of its bar [% of the width]; the longest leaves room for its label."""
    shown = list(options)
    longest = max((option.count for option in shown), default=0)
    return [(option, LONGEST_BAR * option.count / longest if longest else 0.0) for option in shown]


def recommendation_columns(figures: QuestionFigures) -> list[Column]:
    """Return a column for each of 0 to 10, coloured by detractors, passives and promoters."""
    tone = ["neg-3"] * 7 + ["mid"] * 2 + ["pos-3"] * 2
    labels = [option.text for option in figures.distribution]
    return _columns(labels, [option.count for option in figures.distribution], tone)


def number_columns(figures: QuestionFigures, labels: Sequence[str]) -> list[Column]:
    """Return a column for each bin of a number question; ``labels`` name the numbers in each."""
    return _columns(labels, [one.count for one in figures.bins], ["plain"] * len(figures.bins))


def month_columns(figures: QuestionFigures, labels: Sequence[str]) -> list[Column]:
    """Return a column for each bin of months; ``labels`` name them."""
    return _columns(labels, [one.count for one in figures.month_bins], ["plain"] * len(figures.month_bins))


def median_place(figures: QuestionFigures, whole: bool) -> float | None:
    """Return where the median stands among ``number_columns`` [% of the width].

    A whole number fills its part of a column, 45 that from 45 to 46: it stands in the middle of that.
    """
    bins = [one for one in figures.bins if math.isfinite(one.low) and math.isfinite(one.high)]
    if figures.number is None or not bins:
        return None
    width = bins[0].high - bins[0].low
    columns = (figures.number.median + (0.5 if whole else 0.0) - bins[0].low) / width
    return (columns + figures.bins.index(bins[0])) * _step(len(figures.bins))


def _columns(labels: Sequence[str], counts: Sequence[int], tone: Sequence[str]) -> list[Column]:
    highest, total = max(counts, default=0) or 1, sum(counts) or 1
    step = _step(len(counts))
    ticks = _ticks(labels)
    return [
        Column(
            label=label,
            count=count,
            share=count / total,
            x=index * step + step * 0.08,
            width=step * 0.84,
            height=COLUMN_HEIGHT * count / highest,
            tone=colour,
            tick=tick,
        )
        for index, (label, count, colour, tick) in enumerate(zip(labels, counts, tone, ticks, strict=True))
    ]


def _ticks(labels: Sequence[str]) -> list[str]:
    """Return which labels there is room for: every so many, counted from the last, which may be an open bin's."""
    characters = len(labels) * (max(map(len, labels), default=0) + 1)
    desk, phone = math.ceil(characters / _ROOM), math.ceil(characters / _LITTLE_ROOM)
    phone = -(-phone // desk) * desk if desk else 1  # what shows on a phone shows on a desk too
    from_last = range(len(labels) - 1, -1, -1)
    return ["shown" if place % phone == 0 else "roomy" if place % desk == 0 else "none" for place in from_last]


def _step(columns: int) -> float:
    """Return the width of one column with its gap [% of the width]; few columns are not drawn as walls."""
    return 100 / max(columns, 4)


def _ordered(question: QuestionResult) -> list[OptionResult]:
    """Return the points, the unfavourable ones first."""
    options = [] if question.figures is None else list(question.figures.distribution)
    return options[::-1] if question.reversed else options


def _reach(options: Sequence[OptionResult]) -> tuple[float, float]:
    """Return the shares left and right of the neutral point, half of the neutral answers on each side."""
    half = len(options) // 2
    neutral = _share(options[half]) / 2 if len(options) % 2 else 0.0
    left = sum(map(_share, options[:half])) + neutral
    right = sum(map(_share, options[len(options) - half :])) + neutral
    return left, right


def _share(option: OptionResult) -> float:
    return option.share or 0.0


def _up_to_tenth(value: float) -> float:
    return max(0.1, -(-value // 0.1) * 0.1)


def _strength(rank: int, half: int) -> int:
    """Return 1 (next to the middle) to 5 (outermost) for the point at ``rank`` from the middle."""
    return 3 if half == 1 else round(1 + (_STRENGTHS - 1) * (rank - 1) / (half - 1))
