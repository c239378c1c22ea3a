"""What is known of learners, in whatever order the news comes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from surveys.contract import FactKind
from surveys.privacy import PrivacyMode
from surveys.schedule import Anchor, Facts
from tests.xblock_impact.course import at_once
from tests.xblock_impact.lms.databases import Settings
from xblock_impact.lms.facts.learner_facts import facts_of, note_fact
from xblock_impact.lms.models import CampaignCourse, LearnerFact
from xblock_impact.lms.models.facts import EVERY_COURSE
from xblock_impact.lms.outbox.campaigns import note_campaign

COURSE = "course-v1:Impact+Talk+2026"
START = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)
ENROLLED, UNENROLLED, PASSED = FactKind.ENROLLED, FactKind.UNENROLLED, FactKind.PASSED
NEWS = st.tuples(
    st.sampled_from([kind for kind in FactKind if kind is not FactKind.RETIRED]),
    st.integers(0, 40).map(lambda hours: START + timedelta(hours=hours, microseconds=hours)),
)
_accounts = count(1)


def day(number: float) -> datetime:
    """Return a moment that many days after the start."""
    return START + timedelta(days=number)


def told(*news: tuple[FactKind, datetime], account: str = "7") -> Facts:
    """Return the facts after ``news``."""
    for kind, at in news:
        note_fact(account, COURSE, kind, at)
    return facts_of(account, COURSE)


def expected(news: Iterable[tuple[FactKind, datetime]]) -> Facts:
    """Return what follows from ``news`` by the rules, read off the whole of it."""
    times = {kind: [at for known, at in news if known is kind] for kind in FactKind}
    done = times[FactKind.COMPLETED] + times[PASSED] + times[FactKind.CERTIFIED]
    events = {Anchor(kind.value): min(times[kind]) for kind in times if times[kind] and kind is not UNENROLLED}
    left, came = max(times[UNENROLLED], default=None), max(times[ENROLLED], default=None)
    return Facts(
        events={**events, **({Anchor.COMPLETED: min(done)} if done else {})},
        unenrolled=left is not None and (came is None or left > came),
    )


@pytest.mark.usefixtures("database")
class TestInAnyOrder:
    """Hypothesis runs many examples on one database; each has an account of its own."""

    @given(st.lists(NEWS, max_size=12), st.randoms(use_true_random=False))
    def test_news_in_any_order_and_repeated_gives_the_same_facts(self, news: list, order: object) -> None:
        again = [*news, *news[:5]]
        order.shuffle(again)

        assert told(*again, account=f"learner-{next(_accounts)}") == expected(news)


def test_the_first_pass_counts_however_often_the_platform_tells_of_it(each_database: Settings) -> None:
    facts = told((PASSED, day(3)), (PASSED, day(2)), (PASSED, day(9)))

    assert facts.events[Anchor.PASSED] == day(2)
    assert LearnerFact.objects.count() == 1


def test_microseconds_and_the_zone_survive(each_database: Settings) -> None:
    at = datetime(2026, 3, 29, 0, 30, 0, 123456, tzinfo=UTC)

    assert told((PASSED, at)).events[Anchor.PASSED] == at


def test_news_that_comes_in_another_zone_is_the_same_news(database: Settings) -> None:
    from zoneinfo import ZoneInfo

    facts = told((PASSED, day(2).astimezone(ZoneInfo("America/New_York"))))

    assert facts.events[Anchor.PASSED] == day(2)
    assert facts.events[Anchor.PASSED].utcoffset() == timedelta(0)


def test_whoever_enrolls_again_is_enrolled_and_since_the_first_time(each_database: Settings) -> None:
    left = told((ENROLLED, day(1)), (UNENROLLED, day(5)))
    came_back = told((ENROLLED, day(8)))

    assert left.unenrolled
    assert not came_back.unenrolled
    assert came_back.events[Anchor.ENROLLED] == day(1)


def test_news_of_leaving_that_comes_late_does_not_undo_coming_back(database: Settings) -> None:
    assert not told((ENROLLED, day(1)), (ENROLLED, day(8)), (UNENROLLED, day(5))).unenrolled


def test_somebody_who_is_taken_out_before_anything_else_is_known_is_unenrolled(database: Settings) -> None:
    assert told((UNENROLLED, day(5))).unenrolled


def test_a_course_is_completed_by_the_first_of_passing_and_a_certificate(database: Settings) -> None:
    assert told((FactKind.CERTIFIED, day(4))).events[Anchor.COMPLETED] == day(4)
    assert told((PASSED, day(3))).events[Anchor.COMPLETED] == day(3)
    assert told((FactKind.COMPLETED, day(2))).events[Anchor.COMPLETED] == day(2)


def test_being_enrolled_completes_nothing(database: Settings) -> None:
    assert Anchor.COMPLETED not in told((ENROLLED, day(1)), (FactKind.FIRST_VISIT, day(2))).events


def test_nothing_of_another_learner_or_course_is_among_the_facts(database: Settings) -> None:
    note_fact("8", COURSE, PASSED, day(1))
    note_fact("7", "course-v1:Impact+Other+2026", PASSED, day(1))

    assert facts_of("7", COURSE) == Facts()


def test_facts_are_read_in_one_query_that_an_index_answers(each_database: Settings) -> None:
    told((ENROLLED, day(1)), (PASSED, day(2)))

    with CaptureQueriesContext(connection) as queries:
        facts_of("7", COURSE)

    assert len(queries) == 1
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("EXPLAIN QUERY PLAN " + queries[0]["sql"])
            plan = " ".join(str(row[-1]) for row in cursor.fetchall())
        assert "SEARCH" in plan
        assert "SCAN" not in plan


def test_a_repeated_pass_writes_nothing(database: Settings) -> None:
    told((PASSED, day(2)))
    LearnerFact.objects.update(laid_out=True)

    with CaptureQueriesContext(connection) as queries:
        note_fact("7", COURSE, PASSED, day(3))

    assert not [query for query in queries if query["sql"].startswith(("INSERT", "UPDATE"))]
    assert LearnerFact.objects.get().laid_out


@pytest.mark.parametrize(("kind", "at"), [(PASSED, day(1)), (ENROLLED, day(1)), (ENROLLED, day(9))])
def test_what_changes_a_fact_is_told_again(database: Settings, kind: FactKind, at: datetime) -> None:
    told((kind, day(5)))
    LearnerFact.objects.update(laid_out=True)

    note_fact("7", COURSE, kind, at)

    assert not LearnerFact.objects.get().laid_out


def test_nothing_is_noted_of_a_retired_account(database: Settings) -> None:
    note_fact("7", EVERY_COURSE, FactKind.RETIRED, day(1))

    assert told((PASSED, day(2))) == Facts(retired=True)
    assert LearnerFact.objects.count() == 1


def test_a_kind_that_only_a_later_release_knows_is_passed_over(database: Settings) -> None:
    LearnerFact.objects.create(account="7", course_key=COURSE, kind="promoted", first_at=day(1), last_at=day(1))

    assert facts_of("7", COURSE) == Facts()


def test_sixteen_processes_that_hear_of_the_same_at_once_leave_one_row_with_the_first_time(
    each_database: Settings,
) -> None:
    def note(number: int) -> None:
        try:
            note_fact("7", COURSE, ENROLLED, day(16 - number))
        finally:
            connection.close()

    at_once(16, note)

    row = LearnerFact.objects.get()
    assert (row.first_at, row.last_at) == (day(1), day(16))


def test_a_campaign_is_noted_once_in_the_mode_that_it_was_published_in(each_database: Settings) -> None:
    for mode in (PrivacyMode.CONFIDENTIAL, PrivacyMode.CONFIDENTIAL, PrivacyMode.ANONYMOUS):
        note_campaign(COURSE, "talk-2026", mode)

    assert [row.mode for row in CampaignCourse.objects.all()] == ["confidential"]
