"""What this LMS knows of submissions, in order of their ids, whatever their number.

Databases differ in how they sort ids, and none may be asked to sort a large table again and again. So the table is read
once in the order it stands in, and its ids are sorted in a private file that goes when it is closed. No answer and no
account is in there.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import Any
from uuid import UUID

from surveys.privacy import PrivacyMode
from xblock_impact.lms.models import StoredParcel
from xblock_impact.lms.models.outbox import PENDING
from xblock_impact.lms.reconciliation.comparing import Sent

PAGE = 1_000  # rows that are read at once

_TABLE = """
CREATE TABLE sent (
    campaign TEXT, submission_id BLOB, newest INTEGER, acknowledged INTEGER, digest TEXT, withdrawn INTEGER,
    PRIMARY KEY (campaign, submission_id)
) WITHOUT ROWID
"""
_ADD = """
INSERT INTO sent VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT DO UPDATE SET
    newest = max(newest, excluded.newest),
    digest = CASE WHEN excluded.acknowledged > acknowledged THEN excluded.digest ELSE digest END,
    withdrawn = CASE WHEN excluded.acknowledged > acknowledged THEN excluded.withdrawn ELSE withdrawn END,
    acknowledged = max(acknowledged, excluded.acknowledged)
"""
_SENT = (
    "SELECT submission_id, acknowledged, digest, newest, withdrawn FROM sent WHERE campaign = ? ORDER BY submission_id"
)
_NEVER = 0  # revisions begin at 1


class OutboxIds:
    """The outbox as it was when it was read, but for what was sent anonymously. A context manager."""

    def __init__(self) -> None:
        self._file = sqlite3.connect("")  # on disk, and nobody else's
        self._file.execute(_TABLE)

    def __enter__(self) -> OutboxIds:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self._file.close()

    def read(self, progress: Callable[[int], None]) -> None:
        """Read the outbox; ``progress`` is called with how many rows were read."""
        done, last = 0, None
        while page := _rows_after(last):
            self._file.executemany(_ADD, (_values(row) for row in page if row.mode != PrivacyMode.ANONYMOUS.value))
            done, last = done + len(page), page[-1].pk
            progress(done)

    def campaigns(self) -> set[str]:
        """Return the keys of campaigns that anything was sent to."""
        return {campaign for (campaign,) in self._file.execute("SELECT DISTINCT campaign FROM sent")}

    def sent_to(self, campaign: str) -> Iterator[Sent]:
        """Yield the submissions to a campaign, by id."""
        for submission_id, acknowledged, digest, newest, withdrawn in self._file.execute(_SENT, (campaign,)):
            revision = None if acknowledged == _NEVER else acknowledged
            yield Sent(UUID(bytes=submission_id), revision, digest, newest, withdrawn=bool(withdrawn))


def _rows_after(last: Any) -> list[Any]:
    """Return the next rows in the order of the table's own key: the one way that is quick in every database."""
    rows = StoredParcel.objects.order_by("pk")
    if last is not None:
        rows = rows.filter(pk__gt=last)
    columns = ("pk", "campaign", "mode", "submission_id", "revision", "status", "digest", "account")
    return list(rows.values_list(*columns, named=True)[:PAGE])


def _values(row: Any) -> tuple[Any, ...]:
    acknowledged = _NEVER if row.status == PENDING else row.revision
    digest = "" if row.status == PENDING else row.digest
    return row.campaign, row.submission_id.bytes, row.revision, acknowledged, digest, row.account is None
