"""The response rate as a course team meets it: learners answer in the block, the team opens its panel."""

from __future__ import annotations

import re
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from opaque_keys.edx.keys import UsageKey

from surveys.contract import FactKind
from tests.xblock_impact.course import CONFIGURED, Course, Person, call
from tests.xblock_impact.lms.databases import Settings
from tests.xblock_impact.pilot import good_answers, terms
from xblock_impact.lms.facts.completeness import note_backfilled
from xblock_impact.lms.facts.learner_facts import note_fact
from xblock_impact.lms.models import CampaignCourse
from xblock_impact.words import words_in

WORDS = words_in("en")
KEY = "course-v1:Impact+Talk+2026"
USAGE = UsageKey.from_string("block-v1:Impact+Talk+2026+type@impact+block@0f")
TEACHER = Person(id="staff_1", staff=True)


@pytest.fixture(params=["confidential", "anonymous"])
def course(request: pytest.FixtureRequest, each_database: Settings) -> Course:
    """A course with twelve learners."""
    course = Course(usage_id=USAGE)
    course.block(**CONFIGURED, privacy_mode=request.param)
    for number in range(12):
        note_fact(f"learner_{number}", KEY, FactKind.ENROLLED, datetime.now(UTC) - timedelta(days=9))
    return course


def answer(course: Course, number: int, revision: int = 1, submission_id: str = "") -> str:
    """Let a learner answer, and return the id of the submission."""
    block = course.block(Person(id=f"learner_{number}"))
    document = {
        "submission_id": submission_id or str(uuid.uuid4()),
        "revision": revision,
        "terms": terms(block.privacy_mode),
        "answers": good_answers(),
    }
    assert call(block, "submit", document).status == 200
    return str(document["submission_id"])


def panel(course: Course) -> str:
    """Return the team's panel."""
    return str(call(course.block(TEACHER), "delivery_status", {}).document["html"])


def rate(course: Course) -> str:
    """Return the response rate in the panel."""
    return dict(re.findall(r"<dt>(.*?)</dt><dd[^>]*>(.*?)</dd>", panel(course)))[WORDS["panel_rate_title"]]


def test_the_team_reads_how_many_answered_once_that_keeps_everybody_unknown(course: Course) -> None:
    note_backfilled(KEY, datetime.now(UTC))
    read = [rate(course)]
    for number in range(12):
        answer(course, number)
        read.append(rate(course))

    few, most = "fewer than 5 of 12 learners", "more than 7 of 12 learners"
    assert read == [
        *[few] * 5,
        *(f"{share}% ({n} of 12 learners)" for n, share in ((5, 42), (6, 50), (7, 58))),
        *[most] * 5,
    ]


def test_a_change_counts_once_and_whoever_leaves_stays_one_who_could_answer(course: Course) -> None:
    note_backfilled(KEY, datetime.now(UTC))
    sent = [answer(course, number) for number in range(6)]
    if course.block(TEACHER).privacy_mode != "anonymous":
        answer(course, 0, 2, sent[0])
    for number in (1, 11):
        note_fact(f"learner_{number}", KEY, FactKind.UNENROLLED, datetime.now(UTC) + timedelta(seconds=1))

    assert rate(course) == "50% (6 of 12 learners)"


def test_a_course_with_a_past_that_was_not_read_has_no_rate(course: Course) -> None:
    for number in range(6):
        answer(course, number)

    assert rate(course) == WORDS["panel_rate_unknown"]
    assert f"impact_backfill --course {KEY}" in panel(course)


def test_a_campaign_is_in_use_since_the_day_of_its_first_answer(course: Course) -> None:
    answer(course, 0)

    since = CampaignCourse.objects.get().since
    assert (since.hour, since.minute, since.second, since.microsecond) == (0, 0, 0, 0)


def test_the_learner_s_page_counts_nothing(course: Course) -> None:
    with CaptureQueriesContext(connection) as queries:
        course.block(TEACHER).student_view()

    assert [query for query in queries if "COUNT" in query["sql"]] == []
