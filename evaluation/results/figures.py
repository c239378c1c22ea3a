"""The figures of one question from its counts."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evaluation.analysis import (
    distribution,
    number_bins,
    number_summary,
    recommendation,
    top_2_box,
)
from evaluation.analysis.recommendation import POINTS
from evaluation.results.model import OptionResult, Period, QuestionFigures, Release
from surveys.answers import ANSWERED
from surveys.definition import Option, Question, QuestionType

if TYPE_CHECKING:
    import pandas as pd

_NUMBER = re.compile(r"-?\d+(\.\d+)?(e[+-]?\d+)?")


def figures_of(
    question: Question,
    options: tuple[Option, ...],
    counted: pd.DataFrame,
    release: Release,
    language: str,
    period: Period | None,
) -> QuestionFigures | None:
    """Return what ``counted`` (the question's rows of the cube) says, or None where too few answered.

    ``options``: all that the question ever had, a scale's from low to high.
    """
    counts = counted.groupby("option")["count"].sum()
    given = _Counts(question, options, counts, int(counts.sum()), release.shown, language, period)
    return _FIGURES[question.type](given) if _enough(given, release.min_respondents) else None


def fits(kind: QuestionType, options: tuple[Option, ...], option: str) -> bool:
    """Tell whether ``option`` can be counted as an answer to a question of ``kind`` with these ``options``."""
    if kind is QuestionType.NUMBER:
        return _NUMBER.fullmatch(option) is not None
    if kind is QuestionType.RECOMMENDATION:
        return option in POINTS
    if kind is QuestionType.FREE_TEXT:
        return option == ANSWERED
    return option in {one.code for one in options}


def _enough(given: _Counts, threshold: int) -> bool:
    """Tell whether at least ``threshold`` gave an answer that shares are of.

    Those who could not judge do not hide the few who did. A threshold of 1 is none: who answered may be read. That few
    wrote a comment is no finding about them, so free text is counted from the first on.
    """
    if given.question.type is QuestionType.FREE_TEXT:
        return True
    apart = 0 if threshold == 1 else sum(map(given.count, given.set_apart))
    return given.answered - apart >= threshold


@dataclass(frozen=True)
class _Counts:
    """One question's counts with what is needed to name them."""

    question: Question
    options: tuple[Option, ...]
    counts: pd.Series[int]  # by option
    answered: int
    respondents: int
    language: str
    period: Period | None

    @property
    def points(self) -> tuple[Option, ...]:
        return tuple(option for option in self.options if not option.not_applicable)

    @property
    def set_apart(self) -> tuple[Option, ...]:
        return tuple(option for option in self.options if option.not_applicable)

    def spread(self) -> pd.DataFrame:
        """Return the distribution over the points, lowest first, and over what no survey names (kept, never lost)."""
        named = [option.code for option in self.points]
        apart = {option.code for option in self.set_apart}
        nameless = sorted({str(code) for code in self.counts.index} - apart - {*named})
        return distribution(self.counts, [*named, *nameless])

    def count(self, option: Option) -> int:
        return int(self.counts.get(option.code, 0))

    def text(self, code: str) -> str:
        known = (option.text.in_language(self.language) for option in self.points if option.code == code)
        return next(known, code)


def _of_options(given: _Counts) -> QuestionFigures:
    table = given.spread()
    # Among options of several surveys nobody can tell which are the two highest.
    scale = given.question.type is QuestionType.SCALE and len(table) == len(given.question.points)
    set_apart = tuple(
        OptionResult(option.code, option.text.in_language(given.language), given.count(option), None)
        for option in given.set_apart
    )
    return QuestionFigures(
        n=given.answered,
        respondents=given.respondents,
        not_applicable=sum(option.count for option in set_apart),
        distribution=_options(table, given.text),
        set_apart=set_apart,
        period=given.period,
        top_2_box=top_2_box(table) if scale else None,
    )


def _of_numbers(given: _Counts) -> QuestionFigures:
    numbers = given.counts.rename(index=float).sort_index()
    codes = sorted(map(str, given.counts.index), key=float)
    return QuestionFigures(
        n=given.answered,
        respondents=given.respondents,
        not_applicable=0,
        distribution=_options(distribution(given.counts, codes), str),
        set_apart=(),
        period=given.period,
        number=number_summary(numbers),
        bins=number_bins(numbers, whole=given.question.whole),
    )


def _of_recommendations(given: _Counts) -> QuestionFigures:
    table = distribution(given.counts, POINTS)
    return QuestionFigures(
        n=given.answered,
        respondents=given.respondents,
        not_applicable=0,
        distribution=_options(table, str),
        set_apart=(),
        period=given.period,
        recommendation=recommendation(table),
    )


def _of_texts(given: _Counts) -> QuestionFigures:
    return QuestionFigures(
        n=given.answered,
        respondents=given.respondents,
        not_applicable=0,
        distribution=(OptionResult(ANSWERED, ANSWERED, given.answered, None),),
        set_apart=(),
        period=given.period,
    )


def _options(table: pd.DataFrame, text: Callable[[str], str]) -> tuple[OptionResult, ...]:
    return tuple(
        # NaN is the share of nobody.
        OptionResult(str(code), text(str(code)), int(count), None if math.isnan(share) else float(share))
        for code, count, share in zip(table.index, table["count"], table["share"], strict=True)
    )


_FIGURES: dict[QuestionType, Callable[[_Counts], QuestionFigures]] = {
    QuestionType.SINGLE_CHOICE: _of_options,
    QuestionType.SCALE: _of_options,
    QuestionType.NUMBER: _of_numbers,
    QuestionType.RECOMMENDATION: _of_recommendations,
    QuestionType.FREE_TEXT: _of_texts,
}
