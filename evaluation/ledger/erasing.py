"""Erasing a participant: what counts stays as counts, everything else of that person goes."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from evaluation.campaigns.model import Campaign
from evaluation.ledger.marks import Person, mark_erased


def erase(conn: Connection, person: Person, campaign: Campaign | None, now: datetime) -> bool:
    """Erase ``person`` from a campaign, which is held, or None if it is not known yet; return False if that had been
    done before.
    """
    return mark_erased(conn, person)
