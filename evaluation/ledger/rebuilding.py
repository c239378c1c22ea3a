"""Making everything that follows from the ledger and the releases anew, to identical figures."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, delete, func, select

from evaluation.campaigns import catalogue, rollup
from evaluation.campaigns.cells import Cell, read_counted
from evaluation.campaigns.definitions import Shelf
from evaluation.campaigns.model import Campaign
from evaluation.campaigns.releases import COUNTED
from evaluation.ledger.projection import Entry, Replaced, project
from evaluation.storage.tables import answers, ledger, releases, submissions
from evaluation.storage.tables import rollup as rollup_table

_CHUNK = 500  # submissions at a time


@dataclass
class _Rebuilding:
    """One campaign's rebuild under way. Holds a revision and a digest per submission, not their answers."""

    campaign: Campaign
    released: dict[UUID, int]  # the revision in the figures
    shelf: Shelf = field(default_factory=Shelf)
    definitions: dict[int, str] = field(default_factory=dict)  # of the newest revision so far
    cells: Counter[Cell] = field(default_factory=Counter)


def size(conn: Connection, campaign: Campaign) -> int:
    """Return how many entries of the ledger ``rebuild`` has to go through."""
    return conn.scalar(select(func.count()).where(ledger.c.campaign_id == campaign.id)) or 0


def rebuild(conn: Connection, campaign: Campaign, advance: Callable[[int], None] = lambda _: None) -> None:
    """Make submissions, answers and rollup of ``campaign`` anew, in the caller's transaction.

    ``advance`` is told how many entries of the ledger were gone through since it was last called.
    """
    catalogue.locked(conn, frozenset({campaign.key}))
    for table in (answers, submissions, rollup_table):
        conn.execute(delete(table).where(table.c.campaign_id == campaign.id))
    rebuilding = _Rebuilding(campaign, _released(conn, campaign))
    for rows in _ledger(conn, campaign):
        _apply(conn, rebuilding, [row for row in rows if row.status in COUNTED])
        advance(len(rows))
    rollup.add(conn, campaign.id, rebuilding.cells)


def _released(conn: Connection, campaign: Campaign) -> dict[UUID, int]:
    rows = (
        select(releases.c.submission_id, releases.c.revision)
        .where(releases.c.campaign_id == campaign.id)
        .order_by(releases.c.release_no)
    )
    return {row.submission_id: row.revision for row in conn.execute(rows)}


def _ledger(conn: Connection, campaign: Campaign) -> Iterator[Sequence[Row[Any]]]:
    rows = select(ledger).where(ledger.c.campaign_id == campaign.id).order_by(ledger.c.number).limit(_CHUNK)
    chunk = conn.execute(rows).all()
    while chunk:
        yield chunk
        chunk = conn.execute(rows.where(ledger.c.number > chunk[-1].number)).all()


def _apply(conn: Connection, rebuilding: _Rebuilding, rows: list[Row[Any]]) -> None:
    entries: list[Entry] = []
    replaced: list[Replaced] = []
    counted = read_counted(conn, rebuilding.shelf, rebuilding.campaign.id, [row.body for row in rows])
    for row, its_answers in zip(rows, counted, strict=True):
        document = json.loads(row.body)
        released_revision = rebuilding.released.get(row.submission_id)
        if row.revision == released_revision:
            rebuilding.cells.update(answer.cell for answer in its_answers)
        replaced.extend(_replaced(rebuilding, row.submission_no))
        rebuilding.definitions[row.submission_no] = document["definition"]
        entries.append(
            Entry(
                campaign_id=rebuilding.campaign.id,
                number=row.number,
                submission_id=row.submission_id,
                submission_no=row.submission_no,
                revision=row.revision,
                wave=document["wave"],
                participant=document.get("participant", {}).get("id"),
                definition=document["definition"],
                answers=its_answers,
                pending=row.revision > (released_revision or 0),
                released_revision=released_revision,
            )
        )
    project(conn, entries, replaced)


def _replaced(rebuilding: _Rebuilding, submission_no: int) -> Iterator[Replaced]:
    digest = rebuilding.definitions.get(submission_no)
    survey = None if digest is None else rebuilding.shelf.get(rebuilding.campaign.id, digest)
    if survey is not None:
        yield Replaced(rebuilding.campaign.id, submission_no, survey.questions)
