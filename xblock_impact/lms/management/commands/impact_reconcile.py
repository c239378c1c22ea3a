"""``manage.py impact_reconcile``: does the service hold what it acknowledged, and nothing else?"""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from xblock_impact.delivery.client import ServiceClient
from xblock_impact.delivery.server_settings import read_delivery
from xblock_impact.errors import DeliveryFailed, ServerSettingsMissing
from xblock_impact.lms.bucket import settings_bucket
from xblock_impact.lms.reconciliation.comparing import Difference, Finding
from xblock_impact.lms.reconciliation.outbox_ids import OutboxIds
from xblock_impact.lms.reconciliation.run import Reconciliation
from xblock_impact.lms.reconciliation.sources import anonymous_campaigns

SENTENCES: Mapping[Finding, str] = MappingProxyType(
    {
        Finding.MISSING: "was delivered as revision {here}, and the service does not hold it",
        Finding.BEHIND: "was delivered as revision {here}, and the service holds revision {there}",
        Finding.AHEAD: "is known here as revision {here} at most, and the service holds revision {there}",
        Finding.DIFFERENT: "is revision {here} on both sides, with other content",
        Finding.UNKNOWN: "is held by the service as revision {there}, and nothing of it is known here",
    }
)


class Command(BaseCommand):  # type: ignore[misc]  # Django has no types
    """Ends with exit code 1 if anything differs, mended or not: run it again after the relay to see."""

    help = "Compare what this LMS delivered with what the evaluation service holds, both ways."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take what to compare and what to do about it."""
        parser.add_argument("--campaign", metavar="KEY", help="one campaign; all that this LMS knows if left out")
        parser.add_argument("--repair", action="store_true", help="send again what the service lacks")
        parser.add_argument("--json", action="store_true", help="write one JSON object a line")

    def handle(self, *args: Any, **options: Any) -> None:
        """Compare, one campaign after the other."""
        try:
            service = ServiceClient(read_delivery(settings_bucket()))
            with OutboxIds() as outbox:
                outbox.read(self._progress)
                wanted = options["campaign"]
                campaigns = [wanted] if wanted else sorted(outbox.campaigns() | anonymous_campaigns())
                runs = (Reconciliation(service, outbox, campaign, options["repair"]) for campaign in campaigns)
                differ = [self._reconcile(run, options["json"]) for run in runs]
        except (DeliveryFailed, ServerSettingsMissing) as failure:
            raise CommandError(f"The service could not be asked, and nothing was changed since: {failure}") from None
        if any(differ):
            sys.exit(1)

    def _reconcile(self, run: Reconciliation, as_json: bool) -> bool:
        """Compare one campaign; return whether anything differs."""
        for difference, again in run.differences():
            self.stdout.write(_as_json(run.campaign, difference, again) if as_json else _as_text(difference, again))
        self.stdout.write(_summary_json(run) if as_json else _summary_text(run))
        return bool(run.found) or not run.counts_fit

    def _progress(self, read: int) -> None:
        self.stderr.write(f"read: {read:,}")


def _as_text(difference: Difference, again: bool) -> str:
    sentence = SENTENCES[difference.finding].format(here=difference.here, there=difference.there)
    return f"  {difference.submission_id} {sentence}{'; it will be sent again' if again else ''}"


def _as_json(campaign: str, difference: Difference, again: bool) -> str:
    return json.dumps(
        {
            "campaign": campaign,
            "submission_id": str(difference.submission_id),
            "finding": difference.finding.value,
            "here": difference.here,
            "there": difference.there,
            "sent_again": again,
        }
    )


def _summary_text(run: Reconciliation) -> str:
    counts = f"{run.campaign}: delivered {run.delivered}, held {run.held}"
    if not run.counts_fit:
        return f"{counts}, which does not fit; of anonymous submissions no more is known"
    if not run.found:
        return f"{counts}, no differences"
    again = f", to be sent again: {run.repaired}" if run.repaired else ""
    return f"{counts}, differences: {run.found.total()}{again}"


def _summary_json(run: Reconciliation) -> str:
    return json.dumps(
        {
            "campaign": run.campaign,
            "delivered": run.delivered,
            "held": run.held,
            "differences": {finding.value: run.found[finding] for finding in Finding},
            "counts_fit": run.counts_fit,
            "sent_again": run.repaired,
        }
    )
