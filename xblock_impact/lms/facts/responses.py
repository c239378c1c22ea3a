"""How many of the learners who could answer did, counted in the database: however many learners a course has, only
those of whom it takes the plan's calendar to tell are looked at one by one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, Max, Min, OuterRef, Q, Subquery

from surveys.contract import FactKind
from surveys.schedule import Anchor, Plan
from xblock_impact.delivery.records import Responses, WaveResponse
from xblock_impact.lms.facts.completeness import reaches_back
from xblock_impact.lms.facts.learner_facts import ANCHORS, COMPLETES
from xblock_impact.lms.facts.platform import team_of
from xblock_impact.lms.facts.reach import ENROLLED_AGAIN, ENROLLED_AT, LEFT_AT, Reach, reach_of
from xblock_impact.lms.models import Answered, LearnerFact
from xblock_impact.lms.outbox.campaigns import in_use_since

_MOST = 500  # accounts in one statement


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
    columns, team = _columns(reaches), team_of(block.course_key)
    learners = _learners(block.course_key, columns).exclude(account__in=team)
    answers = Answered.objects.filter(usage_key=block.usage_key)
    to_waves = answers.filter(wave__in=[one.wave for one in reaches])
    answered = _of_learners(to_waves, block.course_key, columns).exclude(account__in=team)
    counts = zip(
        _counts(learners, [one.certain for one in reaches]),
        _counts(answered, [one.certain & Q(wave=one.wave) for one in reaches]),
        _one_by_one(learners, answers, reaches),
        strict=True,
    )
    received = dict(answers.values_list("wave").annotate(Count("pk")).order_by())
    waves = (
        WaveResponse(reach.wave, eligible + more, answered + of_them, received.get(reach.wave, 0))
        for reach, (eligible, answered, (more, of_them)) in zip(reaches, counts, strict=True)
    )
    return Responses(tuple(waves), reaches_back(block.course_key))


def _counts(rows: Any, conditions: Sequence[Q]) -> list[int]:
    """Return how many ``rows`` meet each condition, in one query."""
    counts = {f"of_{at}": Count("account", filter=condition) for at, condition in enumerate(conditions)}
    found = rows.aggregate(**counts)
    return [found[name] for name in counts]


def _columns(reaches: Iterable[Reach]) -> Mapping[str, tuple[type[Min | Max], str, list[str]]]:
    """Return which facts the reaches ask about: by column the first or the last time of which kinds."""
    wanted = {reach.column for reach in reaches} - {"", ENROLLED_AT}
    anchors = {column: (Min, "first_at", _kinds(column)) for column in sorted(wanted)}
    enrolled = [FactKind.ENROLLED.value]
    return {
        ENROLLED_AT: (Min, "first_at", enrolled),
        ENROLLED_AGAIN: (Max, "last_at", enrolled),
        LEFT_AT: (Max, "last_at", [FactKind.UNENROLLED.value]),
        **anchors,
    }


def _kinds(anchor: str) -> list[str]:
    if anchor == Anchor.COMPLETED:
        return sorted(kind.value for kind in COMPLETES)
    return [kind.value for kind, one in ANCHORS.items() if one == anchor]


def _learners(course_key: str, columns: Mapping[str, Any]) -> Any:
    """Return a row for everybody who ever enrolled; whoever retired has none. The facts are gone through once."""
    kinds = {kind for _, _, some in columns.values() for kind in some}
    rows = LearnerFact.objects.filter(course_key=course_key, kind__in=kinds).values("account").order_by()
    moments = {name: pick(at, filter=Q(kind__in=some)) for name, (pick, at, some) in columns.items()}
    return rows.annotate(**moments).filter(**{f"{ENROLLED_AT}__isnull": False})


def _of_learners(answers: Any, course_key: str, columns: Mapping[str, Any]) -> Any:
    """Return ``answers`` of learners with the same columns: there are fewer of them than learners."""
    facts = LearnerFact.objects.filter(account=OuterRef("account"), course_key=course_key)
    moments = {}
    for name, (pick, at, some) in columns.items():
        order = at if pick is Min else f"-{at}"
        moments[name] = Subquery(facts.filter(kind__in=some).order_by(order).values(at)[:1])
    return answers.annotate(**moments).filter(**{f"{ENROLLED_AT}__isnull": False})


def _one_by_one(learners: Any, answers: Any, reaches: Sequence[Reach]) -> list[tuple[int, int]]:
    """Return by wave how many more it reached and how many of these answered, of those who left about when it opened
    for them: days that are not worked on decide.
    """
    found: list[set[str]] = [set() for _ in reaches]
    unsure = [reach.uncertain for reach in reaches if reach.uncertain is not None]
    rows = learners.filter(reduce(or_, unsure)).iterator() if unsure else ()
    for row in rows:
        for accounts, reach in zip(found, reaches, strict=True):
            if reach.includes(row):
                accounts.add(row["account"])
    answered = _answered(answers, sorted(set().union(*found)))
    return [
        (len(accounts), sum((account, reach.wave) in answered for account in accounts))
        for accounts, reach in zip(found, reaches, strict=True)
    ]


def _answered(answers: Any, accounts: Sequence[str]) -> set[tuple[str, str]]:
    """Return who of ``accounts`` answered which wave."""
    found: set[tuple[str, str]] = set()
    for start in range(0, len(accounts), _MOST):
        some = answers.filter(account__in=accounts[start : start + _MOST])
        found.update(some.values_list("account", "wave"))
    return found
