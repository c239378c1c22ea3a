"""From a submission's document to the cells of the cube that it counts in."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection

from evaluation.campaigns.definitions import Shelf
from surveys.answers import DECLINED, AnswerValue, check_answers, options_of
from surveys.definition import Question, QuestionType, Survey
from surveys.definition.model import TEXTS
from surveys.levels import Level

ERASED = "erased"
"""Kind of the documents that an erasure leaves in the ledger."""
_MONTH = len("2026-11")


class Cell(NamedTuple):
    """One count of the cube: question × version × level × month × option."""

    question_id: str
    question_version: int
    level: Level
    month: int  # YYYYMM, UTC
    option: str


class Counted(NamedTuple):
    """One answer, or one option of an answer that is a list, and the cell it counts in."""

    cell: Cell
    text: str | None  # what was written, for texts


def counted(survey: Survey, values: Mapping[str, AnswerValue], answered_at: datetime) -> list[Counted]:
    """Return ``values`` (checked answers by question id) as they count; ``answered_at`` is in UTC.

    A list gives one for its respondent and one for each of its options. Of a date, only the month counts.
    """
    month = answered_at.year * 100 + answered_at.month
    answers: list[Counted] = []
    for question_id, value in values.items():
        question = survey.questions[question_id]
        text = str(value) if value is not None and question.type in TEXTS else None
        answers.extend(
            Counted(Cell(question_id, question.version, question.level, month, option), text)
            for option in counted_under(question, value)
        )
    return answers


def counted_under(question: Question, value: AnswerValue) -> tuple[str, ...]:
    """Return what ``value`` counts under in the cube: as ``options_of``, but for a date its month, as in 2026-11.

    A day is as good as a name in a small group, and no figure needs it. The ledger keeps it.
    """
    options = options_of(question, value)
    if question.type is not QuestionType.DATE:
        return options
    return tuple(option if option == DECLINED else option[:_MONTH] for option in options)


def as_counts(body: str, participant: str, answers: Sequence[Counted]) -> dict[str, Any]:
    """Return what is left of a submission in the ledger when its person is erased: that it is of ``participant``,
    somebody, and what it counts in.
    """
    document = json.loads(body)
    kept = {name: document[name] for name in ("definition", "wave")}
    cells = [list(answer.cell) for answer in answers]
    return {**kept, "kind": ERASED, "participant": {"id": participant}, "cells": cells}


def _cell(question_id: str, question_version: int, level: str, month: int, option: str) -> Cell:
    return Cell(question_id, question_version, Level(level), month, option)


def read_counted(conn: Connection, shelf: Shelf, campaign_id: int, bodies: list[str]) -> Iterator[list[Counted]]:
    """Yield the counted answers of each of ``bodies``, submissions as the ledger of a campaign holds them."""
    documents = [json.loads(body) for body in bodies]
    shelf.fetch(conn, {(campaign_id, document["definition"]) for document in documents})
    for document in documents:
        if document["kind"] == ERASED:
            yield [Counted(_cell(*cell), None) for cell in document["cells"]]
            continue
        survey = shelf.get(campaign_id, document["definition"])
        if survey is None:
            raise LookupError(
                f"The ledger counts answers to the definition {document['definition']}, which is not here."
            )
        # It was checked when it came: what fitted then is taken as it fits now.
        recalled = document.get("recalled", {})
        values = check_answers(survey, document["answers"], document["language"], recalled=recalled).values
        yield counted(survey, values, datetime.fromisoformat(document["answered_at"]))
