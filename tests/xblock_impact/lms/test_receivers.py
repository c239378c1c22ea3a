"""What becomes of the platform's own events."""

from __future__ import annotations

import logging
import sys
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from ccx_keys.locator import CCXLocator
from django.db import OperationalError, transaction
from openedx_events.learning import signals

from surveys.schedule import Anchor, Facts
from tests.xblock_impact.lms import platform_events
from tests.xblock_impact.lms.databases import Settings
from tests.xblock_impact.lms.platform_events import (
    COURSE,
    EMAIL,
    NAME,
    ccx_grade_passes,
    certificate_is_made,
    changes_track,
    enrolls,
    grade_is_stored,
    grade_passes,
    leaves,
)
from xblock_impact.lms import receivers
from xblock_impact.lms.facts.learner_facts import facts_of
from xblock_impact.lms.models import FactDelivery, LearnerFact

LOTTE = 5
START = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)

pytestmark = pytest.mark.usefixtures("database")


def day(number: float) -> datetime:
    """Return a moment that many days after the start."""
    return START + timedelta(days=number)


def facts() -> Facts:
    """Return what is known of the learner."""
    return facts_of(str(LOTTE), COURSE)


def test_a_learner_who_enrolls_is_known_from_then_on() -> None:
    enrolls(LOTTE, day(1))

    assert facts() == Facts(events={Anchor.ENROLLED: day(1)})
    assert LearnerFact.objects.count() == 1


def test_a_learner_who_leaves_and_comes_back_is_enrolled_since_the_first_time() -> None:
    enrolls(LOTTE, day(1))
    leaves(LOTTE, day(3), first=day(1))
    assert facts().unenrolled

    enrolls(LOTTE, day(5), first=day(1))

    assert facts() == Facts(events={Anchor.ENROLLED: day(1)})


def test_an_enrolment_from_before_the_app_was_there_is_dated_by_the_platform() -> None:
    changes_track(LOTTE, day(20), first=day(1))

    assert facts() == Facts(events={Anchor.ENROLLED: day(1)})


def test_the_first_pass_counts_and_failing_again_takes_nothing_back() -> None:
    grade_passes(LOTTE, day(2), passes=False)
    assert facts() == Facts()

    for number in (4, 5, 6):
        grade_passes(LOTTE, day(number))
    grade_passes(LOTTE, day(7), passes=False)

    assert facts().events == {Anchor.PASSED: day(4), Anchor.COMPLETED: day(4)}


def test_the_platform_s_own_time_of_passing_counts_where_it_is_earlier() -> None:
    grade_is_stored(LOTTE, day(1), passed_at=None)
    grade_passes(LOTTE, day(4))
    grade_is_stored(LOTTE, day(5), passed_at=day(3))

    assert facts().events[Anchor.PASSED] == day(3)


def test_the_first_certificate_counts() -> None:
    for number in (6, 9):
        certificate_is_made(LOTTE, day(number))

    assert facts().events == {Anchor.CERTIFIED: day(6), Anchor.COMPLETED: day(6)}


def test_a_coach_s_own_version_of_a_course_is_a_course_of_its_own() -> None:
    key = CCXLocator.from_string("ccx-v1:Impact+Talk+2026+ccx@1")

    ccx_grade_passes(LOTTE, day(4), key)

    assert facts_of(str(LOTTE), str(key)).events[Anchor.PASSED] == day(4)
    assert facts() == Facts()


def test_no_name_or_address_is_kept() -> None:
    enrolls(LOTTE, day(1))
    certificate_is_made(LOTTE, day(6))

    kept = " ".join(str(row) for row in LearnerFact.objects.values())

    assert NAME not in kept
    assert EMAIL not in kept


def test_no_server_is_called_and_nothing_is_laid_out_while_the_platform_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    def called(*_: Any, **__: Any) -> None:
        raise AssertionError("a receiver called another server")

    monkeypatch.setattr("socket.socket.connect", called)

    enrolls(LOTTE, day(1))
    leaves(LOTTE, day(2), first=day(1))

    assert facts().unenrolled
    assert not FactDelivery.objects.exists()


def test_a_database_that_fails_does_not_harm_the_platform(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(*_: Any, **__: Any) -> None:
        raise OperationalError("the disk is full")

    monkeypatch.setattr(receivers, "note_fact", fails)

    responses = enrolls(LOTTE, day(1))

    assert [response for _, response in responses if isinstance(response, Exception)] == []
    assert "A fact about a learner was not noted: enrollment_is." in caplog.text


def test_news_that_cannot_be_noted_leaves_the_platform_s_own_transaction_whole(each_database: Settings) -> None:
    """In PostgreSQL a statement that fails spoils the transaction around it."""
    too_long = "course-v1:" + "a" * 200 + "+b+" + "c" * 200

    with transaction.atomic():
        enrolls(LOTTE, day(1), key=too_long)
        enrolls(LOTTE, day(1))

    assert facts().events == {Anchor.ENROLLED: day(1)}


def test_news_goes_when_the_platform_takes_its_own_change_back() -> None:
    with transaction.atomic():
        enrolls(LOTTE, day(1))
        transaction.set_rollback(True)

    assert facts() == Facts()


def test_news_without_a_zone_is_in_utc(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the server's own zone."""
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "America/New_York")
        time.tzset()
        grade_is_stored(LOTTE, day(5), passed_at=day(3).replace(tzinfo=None))
    time.tzset()

    assert facts().events[Anchor.PASSED] == day(3)


def test_listening_twice_is_listening_once() -> None:
    before = len(signals.COURSE_ENROLLMENT_CREATED.receivers)

    receivers.listen()

    assert len(signals.COURSE_ENROLLMENT_CREATED.receivers) == before
    assert len(enrolls(LOTTE, day(1))) == 2


def test_every_event_that_is_listened_to_is_one_of_the_platform() -> None:
    assert [name for name in receivers.EVENTS if not hasattr(signals, name)] == []


def test_a_platform_without_some_events_is_listened_to_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(signals, "COURSE_PASSING_STATUS_UPDATED")

    receivers.listen()


def test_where_there_are_no_events_the_app_loads_and_says_so(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    monkeypatch.setitem(sys.modules, "openedx_events.learning.signals", None)

    receivers.listen()

    assert "does not hear of learners from openedx_events.learning.signals" in caplog.text


def test_the_platform_s_retirement_is_heard_and_may_come_twice() -> None:
    enrolls(LOTTE, day(1))
    with platform_events.retirement_signals() as platform:
        receivers.listen()
        platform.retire(LOTTE)
        platform.retire(LOTTE)
        enrolls(LOTTE, day(9))

    assert facts() == Facts(retired=True)


def test_a_retirement_that_fails_stops_the_platform_s_own(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: Any, **__: Any) -> None:
        raise OperationalError("the database is away")

    monkeypatch.setattr(receivers, "retire", fails)
    with platform_events.retirement_signals() as platform:
        receivers.listen()
        with pytest.raises(OperationalError):
            platform.retire(LOTTE)
