"""Which campaigns are told which facts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from surveys.contract import FactKind
from surveys.privacy import PrivacyMode
from tests.xblock_impact.course import at_once
from tests.xblock_impact.lms.databases import Settings
from xblock_impact.lms.facts.learner_facts import Noted, facts_from, note_fact
from xblock_impact.lms.facts.telling import lay_out, tellings
from xblock_impact.lms.models import CampaignCourse, FactDelivery, LearnerFact
from xblock_impact.lms.outbox.campaigns import note_campaign

COURSE, OTHER = "course-v1:Impact+Talk+2026", "course-v1:Impact+Other+2026"
START = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)
ENROLLED, UNENROLLED, PASSED = FactKind.ENROLLED, FactKind.UNENROLLED, FactKind.PASSED
CONFIDENTIAL, IDENTIFIED = PrivacyMode.CONFIDENTIAL, PrivacyMode.IDENTIFIED


def day(number: float) -> datetime:
    """Return a moment that many days after the start."""
    return START + timedelta(days=number)


def told(campaign: str = "talk-2026") -> set[tuple[str, str, datetime]]:
    """Return what a campaign is told, by account."""
    rows = FactDelivery.objects.filter(campaign=campaign).values_list("account", "kind", "at")
    return {(account, kind, at) for account, kind, at in rows}


NOTED = st.builds(
    lambda kind, first, length: Noted(kind, day(first), day(first + length)),
    st.sampled_from(list(FactKind)),
    st.integers(0, 9),
    st.integers(0, 9),
)


@given(st.lists(NOTED, unique_by=lambda one: one.kind))
def test_whoever_hears_what_is_told_comes_to_the_same_facts(noted: list[Noted]) -> None:
    """In whatever order: the first of each kind and the last of being enrolled or not are all that counts."""
    heard = _as_heard(tellings(noted))

    known, there = facts_from(noted), facts_from(heard)

    assert (there.events, there.unenrolled) == (known.events, known.unenrolled)


def _as_heard(told_of: Iterable[tuple[FactKind, datetime]]) -> list[Noted]:
    times: dict[FactKind, list[datetime]] = {}
    for kind, at in told_of:
        times.setdefault(kind, []).append(at)
    return [Noted(kind, min(known), max(known)) for kind, known in times.items()]


def test_a_campaign_is_told_of_the_learners_of_its_course(each_database: Settings) -> None:
    note_campaign(COURSE, "talk-2026", CONFIDENTIAL)
    note_fact("7", COURSE, ENROLLED, day(1))
    note_fact("8", OTHER, ENROLLED, day(1))

    lay_out(100)

    assert told() == {("7", "enrolled", day(1))}


def test_facts_from_before_the_campaign_are_told_when_it_appears(each_database: Settings) -> None:
    note_fact("7", COURSE, ENROLLED, day(1))
    note_fact("7", COURSE, PASSED, day(9))
    lay_out(100)
    assert told() == set()

    note_campaign(COURSE, "talk-2026", CONFIDENTIAL)
    lay_out(100)

    assert told() == {("7", "enrolled", day(1)), ("7", "passed", day(9)), ("7", "completed", day(9))}


def test_a_second_campaign_is_told_everything_and_the_first_nothing_twice(database: Settings) -> None:
    note_campaign(COURSE, "talk-2026", CONFIDENTIAL)
    note_fact("7", COURSE, ENROLLED, day(1))
    lay_out(100)
    FactDelivery.objects.update(status="accepted")

    note_campaign(COURSE, "talk-2027", IDENTIFIED)
    lay_out(100)

    assert told("talk-2027") == told("talk-2026") == {("7", "enrolled", day(1))}
    assert list(FactDelivery.objects.filter(campaign="talk-2026").values_list("status", flat=True)) == ["accepted"]
    assert FactDelivery.objects.get(campaign="talk-2027").mode == "identified"


def test_a_campaign_of_two_courses_is_told_of_both(database: Settings) -> None:
    for course in (COURSE, OTHER):
        note_campaign(course, "talk-2026", CONFIDENTIAL)
        note_fact("7", course, ENROLLED, day(1))

    lay_out(100)

    assert set(FactDelivery.objects.values_list("course_key", flat=True)) == {COURSE, OTHER}


def test_an_anonymous_campaign_is_told_nothing(database: Settings) -> None:
    note_campaign(COURSE, "wall", PrivacyMode.ANONYMOUS)
    note_fact("7", COURSE, ENROLLED, day(1))

    lay_out(100)

    assert not FactDelivery.objects.exists()


def test_an_earlier_time_that_is_learned_later_is_told_too(database: Settings) -> None:
    note_campaign(COURSE, "talk-2026", CONFIDENTIAL)
    note_fact("7", COURSE, PASSED, day(9))
    lay_out(100)

    note_fact("7", COURSE, PASSED, day(8))
    lay_out(100)

    assert ("7", "passed", day(8)) in told()


def test_leaving_is_told_and_coming_back_as_well(each_database: Settings) -> None:
    note_campaign(COURSE, "talk-2026", CONFIDENTIAL)
    for kind, at in ((ENROLLED, day(1)), (UNENROLLED, day(3)), (ENROLLED, day(5))):
        note_fact("7", COURSE, kind, at)
        lay_out(100)

    assert told() == {("7", "enrolled", day(1)), ("7", "unenrolled", day(3)), ("7", "enrolled", day(5))}


def test_a_change_of_track_of_somebody_who_never_left_is_not_told(database: Settings) -> None:
    note_campaign(COURSE, "talk-2026", CONFIDENTIAL)
    for number in (1, 2, 3):
        note_fact("7", COURSE, ENROLLED, day(number))
        lay_out(100)

    assert told() == {("7", "enrolled", day(1))}


def test_times_are_told_in_whole_seconds(each_database: Settings) -> None:
    note_campaign(COURSE, "talk-2026", CONFIDENTIAL)
    note_fact("7", COURSE, PASSED, day(1).replace(microsecond=999_999))

    lay_out(100)
    note_fact("7", COURSE, PASSED, day(1).replace(microsecond=1))
    lay_out(100)

    assert told() == {("7", "passed", day(1)), ("7", "completed", day(1))}


def test_as_many_facts_are_looked_at_as_was_said_and_the_rest_next_time(database: Settings) -> None:
    note_campaign(COURSE, "talk-2026", CONFIDENTIAL)
    for number in range(30):
        note_fact(str(number), COURSE, ENROLLED, day(1))

    assert [lay_out(20), lay_out(20), lay_out(20)] == [20, 10, 0]
    assert len(told()) == 30


def test_where_nothing_is_new_two_queries_say_so(database: Settings) -> None:
    note_campaign(COURSE, "talk-2026", CONFIDENTIAL)
    note_fact("7", COURSE, ENROLLED, day(1))
    lay_out(100)

    with CaptureQueriesContext(connection) as queries:
        lay_out(100)

    assert len(queries) == 2


def test_relays_that_lay_out_at_once_while_news_comes_in_forget_nothing(each_database: Settings) -> None:
    """Campaigns appear and facts change while eight relays work."""

    def work(number: int) -> None:
        try:
            if number % 2:
                for learner in range(10):
                    note_fact(f"{number}-{learner}", COURSE, ENROLLED, day(9))
                    note_fact(f"{number}-{learner}", COURSE, ENROLLED, day(number))
            else:
                note_campaign(COURSE, f"campaign-{number}", CONFIDENTIAL)
            for _ in range(5):
                _until_it_works(lambda: lay_out(7))
        finally:
            connection.close()

    at_once(8, work)
    while lay_out(100):
        pass

    wanted = {(f"{number}-{learner}", "enrolled", day(number)) for number in (1, 3, 5, 7) for learner in range(10)}
    assert CampaignCourse.objects.count() == 4
    for number in (0, 2, 4, 6):
        assert wanted <= told(f"campaign-{number}")
    assert not LearnerFact.objects.filter(laid_out=False).exists()


def _until_it_works(work: object) -> None:
    """A database may choose a transaction to give way to another; a relay comes again."""
    from django.db import OperationalError

    for _ in range(20):
        try:
            work()
        except OperationalError:
            continue
        return
    raise AssertionError("no end to deadlocks")


@pytest.mark.parametrize("kind", [kind for kind in FactKind if kind not in {FactKind.RETIRED, UNENROLLED}])
def test_every_kind_that_waves_hang_on_is_told(kind: FactKind) -> None:
    assert (kind, day(1)) in tellings([Noted(kind, day(1), day(1))])
