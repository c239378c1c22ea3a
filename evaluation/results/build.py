"""From the rollup to results: which figures of a campaign may be seen, question by question and level by level."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from sqlalchemy import Connection

from evaluation.campaigns import catalogue, definitions
from evaluation.results.cube import cube_of
from evaluation.results.figures import figures_of, fits
from evaluation.results.model import CampaignResults, LevelResult, Period, QuestionResult, Release
from evaluation.results.summary import language_of, summary_of
from surveys.definition import Option, Question, QuestionType, Survey
from surveys.levels import Level

if TYPE_CHECKING:
    import pandas as pd

Key: TypeAlias = tuple[str, int, Level, QuestionType]
"""What answers are kept apart by: question id, version, level, type."""
Asked: TypeAlias = Mapping[Key, tuple[Question, tuple[Option, ...]]]


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
    seen = _Seen(None if counted is None else typed(counted, asked), summary.release, language)
    questions = [(key[2], _question_result(question, options, key, seen)) for key, (question, options) in asked.items()]
    return CampaignResults(
        campaign=summary,
        language=language,
        period=None if counted is None else period_of(counted),
        levels=tuple(_level_result(level, questions, language) for level in Level),
    )


def asked_questions(surveys: tuple[Survey, ...]) -> Asked:
    """Return every question of ``surveys`` (newest first) once, in the order of the newest form.

    A question's words are the newest ones. Its options are those of all surveys, the newest survey's first,
    so that no answer loses its name.
    """
    asked: dict[Key, tuple[Question, tuple[Option, ...]]] = {}
    for survey in surveys:
        for question in survey:
            key = (question.id, question.version, question.level, question.type)
            newest, options = asked.get(key, (question, ()))
            known = {option.code for option in options}
            asked[key] = (
                newest,
                (*options, *(option for option in question.options if option.code not in known)),
            )
    return asked


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
        fitting = (key for key in rivals if len(rivals) == 1 or fits(key[3], asked[key][1], option))
        return next((key[3].value for key in fitting), "")

    cells = zip(counted["question"], counted["version"], counted["level"], counted["option"], strict=True)
    return counted.assign(type=[type_of(*cell) for cell in cells])


def period_of(counted: pd.DataFrame) -> Period | None:
    """Return first and last month of ``counted`` rows (column ``month``, YYYYMM)."""
    return None if counted.empty else Period(int(counted["month"].min()), int(counted["month"].max()))


class _Seen(NamedTuple):
    """What may be seen, and by a reader of which language."""

    counted: pd.DataFrame | None
    release: Release
    language: str


def _question_result(question: Question, options: tuple[Option, ...], key: Key, seen: _Seen) -> QuestionResult:
    counted, release, language = seen
    figures = None
    if counted is not None:
        mine = counted
        for column, value in zip(("question", "version", "level", "type"), key, strict=True):
            mine = mine[mine[column] == value]
        figures = figures_of(question, options, mine, release, language, period_of(mine))
    return QuestionResult(
        question=question.id,
        version=question.version,
        type=question.type,
        text=question.text.in_language(language),
        language=language_of(question.text, language),
        node=question.node,
        privacy=question.privacy,
        unit=question.unit.in_language(language) if question.unit else None,
        reversed=question.reversed,
        whole=question.whole,
        ends=_ends(question, language),
        figures=figures,
    )


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
