"""How many of the learners who could answer did, counted in the database: however many learners a course has, only
those of whom it takes the plan's calendar to tell are looked at one by one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery

from surveys.contract import FactKind
from surveys.schedule import Anchor, Plan
from xblock_impact.delivery.records import Responses, WaveResponse
from xblock_impact.lms.facts.completeness import reaches_back
from xblock_impact.lms.facts.learner_facts import ANCHORS, COMPLETES
from xblock_impact.lms.facts.platform import team_of
from xblock_impact.lms.facts.reach import ENROLLED_AT, LEFT_AT, Reach, reach_of
from xblock_impact.lms.models import Answered, LearnerFact
from xblock_impact.lms.outbox.campaigns import in_use_since


@dataclass(frozen=True, slots=True)
class BlockOfCourse:
    """One block: its keys, and that of its campaign. The course key is empty outside courses."""

    usage_key: str
    course_key: str
    campaign: str


def responses_to(block: BlockOfCourse, plan: Plan | None, now: datetime) -> Responses:
    """Return the responses to ``block`` by ``now`` (UTC). Without a plan there is one wave, open at any time."""
    since = min(in_use_since(block.course_key, block.campaign) or now, now).astimezone(UTC)
    reaches = reach_of(plan, since, now)
    learners = _learners(block, reaches)
    counted = learners.aggregate(**_counts(reaches))
    for row in _one_by_one(learners, reaches):
        for number, reach in enumerate(reaches):
            if reach.includes(row):
                counted[f"eligible_{number}"] += 1
                counted[f"answered_{number}"] += row[f"has_answered_{number}"]
    received = dict(
        Answered.objects.filter(usage_key=block.usage_key).values_list("wave").annotate(Count("pk")).order_by()
    )
    waves = (
        WaveResponse(
            reach.wave, counted[f"eligible_{number}"], counted[f"answered_{number}"], received.get(reach.wave, 0)
        )
        for number, reach in enumerate(reaches)
    )
    return Responses(tuple(waves), reaches_back(block.course_key))


def _learners(block: BlockOfCourse, reaches: Sequence[Reach]) -> Any:
    """Return a row for everybody who ever enrolled and is not on the team, with what the reaches ask about. Whoever
    retired has none.
    """
    rows = LearnerFact.objects.filter(course_key=block.course_key, kind=FactKind.ENROLLED.value)
    if team := team_of(block.course_key):
        rows = rows.exclude(account__in=team)
    columns: dict[str, Any] = {LEFT_AT: _moment([FactKind.UNENROLLED], "last_at")}
    columns |= {column: F("first_at") if column == ENROLLED_AT else _first(column) for column in _columns(reaches)}
    for number, reach in enumerate(reaches):
        answered = Answered.objects.filter(usage_key=block.usage_key, account=OuterRef("account"), wave=reach.wave)
        columns[f"has_answered_{number}"] = Exists(answered)
    return rows.annotate(**columns)


def _columns(reaches: Iterable[Reach]) -> set[str]:
    return {reach.column for reach in reaches if reach.column}


def _first(anchor: str) -> Subquery:
    """Return when a learner reached an anchor, as facts.learner_facts reads it."""
    if anchor == Anchor.COMPLETED:
        return _moment(COMPLETES, "first_at")
    return _moment([kind for kind, one in ANCHORS.items() if one == anchor], "first_at")


def _moment(kinds: Iterable[FactKind], column: str) -> Subquery:
    values = [kind.value for kind in kinds]
    facts = LearnerFact.objects.filter(account=OuterRef("account"), course_key=OuterRef("course_key"), kind__in=values)
    return Subquery(facts.order_by(column).values(column)[:1])


def _counts(reaches: Sequence[Reach]) -> dict[str, Count]:
    counts = {}
    for number, reach in enumerate(reaches):
        counts[f"eligible_{number}"] = Count("pk", filter=reach.certain)
        counts[f"answered_{number}"] = Count("pk", filter=reach.certain & Q(**{f"has_answered_{number}": True}))
    return counts


def _one_by_one(learners: Any, reaches: Sequence[Reach]) -> Iterable[dict[str, Any]]:
    """Return those who left about when a wave opened for them: days that are not worked on decide."""
    open_cases = [reach.uncertain for reach in reaches if reach.uncertain is not None]
    if not open_cases:
        return []
    answered = [f"has_answered_{number}" for number in range(len(reaches))]
    rows = learners.filter(reduce(or_, open_cases)).values("last_at", LEFT_AT, *_columns(reaches), *answered)
    found: Iterable[dict[str, Any]] = rows.iterator()
    return found
