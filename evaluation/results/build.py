"""From the rollup to results: which figures of a campaign may be seen, question by question and level by level."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from evaluation.campaigns import catalogue, definitions
from evaluation.results.asking import Asked, Key, asked_questions, wording_of
from evaluation.results.counts import Seen, counts_of, fits
from evaluation.results.cube import cube_of
from evaluation.results.figures import figures_of
from evaluation.results.model import CampaignResults, LevelResult
from evaluation.results.period import Period
from evaluation.results.question import QuestionResult
from evaluation.results.summary import summary_of
from surveys.definition import Question, QuestionType
from surveys.levels import Level

if TYPE_CHECKING:
    import pandas as pd


def campaign_results(connection: Connection, key: str, language: str) -> CampaignResults:
    """Return all that may be said about the campaign ``key``. Raises CampaignUnknown.

    Privacy is applied here, once, for every surface. The rollup holds only what was released; below the
    threshold of persons not even that shows (identified campaigns have none). ``connection``: a ``snapshot``, or
    two statements could see two releases.
    """
    campaign = catalogue.find(connection, key)
    summary = summary_of(connection, campaign, language)
    asked = asked_questions(definitions.surveys_of(connection, campaign))
    counted = cube_of(connection, campaign) if summary.release.shown else None
    cube = None if counted is None else typed(counted, asked)
    seen = Seen(summary.release.shown, summary.release.min_respondents, language)
    questions = [(key[2], _question_result(asked, key, cube, seen)) for key in asked]
    return CampaignResults(
        campaign=summary,
        language=language,
        period=None if counted is None else period_of(counted),
        levels=tuple(_level_result(level, questions, language) for level in Level),
    )


def typed(counted: pd.DataFrame, asked: Asked) -> pd.DataFrame:
    """Return ``counted`` with the column ``type``: which of the questions ``asked`` an answer belongs to.

    Surveys of one campaign agree on a question's type. Should they not, its answers go to the newest type that has
    such an answer, so that none is read as what it is not.
    """
    types: dict[tuple[str, int, Level], list[Key]] = {}
    for key in asked:
        types.setdefault(key[:3], []).append(key)

    def type_of(question: str, version: int, level: Level, option: str) -> str:
        rivals = types.get((question, version, level), [])
        fitting = (key for key in rivals if len(rivals) == 1 or fits(key[3], asked[key].options, option))
        return next((key[3].value for key in fitting), "")

    cells = zip(counted["question"], counted["version"], counted["level"], counted["option"], strict=True)
    return counted.assign(type=[type_of(*cell) for cell in cells])


def period_of(counted: pd.DataFrame) -> Period | None:
    """Return first and last month of ``counted`` rows (column ``month``, YYYYMM)."""
    return None if counted.empty else Period(int(counted["month"].min()), int(counted["month"].max()))


def _question_result(asked: Asked, key: Key, counted: pd.DataFrame | None, seen: Seen) -> QuestionResult:
    question, options, conditional = asked[key]
    figures = None
    if counted is not None:
        mine = counted
        for column, value in zip(("question", "version", "level", "type"), key, strict=True):
            mine = mine[mine[column] == value]
        figures = figures_of(counts_of(question, options, mine, seen, period_of(mine)))
    return QuestionResult(
        question=question.id,
        version=question.version,
        type=question.type,
        wording=wording_of(question, asked, seen.language),
        node=question.node,
        privacy=question.privacy,
        unit=_unit(question, seen.language),
        reversed=question.reversed,
        whole=question.whole,
        conditional=conditional,
        ends=_ends(question, seen.language),
        figures=figures,
    )


def _unit(question: Question, language: str) -> str | None:
    if question.type is QuestionType.DURATION:
        return "min"
    return question.unit.in_language(language) if question.unit else None


def _ends(question: Question, language: str) -> tuple[str, str] | None:
    if question.ends is None:
        return None
    low, high = question.ends
    return low.in_language(language), high.in_language(language)


def _level_result(level: Level, placed: list[tuple[Level, QuestionResult]], language: str) -> LevelResult:
    return LevelResult(
        level=level,
        title=level.title.in_language(language),
        guiding_question=level.guiding_question.in_language(language),
        questions=tuple(_on_level(level, placed)),
    )


def _on_level(level: Level, placed: list[tuple[Level, QuestionResult]]) -> Iterator[QuestionResult]:
    return (question for place, question in placed if place is level)
