"""What one relay holds for a while, parcels or facts, and how it lets go of it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F

from xblock_impact.lms.database.clock import from_now
from xblock_impact.lms.models.outbox import MAX_FAILURE

ENOUGH_FAILURES = 3  # one after the other: then the trouble is the service, not what is delivered


@dataclass
class Lease:
    """Rows that are held under one token, and whether going on with them is of use."""

    token: uuid.UUID = field(default_factory=uuid.uuid4)
    _failures: int = field(default=0, init=False)  # since the last row that was taken
    _last_delay: float = field(default=0.0, init=False)  # seconds

    @property
    def is_of_use(self) -> bool:
        """Whether the service may take the next one."""
        return self._failures < ENOUGH_FAILURES

    def succeed(self) -> None:
        """Take note that the service answered for good, whatever it said."""
        self._failures = 0

    def postpone(self, row: Any, failure: str, seconds: float, *, asked: bool) -> None:
        """Leave ``row``, a query of one, alone for ``seconds``. A service that ``asked`` for time gets it from all."""
        self._failures = ENOUGH_FAILURES if asked else self._failures + 1
        self._last_delay = seconds
        put_off(row, failure, seconds)

    def give_back(self, rows: Any) -> None:
        """Let go of what was not tried of ``rows``: at once, or after the last failure's time when that would be of no
        use.
        """
        delay = 0.0 if self.is_of_use else self._last_delay
        rows.filter(lease=self.token).update(next_attempt_at=from_now(delay), lease=None)


def put_off(row: Any, failure: str, seconds: float) -> None:
    """Count an attempt at ``row``, a query of one, that failed, and have the next one no sooner than in ``seconds``."""
    row.update(
        attempts=F("attempts") + 1,
        last_failure=failure[:MAX_FAILURE],
        next_attempt_at=from_now(seconds),
        lease=None,
    )
