"""What was signed and cannot be counted: kept as it came, with the reason, until it can."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, and_, bindparam, or_, select, text, update
from sqlalchemy.dialects import postgresql, sqlite

from evaluation.ledger.arrivals import ERASED, Arrival, Cause, Person, Refused, day_of, named_in
from evaluation.storage.tables import quarantine as table
from surveys.canonical import canonical_json

_READ_AT_ONCE = 50  # bodies in memory
_REGISTRATION_LOCK = 0x1A9AC8  # see await_registration
_ANY_WAITING = select(table.c.digest).where(table.c.resolved_at.is_(None)).limit(1)
_RESOLVE = (
    update(table)
    .where(
        table.c.submission_id.in_(bindparam("ids", expanding=True)),
        table.c.digest.in_(bindparam("digests", expanding=True)),
        table.c.resolved_at.is_(None),
    )
    .values(resolved_at=bindparam("now"))
)


@dataclass(frozen=True, slots=True)
class Quarantined:
    """One submission that waits."""

    submission_id: UUID
    digest: str
    cause: Cause
    reason: str
    campaign_key: str | None  # as far as it could be read
    key_id: str
    received_at: datetime  # aware, UTC


def waiting_in(campaign_key: str) -> ColumnElement[bool]:
    """Return the condition under which a row of the quarantine waits for one campaign."""
    return and_(table.c.resolved_at.is_(None), table.c.campaign_key == campaign_key)


def waiting(conn: Connection, campaign_key: str | None = None) -> list[Quarantined]:
    """Return what waits, oldest first; of one campaign if ``campaign_key`` is given."""
    columns = [table.c[name] for name in Quarantined.__dataclass_fields__]
    rows = select(*columns).where(table.c.resolved_at.is_(None)).order_by(table.c.received_at, table.c.submission_id)
    if campaign_key is not None:
        rows = rows.where(table.c.campaign_key == campaign_key)
    return [Quarantined(**{**row._mapping, "cause": Cause(row.cause)}) for row in conn.execute(rows)]


def keep(conn: Connection, refused: Iterable[tuple[Arrival, Refused]]) -> None:
    """Keep arrivals with why they were refused. One that waits already gets the newer reason."""
    rows = [
        {
            "submission_id": arrival.submission_id,
            "digest": arrival.digest,
            "cause": refusal.cause.value,
            "reason": refusal.reason,
            "campaign_key": arrival.campaign_key,
            "key_id": arrival.key_id,
            "received_at": arrival.noted_at,
            "body": arrival.body,
        }
        for arrival, refusal in sorted(refused, key=lambda pair: (pair[0].submission_id, pair[0].digest))
    ]
    if rows:
        conn.execute(_UPSERTS[conn.dialect.name], rows)


def resolve(conn: Connection, counted: Iterable[Arrival], now: datetime) -> None:
    """Mark that ``counted``, if any of them waited, are in the ledger now."""
    arrivals = list(counted)
    if arrivals and conn.execute(_ANY_WAITING).first() is not None:
        ids = [arrival.submission_id for arrival in arrivals]
        conn.execute(_RESOLVE, {"ids": ids, "digests": [arrival.digest for arrival in arrivals], "now": now})


def forget_person(conn: Connection, person: Person, now: datetime) -> None:
    """Keep of what waits or waited for ``person`` only that it came."""
    mine = or_(table.c.campaign_key == person[0], table.c.campaign_key.is_(None))
    kept = select(table.c.submission_id, table.c.digest, table.c.body).where(mine, table.c.cause != Cause.ERASED.value)
    found = conn.execute(kept.execution_options(yield_per=_READ_AT_ONCE))
    _forget(conn, [(row.submission_id, row.digest) for row in found if _is_of(row.body, person)], now)


def forget(conn: Connection, arrivals: Iterable[Arrival], now: datetime) -> None:
    """Keep of ``arrivals``, as far as they are here, only that they came."""
    _forget(conn, [(arrival.submission_id, arrival.digest) for arrival in arrivals], now)


def _forget(conn: Connection, rows: Iterable[tuple[UUID, str]], now: datetime) -> None:
    for submission_id, digest in rows:
        left = {
            "digest": secrets.token_hex(32),  # the old one would tell whether a guess at what it was is right
            "cause": Cause.ERASED.value,
            "reason": ERASED,
            "received_at": day_of(now),
            "resolved_at": day_of(now),
            "body": b"",
        }
        conn.execute(update(table).where(table.c.submission_id == submission_id, table.c.digest == digest).values(left))


def _is_of(body: bytes, person: Person) -> bool:
    """Whether ``body`` names ``person``; of what is no JSON, whether it holds that name as an LMS writes it."""
    named = named_in(body)
    if named is not None:
        return named == person
    key, name = (canonical_json(part) for part in person)
    return b'"campaign":' + key in body and b'"id":' + name in body


def await_registration(conn: Connection, *, exclusive: bool) -> None:
    """Let nobody register a definition (shared) or quarantine for want of one (exclusive) until this
    transaction ends. Taken before the lock on any campaign, so that nobody waits in a circle.

    Without it a submission could miss a definition that another process is just committing, whose replay
    would in turn miss the submission. SQLite has one writer anyway.
    """
    if conn.dialect.name == "postgresql":
        function = "pg_advisory_xact_lock" if exclusive else "pg_advisory_xact_lock_shared"
        conn.execute(text(f"SELECT {function}(:lock)"), {"lock": _REGISTRATION_LOCK})


def _upsert(insert: Any) -> Any:
    statement = insert(table)
    return statement.on_conflict_do_update(
        index_elements=list(table.primary_key),
        set_={"cause": statement.excluded.cause, "reason": statement.excluded.reason},
    )


_UPSERTS = {"sqlite": _upsert(sqlite.insert), "postgresql": _upsert(postgresql.insert)}
