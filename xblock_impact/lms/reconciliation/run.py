"""Reconciling one campaign: differences that are still there at a second look, and putting back what can be sent
again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from xblock_impact.lms.database.clock import DatabaseNow
from xblock_impact.lms.models import StoredParcel
from xblock_impact.lms.models.outbox import PENDING
from xblock_impact.lms.reconciliation.comparing import Difference, Finding, Sent, differences
from xblock_impact.lms.reconciliation.outbox_ids import OutboxIds
from xblock_impact.lms.reconciliation.sources import Held, HoldingsService, delivered_anonymously

REPAIRABLE = frozenset({Finding.MISSING, Finding.BEHIND})
"""Findings that sending again mends."""


@dataclass
class Reconciliation:
    """One campaign, compared once. The counts are right when ``differences`` has come to its end."""

    service: HoldingsService
    outbox: OutboxIds  # read before the service is asked: what comes in between shows there only
    campaign: str
    repair: bool = False
    found: Counter[Finding] = field(default_factory=Counter, init=False)
    repaired: int = field(default=0, init=False)
    delivered: int = field(default=0, init=False)  # submissions that the service acknowledged
    held: int = field(default=0, init=False)  # submissions that it says it holds
    anonymous_waiting: int = field(default=0, init=False)  # under way; some may have arrived
    counts_fit: bool = field(default=True, init=False)  # of anonymous submissions, of which no more is known

    def differences(self) -> Iterator[tuple[Difference, bool]]:
        """Yield each difference, and whether it was put back to be sent again. Raises DeliveryFailed."""
        held = Held(self.service, self.campaign)
        for difference in differences(self._counted(self.outbox.sent_to(self.campaign)), held):
            if not self._holds_still(difference):
                continue
            again = self.repair and difference.finding in REPAIRABLE and self._put_back(difference)
            self.found[difference.finding] += 1
            self.repaired += again
            yield difference, again
        self.held = held.count
        if not held.listed:
            self._compare_counts()

    def _compare_counts(self) -> None:
        """Compare what was sent anonymously. What is under way may have arrived without this LMS knowing it yet."""
        anonymously, self.anonymous_waiting = delivered_anonymously(self.campaign)
        self.counts_fit = anonymously <= self.held <= anonymously + self.anonymous_waiting
        self.delivered += anonymously

    def _counted(self, sent: Iterable[Sent]) -> Iterator[Sent]:
        for one in sent:
            self.delivered += one.revision is not None
            yield one

    def _holds_still(self, difference: Difference) -> bool:
        """Whether a difference is more than what happened since the outbox was read."""
        rows = self._rows(difference)
        if difference.finding is Finding.UNKNOWN:
            return not rows.exists()
        if difference.finding is Finding.AHEAD:
            return not rows.filter(revision__gte=difference.there).exists()
        delivered = rows.filter(revision=difference.here, account__isnull=False).exclude(status=PENDING)
        return bool(delivered.exists())

    def _put_back(self, difference: Difference) -> bool:
        """Have the relay send a submission again, if its answers are still kept."""
        rows = self._rows(difference).filter(revision=difference.here, wiped=False).exclude(status=PENDING)
        waiting = {"status": PENDING, "acknowledged_at": None, "attempts": 0, "lease": None}
        return bool(rows.update(**waiting, next_attempt_at=DatabaseNow()))

    def _rows(self, difference: Difference) -> Any:
        return StoredParcel.objects.filter(campaign=self.campaign, submission_id=difference.submission_id)
