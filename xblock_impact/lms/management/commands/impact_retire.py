"""``manage.py impact_retire``: forget a learner, where the platform's own retirement is not used."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import UTC, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from xblock_impact.lms.retirement.retiring import retire


class Command(BaseCommand):  # type: ignore[misc]  # Django has no types
    """May be run again; the relay tells the service."""

    help = "Forget a learner in Impact's tables and have the evaluation service told to do the same."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the account."""
        parser.add_argument("user_id", help="id of the account in the LMS, a number")

    def handle(self, *args: Any, **options: Any) -> None:
        """Forget, and say how much."""
        account = str(options["user_id"])
        if not (account.isascii() and account.isdecimal()):
            raise CommandError("Give the id of the account, a number: it stands in the LMS's admin under Users.")
        done = retire(account, datetime.now(UTC))
        self.stdout.write(f"submissions that stay without the person: {done.detached}")
        self.stdout.write(f"submissions that had not arrived and were dropped: {done.dropped}")
        self.stdout.write(f"campaigns that will be told: {done.tombstones}")
