"""Comparing what this LMS says it delivered with what the service says it holds, both in order of submission ids, so
that no more than a page of either is in memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from surveys.contract import Holding
from xblock_impact.errors import DeliveryFailed


class Finding(StrEnum):
    """In what the two differ."""

    MISSING = "missing"  # the service does not hold what was delivered
    BEHIND = "behind"  # it holds an older revision
    AHEAD = "ahead"  # it holds a newer one, as after this LMS was restored from a backup
    DIFFERENT = "different"  # the same revision with other content
    UNKNOWN = "unknown"  # nothing of it is known here: another LMS delivers to the campaign, or this one was restored


@dataclass(frozen=True, slots=True)
class Sent:
    """One submission as this LMS knows it."""

    submission_id: UUID
    revision: int | None  # the newest that the service acknowledged; None if there is none
    digest: str  # of that revision
    newest: int  # the newest of all, under way or not
    withdrawn: bool = False  # the learner retired: the service may have forgotten it or not


@dataclass(frozen=True, slots=True)
class Difference:
    """One submission in which the two differ, with the revisions on each side."""

    finding: Finding
    submission_id: UUID
    here: int | None
    there: int | None


def differences(sent: Iterable[Sent], held: Iterable[Holding]) -> Iterator[Difference]:
    """Yield where ``sent`` and ``held`` differ, in order of ids. Both are ascending by id, each id once.

    What is under way is no difference. Raises DeliveryFailed if the service's list is not in order.
    """
    for submission_id, mine, theirs in _side_by_side(iter(sent), _ascending(held)):
        finding = _finding(mine, theirs)
        if finding is not None:
            here, there = mine.revision if mine else None, theirs.revision if theirs else None
            yield Difference(finding, submission_id, here, there)


def _finding(mine: Sent | None, theirs: Holding | None) -> Finding | None:
    if mine is None:
        return Finding.UNKNOWN
    if theirs is None:
        return None if mine.revision is None or mine.withdrawn else Finding.MISSING
    if theirs.revision > mine.newest:
        return Finding.AHEAD
    if mine.revision is None or mine.withdrawn or theirs.revision > mine.revision:
        return None  # under way, or arrived without this LMS knowing it yet
    if theirs.revision < mine.revision:
        return Finding.BEHIND
    return None if theirs.digest == mine.digest else Finding.DIFFERENT


def _side_by_side(sent: Iterator[Sent], held: Iterator[Holding]) -> Iterator[tuple[UUID, Sent | None, Holding | None]]:
    mine, theirs = next(sent, None), next(held, None)
    while mine is not None or theirs is not None:
        if mine is not None and (theirs is None or mine.submission_id < theirs.submission_id):
            yield mine.submission_id, mine, None
            mine = next(sent, None)
        elif theirs is not None and (mine is None or theirs.submission_id < mine.submission_id):
            yield theirs.submission_id, None, theirs
            theirs = next(held, None)
        elif mine is not None:
            yield mine.submission_id, mine, theirs
            mine, theirs = next(sent, None), next(held, None)


def _ascending(held: Iterable[Holding]) -> Iterator[Holding]:
    last: UUID | None = None
    for holding in held:
        if last is not None and holding.submission_id <= last:
            raise DeliveryFailed("the service's list of what it holds is not in order")
        last = holding.submission_id
        yield holding
