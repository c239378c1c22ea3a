"""The course team's panel: what has arrived, how many answered, and nothing that would tell who."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.xblock_impact.course import Course, Person, StudioPermissions, call, make_course
from tests.xblock_impact.evaluation_service import EvaluationService
from tests.xblock_impact.pilot import ID, good_answers, terms
from tests.xblock_impact.waves import DAY_30, FOLLOW_UP, Clock, KnownRecords, installed
from xblock_impact.delivery.records import Tally
from xblock_impact.words import words_in

WORDS = words_in("en")
STAFF = Person(id="staff_1", staff=True)
MANY = Tally(41, 38, 1, 3, DAY_30 - timedelta(minutes=90), "HTTP 503", invited=63)
HANDLERS = ["delivery_status", "resend"]


def panel(tally: Tally | None, mode: str = "confidential", **fields: Any) -> dict[str, str]:
    """Return the panel's rows by their names."""
    course = make_course(STAFF, services={"clock": Clock()}, privacy_mode=mode, **fields)
    with installed(KnownRecords(counted=tally)):
        html = call(course.block(), "delivery_status", {}).document["html"]
    return dict(re.findall(r"<dt>(.*?)</dt><dd[^>]*>(.*?)</dd>", html))


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
    rows = panel(MANY)

    assert [rows[WORDS[f"panel_{name}"]] for name in ("accepted", "delivered", "pending", "quarantined")] == [
        *("41", "38", "3", "1")
    ]
    assert rows[WORDS["panel_rate_title"]] == "65% (41 of 63 learners)"
    assert rows[WORDS["panel_failure"]] == "HTTP 503"


def test_without_a_denominator_it_says_so() -> None:
    assert panel(replace(MANY, invited=None))[WORDS["panel_rate_title"]] == WORDS["panel_rate_unknown"]


def test_over_several_waves_there_is_no_one_rate() -> None:
    rows = panel(MANY, waves=FOLLOW_UP)

    assert rows[WORDS["panel_rate_title"]] == WORDS["panel_rate_waves"].format(invited=63)


@pytest.mark.parametrize("mode", ["confidential", "anonymous"])
@pytest.mark.parametrize(
    "tally", [Tally(3, 3, 0, 0, invited=3), Tally(4, 4, 0, 0), Tally(2, 2, 0, 0, invited=40), Tally(0, 0, 0, 0)]
)
def test_figures_of_fewer_than_the_threshold_are_not_given(mode: str, tally: Tally) -> None:
    """Of three invited they would say who has answered and who has not."""
    rows = panel(tally, mode)

    assert rows[WORDS["panel_accepted"]] == rows[WORDS["panel_delivered"]] == "fewer than 5"
    assert "%" not in rows[WORDS["panel_rate_title"]]
    assert "fewer than 8" in panel(tally, mode, min_respondents=8).values()


def test_what_waits_of_few_is_said_without_a_number() -> None:
    rows = panel(Tally(3, 1, 0, 2, DAY_30 - timedelta(days=2), invited=4))

    assert rows[WORDS["panel_pending"]] == "fewer than 5"
    assert rows[WORDS["panel_quarantined"]] == "0"


@pytest.mark.parametrize("mode", ["confidential", "anonymous"])
def test_the_hour_at_which_the_oldest_came_in_is_not_said(mode: str) -> None:
    assert panel(MANY, mode)[WORDS["panel_oldest"]] == "2 November 2026"


def test_by_name_everything_is_exact() -> None:
    rows = panel(Tally(2, 1, 0, 1, DAY_30 - timedelta(minutes=90), invited=3), "identified")

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
    rows = panel(replace(MANY, last_failure="<img src=x onerror=alert(1)>"))

    assert "<img" not in str(rows)
