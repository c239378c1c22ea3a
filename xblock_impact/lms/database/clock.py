"""The database's clock: the one that all relays share, whatever their own clocks say."""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import Any

from django.db.models import DateTimeField, F
from django.db.models.functions import Now, Trunc


class DatabaseNow(Now):  # type: ignore[misc]  # Django has no types
    """The time in UTC. Django's own expression would give MySQL's local time, and SQLite a text of three decimals: by
    text, six decimals of the same moment are later.
    """

    def as_mysql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Return the statement for MySQL and MariaDB."""
        return self.as_sql(compiler, connection, template="UTC_TIMESTAMP(6)", **context)

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Return the statement for SQLite."""
        template = "STRFTIME('%%%%Y-%%%%m-%%%%d %%%%H:%%%%M:%%%%f000', 'NOW')"
        return self.as_sql(compiler, connection, template=template, **context)


def from_now(seconds: float) -> Any:
    """Return the time that is ``seconds`` from now, or ago if they are negative."""
    return DatabaseNow() + timedelta(seconds=seconds)


def today() -> Any:
    """Return the moment (UTC) at which the day began."""
    return Trunc(DatabaseNow(), "day", output_field=DateTimeField(), tzinfo=UTC)


def seconds_until(rows: Any, column: str) -> float | None:
    """Return how long it is until the earliest time in ``column`` of ``rows`` [s], below 0 if it is past; None if
    there is none.
    """
    found = rows.order_by(column).annotate(here=DatabaseNow(), there=F(column)).values_list("here", "there").first()
    return None if found is None else float((found[1] - found[0]).total_seconds())
