"""What an erasure leaves in the files of SQLite: the database and its write-ahead log."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine, select
from structlog.testing import capture_logs

from evaluation.storage.tables import ledger
from surveys.contract import FactKind, Participant
from surveys.privacy import PrivacyMode
from tests.evaluation.serving import Service, submission_of
from tests.evaluation.survey import FULL
from tests.evaluation.telling import fact_about

MODE = PrivacyMode.IDENTIFIED
NOOR = Participant("account-4711-of-noor", "Noor Jansen", "noor@example.org")
SAID = "I am Noor Jansen. "
TRACES = [trace.encode() for trace in (NOOR.id, "Noor Jansen", "noor@example.org")]


@pytest.fixture
def answered(sqlite_engine: Engine) -> Service:
    """A service that holds answers of Noor, changed now and then, and of others."""
    service = Service(sqlite_engine)
    definition = service.publish(mode=MODE)
    service.answer(definition, *[FULL] * 3)
    for wave in ("one", "two"):
        sent = submission_of(definition, {**FULL, "comment": SAID * 500}, participant=NOOR, wave=wave)
        service.deliver(sent)
    service.deliver(submission_of(definition, {"pace": SAID}, participant=NOOR, wave="three"))
    return service


def _tell(service: Service, account: str) -> int:
    retired = fact_about(account, FactKind.RETIRED, mode=MODE)
    return service.put(f"/api/v1/facts/{retired.fact_id}", retired.to_bytes()).status_code


def _found(service: Service) -> dict[str, list[bytes]]:
    """Return which traces of Noor each file holds that the database is kept in."""
    path = Path(str(service.engine.url.database))
    files = sorted(path.parent.glob(f"{path.name}*"))
    found = {file.name.removeprefix(path.name): file.read_bytes() for file in files}
    return {name: traces for name, raw in found.items() if (traces := [one for one in TRACES if one in raw])}


def test_neither_the_database_nor_its_log_holds_who_was_erased(answered: Service) -> None:
    assert _found(answered) == {"-wal": TRACES}

    assert _tell(answered, NOOR.id) == 201

    assert _found(answered) == {}


def test_who_reads_for_long_delays_no_erasure_and_the_log_is_emptied_with_the_next(
    answered: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("evaluation.storage.engine.LOG_PATIENCE", 10)
    with answered.engine.connect() as reader, capture_logs() as lines:
        reader.execute(select(ledger.c.number)).first()
        status = _tell(answered, NOOR.id)
        kept = _found(answered)

    _tell(answered, "somebody-else")

    assert (status, [line["log_emptied"] for line in lines if line["event"] == "erasure"]) == (201, [False])
    assert "-wal" in kept
    assert _found(answered) == {}
