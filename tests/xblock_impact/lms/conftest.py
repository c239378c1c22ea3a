"""Fixtures of the app's tests: databases that are ready and empty, with the app's records installed."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.xblock_impact.lms import databases
from tests.xblock_impact.lms.databases import Settings
from tests.xblock_impact.lms.lms_settings import set_bucket
from tests.xblock_impact.lms.platform import start_django, use_database

start_django()  # models can be imported from here on

from django.apps import apps  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connections  # noqa: E402

from xblock_impact.delivery import records  # noqa: E402
from xblock_impact.lms.records import DatabaseRecords  # noqa: E402

KINDS = ("sqlite", "mariadb", "postgresql")


def _ready(chosen: Settings) -> Settings:
    use_database(chosen)
    call_command("migrate", verbosity=0, interactive=False)
    connections.close_all()
    return chosen


@pytest.fixture(scope="session")
def _sqlite(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return _ready(databases.sqlite(tmp_path_factory.mktemp("sqlite")))


@pytest.fixture(scope="session")
def _mariadb() -> Iterator[Settings]:
    with tempfile.TemporaryDirectory(prefix="impact-mariadb-") as folder, databases.mariadb(Path(folder)) as server:
        yield _ready(server.settings)


@pytest.fixture(scope="session")
def _postgresql() -> Iterator[Settings]:
    """Its folder is not one of pytest's: run by root, PostgreSQL becomes another user, who may not look in there."""
    with (
        tempfile.TemporaryDirectory(prefix="impact-postgresql-") as folder,
        pytest.MonkeyPatch.context() as patch,
    ):
        runtime = Path(folder, "runtime")
        runtime.mkdir(mode=0o700)
        patch.setenv("XDG_RUNTIME_DIR", str(runtime))
        with databases.postgresql(Path(folder)) as chosen:
            yield _ready(chosen)


def _in_use(chosen: Settings) -> Iterator[Settings]:
    use_database(chosen)
    records.install(DatabaseRecords())
    try:
        yield chosen
    finally:
        records.install(None)
        set_bucket({})
        _empty()
        connections.close_all()


def _empty() -> None:
    """Delete every row of the app's tables, those first that refer to others."""
    for model in reversed(list(apps.get_app_config("xblock_impact_lms").get_models())):
        model._default_manager.all().delete()


@pytest.fixture
def database(_sqlite: Settings) -> Iterator[Settings]:
    """An empty database, where it does not matter which."""
    yield from _in_use(_sqlite)


@pytest.fixture(params=KINDS)
def each_database(request: pytest.FixtureRequest) -> Iterator[Settings]:
    """An empty database of each kind."""
    yield from _in_use(request.getfixturevalue(f"_{request.param}"))


@pytest.fixture(params=["mariadb", "postgresql"])
def shared_database(request: pytest.FixtureRequest) -> Iterator[Settings]:
    """An empty database of each kind that an LMS on several machines has."""
    yield from _in_use(request.getfixturevalue(f"_{request.param}"))
