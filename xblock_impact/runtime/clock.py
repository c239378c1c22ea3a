"""What time it is, asked once a request and passed on."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any


def now_of(block: Any) -> datetime:
    """Return the time (UTC): that of a service ``clock`` where the runtime has one, as a course for trying out may,
    else the server's.
    """
    clock = block.runtime.service(block, "clock")
    return clock.now() if clock is not None else datetime.now(UTC)
