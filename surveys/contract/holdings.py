"""What the service holds of a campaign, for an LMS to compare with what it delivered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from surveys.contract.documents import ReceiptStatus
from surveys.contract.wire import VERSION

MAX_HOLDINGS = 1_000
"""Holdings on a page at most."""


@dataclass(frozen=True, slots=True)
class Holding:
    """One submission as it counts, or would: its highest revision. Of a conflict, the one that came first."""

    submission_id: UUID
    revision: int
    digest: str
    status: ReceiptStatus  # accepted, or quarantined


@dataclass(frozen=True, slots=True)
class Holdings:
    """A page of what the service holds, by submission id. In anonymous mode only ``count`` is told."""

    campaign: str
    count: int  # of submissions held in the whole campaign
    holdings: tuple[Holding, ...]
    next: UUID | None  # what to ask for after this page; None on the last one

    def to_wire(self) -> dict[str, Any]:
        """Return the document of the contract."""
        return {
            "contract": VERSION,
            "kind": "holdings",
            "campaign": self.campaign,
            "count": self.count,
            "holdings": [
                {
                    "submission_id": str(held.submission_id),
                    "revision": held.revision,
                    "digest": held.digest,
                    "status": held.status.value,
                }
                for held in self.holdings
            ],
            "next": None if self.next is None else str(self.next),
        }
