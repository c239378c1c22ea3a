"""What is known of learners: taking note of news in whatever order it comes, and reading what counts.

Of an event that comes again, as a pass does, the first time counts. Of being enrolled or not, the last.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

from django.db import transaction
from django.db.models import Q

from surveys.contract import FactKind
from surveys.schedule import Anchor, Facts
from xblock_impact.lms.models import LearnerFact
from xblock_impact.lms.models.facts import EVERY_COURSE

ANCHORS = MappingProxyType(
    {
        FactKind.ENROLLED: Anchor.ENROLLED,
        FactKind.FIRST_VISIT: Anchor.FIRST_VISIT,
        FactKind.COMPLETED: Anchor.COMPLETED,
        FactKind.PASSED: Anchor.PASSED,
        FactKind.CERTIFIED: Anchor.CERTIFIED,
    }
)
"""What waves are counted from, by fact."""
STATES = frozenset({FactKind.ENROLLED, FactKind.UNENROLLED})
"""Facts of which the last one counts, too."""
COMPLETES = frozenset({FactKind.COMPLETED, FactKind.PASSED, FactKind.CERTIFIED})
"""Facts of which the first one completes the course: the platform has no event of its own for that."""


@dataclass(frozen=True, slots=True)
class Noted:
    """One kind of fact about one learner in one course. Times are aware and in UTC."""

    kind: FactKind
    first_at: datetime
    last_at: datetime


def note_fact(account: str, course_key: str, kind: FactKind, at: datetime, *, first_at: datetime | None = None) -> None:
    """Take note of one piece of news, once or often, in any order. ``first_at``: when it happened first, if known.

    Writes one row, or none when nothing is new; nothing is noted of an account that is retired.
    """
    first = min(first_at or at, at)
    with transaction.atomic():
        if _is_retired(account):
            return
        row, created = LearnerFact.objects.get_or_create(
            account=account,
            course_key=course_key,
            kind=kind.value,
            defaults={"first_at": first, "last_at": at},
        )
        if not created:
            _widen(row, first, at if kind in STATES else row.last_at)


def facts_of(account: str, course_key: str) -> Facts:
    """Return what is known of a learner in a course, but for what was answered: one indexed query."""
    return facts_from(noted_of(account, course_key))


def noted_of(account: str, course_key: str) -> tuple[Noted, ...]:
    """Return everything that was noted of a learner in a course, in one indexed query."""
    rows = LearnerFact.objects.filter(account=account, course_key__in=(course_key, EVERY_COURSE))
    return tuple(noted for _, noted in noted_in(rows))


def noted_in(rows: Iterable[LearnerFact]) -> Iterator[tuple[str, Noted]]:
    """Yield account and fact from ``rows``; a kind that only a later release knows is passed over."""
    known = frozenset(kind.value for kind in FactKind)
    for row in rows:
        if row.kind in known:
            yield row.account, Noted(FactKind(row.kind), row.first_at.astimezone(UTC), row.last_at.astimezone(UTC))


def facts_from(noted: Iterable[Noted]) -> Facts:
    """Return the facts that follow from what was noted of one learner in one course."""
    by_kind = {one.kind: one for one in noted}
    events = {ANCHORS[kind]: one.first_at for kind, one in by_kind.items() if kind in ANCHORS}
    if (completed_at := first_completed(by_kind.values())) is not None:
        events[Anchor.COMPLETED] = completed_at
    return Facts(
        events=events,
        unenrolled=is_unenrolled(by_kind.get(FactKind.ENROLLED), by_kind.get(FactKind.UNENROLLED)),
        retired=FactKind.RETIRED in by_kind,
    )


def first_completed(noted: Iterable[Noted]) -> datetime | None:
    """Return when the course was completed: passed, certified or, where something can tell, gone through whole."""
    return min((one.first_at for one in noted if one.kind in COMPLETES), default=None)


def is_unenrolled(enrolled: Noted | None, unenrolled: Noted | None) -> bool:
    """Whether the last news is that the learner left. At the same moment, being enrolled counts."""
    return unenrolled is not None and (enrolled is None or unenrolled.last_at > enrolled.last_at)


def _widen(row: Any, first_at: datetime, last_at: datetime) -> None:
    """Make a row reach from ``first_at`` to ``last_at``. Each step is one statement, so that none undoes another's."""
    kept = LearnerFact.objects.filter(pk=row.pk)
    if first_at < row.first_at:
        kept.filter(first_at__gt=first_at).update(first_at=first_at, laid_out=False)
    if last_at > row.last_at:
        kept.filter(last_at__lt=last_at).update(last_at=last_at, laid_out=False)


def _is_retired(account: str) -> bool:
    retired = Q(account=account, course_key=EVERY_COURSE, kind=FactKind.RETIRED.value)
    return bool(LearnerFact.objects.filter(retired).exists())
