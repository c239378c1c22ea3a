"""From what was noted of learners to what each campaign is told: which facts, and a delivery for each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from surveys.contract import FactKind
from surveys.privacy import PrivacyMode
from xblock_impact.lms.database.clock import DatabaseNow
from xblock_impact.lms.facts.learner_facts import ANCHORS, Noted, first_completed, is_unenrolled, noted_in
from xblock_impact.lms.models import CampaignCourse, FactDelivery, LearnerFact

BATCH = 500  # facts that are looked at in one transaction


class Telling(NamedTuple):
    """One fact as it is told. ``at`` is aware, in UTC, whole seconds."""

    kind: FactKind
    at: datetime


def tellings(noted: Iterable[Noted]) -> frozenset[Telling]:
    """Return what is told of one learner in one course.

    Whoever came back is told of twice: the first time is what waves are counted from, the last takes back that
    they had left.
    """
    by_kind = {one.kind: one for one in noted}
    told = {(kind, one.first_at) for kind, one in by_kind.items() if kind in ANCHORS}
    if (completed_at := first_completed(by_kind.values())) is not None:
        told.add((FactKind.COMPLETED, completed_at))
    enrolled, unenrolled = by_kind.get(FactKind.ENROLLED), by_kind.get(FactKind.UNENROLLED)
    if unenrolled is not None:
        told.add((FactKind.UNENROLLED, unenrolled.last_at))
        if enrolled is not None and not is_unenrolled(enrolled, unenrolled):
            told.add((FactKind.ENROLLED, enrolled.last_at))
    return frozenset(Telling(kind, at.replace(microsecond=0)) for kind, at in told)


def lay_out(limit: int) -> int:
    """Make the deliveries that at most ``limit`` new facts give rise to, and return how many facts these were."""
    _reopen_courses_of_new_campaigns()
    done = 0
    while done < limit:
        new = LearnerFact.objects.filter(laid_out=False).order_by("pk").values_list("course_key", "account")
        batch = list(new[: min(BATCH, limit - done)])
        if not batch:
            break
        for course_key in {course_key for course_key, _ in batch}:
            _lay_out(course_key, {account for course, account in batch if course == course_key})
        done += len(batch)
    return done


def _reopen_courses_of_new_campaigns() -> None:
    """See to it that facts from before a campaign are told to it, too."""
    for row in CampaignCourse.objects.filter(caught_up=False):
        with transaction.atomic():
            CampaignCourse.objects.filter(pk=row.pk).update(caught_up=True)
            LearnerFact.objects.filter(course_key=row.course_key, laid_out=True).update(laid_out=False)


def _lay_out(course_key: str, accounts: set[str]) -> None:
    """Lay out everything that is known of these learners in one course.

    Rows are locked before campaigns are read: a campaign that comes meanwhile is either seen here, or finds the facts
    afterwards and has them laid out again.
    """
    rows = LearnerFact.objects.filter(course_key=course_key, account__in=accounts)
    with transaction.atomic():
        locked = list(rows.select_for_update().order_by("pk"))
        noted = _by_account(locked)
        deliveries = [
            FactDelivery(
                campaign=campaign,
                course_key=course_key,
                account=account,
                kind=kind.value,
                at=at,
                mode=mode,
                next_attempt_at=DatabaseNow(),
            )
            for campaign, mode in _told_in(course_key)
            for account, known in noted.items()
            for kind, at in tellings(known)
        ]
        FactDelivery.objects.bulk_create(deliveries, batch_size=BATCH, ignore_conflicts=True)
        LearnerFact.objects.filter(pk__in=[row.pk for row in locked]).update(laid_out=True)


def _by_account(rows: Iterable[LearnerFact]) -> Mapping[str, list[Noted]]:
    found: dict[str, list[Noted]] = defaultdict(list)
    for account, noted in noted_in(rows):
        found[account].append(noted)
    return found


def _told_in(course_key: str) -> list[tuple[str, str]]:
    """Return key and mode of the campaigns that are told of a course's learners: nothing goes to anonymous ones."""
    campaigns = CampaignCourse.objects.filter(course_key=course_key).exclude(mode=PrivacyMode.ANONYMOUS.value)
    return list(campaigns.values_list("campaign", "mode"))
