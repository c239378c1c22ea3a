"""Facts as the block asks for them and adds to them, in a course of the platform."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from opaque_keys.edx.keys import UsageKey

from surveys.contract import FactKind
from surveys.schedule import Anchor
from tests.xblock_impact.course import CONFIGURED, Person, call
from tests.xblock_impact.lms.databases import Settings
from tests.xblock_impact.pilot import ID, TERMS, good_answers
from tests.xblock_impact.waves import DAY_30, Clock, after, course_with, plan_of
from xblock_impact.lms.facts.learner_facts import facts_of, note_fact
from xblock_impact.lms.models import CampaignCourse, LearnerFact

COURSE = "course-v1:Impact+Talk+2026"
USAGE = UsageKey.from_string("block-v1:Impact+Talk+2026+type@impact+block@0f")
FIRST_VISIT = plan_of(after(0, "first_visit"), after(30, "first_visit"))
FOLLOW_UP = plan_of(after(30), after(90))


@pytest.fixture(autouse=True)
def _database(database: Settings) -> Iterator[None]:
    return


class InCourse:
    """One learner in a course whose block has a plan."""

    def __init__(self, plan: Any, account: str = "7", **fields: Any) -> None:
        self.course, self.clock = course_with(plan, Person(id=account))
        block = self.block()
        for name, value in {**CONFIGURED, "waves": plan, **fields}.items():
            setattr(block, name, value)
        block.save()

    def block(self) -> Any:
        """Return the block for a new request, known by a key of the platform."""
        block = self.course.block()
        block.scope_ids = block.scope_ids._replace(usage_id=USAGE)
        return block


def test_a_wave_opens_when_the_platform_said_that_the_course_was_completed() -> None:
    learner = InCourse(FOLLOW_UP)
    assert "<form" not in learner.block().student_view().content

    note_fact("7", COURSE, FactKind.PASSED, datetime(2026, 10, 1, 21, 30, tzinfo=UTC))

    assert "<form" in learner.block().student_view().content


def test_the_page_asks_impact_s_own_tables_once_and_no_other() -> None:
    learner = InCourse(FOLLOW_UP)
    note_fact("7", COURSE, FactKind.PASSED, datetime(2026, 10, 1, 21, 30, tzinfo=UTC))

    with CaptureQueriesContext(connection) as queries:
        learner.block().student_view()

    assert len(queries) == 1
    assert "learnerfact" in queries[0]["sql"]


def test_a_first_visit_is_noted_for_the_service_and_the_campaign_with_it() -> None:
    learner = InCourse(FIRST_VISIT)

    reply = call(learner.block(), "first_visit", {})

    assert reply.document == {"first_visit_at": "2026-11-02T09:00:00Z"}
    assert facts_of("7", COURSE).events == {Anchor.FIRST_VISIT: DAY_30}
    row = CampaignCourse.objects.get()
    assert (row.course_key, row.campaign, row.mode) == (COURSE, "demo-pilot", "confidential")


def test_a_later_visit_in_another_block_of_the_course_changes_nothing() -> None:
    first, second = InCourse(FIRST_VISIT), InCourse(FIRST_VISIT)
    call(first.block(), "first_visit", {})
    second.clock = Clock(DAY_30 + timedelta(days=9))

    call(second.block(), "first_visit", {})

    assert facts_of("7", COURSE).events == {Anchor.FIRST_VISIT: DAY_30}


def test_no_visit_is_noted_in_an_anonymous_campaign() -> None:
    learner = InCourse(FIRST_VISIT, privacy_mode="anonymous")

    assert call(learner.block(), "first_visit", {}).status == 200

    assert not LearnerFact.objects.exists()
    assert not CampaignCourse.objects.exists()


def test_a_visit_that_cannot_be_noted_is_tried_again_at_the_next_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: Any, **__: Any) -> None:
        raise OperationalError("the disk is full")

    learner = InCourse(FIRST_VISIT)
    with monkeypatch.context() as patch:
        patch.setattr("xblock_impact.lms.records.note_fact", fails)
        assert call(learner.block(), "first_visit", {}).status == 503

    assert learner.block().student_view().json_init_args["firstVisit"] is True
    assert call(learner.block(), "first_visit", {}).status == 200
    assert LearnerFact.objects.count() == 1


def test_the_first_answer_makes_the_campaign_known() -> None:
    learner = InCourse(None)

    reply = call(learner.block(), "submit", {"submission_id": ID, "terms": TERMS, "answers": good_answers()})

    assert reply.status == 200
    assert CampaignCourse.objects.get().campaign == "demo-pilot"


def test_an_answer_is_accepted_where_its_campaign_cannot_be_noted(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(*_: Any, **__: Any) -> None:
        raise OperationalError("the disk is full")

    monkeypatch.setattr("xblock_impact.lms.outbox.database_outbox.note_campaign", fails)
    learner = InCourse(None)

    reply = call(learner.block(), "submit", {"submission_id": ID, "terms": TERMS, "answers": good_answers()})

    assert reply.status == 200
    assert not CampaignCourse.objects.exists()
