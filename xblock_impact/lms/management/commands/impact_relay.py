"""``manage.py impact_relay``: deliver what waits, once or for as long as it runs."""

from __future__ import annotations

import signal
import threading
from argparse import ArgumentParser
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from xblock_impact.errors import ServerSettingsMissing
from xblock_impact.lms.outbox.tallies import pending
from xblock_impact.lms.working import Work, deliver_all, deliver_forever


class Command(BaseCommand):  # type: ignore[misc]  # Django has no types
    """Carries submissions to the evaluation service. Any number may run at once."""

    help = "Deliver answers and facts about learners to the evaluation service. Any number of these may run at once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take how long to go on."""
        parser.add_argument("--forever", action="store_true", help="go on until stopped by SIGTERM or Ctrl-C")
        parser.add_argument("--limit", type=int, help="deliver no more than this many, then stop")

    def handle(self, *args: Any, **options: Any) -> None:
        """Deliver, and say how many; never what."""
        if options["limit"] is not None and options["limit"] < 1:
            raise CommandError("--limit has to be 1 or more.")
        stop = _stopped_by_signals()
        try:
            done = deliver_forever(stop) if options["forever"] else _once(options["limit"], stop)
        except ServerSettingsMissing as missing:
            raise CommandError(f"Nothing can be delivered, and nothing is lost. {missing}") from None
        self.stdout.write(f"delivered: {done.delivered}, of which quarantined: {done.quarantined}")
        self.stdout.write(f"facts about learners told: {done.facts}")
        self.stdout.write(f"pending: {pending()}")


def _once(limit: int | None, stop: threading.Event) -> Work:
    return deliver_all(limit=limit, carry_on=lambda: not stop.is_set())


def _stopped_by_signals() -> threading.Event:
    """Return what SIGTERM and Ctrl-C set: a parcel that is under way is finished, the others are given back."""
    stop = threading.Event()

    def set_stop(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, set_stop)
    return stop
