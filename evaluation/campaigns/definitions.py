"""The definitions registered in campaigns. None is ever changed or removed, so what was read once stays
true."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache

from sqlalchemy import Connection, func, insert, select

from evaluation.campaigns.model import Campaign
from evaluation.storage.tables import definitions as table
from surveys.canonical import canonical_json
from surveys.definition import Survey, load_survey


def surveys_of(conn: Connection, campaign: Campaign) -> tuple[Survey, ...]:
    """Return the surveys registered in ``campaign``, newest first."""
    documents = select(table.c.document).where(table.c.campaign_id == campaign.id).order_by(table.c.number.desc())
    return tuple(_survey(document) for document in conn.scalars(documents))


def holds(conn: Connection, campaign: Campaign, survey: Survey) -> bool:
    """Return whether ``survey`` is registered in ``campaign``."""
    registered = select(table.c.number).where(table.c.campaign_id == campaign.id, table.c.digest == survey.digest)
    return conn.scalar(registered) is not None


def add(conn: Connection, campaign: Campaign, survey: Survey, now: datetime) -> bool:
    """Register ``survey`` in ``campaign``; return False if it was there already."""
    mine = table.c.campaign_id == campaign.id
    if holds(conn, campaign, survey):
        return False
    last = conn.scalar(select(func.max(table.c.number)).where(mine)) or 0
    row = {
        "campaign_id": campaign.id,
        "digest": survey.digest,
        "number": last + 1,
        "document": canonical_json(survey.data).decode("utf-8"),
        "registered_at": now,
    }
    conn.execute(insert(table), row)
    return True


class Shelf:
    """Surveys at hand by campaign and digest. Keeps what it found, asks again for what it did not find."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, str], Survey] = {}

    def fetch(self, conn: Connection, wanted: Iterable[tuple[int, str]]) -> None:
        """Look up all of ``wanted`` (campaign id, digest) that are not at hand yet."""
        missing = {pair for pair in wanted if pair not in self._known}
        if not missing:
            return
        found = select(table.c.campaign_id, table.c.digest, table.c.document).where(
            table.c.campaign_id.in_({campaign for campaign, _ in missing}),
            table.c.digest.in_({digest for _, digest in missing}),
        )
        for campaign_id, digest, document in conn.execute(found):
            self._known[campaign_id, digest] = _survey(document)

    def get(self, campaign_id: int, digest: str) -> Survey | None:
        """Return the survey if it is at hand."""
        return self._known.get((campaign_id, digest))


@lru_cache(maxsize=256)
def _survey(document: str) -> Survey:
    return load_survey(json.loads(document))
