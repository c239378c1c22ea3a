"""Who was erased from a campaign, as marks that lead to nobody and to no answer.

A mark is only for telling that something which arrives later is about somebody who was erased. What stays of that
person's answers carries another, random id, which no mark is stored beside.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from sqlalchemy import Connection, bindparam, insert, select

from evaluation.ledger.arrivals import Person
from evaluation.storage.tables import erasures as table

_KNOWN = select(table.c.campaign_key, table.c.mark).where(
    table.c.campaign_key.in_(bindparam("campaigns", expanding=True)),
    table.c.mark.in_(bindparam("marks", expanding=True)),
)


def erased_among(conn: Connection, people: Iterable[Person]) -> frozenset[Person]:
    """Return those of ``people`` who were erased."""
    marks = {(person[0], _mark(person)): person for person in people}
    if not marks:
        return frozenset()
    wanted = {"campaigns": list({key for key, _ in marks}), "marks": [mark for _, mark in marks]}
    return frozenset(marks[found] for key, mark in conn.execute(_KNOWN, wanted) if (found := (key, mark)) in marks)


def mark_erased(conn: Connection, person: Person) -> bool:
    """Remember that ``person`` was erased; return False if that was known."""
    if erased_among(conn, [person]):
        return False
    conn.execute(insert(table), {"campaign_key": person[0], "mark": _mark(person)})
    return True


def _mark(person: Person) -> str:
    """The campaign goes in, so that marks of one person in two campaigns have nothing in common."""
    return hashlib.sha256("\0".join(("impact erasure", *person)).encode()).hexdigest()
