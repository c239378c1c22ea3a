"""Taking note of much news about one course at once, to the same end as ``facts.note_fact`` for each."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from surveys.contract import FactKind
from xblock_impact.lms.facts.learner_facts import STATES, note_fact
from xblock_impact.lms.models import LearnerFact
from xblock_impact.lms.models.facts import EVERY_COURSE

MOST = 1_000  # rows in one statement


class News(NamedTuple):
    """That something happened to a learner. ``at`` is aware."""

    account: str
    kind: FactKind
    at: datetime


def note_many(course_key: str, news: Iterable[News]) -> None:
    """Note ``news`` about learners of a course: at most one of a kind about each."""
    given = {(one.account, one.kind.value): one for one in news}
    accounts = {account for account, _ in given}
    retired = set(
        LearnerFact.objects.filter(
            account__in=accounts, course_key=EVERY_COURSE, kind=FactKind.RETIRED.value
        ).values_list("account", flat=True)
    )
    rows = [
        LearnerFact(account=one.account, course_key=course_key, kind=one.kind.value, first_at=one.at, last_at=one.at)
        for one in given.values()
        if one.account not in retired
    ]
    LearnerFact.objects.bulk_create(rows, batch_size=MOST, ignore_conflicts=True)
    for kept in LearnerFact.objects.filter(account__in=accounts, course_key=course_key):
        one = given.get((kept.account, kept.kind))
        if one is not None and _says_more(one, kept):
            note_fact(one.account, course_key, one.kind, one.at)


def _says_more(one: News, kept: LearnerFact) -> bool:
    return bool(one.at < kept.first_at or (one.kind in STATES and one.at > kept.last_at))
