"""The campaigns that the service knows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, select, update
from sqlalchemy.exc import IntegrityError

from evaluation.campaigns.definitions import Shelf
from evaluation.campaigns.model import Campaign, CampaignState
from evaluation.campaigns.releases import release
from evaluation.errors import CampaignExists, CampaignUnknown
from evaluation.storage.tables import campaigns as table
from surveys.privacy import MIN_RESPONDENTS, PrivacyMode
from surveys.texts import Text

_HOLD = select(table).where(table.c.key.in_(bindparam("keys", expanding=True))).order_by(table.c.id).with_for_update()


def campaigns(conn: Connection) -> tuple[Campaign, ...]:
    """Return all campaigns by key."""
    return tuple(_campaign(row) for row in conn.execute(select(table).order_by(table.c.key)))


def find(conn: Connection, key: str) -> Campaign:
    """Return the campaign called ``key``. Raises CampaignUnknown."""
    if "\0" in key:  # no key holds one, and PostgreSQL would fail on it
        raise CampaignUnknown(key)
    row = conn.execute(select(table).where(table.c.key == key)).one_or_none()
    if row is None:
        raise CampaignUnknown(key)
    return _campaign(row)


def locked(conn: Connection, keys: frozenset[str]) -> dict[str, Campaign]:
    """Return those of ``keys`` that exist, held until the transaction ends, so that one writer at a time adds
    to each.

    Always in the same order, so that two writers cannot wait for each other. (SQLite has one writer anyway.)
    """
    if not keys:
        return {}
    return {row.key: _campaign(row) for row in conn.execute(_HOLD, {"keys": list(keys)})}


def create(
    conn: Connection,
    key: str,
    title: Mapping[str, str],
    mode: PrivacyMode,
    now: datetime,
    min_respondents: int | None = None,
) -> Campaign:
    """Add an open campaign and return it. Raises CampaignExists."""
    values = {
        "key": key,
        "title": dict(title),
        "mode": mode.value,
        "min_respondents": max(min_respondents or 0, MIN_RESPONDENTS),
        "state": CampaignState.OPEN.value,
        "created_at": now,
    }
    try:
        with conn.begin_nested():
            conn.execute(insert(table), values)
    except IntegrityError:
        raise CampaignExists(key) from None
    return find(conn, key)


def revise(conn: Connection, campaign: Campaign, title: Mapping[str, str], min_respondents: int | None) -> Campaign:
    """Give ``campaign`` the ``title``, keeping it in languages that ``title`` lacks, and a higher threshold.

    The threshold only goes up: a ``min_respondents`` that is lower changes nothing.
    """
    titles = {**campaign.title, **title}
    raised = max(campaign.min_respondents, min_respondents or 0)
    if titles != dict(campaign.title) or raised != campaign.min_respondents:
        changed = {"title": titles, "min_respondents": raised}
        conn.execute(update(table).where(table.c.id == campaign.id).values(changed))
    return find(conn, campaign.key)


def close(conn: Connection, key: str, now: datetime) -> Campaign:
    """Close the campaign called ``key`` and release what waits, if it is of enough persons. Raises
    CampaignUnknown.

    Closing a closed campaign changes nothing.
    """
    held = locked(conn, frozenset({key})).get(key)
    if held is None:
        raise CampaignUnknown(key)
    if held.closed:
        return held
    changed = {"state": CampaignState.CLOSED.value, "closed_at": now}
    conn.execute(update(table).where(table.c.id == held.id).values(changed))
    closed = find(conn, key)
    release(conn, closed, Shelf())
    return closed


def _campaign(row: Row[Any]) -> Campaign:
    return Campaign(
        id=row.id,
        key=row.key,
        title=Text(row.title),
        mode=PrivacyMode(row.mode),
        min_respondents=row.min_respondents,
        state=CampaignState(row.state),
        created_at=row.created_at,
        closed_at=row.closed_at,
    )


__all__ = ["Campaign", "CampaignState", "campaigns", "close", "create", "find", "locked", "revise"]
