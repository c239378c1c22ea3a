"""``manage.py impact_status``: what waits, for people and for monitoring."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand

from surveys.contract import instant_to_wire
from xblock_impact.lms.facts.completeness import courses_to_backfill
from xblock_impact.lms.facts.status import FactsStatus, facts_status
from xblock_impact.lms.status import CampaignStatus, longest_wait, statuses

_MINUTE = 60.0  # seconds


class Command(BaseCommand):  # type: ignore[misc]  # Django has no types
    """Shows counts by campaign; nothing of learners."""

    help = "Show by campaign what was accepted, delivered and quarantined, and what waits."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take what to check and how to write it."""
        parser.add_argument("--json", action="store_true", help="write one JSON document")
        parser.add_argument(
            "--older-than", type=float, metavar="MINUTES", help="end with exit code 1 if anything waits longer"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the counts."""
        found, facts, unread = statuses(), facts_status(), courses_to_backfill()
        if options["json"]:
            document: dict[str, Any] = {"campaigns": [_document(status) for status in found], "facts": asdict(facts)}
            document["to_backfill"] = unread
            self.stdout.write(json.dumps(document, indent=2))
        else:
            self.stdout.write("\n".join([*_lines(found), *_lines_of_facts(facts), *map(_line_of_course, unread)]))
        limit = options["older_than"]
        if limit is not None and longest_wait(found) > limit * _MINUTE:
            sys.exit(1)


def _document(status: CampaignStatus) -> dict[str, Any]:
    tally = status.tally
    return {
        "campaign": status.campaign,
        "accepted": tally.accepted,
        "delivered": tally.delivered,
        "quarantined": tally.quarantined,
        "pending": tally.pending,
        "oldest_pending_at": instant_to_wire(tally.oldest_pending_at) if tally.oldest_pending_at else None,
        "waits_seconds": None if status.waits is None else round(status.waits),
        "last_failure": tally.last_failure,
    }


def _lines(found: Sequence[CampaignStatus]) -> Iterator[str]:
    if not found:
        yield "Nothing was accepted yet."
    for status in found:
        tally = status.tally
        yield (
            f"{status.campaign}: accepted {tally.accepted}, delivered {tally.delivered}, "
            f"quarantined {tally.quarantined}, pending {tally.pending}"
        )
        if tally.pending:
            yield f"  the oldest since {tally.oldest_pending_at:%Y-%m-%d %H:%M} UTC"
        if tally.last_failure:
            yield f"  last failure: {tally.last_failure}"


def _lines_of_facts(facts: FactsStatus) -> Iterator[str]:
    if facts.pending or facts.new or facts.refused:
        yield f"facts about learners: pending {facts.pending}, new {facts.new}, refused {facts.refused}"
    if facts.last_failure:
        yield f"  last failure: {facts.last_failure}"


def _line_of_course(course_key: str) -> str:
    return f"no response rate yet: run impact_backfill --course {course_key}"
