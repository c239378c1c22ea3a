"""What the platform tells of learners. Each piece of news becomes one row, and none of ours ever harms the platform.

No other server is called from here: the relay carries facts to the service.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from importlib import import_module
from types import MappingProxyType
from typing import Any

from django.db import transaction

from surveys.contract import FactKind
from xblock_impact.lms.facts.learner_facts import note_fact
from xblock_impact.lms.retirement.retiring import retire
from xblock_impact.lms.waking import wake_soon

log = logging.getLogger(__name__)

Receiver = Callable[..., None]


def _harmless(receive: Receiver) -> Receiver:
    """Make ``receive`` log what goes wrong instead of raising it: enrolling and grading go on without us."""

    @wraps(receive)
    def received(**news: Any) -> None:
        try:
            receive(**news)
            transaction.on_commit(wake_soon, robust=True)
        except Exception:
            log.exception("A fact about a learner was not noted: %s.", receive.__name__)

    return received


@_harmless
def enrollment_is(enrollment: Any, metadata: Any, **_: Any) -> None:
    """Note that a learner is, or is no longer, enrolled. The platform tells it again when only the track changes."""
    kind = FactKind.ENROLLED if enrollment.is_active else FactKind.UNENROLLED
    first_at = _in_utc(enrollment.creation_date) if enrollment.is_active else None
    note_fact(
        str(enrollment.user.id), str(enrollment.course.course_key), kind, _in_utc(metadata.time), first_at=first_at
    )


@_harmless
def passing_status_is(course_passing_status: Any, metadata: Any, **_: Any) -> None:
    """Note that a learner passes; to fail again takes nothing back."""
    status = course_passing_status
    if status.is_passing:
        note_fact(str(status.user.id), _course_of(status.course), FactKind.PASSED, _in_utc(metadata.time))


@_harmless
def grade_is(grade: Any, **_: Any) -> None:
    """Note when a learner passed first, which the platform keeps beside the grade."""
    if grade.passed_timestamp is not None:
        passed_at = _in_utc(grade.passed_timestamp)
        note_fact(str(grade.user_id), str(grade.course.course_key), FactKind.PASSED, passed_at)


@_harmless
def certificate_is_made(certificate: Any, metadata: Any, **_: Any) -> None:
    """Note that a learner has a certificate."""
    course_key = str(certificate.course.course_key)
    note_fact(str(certificate.user.id), course_key, FactKind.CERTIFIED, _in_utc(metadata.time))


def account_is_retired(user: Any, **_: Any) -> None:
    """Forget a learner. What goes wrong is raised: the platform's own retirement stops and is tried again, where
    going on would leave traces that nobody knows of.
    """
    retire(str(user.id), datetime.now(UTC))


EVENTS: MappingProxyType[str, Receiver] = MappingProxyType(
    {
        "COURSE_ENROLLMENT_CREATED": enrollment_is,
        "COURSE_ENROLLMENT_CHANGED": enrollment_is,
        "COURSE_UNENROLLMENT_COMPLETED": enrollment_is,
        "COURSE_PASSING_STATUS_UPDATED": passing_status_is,
        "CCX_COURSE_PASSING_STATUS_UPDATED": passing_status_is,
        "PERSISTENT_GRADE_SUMMARY_CHANGED": grade_is,
        "CERTIFICATE_CREATED": certificate_is_made,
    }
)
"""Receivers by name of the event in openedx_events.learning.signals."""
RETIREMENTS = ("USER_RETIRE_LMS_MISC", "USER_RETIRE_LMS_CRITICAL")
"""Signals of the platform's own retirement. It may be set up without the first one, and retiring twice is no harm."""


def listen() -> None:
    """Connect to every event that this platform has; elsewhere, as in the workbench, to none."""
    _connect("openedx_events.learning.signals", EVENTS)
    _connect("openedx.core.djangoapps.user_api.accounts.signals", dict.fromkeys(RETIREMENTS, account_is_retired))


def _connect(module: str, receivers: Any) -> None:
    try:
        signals = import_module(module)
    except ImportError:
        log.info("Impact does not hear of learners from %s: it is not installed.", module)
        return
    for name, receiver in receivers.items():
        signal = getattr(signals, name, None)  # an older platform has fewer
        if signal is not None:
            signal.connect(receiver, dispatch_uid=f"xblock_impact.lms.{name}")


def _course_of(course: Any) -> str:
    """Return the key of a course, or of one coach's own version of it."""
    return str(getattr(course, "ccx_course_key", None) or course.course_key)


def _in_utc(moment: datetime) -> datetime:
    """Return an aware moment in UTC; some senders leave the zone out and mean UTC."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
