"""HTTP ingest: submissions of 15 answers over 16 connections, against the same server with storage switched off."""

from __future__ import annotations

import random
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from evaluation.ledger.definitions import register
from evaluation.storage.engine import open_engine
from evaluation.storage.migrate import migrate
from evaluation.storage.writer import Writer
from surveys.contract import Definition
from surveys.definition import Question, QuestionType, Survey
from surveys.instruments import load_instrument
from surveys.privacy import PrivacyMode
from tests import processes
from tests.bench.load import CONNECTIONS, Answered, send, signed_request, submission
from tests.bench.pairs import Ratio, as_ratio, in_turn

CAMPAIGN = "bench"
REQUESTS = 3_000  # a round
ROUNDS = 5


def measure() -> Iterator[Ratio]:
    """Yield the ratio of requests a second, with storage ÷ without."""
    survey = load_instrument("pilot")
    with tempfile.TemporaryDirectory() as folder:
        stored, not_stored = (_server(Path(folder), name) for name in ("stored", "not_stored"))
        _publish(stored, survey)
        _publish(not_stored, survey)
        try:
            stored.start()
            not_stored.start()
            pairs = in_turn(lambda: _rate(stored, survey), lambda: _rate(not_stored, survey), ROUNDS)
        finally:
            stored.stop()
            not_stored.stop()
    yield as_ratio("HTTP ingest, 15 answers, 16 connections ÷ storage off", pairs, "requests/s", at_least=0.4)


def _server(folder: Path, application: str) -> processes.Server:
    server = processes.service(folder, EVALUATION_DATABASE_URL=f"sqlite:///{folder / application}.db")
    port = server.url.rpartition(":")[2]
    server.command = [
        sys.executable, "-m", "gunicorn", f"tests.bench.applications:{application}()",
        "--bind", f"127.0.0.1:{port}", "--worker-class", "gthread", "--threads", str(CONNECTIONS),
        "--pythonpath", str(Path.cwd()), "--log-level", "warning",
    ]  # fmt: skip
    return server


def _publish(server: processes.Server, survey: Survey) -> None:
    engine = open_engine(server.env["EVALUATION_DATABASE_URL"])
    migrate(engine)
    definition = Definition(CAMPAIGN, {"en": "Bench"}, PrivacyMode.CONFIDENTIAL, survey.data)
    writer = Writer(engine)
    register(writer, definition.to_bytes(), definition.digest, datetime.now(UTC))
    writer.stop()
    engine.dispose()


def _rate(server: processes.Server, survey: Survey) -> float:
    """Return the requests a second [1/s] of one round of new submissions."""
    port = int(server.url.rpartition(":")[2])
    draw = random.Random(port)
    requests = []
    for _ in range(REQUESTS):
        sent = submission(survey, CAMPAIGN, {question.id: _answer(question, draw) for question in survey})
        path = f"/api/v1/submissions/{sent.submission_id}"
        requests.append(signed_request(port, path, sent.to_bytes(), processes.KEY_ID, processes.KEY))
    answered: Answered = send(port, requests)
    if answered.statuses != {201}:
        raise RuntimeError(f"Not every submission was accepted: {sorted(answered.statuses)}")
    return answered.requests / answered.seconds


def _answer(question: Question, draw: random.Random) -> str | int:
    if question.options:
        return draw.choice(question.options).code
    return (
        "A remark of usual length about one thing." if question.type is QuestionType.FREE_TEXT else draw.randint(0, 10)
    )
