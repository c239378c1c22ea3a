"""Of how many learners how many answered each wave, counted in every database an LMS may have."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from surveys.contract import FactKind
from surveys.privacy import PrivacyMode
from surveys.schedule import Anchor, Facts, Plan, State, Wave, standing
from tests.surveys.schedule.plans import plan, utc, wave
from tests.xblock_impact.lms.databases import Settings
from xblock_impact.delivery.records import WaveResponse
from xblock_impact.lms.facts.learner_facts import facts_of, note_fact
from xblock_impact.lms.facts.responses import BlockOfCourse, responses_to
from xblock_impact.lms.models import Answered, CampaignCourse, LearnerFact
from xblock_impact.lms.outbox.campaigns import in_use_since, note_campaign
from xblock_impact.lms.retirement.retiring import retire

COURSE, USAGE = "course-v1:Impact+Talk+2026", "block-v1:Impact+Talk+2026+type@impact+block@0f"
BLOCK = BlockOfCourse(USAGE, COURSE, "talk-2026")
BEGIN = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)
NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)


def day(number: float) -> datetime:
    """Return a moment that many days after the beginning."""
    return BEGIN + timedelta(days=number)


@pytest.fixture
def course(each_database: Settings) -> None:
    """A course whose survey is in use from the beginning."""
    CampaignCourse.objects.create(course_key=COURSE, campaign=BLOCK.campaign, mode="confidential", since=BEGIN)


def learner(account: str, *, answered: tuple[str, ...] = (), **moments: datetime) -> None:
    """Keep what happened to a learner, who enrolled in the beginning unless something else is said."""
    for kind, at in {"enrolled": BEGIN, **moments}.items():
        note_fact(account, COURSE, FactKind(kind), at)
    for one in answered:
        answer(account, one)


def answer(account: str, wave: str = "main", usage_key: str = USAGE, revision: int = 1) -> None:
    """Keep that somebody answered."""
    Answered.objects.create(usage_key=usage_key, account=account, wave=wave, campaign=BLOCK.campaign, revision=revision)


def counted(any_plan: Plan | None = None, now: datetime = NOW) -> list[tuple[str, int, int, int]]:
    """Return wave, eligible, answered and received."""
    return [(one.wave, one.eligible, one.answered, one.received) for one in responses_to(BLOCK, any_plan, now).waves]


@pytest.mark.usefixtures("course")
def test_a_survey_without_a_plan_is_open_to_everybody_who_is_enrolled() -> None:
    learner("1", answered=("main",))
    learner("2")
    note_fact("3", "course-v1:Impact+Other+2026", FactKind.ENROLLED, BEGIN)
    answer("3", usage_key="block-v1:Impact+Other+2026+type@impact+block@0f")

    assert counted() == [("main", 2, 1, 1)]


@pytest.mark.usefixtures("course")
def test_a_changed_answer_counts_once() -> None:
    learner("1")
    answer("1", revision=7)

    assert counted() == [("main", 1, 1, 1)]


@pytest.mark.usefixtures("course")
def test_whoever_left_before_the_survey_was_in_use_could_not_answer_and_who_left_later_could() -> None:
    CampaignCourse.objects.update(since=day(10))
    learner("left before", unenrolled=day(9))
    learner("left later", unenrolled=day(11))
    learner("came back", unenrolled=day(9))
    note_fact("came back", COURSE, FactKind.ENROLLED, day(9))

    assert counted() == [("main", 2, 0, 0)]


@pytest.mark.usefixtures("course")
def test_a_wave_counts_those_whose_own_moment_has_come() -> None:
    learner("not completed")
    learner("not yet", completed=NOW - timedelta(days=29))
    learner("open", passed=NOW - timedelta(days=31), answered=("w",))
    learner("certified before", passed=NOW, certified=NOW - timedelta(days=40))
    learner("closed", completed=NOW - timedelta(days=80), answered=("w", "of another plan"))

    assert counted(plan()) == [("w", 3, 2, 2)]


@pytest.mark.usefixtures("course")
@pytest.mark.parametrize(
    ("completed", "left", "could"),
    [
        ("2026-10-05 18:00", "2026-11-04 06:59", False),  # in the evening: it opened at eight, on the thirtieth day
        ("2026-10-05 18:00", "2026-11-04 07:01", True),
        ("2026-10-01 12:00", "2026-11-01 23:00", False),  # the thirtieth day was a Saturday: it opened on Monday
        ("2026-10-01 12:00", "2026-11-02 07:01", True),
        ("2026-10-01 12:00", "2026-11-27 12:00", True),
    ],
)
def test_whoever_left_on_the_day_could_answer_if_the_wave_had_opened_for_them(
    completed: str, left: str, could: bool
) -> None:
    learner("1", completed=utc(completed), unenrolled=utc(left), answered=("w",))

    assert counted(plan()) == [("w", int(could), int(could), 1)]


@pytest.mark.usefixtures("course")
def test_those_for_whom_a_wave_closed_before_the_survey_was_there_are_not_counted() -> None:
    """In a course of years there are more of them than of anybody else."""
    CampaignCourse.objects.update(since=NOW - timedelta(days=1))
    learner("years ago", completed=datetime(2019, 1, 1, tzinfo=UTC))
    learner("now", completed=NOW - timedelta(days=31))

    assert counted(plan()) == [("w", 1, 0, 0)]


def test_where_nobody_answered_yet_the_survey_is_in_use_from_now_on(each_database: Settings) -> None:
    learner("gone", unenrolled=day(3))
    learner("here")

    assert counted() == [("main", 1, 0, 0)]


@pytest.mark.usefixtures("course")
def test_a_wave_on_a_date_counts_whoever_enrolled_before_it_closed() -> None:
    on = plan(wave(anchor=Anchor.DATE, delay_days=0, on=date(2026, 11, 2)))
    learner("from the start", answered=("w",))
    learner("in time", enrolled=datetime(2026, 11, 16, 22, 59, tzinfo=UTC))
    learner("too late", enrolled=datetime(2026, 11, 16, 23, 0, tzinfo=UTC))
    learner("left before", unenrolled=datetime(2026, 11, 2, 7, 0, tzinfo=UTC))
    learner("left while it was open", unenrolled=datetime(2026, 11, 2, 7, 1, tzinfo=UTC))

    assert counted(on) == [("w", 3, 1, 1)]
    assert counted(on, datetime(2026, 11, 2, 6, 59, tzinfo=UTC)) == [("w", 0, 0, 1)]


@pytest.mark.usefixtures("course")
def test_of_the_course_s_end_nobody_tells() -> None:
    learner("1")

    assert counted(plan(wave(anchor=Anchor.COURSE_END, delay_days=-3))) == [("w", 0, 0, 0)]


@pytest.mark.usefixtures("course")
def test_answers_of_people_who_are_not_learners_never_make_more_than_everybody() -> None:
    learner("1", answered=("main",))
    learner("2", answered=("main",))
    answer("of the team, not enrolled")
    retire("2", NOW)

    assert counted() == [("main", 1, 1, 3)]


@pytest.mark.usefixtures("course")
def test_the_course_s_team_and_the_organisation_s_are_no_learners(monkeypatch: pytest.MonkeyPatch) -> None:
    for account in ("1", "2", "3"):
        learner(account, answered=("main",))
    monkeypatch.setattr("xblock_impact.lms.facts.responses.team_of", lambda course: {"1", "3"} if course else {})

    assert counted() == [("main", 1, 1, 3)]


def test_a_campaign_is_in_use_from_the_day_on_which_it_was_noted(each_database: Settings) -> None:
    """Never a finer time: it is that of the first answer."""
    note_campaign(COURSE, "wall", PrivacyMode.ANONYMOUS)
    since = in_use_since(COURSE, "wall")
    note_campaign(COURSE, "wall", PrivacyMode.ANONYMOUS)

    assert since is not None
    assert since == since.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    assert timedelta(0) <= datetime.now(UTC) - since < timedelta(days=2)
    assert in_use_since(COURSE, "wall") == since
    assert in_use_since(COURSE, "another") is None


def _moments(chance: random.Random) -> dict[str, datetime]:
    """Return what happened to some learner."""
    kinds = ["completed", "passed", "certified", "first_visit"]
    moments = {"enrolled": day(chance.uniform(-300, 60))}
    moments |= {kind: day(chance.uniform(-60, 92)) for kind in kinds if chance.random() < 0.5}
    if chance.random() < 0.5:
        # about when waves open, and at any time
        after = moments.get("passed", BEGIN) + timedelta(days=chance.choice([0, 7, 30]))
        near = after + timedelta(hours=chance.choice([-25, -20, -15, -10, -5, 0, 5, 30, 60, 100, 400]))
        moments["unenrolled"] = chance.choice([near, day(chance.uniform(-60, 92))])
    return moments


def _expected(one: Wave, any_plan: Plan, facts: Mapping[str, Facts], since: datetime) -> list[str]:
    """Return who was reached, asking the plan about each learner; ``unenrolled`` is kept as when they left last."""
    found = []
    for account, known in facts.items():
        (stands,) = standing(Plan(any_plan.hours, (one,)), known, NOW)
        if stands.state in (State.NOT_ANCHORED, State.UPCOMING) or stands.opens_at is None or stands.closes_at is None:
            continue
        rows = {row.kind: row for row in LearnerFact.objects.filter(account=account)}
        left = rows["unenrolled"].last_at if known.unenrolled else None
        if stands.closes_at > since and (left is None or left > max(since, stands.opens_at)):
            found.append(account)
    return found


@pytest.mark.usefixtures("course")
def test_the_database_counts_what_the_plan_says_of_each_learner() -> None:
    chance, since = random.Random(4), day(20)
    CampaignCourse.objects.update(since=since)
    waves = [
        wave(key=f"{anchor}-{days}", anchor=anchor, delay_days=days, open_days=10)
        for anchor in (Anchor.ENROLLED, Anchor.COMPLETED, Anchor.PASSED, Anchor.CERTIFIED, Anchor.FIRST_VISIT)
        for days in (0, 1, 7, 30)
    ]
    any_plan = plan(*waves, days_off=frozenset({date(2026, 10, 12), date(2026, 10, 13)}))
    accounts = [f"learner {number}" for number in range(100)]
    for account in accounts:
        learner(account, answered=tuple(one.key for one in waves if chance.random() < 0.3), **_moments(chance))
    facts = {account: facts_of(account, COURSE) for account in accounts}
    answered = set(Answered.objects.values_list("account", "wave"))

    found = counted(any_plan)

    expected = []
    for one in waves:
        reached = _expected(one, any_plan, facts, since)
        both = [account for account in reached if (account, one.key) in answered]
        expected.append((one.key, len(reached), len(both), sum(wave == one.key for _, wave in answered)))
    assert found == expected
    assert any(0 < answered < eligible for _, eligible, answered, _ in expected)


@pytest.mark.usefixtures("course")
def test_however_many_waves_and_learners_there_are_it_takes_as_many_queries() -> None:
    def queries(waves: int) -> int:
        keys = [wave(key=f"day-{days}", delay_days=days) for days in range(1, waves + 1)]
        with CaptureQueriesContext(connection) as captured:
            counted(plan(*keys))
        return len(captured)

    for number in range(20):
        learner(f"{number}", completed=day(number), unenrolled=day(number + 3), answered=("day-1",))

    assert queries(12) == queries(1) <= 8


@pytest.mark.usefixtures("course")
def test_a_wave_may_be_called_anything_that_a_plan_allows() -> None:
    """Also as a column of a table is, and what would begin a comment in a statement."""
    keys = ["account", "completed", "left-at", "a--b", "1"]
    learner("7", completed=NOW - timedelta(days=31), answered=("a--b",))

    found = responses_to(BLOCK, plan(*(wave(key=key) for key in keys)), NOW).waves

    assert found == tuple(WaveResponse(key, 1, *((1, 1) if key == "a--b" else (0, 0))) for key in keys)
