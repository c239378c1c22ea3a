"""What orchestrators ask."""

from __future__ import annotations

from pathlib import Path

from evaluation.storage.engine import open_engine
from tests.evaluation.serving import Service


def test_a_running_service_is_alive_and_ready(service: Service) -> None:
    client = service.client()

    assert client.get("/healthz").json == {"status": "ok"}
    assert (client.get("/readyz").status_code, client.get("/readyz").json) == (200, {"status": "ready"})


def test_a_database_without_tables_is_not_ready(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'bare.db'}")

    reply = Service(engine).client().get("/readyz")

    engine.dispose()
    assert (reply.status_code, reply.json) == (503, {"status": "the database is not migrated"})


def test_a_database_that_is_gone_is_not_ready_but_the_process_lives(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    engine = open_engine(f"sqlite:///{folder / 'gone.db'}")
    client = Service(engine).client()
    engine.dispose()
    for file in folder.iterdir():
        file.unlink()
    folder.rmdir()

    assert client.get("/readyz").status_code == 503
    assert client.get("/healthz").status_code == 200
