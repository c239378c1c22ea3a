"""Delivery tokens are good for one use. Used ones are remembered until they would have expired anyway."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, select

from evaluation.errors import TokenReplayed
from evaluation.ledger.arrivals import Token
from evaluation.storage.bulk import BulkInsert
from evaluation.storage.tables import used_tokens as table

_USED = select(table.c.token_id).where(table.c.token_id.in_(bindparam("ids", expanding=True)))
_INSERT = BulkInsert(table, ("token_id", "expires_at"))


def use(conn: Connection, token: Token) -> None:
    """Write down that ``token`` is used, in the caller's transaction. Raises TokenReplayed."""
    if not use_all(conn, [token])[0]:
        raise TokenReplayed


def use_all(conn: Connection, tokens: Sequence[Token | None]) -> list[bool]:
    """Write down that ``tokens`` are used; return for each whether this was its first use. None is always
    welcome."""
    ids = [None if token is None else _stored_id(token) for token in tokens]
    wanted = {stored for stored in ids if stored is not None}
    if not wanted:
        return [True] * len(ids)
    used = set(conn.scalars(_USED, {"ids": list(wanted)}))
    first: list[bool] = []
    rows = []
    for token, stored in zip(tokens, ids, strict=True):
        first.append(stored not in used)
        if token is not None and stored is not None and stored not in used:
            used.add(stored)
            rows.append((stored, token.expires_at))
    _INSERT(conn, rows)
    return first


def prune(conn: Connection, now: datetime) -> None:
    """Forget the tokens that expired before ``now``: they are refused for their age."""
    conn.execute(delete(table).where(table.c.expires_at < now))


def _stored_id(token: Token) -> str:
    """One length and alphabet, whatever the sender chose, and no key can use up another's ids."""
    return hashlib.sha256(f"{token.key_id}\0{token.token_id}".encode("utf-8", "surrogatepass")).hexdigest()
