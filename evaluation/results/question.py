"""What may be said about one question, as frozen values. ``to_json`` is its part of the API's document."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from evaluation.analysis import MonthBin, NumberBin, NumberSummary, Places, Proportion, Recommendation
from evaluation.results.period import Period
from surveys.definition import QuestionType
from surveys.privacy import PrivacyClass


@dataclass(frozen=True, slots=True)
class OptionResult:
    """How many chose one option; of a ranking, how many put it first.

    ``share`` is of all whose answers are not set apart, None where shares mean nothing. Those of a question with
    several answers may add up to more than 1.
    """

    option: str
    text: str
    count: int
    share: float | None

    def to_json(self) -> dict[str, Any]:
        """Return one item of ``distribution``."""
        return asdict(self)

    def apart_json(self) -> dict[str, Any]:
        """Return one item of ``set_apart``."""
        return {"option": self.option, "text": self.text, "count": self.count}


@dataclass(frozen=True, slots=True)
class RankedOption:
    """The places of one option in a ranking. ``of``: how many ranked; those who gave it no place are among them."""

    option: str
    text: str
    places: Places
    of: int

    @property
    def unplaced(self) -> int:
        """How many of those who ranked gave it no place."""
        return self.of - self.places.n

    def share(self, count: int) -> float | None:
        """Return ``count`` as a share of all who ranked."""
        return count / self.of if self.of else None

    def to_json(self) -> dict[str, Any]:
        """Return one item of ``ranking``."""
        return {
            "option": self.option,
            "text": self.text,
            "n": self.places.n,
            "mean_place": self.places.mean,
            "places": [
                {"place": place, "count": count, "share": self.share(count)}
                for place, count in enumerate(self.places.counts, 1)
            ],
        }


@dataclass(frozen=True, slots=True)
class QuestionFigures:
    """What was answered to one question.

    ``n`` people answered it out of ``respondents`` whose answers show; ``not_applicable`` of them gave an answer that
    is set apart ("cannot judge", "I use none"). Shares are of n − not_applicable. ``declined`` others preferred not to
    say. How many of the rest were asked is not known here: conditions decide that in the form.
    """

    n: int
    respondents: int
    not_applicable: int
    declined: int
    distribution: tuple[OptionResult, ...]
    set_apart: tuple[OptionResult, ...]  # the options outside the shares
    period: Period | None
    top_2_box: Proportion | None = None  # scale only
    number: NumberSummary | None = None  # number; duration [min]
    bins: tuple[NumberBin, ...] = ()  # number, duration [min]: for the chart
    recommendation: Recommendation | None = None  # recommendation only
    ranking: tuple[RankedOption, ...] = ()  # ranking only
    dates: Period | None = None  # date only: the first and the last month that was given
    month_bins: tuple[MonthBin, ...] = ()  # date only, for the chart

    @property
    def denominator(self) -> int:
        """What shares are of: those whose answers are not set apart."""
        return self.n - self.not_applicable


@dataclass(frozen=True, slots=True)
class Wording:
    """How a question reads. ``text`` is all of it; of an item of a battery, ``stem`` is the battery's and ``item`` its
    own. No text holds anybody's earlier answers.
    """

    text: str
    language: str  # of the texts and options: the reader's, or the one fallen back on
    battery: str | None = None  # its id
    stem: str | None = None
    item: str | None = None


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """One question in one version. ``figures`` is None as long as nothing may be shown."""

    question: str
    version: int
    type: QuestionType
    wording: Wording
    node: str | None
    privacy: PrivacyClass
    unit: str | None
    reversed: bool
    whole: bool
    conditional: bool  # not everybody is asked it
    ends: tuple[str, str] | None
    figures: QuestionFigures | None

    @property
    def text(self) -> str:
        """What was asked."""
        return self.wording.text

    @property
    def language(self) -> str:
        """The language of its texts."""
        return self.wording.language

    def to_json(self) -> dict[str, Any]:
        """Return one item of ``questions``."""
        return {
            "question": self.question,
            "version": self.version,
            "type": self.type.value,
            "text": self.text,
            "battery": self.wording.battery,
            "node": self.node,
            "privacy": self.privacy.value,
            "unit": self.unit,
            "conditional": self.conditional,
            **(_NO_FIGURES if self.figures is None else _figures_json(self.figures)),
        }


def _figures_json(figures: QuestionFigures) -> dict[str, Any]:
    return {
        "n": figures.n,
        "respondents": figures.respondents,
        "not_applicable": figures.not_applicable,
        "declined": figures.declined,
        "distribution": [option.to_json() for option in figures.distribution],
        "set_apart": [option.apart_json() for option in figures.set_apart],
        "top_2_box": figures.top_2_box and asdict(figures.top_2_box),
        "number": figures.number and asdict(figures.number),
        "recommendation": figures.recommendation and asdict(figures.recommendation),
        "ranking": [option.to_json() for option in figures.ranking] or None,
        "dates": figures.dates and figures.dates.to_json(),
        "period": figures.period and figures.period.to_json(),
    }


_NO_FIGURES = dict.fromkeys(
    (
        "n",
        "respondents",
        "not_applicable",
        "declined",
        "distribution",
        "set_apart",
        "top_2_box",
        "number",
        "recommendation",
        "ranking",
        "dates",
        "period",
    )
)
