"""A course team deletes a learner's state in an LMS: the learner answers anew, and nothing counts twice."""

from __future__ import annotations

import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from surveys.contract import ReceiptStatus
from surveys.contract_reading import read_submission
from tests import processes
from tests.xblock_impact.course import SETTINGS, Course, Person, call, make_course
from tests.xblock_impact.lms.databases import Settings
from tests.xblock_impact.lms.lms_settings import set_bucket
from tests.xblock_impact.lms.parcels import outbox_of
from tests.xblock_impact.lms.test_outbox import in_threads
from tests.xblock_impact.lms.test_reconciliation_with_service import RealService
from tests.xblock_impact.pilot import good_answers, terms
from tests.xblock_impact.test_resetting import TEXT, reset
from xblock_impact.errors import ResetRefused
from xblock_impact.lms.models import Answered, StoredParcel
from xblock_impact.lms.outbox.tallies import tally
from xblock_impact.lms.working import deliver_all

ACCOUNT, HIDDEN = "17", "0f1e2d3c4b5a"
"""One learner, and how the platform calls them in one course."""


@contextmanager
def platform() -> Iterator[None]:
    """Make the platform's look-up of anonymous ids importable."""
    module = ModuleType("common.djangoapps.student.models")
    vars(module)["user_by_anonymous_id"] = {HIDDEN: SimpleNamespace(id=int(ACCOUNT))}.get
    with pytest.MonkeyPatch.context() as patch:
        parts = module.__name__.split(".")
        for length in range(1, len(parts)):
            name = ".".join(parts[:length])
            patch.setitem(sys.modules, name, ModuleType(name))
        patch.setitem(sys.modules, module.__name__, module)
        yield


@pytest.fixture
def course(each_database: Settings) -> Iterator[Course]:
    """A course of the platform with one learner."""
    with platform():
        yield make_course(Person(id=ACCOUNT))


def send(
    course: Course, text: str, mode: str = "confidential", *, person: Person | None = None, campaign: str = "demo-pilot"
) -> Any:
    answers, shown = {**good_answers(), TEXT: text}, terms(mode).replace("demo-pilot", campaign)
    return call(
        course.block(person), "submit", {"submission_id": str(uuid.uuid4()), "terms": shown, "answers": answers}
    )


def delete_state(course: Course) -> None:
    """As the platform does: ask a block that is bound to nobody, then delete the learner's fields."""
    reset(course.block(Person(id=None)), HIDDEN)
    for place in [place for place in course.store.blobs if place[1] == ACCOUNT]:
        del course.store.blobs[place]


def kept() -> list[tuple[str, int, object]]:
    submissions = [read_submission(bytes(row.body)) for row in StoredParcel.objects.order_by("revision")]
    return [(str(one.submission_id), one.revision, one.answers[TEXT]) for one in submissions]


def test_the_learner_answers_anew_and_that_replaces_what_was_sent(course: Course) -> None:
    receipt = send(course, "first").document["receipt"]

    delete_state(course)

    assert "<form" in course.block().student_view().content
    assert outbox_of(ACCOUNT).accepted() is None
    reply = send(course, "second")
    assert (reply.status, reply.document["receipt"]) == (200, receipt)
    ((first, _, _), (second, revision, text)) = kept()
    assert (first, revision, text) == (second, 2, "second")
    assert Answered.objects.get().reset is False
    assert tally().accepted == 1


def test_a_second_press_after_answering_anew_changes_nothing(course: Course) -> None:
    send(course, "first")
    delete_state(course)
    send(course, "second")

    again = send(course, "third")

    assert again.status == 200
    assert [text for _, _, text in kept()] == ["first", "second"]


def test_a_lost_reply_after_answering_anew_is_no_reason_to_say_that_the_earlier_answers_count(course: Course) -> None:
    send(course, "first")
    delete_state(course)
    send(course, "second")

    assert "data-impact-earlier" not in send(course, "second").document["html"]
    assert "data-impact-earlier" in send(course, "third").document["html"]


def test_drafts_are_kept_again_after_a_reset(course: Course) -> None:
    send(course, "first")
    assert call(course.block(), "save_draft", {"answers": {TEXT: "late"}}).status == 409

    delete_state(course)

    assert call(course.block(), "save_draft", {"answers": {TEXT: "anew"}}).status == 200
    assert "anew" in course.block().student_view().content


def test_of_tabs_that_answer_anew_at_once_one_is_kept(course: Course) -> None:
    send(course, "first")
    delete_state(course)

    replies = in_threads(8, lambda number: send(course, f"tab {number}"))

    assert {reply.status for reply in replies} == {200}
    assert [revision for _, revision, _ in kept()] == [1, 2]


def test_in_another_campaign_the_new_answers_are_a_submission_of_their_own(course: Course) -> None:
    send(course, "first")
    delete_state(course)
    course.block(campaign="another")

    assert send(course, "second", campaign="another").status == 200

    by_text = {text: (submission_id, revision) for submission_id, revision, text in kept()}
    answered = Answered.objects.get()
    assert by_text["first"][0] != by_text["second"][0]
    assert (answered.campaign, answered.reset) == ("another", False)
    assert (str(answered.submission_id), answered.revision) == by_text["second"] == (by_text["second"][0], 1)


def test_of_tabs_that_answer_anew_in_another_campaign_at_once_one_is_kept(course: Course) -> None:
    send(course, "first")
    delete_state(course)
    course.block(campaign="another")

    in_threads(8, lambda number: send(course, f"tab {number}", campaign="another"))

    assert StoredParcel.objects.filter(campaign="another").count() == 1


def test_answers_that_are_no_longer_kept_can_be_replaced_all_the_same(course: Course) -> None:
    send(course, "first")
    StoredParcel.objects.update(status=ReceiptStatus.ACCEPTED.value, body=b"", wiped=True)
    delete_state(course)

    assert send(course, "second").status == 200

    assert StoredParcel.objects.get(revision=2).submission_id == StoredParcel.objects.get(revision=1).submission_id


def test_anonymous_answers_cannot_be_reset_and_the_platform_shows_why(course: Course) -> None:
    """Whatever view of the platform asked answers 403 with the message, and deletes nothing."""
    course.block(privacy_mode="anonymous")
    receipt = send(course, "first", "anonymous").document["receipt"]

    with pytest.raises(PermissionDenied, match="anonymously") as refused:
        delete_state(course)

    assert isinstance(refused.value, ResetRefused)
    assert receipt in course.block().student_view().content
    assert send(course, "second", "anonymous").document["receipt"] == receipt
    assert StoredParcel.objects.count() == 1


def test_of_somebody_whom_the_platform_does_not_know_nothing_is_reset(course: Course) -> None:
    send(course, "first")

    with pytest.raises(ResetRefused):
        reset(course.block(Person(id=None)), "somebody else")

    assert Answered.objects.get().reset is False


def test_other_learners_and_blocks_are_left_alone(course: Course) -> None:
    send(course, "first")
    send(course, "of another", person=Person(id="18"))
    Answered.objects.create(usage_key="another block", account=ACCOUNT, wave="main", receipt="R", revision=1)

    delete_state(course)

    assert list(Answered.objects.filter(reset=True).values_list("usage_key", "account")) == [
        (str(course.block().scope_ids.usage_id), ACCOUNT)
    ]


def test_the_service_counts_the_new_answers_in_place_of_the_old(database: Settings, tmp_path: Path) -> None:
    service = RealService(tmp_path)
    try:
        bucket = {
            **SETTINGS,
            "SERVICE_URL": service.server.url,
            "KEY_ID": processes.KEY_ID,
            "KEY": processes.KEY,
        }
        set_bucket(bucket)
        with platform():
            course = make_course(Person(id=ACCOUNT))
            course.settings = bucket
            send(course, "first")
            deliver_all()
            delete_state(course)
            send(course, "second")
            deliver_all()
        assert service.rows("SELECT count(*) FROM submissions") == [(1,)]
        assert service.rows("SELECT count(*) FROM quarantine") == [(0,)]
        assert [row[0] for row in service.rows("SELECT revision FROM submissions")] == [2]
    finally:
        service.server.stop()
