"""A survey with a plan: what learners read of its waves, and when their answers are taken."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from surveys.contract_reading import read_submission
from surveys.schedule import Anchor, Facts, State
from surveys.texts import LANGUAGES
from tests.xblock_impact.course import Course, Person, call, pending, wave_of
from tests.xblock_impact.pilot import ID, OTHER_ID, TERMS, good_answers
from tests.xblock_impact.waves import (
    BETWEEN,
    COMPLETED_AT,
    DAY_30,
    FOLLOW_UP,
    Clock,
    KnownRecords,
    after,
    completed,
    course_with,
    installed,
    on,
    plan_of,
)
from xblock_impact.answering.waves import LearnerWave
from xblock_impact.answering.wording import WaveWords
from xblock_impact.runtime.progress import WaveProgress, read_progress
from xblock_impact.words import words_in

GOOD = {"submission_id": ID, "terms": TERMS, "answers": good_answers()}


@pytest.fixture
def keeper() -> Iterator[KnownRecords]:
    """Records that know when the learner completed the course."""
    with installed(KnownRecords(known=completed())) as keeper:
        yield keeper


def shown(course: Course, person: Person | None = None) -> str:
    return str(course.block(person).student_view().content)


def in_list(course: Course) -> list[str]:
    """Return what the list of waves says of each, in order."""
    rows = shown(course).split('<li class="impact-wave ')[1:]
    return [row.split('<span class="impact-quiet">')[1].split("</span>")[0] for row in rows]


def send(course: Course, wave: str | None = None, **more: Any) -> Any:
    document = {**GOOD, **({} if wave is None else {"wave": wave}), **more}
    return call(course.block(), "submit", document)


def test_each_wave_says_where_it_stands(keeper: KnownRecords) -> None:
    course, clock = course_with(FOLLOW_UP)
    assert send(course, "day-30").status == 200
    clock.pass_days(150)

    assert in_list(course) == [
        "Answered",
        "Was open until 20 January 2027; not answered",
        "Open until 20 April 2027",
        "Opens on 1 October 2027",
    ]


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("nl", ["Open tot en met 23 november 2026", "Opent op 30 december 2026"]),
        ("en", ["Open until 23 November 2026", "Opens on 30 December 2026"]),
        ("fr", ["Ouvert jusqu’au 23 novembre 2026 inclus", "Ouvre le 30 décembre 2026"]),
    ],
)
def test_days_are_in_the_readers_language_and_the_plans_time_zone(
    keeper: KnownRecords, language: str, says: list[str]
) -> None:
    """Completed on 1 October 23:30 in Amsterdam; day 30 is a Saturday, so the wave opens on Monday 2 November."""
    course, _ = course_with(FOLLOW_UP, Person(language=language))

    assert in_list(course)[:2] == says


def test_before_the_course_is_completed_nothing_is_open(keeper: KnownRecords) -> None:
    keeper.known = Facts()
    course, _ = course_with(FOLLOW_UP)

    assert in_list(course) == ["Not open yet"] * 4
    assert "It opens 30 days after you complete the course." in shown(course)
    assert "<form" not in shown(course)


def test_between_two_waves_the_page_says_when_the_next_one_opens(keeper: KnownRecords) -> None:
    course, clock = course_with(FOLLOW_UP)
    clock.at = BETWEEN

    assert "It opens on 30 December 2026 and is then open until 20 January 2027." in shown(course)


def test_on_the_day_itself_the_page_says_at_what_time(keeper: KnownRecords) -> None:
    """Sending hours begin at 8 on the plan's clocks, which is 7 in UTC."""
    course, clock = course_with(FOLLOW_UP)
    clock.at = datetime(2026, 11, 2, 6, 30, tzinfo=UTC)

    assert in_list(course)[0] == "Opens today at 08:00"
    assert "It opens today at 08:00" in shown(course)


def test_whoever_is_retired_is_asked_nothing(keeper: KnownRecords) -> None:
    keeper.known = completed(retired=True)
    course, _ = course_with(FOLLOW_UP)

    assert in_list(course) == [words_in("en")["state_withdrawn"]] * 4
    assert send(course, "day-30").status == 409


def test_whoever_left_the_course_is_not_asked_waves_for_the_enrolled(keeper: KnownRecords) -> None:
    keeper.known = completed(unenrolled=True)
    course, _ = course_with(plan_of(after(30, enrolled_only=True), after(31)))

    assert in_list(course) == [words_in("en")["state_withdrawn"], "Open until 23 November 2026"]


def test_one_wave_alone_is_no_list_but_a_sentence() -> None:
    course, _ = course_with(plan_of(on("2026-10-30")))

    page = shown(course)

    assert "impact-waves" not in page
    assert words_in("en")["note_until_change"].format(date="20 November 2026") in page


def test_a_pilot_without_a_plan_looks_nothing_up() -> None:
    with installed(KnownRecords()) as keeper:
        course, _ = course_with(None)
        shown(course)

    assert keeper.asked == []


def test_a_plan_costs_one_look_up(keeper: KnownRecords) -> None:
    course, _ = course_with(FOLLOW_UP)
    shown(course)

    assert keeper.asked == ["facts"]


@pytest.mark.parametrize("wave", ["day-90", "day-180"])
def test_answers_to_a_wave_that_is_not_open_come_back_with_what_was_typed(keeper: KnownRecords, wave: str) -> None:
    course, clock = course_with(FOLLOW_UP)
    clock.at = datetime(2027, 2, 1, 9, tzinfo=UTC)  # the second is closed, the third is not open yet

    reply = send(course, wave, answers={**good_answers(), "improve": "half a <sentence"})

    assert (reply.status, reply.document["detail"]) == (409, words_in("en")["closed"])
    assert "half a &lt;sentence" in reply.document["html"]
    assert "data-impact-send" not in reply.document["html"]
    assert course.store.writes == 0


def test_a_form_that_was_open_over_the_close_is_not_sent(keeper: KnownRecords) -> None:
    course, clock = course_with(FOLLOW_UP)
    clock.at = datetime(2026, 11, 23, 22, 59, 59, tzinfo=UTC)
    assert call(course.block(), "save_draft", {"wave": "day-30", "answers": {"improve": "x"}}).status == 200
    clock.at += timedelta(seconds=1)  # midnight in Amsterdam

    assert send(course, "day-30").status == 409
    draft = call(course.block(), "save_draft", {"wave": "day-30", "answers": {"improve": "y"}})
    assert (draft.status, draft.document["closed"]) == (409, True)


def test_a_draft_that_was_under_way_while_the_answers_were_sent_does_not_come_back(keeper: KnownRecords) -> None:
    course, _ = course_with(FOLLOW_UP)

    class SendsMeanwhile(KnownRecords):
        def facts(self, block: Any, learner: Any) -> Facts:
            if not self.asked:
                self.asked.append("facts")
                assert send(course, "day-30").status == 200
            return self.known

    with installed(SendsMeanwhile(known=completed())):
        late = call(course.block(), "save_draft", {"wave": "day-30", "answers": {"improve": "half"}})

    assert (late.status, late.document["already_sent"]) == (409, True)
    assert not wave_of(course.block(), "day-30").draft


def test_each_wave_has_a_submission_and_a_receipt_of_its_own(keeper: KnownRecords) -> None:
    course, clock = course_with(FOLLOW_UP)
    first = send(course, "day-30").document["receipt"]
    clock.at = datetime(2027, 1, 5, 9, tzinfo=UTC)
    second = send(course, "day-90", submission_id=OTHER_ID).document["receipt"]

    bodies = [read_submission(parcel.body) for parcel in pending(course.block())]

    assert first != second
    assert [(body.wave, str(body.submission_id)) for body in bodies] == [("day-30", ID), ("day-90", OTHER_ID)]
    assert first in call(course.block(), "show", {"wave": "day-30"}).document["html"]


def test_whoever_left_the_course_is_offered_nothing_that_is_refused(keeper: KnownRecords) -> None:
    course, _ = course_with(plan_of(after(30), after(31), after(32)))
    send(course, "day-30")
    receipt = send(course, "day-31", submission_id=OTHER_ID).document["receipt"]

    page = shown(course, Person(enrolled=False))

    assert receipt in page
    assert "data-impact-show" not in page
    assert words_in("en")["change_no_more"] in page


def test_whoever_left_the_course_has_the_receipt_of_an_earlier_plan(keeper: KnownRecords) -> None:
    course, _ = course_with(None)
    receipt = send(course).document["receipt"]
    course.block(waves=FOLLOW_UP)

    assert receipt in shown(course, Person(enrolled=False))


def test_each_wave_has_a_draft_of_its_own(keeper: KnownRecords) -> None:
    course, _ = course_with(plan_of(after(30), after(31)))
    call(course.block(), "save_draft", {"wave": "day-30", "answers": {"improve": "of the first"}})
    call(course.block(), "save_draft", {"wave": "day-31", "answers": {"improve": "of the second"}})

    for wave, draft in (("day-30", "of the first"), ("day-31", "of the second")):
        assert wave_of(course.block(), wave).draft == {"improve": draft}
        assert draft in call(course.block(), "show", {"wave": wave}).document["html"]


def test_of_two_open_waves_the_one_that_closes_first_is_shown_and_the_other_offered(keeper: KnownRecords) -> None:
    course, _ = course_with(plan_of(after(31), after(30, open_days=10)))

    page = shown(course)

    assert 'data-impact-frame data-wave="day-30"' in page
    assert 'data-impact-show data-wave="day-31"' in page
    assert 'data-impact-frame data-wave="day-31"' in call(course.block(), "show", {"wave": "day-31"}).document["html"]


@pytest.mark.parametrize("wave", ["day-31", "", None, 30, ["day-30"], {"key": "day-30"}, "x" * 1000])
@pytest.mark.parametrize("handler", ["submit", "save_draft", "show", "check_receipt"])
def test_a_wave_that_the_plan_does_not_have_is_refused(keeper: KnownRecords, handler: str, wave: object) -> None:
    course, _ = course_with(FOLLOW_UP)

    reply = call(course.block(), handler, {**GOOD, "wave": wave})

    assert (reply.status, reply.document["errors"][0]["path"]) == (422, "wave")
    assert course.store.writes == 0


def test_the_event_says_which_wave_and_revision(keeper: KnownRecords) -> None:
    course, _ = course_with(FOLLOW_UP)
    send(course, "day-30")
    send(course, "day-30", revision=2, answers={**good_answers(), "improve": "more"})

    told = [facts for name, facts in course.events if name == "openedx.xblock.impact.submitted"]

    about = {"campaign": "demo-pilot", "mode": "confidential", "wave": "day-30"}
    assert told == [{**about, "revision": 1}, {**about, "revision": 2}]


FIRST_VISIT = plan_of(after(0, "first_visit"), after(30, "first_visit"))


def test_a_wave_from_the_first_visit_is_open_at_the_first_visit() -> None:
    course, _ = course_with(FIRST_VISIT)

    fragment = course.block().student_view()

    assert "<form" in fragment.content
    assert fragment.json_init_args["firstVisit"] is True
    assert course.store.writes == 0


def test_the_first_visit_is_noted_once_by_a_handler() -> None:
    course, clock = course_with(FIRST_VISIT)
    noted = call(course.block(), "first_visit", {}).document
    clock.pass_days(25)
    again = call(course.block(), "first_visit", {}).document

    assert noted == again == {"first_visit_at": "2026-11-02T09:00:00Z"}
    assert in_list(course) == ["Was open until 23 November 2026; not answered", "Opens on 2 December 2026"]
    assert "firstVisit" not in course.block().student_view().json_init_args


def test_no_first_visit_is_kept_where_no_wave_counts_from_it(keeper: KnownRecords) -> None:
    course, _ = course_with(FOLLOW_UP)

    assert call(course.block(), "first_visit", {}).document == {"first_visit_at": None}
    assert course.store.writes == 0
    assert "firstVisit" not in course.block().student_view().json_init_args


def test_an_earlier_first_visit_that_is_known_elsewhere_counts() -> None:
    course, _ = course_with(FIRST_VISIT)
    call(course.block(), "first_visit", {})
    earlier = Facts(events={Anchor.FIRST_VISIT: DAY_30 - timedelta(days=30)})

    with installed(KnownRecords(known=earlier)):
        assert in_list(course) == ["Was open until 26 October 2026; not answered", "Open until 23 November 2026"]


def test_what_was_promised_in_an_invitation_holds() -> None:
    """The invitation went out three days late: the wave stays open as long as it said."""
    from surveys.schedule import MessageKind, Sent

    invited = Sent("day-30", MessageKind.INVITATION, datetime(2026, 11, 5, 9, tzinfo=UTC))
    with installed(KnownRecords(known=completed(sent=(invited,)))):
        course, _ = course_with(FOLLOW_UP)

        assert in_list(course)[0] == "Open until 26 November 2026"


def test_a_form_of_a_plan_that_was_taken_away_keeps_what_was_typed() -> None:
    """The author turns a plan into a pilot: the page that is still open names a wave that is gone."""
    course, _ = course_with(plan_of(on("2026-10-30", key="autumn")))
    send(course, "autumn")
    course.block(waves=None)

    assert send(course, "autumn").status == 422
    assert read_progress(course.block()).wave("autumn").receipt


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("anchor", [anchor for anchor in Anchor if anchor is not Anchor.DATE])
@pytest.mark.parametrize("days", [0, 1, 30])
def test_every_wave_has_a_name_in_every_language(language: str, anchor: Anchor, days: int) -> None:
    from surveys.schedule import Wave

    name = WaveWords(None, language, DAY_30).name(Wave("key", anchor, 21, days))

    assert not name[0].islower()
    assert (str(days) in name) is bool(days)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_wave_before_the_end_of_the_course_and_one_on_a_date_have_names(language: str) -> None:
    from surveys.schedule import Wave, load_plan

    words = WaveWords(load_plan(plan_of(on("2026-12-01"))), language, DAY_30)

    assert "14" in words.name(Wave("key", Anchor.COURSE_END, 21, -14))
    assert "2026" in words.name(load_plan(plan_of(on("2026-12-01"))).waves[0])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", State)
def test_every_state_is_said_in_every_language(language: str, state: State) -> None:
    from surveys.schedule import load_plan

    plan = load_plan(FOLLOW_UP)
    stands = LearnerWave("day-30", state, WaveProgress(), plan.waves[0], COMPLETED_AT, BETWEEN)
    words = WaveWords(plan, language, DAY_30)

    assert words.state(stands)
    assert "{" not in json.dumps([words.state(stands), *words.waiting(stands)] if state is not State.OPEN else [])


def test_the_clock_of_the_course_is_the_servers_where_there_is_no_other() -> None:
    from tests.xblock_impact.course import make_course
    from xblock_impact.runtime.clock import now_of

    clock = Clock()

    assert now_of(make_course(services={"clock": clock}).block()) == clock.at
    assert abs(now_of(make_course().block()) - datetime.now(UTC)) < timedelta(minutes=1)
