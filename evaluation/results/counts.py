"""The counts of one question, sorted into what shares are of and what stands beside them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evaluation.analysis import distribution
from evaluation.analysis.recommendation import POINTS
from evaluation.results.period import Period
from surveys.answers import ANSWERED, DECLINED, RESPONDENTS
from surveys.definition import Option, Question, QuestionType
from surveys.definition.model import LISTS, TEXTS

if TYPE_CHECKING:
    import pandas as pd

_NUMBER = re.compile(r"-?\d+(\.\d+)?(e[+-]?\d+)?")
_MONTH = re.compile(r"\d{4}-\d\d")
_RANKED = re.compile(r"(\d+)~(.+)")


@dataclass(frozen=True)
class Seen:
    """What may be seen of a campaign by its reader."""

    shown: int  # persons whose answers the figures hold
    threshold: int  # fewest persons; 1 is none
    language: str


@dataclass(frozen=True)
class Counts:
    """One question's counts with what is needed to name them."""

    question: Question
    options: tuple[Option, ...]  # all that the question ever had, a scale's from low to high
    given: pd.Series[int]  # by what answers count under, without DECLINED and RESPONDENTS
    answered: int
    declined: int
    seen: Seen
    period: Period | None

    @property
    def enough(self) -> bool:
        """Whether so many answered that figures may show.

        It takes the threshold of persons who gave an answer that shares are of: those who could not judge, or preferred
        not to say, do not hide the few who did. With a threshold of 1 who answered may be read. That few wrote
        something is no finding about them, so texts are counted from the first on.
        """
        if self.question.type in TEXTS:
            return True
        if self.seen.threshold == 1:
            return self.answered + self.declined > 0
        return self.answered - sum(map(self.count, self.set_apart)) >= self.seen.threshold

    @property
    def points(self) -> tuple[Option, ...]:
        """The options that shares are given of."""
        return tuple(option for option in self.options if not option.not_applicable)

    @property
    def set_apart(self) -> tuple[Option, ...]:
        """The options that are no part of any share."""
        return tuple(option for option in self.options if option.not_applicable)

    def codes(self) -> list[str]:
        """Return the codes of the points, lowest first, and of what no survey names (kept, never lost)."""
        named = [option.code for option in self.points]
        apart = {option.code for option in self.set_apart}
        return [*named, *sorted({str(code) for code in self.given.index} - apart - {*named})]

    def spread(self) -> pd.DataFrame:
        """Return the distribution over ``codes``."""
        return distribution(self.given, self.codes())

    def count(self, option: Option) -> int:
        """Return how many chose ``option``."""
        return int(self.given.get(option.code, 0))

    def text(self, code: str) -> str:
        """Return the words of the option with ``code``."""
        known = (option.text.in_language(self.seen.language) for option in self.points if option.code == code)
        return next(known, code)


def counts_of(
    question: Question, options: tuple[Option, ...], counted: pd.DataFrame, seen: Seen, period: Period | None
) -> Counts:
    """Return ``counted`` (the question's rows of the cube) as Counts.

    Of a list, everybody who gave one is counted once (RESPONDENTS), however many options they chose.
    """
    by_option = counted.groupby("option")["count"].sum()
    given = by_option.drop(labels=[DECLINED, RESPONDENTS], errors="ignore")
    answered = by_option.get(RESPONDENTS, 0) if question.type in LISTS else given.sum()
    return Counts(question, options, given, int(answered), int(by_option.get(DECLINED, 0)), seen, period)


def fits(kind: QuestionType, options: tuple[Option, ...], option: str) -> bool:
    """Tell whether ``option`` can be counted for an answer to a question of ``kind`` with these ``options``."""
    if option == DECLINED:
        return True
    codes = {one.code for one in options}
    return _FITS[kind](option, codes)


def place_and_code(option: str) -> tuple[int, str] | None:
    """Return the two parts of what an option on one place of a ranking counts under, None for anything else."""
    match = _RANKED.fullmatch(option)
    return None if match is None else (int(match[1]), match[2])


def _is_option(option: str, codes: set[str]) -> bool:
    return option in codes


def _is_number(option: str, _: set[str]) -> bool:
    return _NUMBER.fullmatch(option) is not None


def _is_written(option: str, _: set[str]) -> bool:
    return option == ANSWERED


def _is_ranked(option: str, codes: set[str]) -> bool:
    ranked = place_and_code(option)
    return option == RESPONDENTS or (ranked is not None and ranked[1] in codes)


_FITS: Mapping[QuestionType, Callable[[str, set[str]], bool]] = {
    QuestionType.SINGLE_CHOICE: _is_option,
    QuestionType.SCALE: _is_option,
    QuestionType.NUMBER: _is_number,
    QuestionType.DURATION: _is_number,
    QuestionType.RECOMMENDATION: lambda option, _: option in POINTS,
    QuestionType.DATE: lambda option, _: _MONTH.fullmatch(option) is not None,
    QuestionType.MULTIPLE_RESPONSE: lambda option, codes: option == RESPONDENTS or option in codes,
    QuestionType.RANKING: _is_ranked,
    QuestionType.SHORT_TEXT: _is_written,
    QuestionType.FREE_TEXT: _is_written,
}
