"""Bringing a database to this release's tables. Runs before the workers, never inside them."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import OperationalError

from evaluation.errors import StorageUnavailable
from evaluation.storage.engine import writing

_LOCK = 0x1A9AC7  # any number that no other program on the same database uses


def migrate(engine: Engine, *, to: str = "head") -> None:
    """Apply all migrations that ``engine``'s database does not have yet, in one transaction.

    ``to``: the last one to apply, for a database as an earlier release left it. Two processes may start at once: the
    second waits and finds nothing to do. Raises StorageUnavailable if the database cannot be written.
    """
    try:
        with writing(engine) as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(text("SET LOCAL lock_timeout = 0"))  # the other's migrations may take long
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
            command.upgrade(_config(connection), to)
    except OperationalError as error:
        raise StorageUnavailable(f"The database's tables could not be made: {error.orig}") from error


def is_current(connection: Connection) -> bool:
    """Tell whether the database has exactly this release's tables."""
    found = set(MigrationContext.configure(connection).get_current_heads())
    return found == set(script_directory().get_heads())


def script_directory() -> ScriptDirectory:
    """Return the migrations of this release."""
    return ScriptDirectory.from_config(_config(None))


def _config(connection: Connection | None) -> Config:
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", "evaluation.storage:migrations")
    config.set_main_option("path_separator", "os")
    return config
