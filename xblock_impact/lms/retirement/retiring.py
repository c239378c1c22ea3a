"""Forgetting a learner whose account is closed, here and, by a tombstone, at the service.

What is counted stays without the person; all else goes. Everything happens in one transaction and may happen again.
The tombstone waits like any other fact until the service has it.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from surveys.contract import FactKind
from surveys.privacy import PrivacyMode
from xblock_impact.lms.database.clock import from_now
from xblock_impact.lms.models import Answered, FactDelivery, LearnerFact, StoredParcel
from xblock_impact.lms.models.facts import EVERY_COURSE
from xblock_impact.lms.models.outbox import PENDING
from xblock_impact.lms.retirement.user_state import forget_user_state

IN_FLIGHT_SECONDS = 600.0
"""How long the tombstone waits: longer than any lease, so that nothing that a relay holds now comes after it."""


@dataclass(frozen=True, slots=True)
class Retired:
    """What became of the traces of one account."""

    detached: int  # parcels that stay for counting and reconciliation, without the person and the answers
    dropped: int  # parcels that had not arrived: what is to be forgotten is not sent first
    tombstones: int  # campaigns that are told


def retire(account: str, at: datetime) -> Retired:
    """Forget ``account`` and tell the campaigns that know it. ``at``: aware. Raises DatabaseError, with nothing
    changed.
    """
    with transaction.atomic():
        facts = LearnerFact.objects.filter(account=account)
        list(facts.select_for_update().order_by("pk"))  # first, as whoever lays out deliveries of them does
        tombstones = _tombstones(account, at)
        _forget_facts(account, at)
        FactDelivery.objects.bulk_create(tombstones)
        dropped = _drop_pending(account)
        detached = _detach_parcels(account)
        _detach_answered(account)
        forget_user_state(account)
    return Retired(detached, dropped, len(tombstones))


def _tombstones(account: str, at: datetime) -> list[FactDelivery]:
    """Return a delivery for each campaign that was told of the account, or may have its answers, and has none yet."""
    known = _campaigns_that_know(account)
    deliveries = FactDelivery.objects.filter(account=account, kind=FactKind.RETIRED.value)
    for campaign in deliveries.values_list("campaign", flat=True):
        known.pop(campaign, None)
    return [
        FactDelivery(
            campaign=campaign,
            course_key=EVERY_COURSE,
            account=account,
            kind=FactKind.RETIRED.value,
            at=at.replace(microsecond=0),
            mode=mode,
            next_attempt_at=from_now(IN_FLIGHT_SECONDS),
        )
        for campaign, mode in sorted(known.items())
    ]


def _campaigns_that_know(account: str) -> dict[str, str]:
    """Return the privacy modes of campaigns, by key. An anonymous one knows nobody."""
    told = FactDelivery.objects.filter(account=account)
    sent = StoredParcel.objects.filter(account=account).exclude(mode=PrivacyMode.ANONYMOUS.value)
    return dict([*told.values_list("campaign", "mode"), *sent.values_list("campaign", "mode")])


def _forget_facts(account: str, at: datetime) -> None:
    """Keep only that the account is retired, so that late news of it is not noted."""
    LearnerFact.objects.filter(account=account).exclude(kind=FactKind.RETIRED.value).delete()
    LearnerFact.objects.get_or_create(
        account=account,
        course_key=EVERY_COURSE,
        kind=FactKind.RETIRED.value,
        defaults={"first_at": at, "last_at": at, "laid_out": True},
    )
    FactDelivery.objects.filter(account=account).exclude(kind=FactKind.RETIRED.value).delete()


def _drop_pending(account: str) -> int:
    """Delete what has not arrived, with the word that it was accepted where nothing of it has; return how much."""
    pending = StoredParcel.objects.filter(account=account, status=PENDING)
    ids = set(pending.values_list("submission_id", flat=True))
    dropped: int = pending.delete()[0]
    arrived = set(StoredParcel.objects.filter(submission_id__in=ids).values_list("submission_id", flat=True))
    Answered.objects.filter(account=account, submission_id__in=ids - arrived).delete()
    return dropped


def _detach_parcels(account: str) -> int:
    """Leave rows that can be counted and reconciled by id and revision. A digest would tell whether a guess at the
    answers is right.
    """
    return int(StoredParcel.objects.filter(account=account).update(account=None, body=b"", digest="", wiped=True))


def _detach_answered(account: str) -> None:
    """Leave rows that count as answered, each for itself: nothing ties them to the account or to each other."""
    for row in Answered.objects.filter(account=account):
        detached: Mapping[str, Any] = {"account": f"retired-{uuid.uuid4().hex}", "receipt": "", "submission_id": None}
        Answered.objects.filter(pk=row.pk).update(**detached)
