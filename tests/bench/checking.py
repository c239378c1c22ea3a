"""Checking a submission to forty questions (answers → problems), against the same rules as marshmallow schemas."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from marshmallow import Schema, ValidationError

from surveys.answers import check_answers
from surveys.definition import Survey, load_survey
from surveys.scoring import survey_scores
from tests.bench.forty_questions import QUESTIONS, Submission, forty_questions, submissions
from tests.bench.marshmallow_answers import submission_schema
from tests.bench.pairs import Ratio, as_rate, as_ratio, in_turn

SUBMISSIONS = 2_000  # a round
LOADINGS = 20  # a round
ROUNDS = 7
LEAST_RATE = 5_000  # submissions/s in one process
LEAST_FACTOR = 10  # times as many as with marshmallow
MOST_SHOWN = 3  # differences, if there are any


def measure() -> Iterator[Ratio]:
    """Yield the rate and the ratio, after making sure that both ways find the same problems in the same questions."""
    survey = forty_questions()
    sent = submissions(survey, SUBMISSIONS)
    schema = submission_schema(survey)
    make_sure_of_agreement(survey, sent, schema)
    listed = [_listed(one) for one in sent]
    pairs = in_turn(
        lambda: _rate(lambda one: check_answers(survey, one, "en"), sent),
        lambda: _rate(lambda one: _problems(schema, one), listed),
        ROUNDS,
    )
    name = f"checking {QUESTIONS} questions"
    yield as_rate(f"{name}, one process", [ours for ours, _ in pairs], "submissions/s", at_least=LEAST_RATE)
    yield as_ratio(f"{name} ÷ marshmallow List(Nested)", pairs, "submissions/s", at_least=LEAST_FACTOR)
    yield from _loading_and_scoring(survey, sent)


def _loading_and_scoring(survey: Survey, sent: list[Submission]) -> Iterator[Ratio]:
    checked = [check_answers(survey, one, "en").values for one in sent]
    scoring = [_rate(lambda one: survey_scores(survey, one), checked) for _ in range(ROUNDS)]
    yield as_rate(f"scoring {len(survey.scales)} scales, one process", scoring, "submissions/s")
    loading = [_rate(load_survey, [survey.data] * LOADINGS) for _ in range(ROUNDS)]
    yield as_rate(f"loading {QUESTIONS} questions, one process", loading, "definitions/s")


def _rate(work: Callable[[Any], object], on: Sequence[Any]) -> float:
    """Return how often a second [1/s] ``work`` is done on one after the other; nothing that it returns is kept."""
    begin = time.perf_counter()
    for one in on:
        work(one)
    return len(on) / (time.perf_counter() - begin)


def _listed(sent: Submission) -> dict[str, Any]:
    return {"answers": [{"question": name, "value": value} for name, value in sent.items()]}


def _problems(schema: Schema, listed: dict[str, Any]) -> dict[str, Any]:
    try:
        schema.load(listed)
    except ValidationError as error:
        return dict(error.normalized_messages())
    return {}


def make_sure_of_agreement(survey: Survey, sent: list[Submission], schema: Schema) -> None:
    """Raise RuntimeError unless both ways refuse the same answers, and some are refused."""
    ours = [{problem.question_id for problem in check_answers(survey, one, "en").problems} for one in sent]
    theirs = [_questions(_problems(schema, listed), listed) for listed in map(_listed, sent)]
    differing = [pair for pair in zip(ours, theirs, strict=True) if pair[0] != pair[1]]
    if differing or not any(ours):
        raise RuntimeError(f"The two ways do not check the same: {differing[:MOST_SHOWN]}")


def _questions(messages: dict[str, Any], listed: dict[str, Any]) -> set[str]:
    """Return the ids of the questions that ``messages`` are about."""
    in_list = messages.get("answers", {})
    return {listed["answers"][place]["question"] for place in in_list} | (messages.keys() - {"answers"})
