"""From a submission's document to the cells of the cube that it counts in."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection

from evaluation.campaigns.definitions import Shelf
from surveys.answers import AnswerValue, check_answers, option_of
from surveys.definition import QuestionType, Survey
from surveys.levels import Level


class Cell(NamedTuple):
    """One count of the cube: question × version × level × month × option."""

    question_id: str
    question_version: int
    level: Level
    month: int  # YYYYMM, UTC
    option: str


class Counted(NamedTuple):
    """One answer, and the cell it counts in."""

    cell: Cell
    text: str | None  # what was written, for free text


def counted(survey: Survey, values: Mapping[str, AnswerValue], answered_at: datetime) -> list[Counted]:
    """Return ``values`` (checked answers by question id) as they count; ``answered_at`` is in UTC."""
    month = answered_at.year * 100 + answered_at.month
    answers = []
    for question_id, value in values.items():
        question = survey.questions[question_id]
        cell = Cell(question_id, question.version, question.level, month, option_of(question, value))
        answers.append(Counted(cell, str(value) if question.type is QuestionType.FREE_TEXT else None))
    return answers


def read_counted(conn: Connection, shelf: Shelf, campaign_id: int, bodies: list[str]) -> Iterator[list[Counted]]:
    """Yield the counted answers of each of ``bodies``, submissions as the ledger of a campaign holds them."""
    documents = [json.loads(body) for body in bodies]
    shelf.fetch(conn, {(campaign_id, document["definition"]) for document in documents})
    for document in documents:
        survey = shelf.get(campaign_id, document["definition"])
        if survey is None:
            raise LookupError(
                f"The ledger counts answers to the definition {document['definition']}, which is not here."
            )
        # It was checked when it came: what fitted then is taken as it fits now.
        values = check_answers(survey, document["answers"], document["language"]).values
        yield counted(survey, values, datetime.fromisoformat(document["answered_at"]))
