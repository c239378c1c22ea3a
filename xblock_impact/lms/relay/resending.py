"""Trying again now what waits for a later attempt."""

from __future__ import annotations

from typing import Any

from xblock_impact.lms.database.clock import DatabaseNow
from xblock_impact.lms.models.outbox import PENDING


def resend(rows: Any) -> int:
    """Make those of ``rows`` due that wait for a later attempt, and return how many there were. What a relay holds at
    the moment is left to it.
    """
    return int(rows.filter(status=PENDING, lease=None).update(next_attempt_at=DatabaseNow()))
