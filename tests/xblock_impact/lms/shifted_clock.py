"""``python -m tests.xblock_impact.lms.shifted_clock SECONDS COMMAND …``: a command on a host whose clock is off."""

from __future__ import annotations

import datetime as dt
import sys
import time


def shift(seconds: float) -> None:
    """Make the clock of this process go ``seconds`` ahead. Has to come before anything imports it."""
    right, right_time = dt.datetime, time.time

    class Shifted(right):  # type: ignore[misc, valid-type]
        @classmethod
        def now(cls, tz: dt.tzinfo | None = None) -> dt.datetime:
            return super().now(tz) + dt.timedelta(seconds=seconds)

    time.time = lambda: right_time() + seconds
    dt.datetime = Shifted  # type: ignore[misc]


if __name__ == "__main__":
    shift(float(sys.argv[1]))
    from django.core.management import execute_from_command_line

    execute_from_command_line(["manage.py", *sys.argv[2:]])
