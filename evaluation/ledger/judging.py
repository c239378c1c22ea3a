"""What becomes of a revision, given what is held of its submission. Revisions decide, never clocks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from surveys.contract import ReceiptStatus


@dataclass(frozen=True, slots=True)
class Held:
    """One entry of the ledger for a submission."""

    revision: int
    digest: str
    status: ReceiptStatus


def judge(held: Iterable[Held], revision: int, digest: str) -> ReceiptStatus:
    """Return the status of ``revision`` with the content ``digest``; ``held`` is the submission's ledger, in
    any order.

    The highest revision counts; of two contents for one revision the first to arrive. What arrives again gets
    the answer that it got the first time, so that a sender who missed it learns the same.
    """
    highest = 0
    contradicted = False
    for entry in held:
        if entry.digest == digest:
            return ReceiptStatus.CONFLICT if entry.status is ReceiptStatus.CONFLICT else ReceiptStatus.DUPLICATE
        contradicted = contradicted or entry.revision == revision
        highest = max(highest, entry.revision)
    if contradicted:
        return ReceiptStatus.CONFLICT
    if not highest:
        return ReceiptStatus.ACCEPTED
    return ReceiptStatus.UPDATED if revision > highest else ReceiptStatus.STALE
