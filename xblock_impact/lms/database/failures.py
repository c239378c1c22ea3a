"""A database that does not do what it is asked, in the words that pages understand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError

from xblock_impact.errors import StorageFailed


@contextmanager
def storage() -> Iterator[None]:
    """Raise StorageFailed for whatever the database raises."""
    try:
        yield
    except DatabaseError as error:
        raise StorageFailed(f"The database did not do what it was asked: {type(error).__name__}.") from error
