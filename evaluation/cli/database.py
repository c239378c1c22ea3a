"""The database for commands that need no other setting."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine

from evaluation.config import database_url_from
from evaluation.errors import NotMigrated
from evaluation.storage.engine import open_engine
from evaluation.storage.migrate import is_current
from evaluation.storage.writer import Writer


@contextmanager
def opened_engine(*, migrated: bool = True) -> Iterator[Engine]:
    """Yield the engine of EVALUATION_DATABASE_URL, closed at the end.

    Raises ConfigurationInvalid, StorageUnsafe, StorageUnavailable and, unless told otherwise, NotMigrated.
    """
    engine = open_engine(database_url_from(os.environ))
    try:
        if migrated:
            with engine.connect() as connection:
                if not is_current(connection):
                    raise NotMigrated
        yield engine
    finally:
        engine.dispose()


@contextmanager
def opened_writer() -> Iterator[Writer]:
    """Yield a writer on that database, stopped at the end. Raises as ``opened_engine``."""
    with opened_engine() as engine:
        writer = Writer(engine)
        try:
            yield writer
        finally:
            writer.stop()
