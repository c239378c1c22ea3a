"""The course team's panel: what has arrived, how many answered, and nothing that would tell who."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from opaque_keys.edx.keys import UsageKey

from tests.xblock_impact.course import CONFIGURED, Course, Person, StudioPermissions, call, make_course
from tests.xblock_impact.evaluation_service import EvaluationService
from tests.xblock_impact.pilot import ID, good_answers, terms
from tests.xblock_impact.waves import DAY_30, FOLLOW_UP, Clock, KnownRecords, after, installed, on, plan_of, responses
from xblock_impact.answering.panel import ROWS
from xblock_impact.delivery.records import Responses, Tally
from xblock_impact.words import words_in

WORDS = words_in("en")
STAFF = Person(id="staff_1", staff=True)
MANY = Tally(41, 38, 1, 3, DAY_30 - timedelta(minutes=90), "HTTP 503")
RATE = WORDS["panel_rate_title"]
IN_A_COURSE = UsageKey.from_string("block-v1:Impact+Talk+2026+type@impact+block@0f")
HANDLERS = ["delivery_status", "resend"]


def panel_html(
    tally: Tally | None,
    known: Responses | None = None,
    mode: str = "confidential",
    *,
    in_a_course: bool = False,
    **fields: Any,
) -> str:
    """Return the panel of a block."""
    course = Course(STAFF, services={"clock": Clock()})
    if in_a_course:
        course.usage_id = IN_A_COURSE
    block = course.block(**CONFIGURED, privacy_mode=mode, **fields)
    with installed(KnownRecords(counted=tally, responded=known)):
        return str(call(block, "delivery_status", {}).document["html"])


def panel(*known: Any, **fields: Any) -> dict[str, str]:
    """Return the panel's rows by their names."""
    return dict(re.findall(r"<dt>(.*?)</dt><dd[^>]*>(.*?)</dd>", panel_html(*known, **fields)))


@pytest.mark.parametrize("handler", HANDLERS)
@pytest.mark.parametrize(
    "person", [Person(), Person(id=None, signed_in=False), Person(id="7", staff=True, signed_in=False)]
)
def test_only_the_course_team_may_see_it(handler: str, person: Person) -> None:
    reply = call(make_course(person).block(), handler, {})

    assert (reply.status, reply.document["detail"]) == (403, WORDS["panel_forbidden"])


@pytest.mark.parametrize("handler", HANDLERS)
def test_whoever_may_edit_the_course_is_on_the_team(handler: str) -> None:
    course = make_course(services={"studio_user_permissions": StudioPermissions(allowed=True)})

    assert call(course.block(), handler, {}).status == 200


def test_learners_get_neither_the_panel_nor_its_script() -> None:
    fragment = make_course().block().student_view()

    assert "data-impact-panel" not in fragment.content
    assert not [resource for resource in fragment.resources if "panel" in resource.data]


def test_the_page_of_the_team_looks_no_figures_up() -> None:
    with installed(KnownRecords(counted=MANY)) as keeper:
        page = make_course(STAFF).block().student_view().content

    assert "data-impact-panel" in page
    assert keeper.asked == []


def test_it_shows_what_became_of_everything_and_the_response_rate_with_its_denominator() -> None:
    rows = panel(MANY, responses((63, 41)))

    assert [rows[WORDS[f"panel_{name}"]] for name in ROWS] == ["41", "38", "3", "1"]
    assert rows[WORDS["panel_rate_title"]] == "65% (41 of 63 learners)"
    assert rows[WORDS["panel_failure"]] == "HTTP 503"


def test_it_says_who_the_learners_are_and_what_is_kept_back() -> None:
    html = panel_html(MANY, responses((63, 41)))

    assert WORDS["panel_rate_who"] in html
    assert WORDS["panel_rate_protects"].format(minimum=5) in html
    assert WORDS["panel_rate_protects"].format(minimum=5) not in panel_html(MANY, responses((63, 41)), "identified")


@pytest.mark.parametrize("known", [None, responses((63, 41), complete=False)])
def test_where_not_all_learners_are_known_it_says_what_the_operators_can_do(known: Responses | None) -> None:
    html = panel_html(MANY, known, in_a_course=True)

    assert WORDS["panel_rate_unknown"] in html
    assert WORDS["panel_rate_backfill"] in html
    assert "impact_backfill --course course-v1:Impact+Talk+2026<" in html
    assert "%" not in html
    assert WORDS["panel_rate_no_course"] in panel_html(MANY, known)


def test_of_an_anonymous_survey_no_visits_are_kept_and_so_nothing_is_known_of_waves_that_count_from_them() -> None:
    plan = plan_of(after(0, "first_visit"))

    assert panel(MANY, responses((63, 41)), "anonymous", waves=plan)[RATE] == WORDS["panel_rate_visits"]
    assert panel(MANY, responses((63, 41)), waves=plan)[RATE] == "65% (41 of 63 learners)"


def test_several_waves_stand_in_a_table_each_with_its_own_rate() -> None:
    html = panel_html(MANY, responses((63, 41), (30, 3), (12, 12), (0, 0)), waves=FOLLOW_UP)

    assert re.findall(r'<th scope="row">(.*?)</th><td>(.*?)</td>', html) == [
        ("Asked 30 days after completing the course.", "65% (41 of 63 learners)"),
        ("Asked 90 days after completing the course.", "fewer than 5 of 30 learners"),
        ("Asked 180 days after completing the course.", "more than 7 of 12 learners"),
        ("Asked 365 days after completing the course.", "not open to anybody yet"),
    ]
    assert re.findall(r'<th scope="col">(.*?)</th>', html) == [WORDS["panel_rate_when"], WORDS["panel_rate_answered"]]


def test_a_wave_on_a_date_is_called_by_it() -> None:
    plan = plan_of(on("2026-11-02", "first"), on("2026-12-07", "second"))
    two = replace(responses((63, 41), (0, 0), (0, 0), (0, 0)))
    html = panel_html(MANY, replace(two, waves=two.waves[:2]), waves=plan)

    assert re.findall(r'<th scope="row">(.*?)</th>', html) == ["From 2 November 2026", "From 7 December 2026"]


@pytest.mark.parametrize("mode", ["confidential", "anonymous"])
@pytest.mark.parametrize("pair", [(3, 3), (5, 5), (9, 5)])
def test_of_a_small_group_nothing_is_said_but_from_how_many_on(mode: str, pair: tuple[int, int]) -> None:
    rows = panel(Tally(pair[1], pair[1], 0, 0), responses(pair), mode)

    assert rows[RATE] == "shown from 10 learners on"
    assert [rows[WORDS[f"panel_{name}"]] for name in ROWS] == ["not shown", "not shown", "0", "0"]
    assert panel(Tally(pair[1], pair[1], 0, 0), responses(pair), mode, min_respondents=8)[RATE] == (
        "shown from 16 learners on"
    )


@pytest.mark.parametrize("mode", ["confidential", "anonymous"])
def test_all_waves_together_do_not_give_away_the_small_one(mode: str) -> None:
    said = responses((63, 41), (30, 3), (12, 12), (0, 0))
    rows = panel(Tally(56, 54, 1, 2, DAY_30 - timedelta(days=2)), said, mode, waves=FOLLOW_UP)

    assert [rows[WORDS[f"panel_{name}"]] for name in ROWS] == ["49 or more", "the others", "some", "some"]
    assert not {"56", "54", "53", "3 "} & set(rows.values())


def test_what_waits_of_others_than_the_learners_is_said_without_a_number() -> None:
    rows = panel(Tally(2, 1, 0, 1), responses((0, 0)))

    assert [rows[WORDS[f"panel_{name}"]] for name in ROWS] == ["not shown", "the others", "some", "0"]


def test_answers_of_few_others_are_left_out() -> None:
    """Such as of two who closed their accounts since: the difference would be theirs."""
    assert panel(Tally(43, 43, 0, 0), responses((63, 41)))[WORDS["panel_accepted"]] == "41"
    assert panel(Tally(43, 43, 0, 0), responses((63, 41)), "identified")[WORDS["panel_accepted"]] == "43"


@pytest.mark.parametrize("mode", ["confidential", "anonymous"])
def test_the_hour_at_which_the_oldest_came_in_is_not_said(mode: str) -> None:
    assert panel(MANY, responses((63, 41)), mode)[WORDS["panel_oldest"]] == "2 November 2026"


def test_by_name_everything_is_exact() -> None:
    rows = panel(Tally(2, 1, 0, 1, DAY_30 - timedelta(minutes=90)), responses((3, 2)), "identified")

    assert rows[WORDS["panel_accepted"]] == "2"
    assert rows[WORDS["panel_rate_title"]] == "67% (2 of 3 learners)"
    assert rows[WORDS["panel_oldest"]] == "90 minutes ago"


def test_where_nobody_counts_it_says_what_to_do() -> None:
    course = make_course(STAFF)

    assert WORDS["panel_uncounted"] in call(course.block(), "delivery_status", {}).document["html"]


@pytest.mark.parametrize(
    ("settings", "link"),
    [
        ({}, "http://127.0.0.1:9/campaigns/demo-pilot"),
        ({"PUBLIC_URL": "https://evaluation.example.org/"}, "https://evaluation.example.org/campaigns/demo-pilot"),
        ({"SERVICE_URL": ""}, None),
        ({"SERVICE_URL": "javascript:alert(1)"}, None),
    ],
)
def test_it_leads_to_the_campaign_in_the_service(settings: dict[str, str], link: str | None) -> None:
    course = make_course(STAFF)
    course.settings = {**(course.settings or {}), **settings}

    html = call(course.block(), "delivery_status", {}).document["html"]

    assert (re.search(r'href="([^"]+)"', html) or [None, None])[1] == link


def test_sending_again_delivers_what_waits(service: EvaluationService) -> None:
    course = make_course(STAFF)
    course.settings = service.settings
    document = {"submission_id": ID, "terms": terms("confidential"), "answers": good_answers()}
    assert call(course.block(), "submit", document).status == 200

    reply = call(course.block(), "resend", {})

    assert WORDS["panel_tried"] in reply.document["html"]
    assert ID in service.submissions


def test_sending_again_without_settings_is_no_failure() -> None:
    course = make_course(STAFF)
    course.settings = None

    assert call(course.block(), "resend", {}).status == 200


@pytest.mark.parametrize("handler", HANDLERS)
def test_a_block_that_is_not_ready_has_no_figures(handler: str) -> None:
    course: Course = make_course(STAFF, campaign="")

    assert call(course.block(), handler, {}).status == 409


def test_a_failure_cannot_become_markup() -> None:
    rows = panel(replace(MANY, last_failure="<img src=x onerror=alert(1)>"), responses((63, 41)))

    assert "<img" not in str(rows)
