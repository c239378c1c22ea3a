"""``manage.py impact_backfill``: note what happened in a course before the app was there."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import UTC, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from xblock_impact.lms.facts.backfill import NoCourseKey, NotThePlatform, backfill


class Command(BaseCommand):  # type: ignore[misc]  # Django has no types
    """Reads the platform's own tables; the relay carries what is new to the service."""

    help = "Note when learners of a course enrolled, left, passed and got a certificate before Impact was installed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the courses."""
        parser.add_argument(
            "--course", action="append", required=True, metavar="KEY", help="key of a course; may be given again"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Note what is known of each course, saying how far it has come."""
        for course_key in options["course"]:
            self.stdout.write(f"{course_key}:")
            try:
                for step in backfill(course_key, datetime.now(UTC)):
                    self.stdout.write(f"  {step.table}: {step.done:,} of {step.of:,}")
            except (NoCourseKey, NotThePlatform) as problem:
                raise CommandError(str(problem)) from None
