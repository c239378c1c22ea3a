"""The figures of one question from its counts."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from evaluation.analysis import (
    distribution,
    month_bins,
    number_bins,
    number_summary,
    places,
    recommendation,
    top_2_box,
)
from evaluation.analysis.recommendation import POINTS
from evaluation.results.counts import Counts, place_and_code
from evaluation.results.period import Period, month_from_wire
from evaluation.results.question import OptionResult, QuestionFigures, RankedOption
from surveys.answers import ANSWERED
from surveys.answers.choices import places_of
from surveys.answers.wording import minutes_in_words
from surveys.definition import QuestionType

if TYPE_CHECKING:
    import pandas as pd


def figures_of(counts: Counts) -> QuestionFigures | None:
    """Return what ``counts`` say, or None where too few answered."""
    return _FIGURES[counts.question.type](counts) if counts.enough else None


def _figures(counts: Counts, options: Iterable[OptionResult], **more: Any) -> QuestionFigures:
    """Return figures with what all types have in common."""
    set_apart = tuple(
        OptionResult(option.code, option.text.in_language(counts.seen.language), counts.count(option), None)
        for option in counts.set_apart
    )
    return QuestionFigures(
        n=counts.answered,
        respondents=counts.seen.shown,
        not_applicable=sum(option.count for option in set_apart),
        declined=counts.declined,
        distribution=tuple(options),
        set_apart=set_apart,
        period=counts.period,
        **more,
    )


def _of_options(counts: Counts) -> QuestionFigures:
    table = counts.spread()
    # Among options of several surveys nobody can tell which are the two highest.
    scale = counts.question.type is QuestionType.SCALE and len(table) == len(counts.question.points)
    return _figures(counts, _options(table, counts.text), top_2_box=top_2_box(table) if scale else None)


def _of_lists(counts: Counts) -> QuestionFigures:
    """Return shares of the persons who answered, not of all that they chose: they may add up to more than 1."""
    persons = counts.answered - sum(map(counts.count, counts.set_apart))
    table = counts.spread()
    table["share"] = table["count"] / persons if persons else math.nan
    return _figures(counts, _options(table, counts.text))


def _of_rankings(counts: Counts) -> QuestionFigures:
    import pandas as pd

    ranked = [(*where, count) for option, count in counts.given.items() if (where := place_and_code(str(option)))]
    frame = pd.DataFrame(ranked, columns=["place", "option", "count"])
    named = [option.code for option in counts.points]
    codes = [*named, *sorted({*frame["option"]} - {*named})]
    table = places(frame, codes, max([places_of(counts.question), *frame["place"]]))
    ranking = tuple(RankedOption(code, counts.text(code), table[code], counts.answered) for code in codes)
    return _figures(counts, map(_first, ranking), ranking=ranking)


def _first(ranked: RankedOption) -> OptionResult:
    count = ranked.places.counts[0]
    return OptionResult(ranked.option, ranked.text, count, ranked.share(count))


def _of_numbers(counts: Counts) -> QuestionFigures:
    minutes = counts.question.type is QuestionType.DURATION
    numbers = counts.given.rename(index=float).sort_index()
    codes = sorted(map(str, counts.given.index), key=float)

    def text(code: str) -> str:
        return minutes_in_words(int(float(code)), counts.seen.language) if minutes else code

    return _figures(
        counts,
        _options(distribution(counts.given, codes), text),
        number=number_summary(numbers),
        bins=number_bins(numbers, whole=counts.question.whole, minutes=minutes),
    )


def _of_dates(counts: Counts) -> QuestionFigures:
    """Return the months that were given; a single person's day is nowhere in the counts."""
    months = sorted(map(str, counts.given.index))
    by_month = counts.given.rename(index=month_from_wire)
    return _figures(
        counts,
        _options(distribution(counts.given, months), str),
        dates=Period(month_from_wire(months[0]), month_from_wire(months[-1])) if months else None,
        month_bins=month_bins(by_month),
    )


def _of_recommendations(counts: Counts) -> QuestionFigures:
    table = distribution(counts.given, POINTS)
    return _figures(counts, _options(table, str), recommendation=recommendation(table))


def _of_texts(counts: Counts) -> QuestionFigures:
    return _figures(counts, (OptionResult(ANSWERED, ANSWERED, counts.answered, None),))


def _options(table: pd.DataFrame, text: Callable[[str], str]) -> tuple[OptionResult, ...]:
    return tuple(
        # NaN is the share of nobody.
        OptionResult(str(code), text(str(code)), int(count), None if math.isnan(share) else float(share))
        for code, count, share in zip(table.index, table["count"], table["share"], strict=True)
    )


_FIGURES: dict[QuestionType, Callable[[Counts], QuestionFigures]] = {
    QuestionType.SINGLE_CHOICE: _of_options,
    QuestionType.MULTIPLE_RESPONSE: _of_lists,
    QuestionType.SCALE: _of_options,
    QuestionType.RECOMMENDATION: _of_recommendations,
    QuestionType.NUMBER: _of_numbers,
    QuestionType.DURATION: _of_numbers,
    QuestionType.DATE: _of_dates,
    QuestionType.RANKING: _of_rankings,
    QuestionType.SHORT_TEXT: _of_texts,
    QuestionType.FREE_TEXT: _of_texts,
}
