"""How long answers are kept, and what later surveys recall of them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from surveys.definition import Survey, load_survey
from surveys.privacy import PrivacyMode
from tests.xblock_impact.course import SETTINGS, Course, call, make_course
from tests.xblock_impact.evaluation_service import EvaluationService
from tests.xblock_impact.lms.databases import Settings
from tests.xblock_impact.lms.lms_settings import set_bucket
from tests.xblock_impact.lms.parcels import SECRET, TEXT, outbox_of, parcel
from tests.xblock_impact.lms.test_relaying import accept
from tests.xblock_impact.pilot import ID, SURVEY, TERMS, good_answers, terms
from tests.xblock_impact.waves import course_with
from xblock_impact.delivery.server_settings import DEFAULT_KEEP_DAYS, read_keep_days
from xblock_impact.errors import ServerSettingsMissing
from xblock_impact.lms.database.clock import from_now
from xblock_impact.lms.models import StoredParcel
from xblock_impact.lms.outbox.keeping import wipe_old
from xblock_impact.lms.outbox.recalls import recalled
from xblock_impact.lms.records import DatabaseRecords
from xblock_impact.lms.relay.relaying import deliver
from xblock_impact.runtime.learner import learner_of
from xblock_impact.words import words_in

DAY = 86_400
WORDS = words_in("en")


def recalling(*questions: str, survey: str = SURVEY.id) -> Survey:
    """Return a survey that recalls ``questions`` of an earlier one."""
    recalls = [
        {"id": f"earlier_{name}", "survey": survey, "question": name, "text": {"nl": "Toen"}} for name in questions
    ]
    document: dict[str, Any] = {**dict(SURVEY.data), "id": "later", "recalls": recalls}
    return load_survey(document)


def delivered_days_ago(days: float) -> None:
    StoredParcel.objects.update(status="accepted", acknowledged_at=from_now(-days * DAY))


def test_answers_are_wiped_when_their_time_is_over_and_what_is_known_of_them_stays(each_database: Settings) -> None:
    (sent,) = accept(1)
    delivered_days_ago(DEFAULT_KEEP_DAYS + 0.01)

    assert (wipe_old(), wipe_old()) == (1, 0)

    row = StoredParcel.objects.get()
    assert (bytes(row.body), row.wiped, row.digest, row.status) == (b"", True, sent.digest, "accepted")


def test_answers_are_kept_until_then(each_database: Settings) -> None:
    accept(1)
    delivered_days_ago(DEFAULT_KEEP_DAYS - 0.01)

    assert wipe_old() == 0


def test_what_was_never_delivered_is_never_wiped(each_database: Settings) -> None:
    accept(1)
    StoredParcel.objects.update(accepted_at=from_now(-10_000 * DAY), next_attempt_at=from_now(-10_000 * DAY))

    assert wipe_old() == 0


def test_an_operator_may_keep_answers_shorter(database: Settings) -> None:
    set_bucket({"KEEP_ANSWERS_DAYS": 30})
    accept(1)
    delivered_days_ago(31)

    assert wipe_old() == 1


@pytest.mark.parametrize("value", ["a while", -1, 0, 1.5, True, [], "99999999", "³"])
def test_while_the_setting_makes_no_sense_nothing_is_wiped(database: Settings, value: object) -> None:
    set_bucket({"KEEP_ANSWERS_DAYS": value})
    accept(1)
    delivered_days_ago(10_000)

    with pytest.raises(ServerSettingsMissing, match="KEEP_ANSWERS_DAYS"):
        read_keep_days({"KEEP_ANSWERS_DAYS": value})
    assert wipe_old() == 0


@pytest.mark.parametrize(("value", "days"), [(None, DEFAULT_KEEP_DAYS), ("", DEFAULT_KEEP_DAYS), (1, 1), ("365", 365)])
def test_the_setting_is_a_number_of_days(value: object, days: int) -> None:
    assert read_keep_days({"KEEP_ANSWERS_DAYS": value}) == days


def test_a_later_survey_recalls_what_its_learner_answered(each_database: Settings, service: EvaluationService) -> None:
    outbox_of("learner_1").put(parcel())
    outbox_of("learner_2").put(parcel(account="learner_2", answers={TEXT: "of somebody else"}))
    set_bucket(service.settings)
    deliver()

    assert recalled("learner_1", recalling(TEXT)) == {f"earlier_{TEXT}": SECRET}


def test_the_newest_answer_counts(each_database: Settings) -> None:
    """Of each submission its last revision, even where that no longer answers what an earlier one did."""
    first, other = list(SURVEY.questions)[:2]
    one = parcel(wave="wave-1", answers={TEXT: "first", first: "a", other: "x"})
    two = parcel(wave="wave-2", answers={TEXT: "second", first: "b"})
    for sent in (one, two):
        outbox_of(wave=sent.wave).put(sent)
    outbox_of(wave="wave-2").put(
        parcel(wave="wave-2", submission_id=two.submission_id, revision=2, answers={TEXT: "third"})
    )

    assert recalled("learner_1", recalling(TEXT, first, other)) == {
        f"earlier_{TEXT}": "third", f"earlier_{first}": "a", f"earlier_{other}": "x",
    }  # fmt: skip


def test_nothing_is_recalled_of_anonymous_wiped_unreadable_or_other_answers(database: Settings) -> None:
    outbox_of("anonymous").put(parcel(PrivacyMode.ANONYMOUS))
    for account in ("wiped", "unreadable", "other"):
        outbox_of(account).put(parcel(account=account))
    StoredParcel.objects.filter(account="wiped").update(wiped=True, body=b"")
    StoredParcel.objects.filter(account="unreadable").update(body=b"[")

    for account in ("anonymous", "wiped", "unreadable", ""):
        assert recalled(account, recalling(TEXT)) == {}
    assert recalled("other", recalling(TEXT, survey="another")) == {}


def test_a_recall_is_one_query_and_none_where_nothing_is_recalled(database: Settings) -> None:
    for wave in ("one", "two", "three"):
        outbox_of(wave=wave).put(parcel(wave=wave))
    block = make_course().block()
    with CaptureQueriesContext(connection) as asked:
        DatabaseRecords().recalled(block, learner_of(block), recalling(TEXT))
    with CaptureQueriesContext(connection) as not_asked:
        DatabaseRecords().recalled(block, learner_of(block), SURVEY)

    assert (len(asked), len(not_asked)) == (1, 0)


def test_the_course_team_gets_a_tally(each_database: Settings, service: EvaluationService) -> None:
    block = make_course().block()
    outbox_of("learner_1").put(parcel())
    outbox_of("learner_2").put(parcel(PrivacyMode.ANONYMOUS, campaign="quiet"))
    set_bucket(service.settings)
    deliver()
    outbox_of("learner_3").put(parcel(account="learner_3"))
    outbox_of("learner_4").put(parcel(PrivacyMode.ANONYMOUS, campaign="quiet"))
    service.status = 503
    deliver()

    tally = DatabaseRecords().tally(block)

    assert tally is not None
    assert (tally.accepted, tally.delivered, tally.quarantined, tally.pending) == (4, 2, 0, 2)
    assert tally.last_failure == "HTTP 503"
    assert tally.oldest_pending_at is not None
    assert tally.oldest_pending_at.utcoffset() is not None


def test_what_is_quarantined_is_tallied_in_every_mode(each_database: Settings, service: EvaluationService) -> None:
    block = make_course().block()
    for number, mode in enumerate(PrivacyMode):
        outbox_of(f"learner_{number}").put(replace(parcel(mode), definition=b"{"))
    answer = service.answer
    service.answer = lambda path, body, token: (  # type: ignore[method-assign]
        (422, b"{}") if "definitions" in path else answer(path, body, token)
    )
    set_bucket(service.settings)
    deliver()

    tally = DatabaseRecords().tally(block)

    assert tally is not None
    assert (tally.accepted, tally.delivered, tally.quarantined, tally.pending) == (3, 3, 3, 0)


@pytest.fixture
def answered_long_ago(database: Settings) -> Course:
    """A course whose learner answered two years ago, with no close; the clock shows the day when the answers may go."""
    course, clock = course_with(None)
    document = {"submission_id": ID, "terms": TERMS, "answers": good_answers()}
    assert call(course.block(), "submit", document).status == 200
    delivered_days_ago(DEFAULT_KEEP_DAYS + 1)
    assert wipe_old() == 1
    clock.pass_days(DEFAULT_KEEP_DAYS)
    return course


def test_answers_that_are_no_longer_kept_are_not_offered_to_be_changed(answered_long_ago: Course) -> None:
    page = answered_long_ago.block().student_view().content

    assert WORDS["change_no_more"] in page
    assert 'data-impact-show="change"' not in page


def test_the_day_before_they_still_are(answered_long_ago: Course) -> None:
    answered_long_ago.services["clock"].pass_days(-1)

    assert 'data-impact-show="change"' in answered_long_ago.block().student_view().content


def test_where_answers_went_earlier_than_the_page_can_know_nothing_is_offered_twice(answered_long_ago: Course) -> None:
    """As where an operator keeps answers shorter from now on, or an earlier release noted no day."""
    answered_long_ago.services["clock"].pass_days(-DEFAULT_KEEP_DAYS)

    pressed = call(answered_long_ago.block(), "show", {"change": True}).document["html"]

    for page in (pressed, answered_long_ago.block().student_view().content):
        assert WORDS["change_no_more"] in page
        assert "<form" not in page
        assert 'data-impact-show="change"' not in page


def test_an_operator_who_keeps_answers_shorter_offers_changes_shorter(database: Settings) -> None:
    course, clock = course_with(None)
    course.settings = {**SETTINGS, "KEEP_ANSWERS_DAYS": 30}
    call(course.block(), "submit", {"submission_id": ID, "terms": TERMS, "answers": good_answers()})

    offered = []
    for days in (29, 1):
        clock.pass_days(days)
        offered.append('data-impact-show="change"' in course.block().student_view().content)

    assert offered == [True, False]


def test_of_anonymous_answers_no_day_is_kept_with_the_learner(database: Settings) -> None:
    course, clock = course_with(None, privacy_mode="anonymous")
    call(course.block(), "submit", {"submission_id": ID, "terms": terms("anonymous"), "answers": good_answers()})

    assert f"{clock.at:%Y-%m-%d}" not in course.store.of_learner("learner_1")


def test_a_change_that_comes_too_late_says_so_rather_than_that_the_survey_closed(answered_long_ago: Course) -> None:
    late = {"submission_id": ID, "terms": TERMS, "answers": good_answers(), "revision": 2}

    sent = call(answered_long_ago.block(), "submit", late)
    draft = call(answered_long_ago.block(), "save_draft", {"answers": good_answers(), "revision": 2})

    assert (sent.status, sent.document["detail"]) == (409, WORDS["change_lost"])
    assert (draft.status, draft.document["detail"]) == (409, WORDS["change_lost"])
