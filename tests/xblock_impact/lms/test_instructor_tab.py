"""The instructor dashboard's tab, through the platform's own filter, and the page behind it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import AnonymousUser, User
from django.db import connection
from django.http import HttpResponse
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from opaque_keys.edx.keys import CourseKey
from openedx_filters.learning.filters import InstructorDashboardTabsRequested
from playwright.sync_api import Browser, Route

from surveys.contract import FactKind
from tests.xblock_impact.lms.databases import Settings
from tests.xblock_impact.lms.instructor_tab_platform import BLOCK, COURSE, STAFF, platform
from tests.xblock_impact.waves import after, plan_of
from xblock_impact.lms.facts.completeness import note_backfilled
from xblock_impact.lms.facts.learner_facts import note_fact
from xblock_impact.lms.instructor_tab.filter_settings import FILTER, STEP, with_tab
from xblock_impact.lms.models import Answered, CampaignCourse, DeliveredAnonymously, StoredDefinition, StoredParcel
from xblock_impact.words import instructor_words_in

TABS = [{"tab_id": "course_info", "title": "Course Info", "url": "/instructor/course_info", "sort_order": 10}]
URLS = "tests.xblock_impact.lms.instructor_tab_platform"
PAGE = f"/impact/courses/{COURSE}/campaigns"
OTHER_COURSE = "course-v1:Impact+Other+2026"
UNREAD = instructor_words_in("en")["unread"]
PICTURES = os.environ.get("IMPACT_PICTURES")  # a folder to keep pictures in, to look at
PUBLIC = Path(__file__).parents[3] / "xblock_impact" / "public"
BUCKET = {"ImpactBlock": {"SERVICE_URL": "https://evaluation.example.org/"}}


@pytest.fixture(autouse=True)
def _lms(database: Settings) -> Iterator[None]:
    with (
        platform(),
        override_settings(
            ROOT_URLCONF=URLS,
            OPEN_EDX_FILTERS_CONFIG=with_tab(None),
            LMS_ROOT_URL="https://lms.example.org",
            XBLOCK_SETTINGS=BUCKET,
            ALLOWED_HOSTS=["testserver"],
            LOGIN_URL="/login",
        ),
    ):
        yield
    User.objects.all().delete()


def user(name: str) -> User:
    """Return an account."""
    return User.objects.get_or_create(username=name)[0]


def holds(campaign: str = "talk-2026", mode: str = "confidential", course: str = COURSE) -> None:
    """Make a course hold a campaign."""
    CampaignCourse.objects.create(course_key=course, campaign=campaign, mode=mode)


def sent(status: str = "accepted", campaign: str = "talk-2026", **changes: Any) -> StoredParcel:
    """Keep one parcel."""
    definition, _ = StoredDefinition.objects.get_or_create(
        digest=campaign, defaults={"campaign": campaign, "survey_digest": "s", "survey_id": "pilot", "body": b"{}"}
    )
    now = datetime(2026, 11, 22, 8, tzinfo=UTC)
    known = {
        "submission_id": uuid4(),
        "revision": 1,
        "definition": definition,
        "campaign": campaign,
        "mode": "confidential",
        "wave": "main",
        "course_key": COURSE,
        "usage_key": BLOCK,
        "account": "7",
        "body": b"{}",
        "digest": "d",
        "status": status,
        "next_attempt_at": now,
        "accepted_at": now,
    }
    parcel = StoredParcel.objects.create(**{**known, **changes})
    answered(campaign, str(parcel.submission_id), parcel.usage_key)
    return parcel


def answered(campaign: str, account: str, usage_key: str = BLOCK) -> None:
    """Keep that one learner answered."""
    Answered.objects.get_or_create(
        usage_key=usage_key, account=account, wave="main", defaults={"campaign": campaign, "revision": 1}
    )


def tabs_for(person: Any, course: str = COURSE) -> list[dict[str, Any]]:
    """Return the tabs that the platform's filter comes to."""
    return InstructorDashboardTabsRequested.run_filter(TABS, person, CourseKey.from_string(course))[0]


def page(person: str | None, course: str = COURSE, **headers: str) -> HttpResponse:
    """Open the page."""
    client = Client()
    if person is not None:
        client.force_login(user(person))
    return client.get(f"/impact/courses/{course}/campaigns", **headers)


def test_staff_find_a_tab_behind_the_others_that_leads_to_the_page() -> None:
    holds()

    assert tabs_for(user(STAFF)) == [
        *TABS,
        {"tab_id": "impact", "title": "Impact", "url": f"https://lms.example.org{PAGE}", "sort_order": 20},
    ]


@pytest.mark.parametrize("person", ["learner", None])
def test_nobody_else_finds_it(person: str | None) -> None:
    holds()

    assert tabs_for(user(person) if person else AnonymousUser()) == TABS
    assert tabs_for(None) == TABS


def test_staff_of_one_course_find_none_in_another() -> None:
    holds(course=OTHER_COURSE)

    assert tabs_for(user(STAFF), OTHER_COURSE) == TABS


def test_a_course_without_campaigns_has_no_tab_and_the_platform_is_not_even_asked() -> None:
    with platform(access=None), CaptureQueriesContext(connection) as queries:
        assert tabs_for(user(STAFF)) == TABS

    assert len([query for query in queries if "campaigncourse" in query["sql"]]) == 1


def test_the_dashboard_shows_without_the_tab_when_anything_goes_wrong(caplog: pytest.LogCaptureFixture) -> None:
    def broken(*_: Any) -> bool:
        raise RuntimeError("the platform has changed")

    holds()
    strict = {FILTER: {**with_tab(None)[FILTER], "fail_silently": False}}
    with platform(access=broken), override_settings(OPEN_EDX_FILTERS_CONFIG=strict):
        assert tabs_for(user(STAFF)) == TABS

    assert "is shown without Impact's tab" in caplog.text


def test_where_no_platform_vouches_for_anybody_nobody_is_staff(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    holds()
    monkeypatch.setitem(sys.modules, "lms.djangoapps.courseware.access", None)

    assert tabs_for(user(STAFF)) == TABS
    assert page(STAFF).status_code == 403


def test_a_step_that_is_configured_twice_adds_one_tab() -> None:
    holds()
    with override_settings(OPEN_EDX_FILTERS_CONFIG={FILTER: [STEP, STEP]}):
        assert [tab["tab_id"] for tab in tabs_for(user(STAFF))] == ["course_info", "impact"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (None, {"fail_silently": True, "pipeline": [STEP]}),
        ("other.Step", {"fail_silently": True, "pipeline": ["other.Step", STEP]}),
        (["other.Step"], {"fail_silently": True, "pipeline": ["other.Step", STEP]}),
        (
            {"fail_silently": False, "pipeline": ["other.Step"], "log_level": "debug"},
            {"fail_silently": False, "pipeline": ["other.Step", STEP], "log_level": "debug"},
        ),
        ({"pipeline": [STEP, "other.Step"]}, {"fail_silently": True, "pipeline": [STEP, "other.Step"]}),
    ],
)
def test_what_others_configured_of_the_filter_stays(before: Any, after: Any) -> None:
    configured = {"another.filter": ["x"], **({} if before is None else {FILTER: before})}

    assert with_tab(configured) == {"another.filter": ["x"], FILTER: after}
    assert configured.get(FILTER) == before


def test_the_page_counts_every_submission_once_and_links_to_the_results() -> None:
    holds(mode="identified")
    changed = sent("accepted")
    sent("pending", submission_id=changed.submission_id, revision=2)
    sent("duplicate")
    sent("quarantined")
    sent("accepted", usage_key="block-v1:Impact+Other+2026+type@impact+block@0f")
    sent("accepted", campaign="elsewhere")

    html = page(STAFF).content.decode()

    assert _cells(html) == [["talk-2026", "identified", "3", "2", "1", "1", UNREAD, "Results"]]
    assert 'href="https://evaluation.example.org/campaigns/talk-2026"' in html


def test_anonymous_answers_are_counted_by_the_blocks_of_the_course() -> None:
    holds("wall", "anonymous")
    sent("pending", campaign="wall", mode="anonymous", account=None)
    DeliveredAnonymously.objects.create(usage_key=BLOCK, campaign="wall", delivered=6, quarantined=1)
    for number in range(6):
        answered("wall", f"learner-{number}")
    other = "block-v1:Impact+Talk+2026b+type@impact+block@0f"
    DeliveredAnonymously.objects.create(usage_key=other, campaign="wall", delivered=100, quarantined=100)
    answered("wall", "learner-0", other)

    enrolled(20)
    with platform(blocks={BLOCK: settings("wall", "anonymous")}):
        html = page(STAFF).content.decode()

    assert _cells(html) == [["wall", "anonymous", "6", "5", "1", "1", "30% (6 of 20 learners)", "Results"]]


def enrolled(number: int) -> None:
    """Make learners of the course, whose past is known."""
    note_backfilled(COURSE, datetime.now(UTC))
    for one in range(number):
        note_fact(f"learner-{one}", COURSE, FactKind.ENROLLED, datetime(2026, 9, 1, tzinfo=UTC))


def settings(campaign: str = "talk-2026", mode: str = "confidential", **more: Any) -> SimpleNamespace:
    """Return a block as the platform's store has it."""
    given = {"instrument": "pilot", "campaign": campaign, "privacy_mode": mode, "min_respondents": "5", **more}
    return SimpleNamespace(
        **{"display_name": "Pilot", "title_language": "en", "definition": None, "waves": None, **given}
    )


@pytest.mark.parametrize("mode", ["confidential", "anonymous"])
@pytest.mark.parametrize("learners", [8, 20])
def test_the_page_says_no_more_of_a_small_group_than_the_block_s_own_panel(mode: str, learners: int) -> None:
    holds(mode=mode)
    enrolled(learners)
    for number in range(4):
        answered("talk-2026", f"learner-{number}")

    with platform(blocks={BLOCK: settings(mode=mode)}):
        html = page(STAFF).content.decode()

    rate = {8: "shown from 10 learners on", 20: "fewer than 5 of 20 learners"}[learners]
    assert _cells(html) == [["talk-2026", mode, "not shown", "not shown", "0", "0", rate, "Results"]]


def test_one_block_is_not_given_away_by_the_sum_of_all() -> None:
    holds()
    enrolled(20)
    other = BLOCK.replace("@0f", "@1f")
    for number in range(10):
        answered("talk-2026", f"learner-{number}")
    for number in range(3):
        answered("talk-2026", f"learner-{number}", other)

    with platform(blocks={BLOCK: settings(), other: settings(display_name="Again")}):
        ((_, _, accepted, _, _, _, rate, _),) = _cells(page(STAFF).content.decode())

    assert accepted == "10 or more"
    assert rate.split("  ") == ["Pilot", "50% (10 of 20 learners)", "Again", "fewer than 5 of 20 learners"]


def test_of_a_confidential_survey_whose_settings_are_gone_no_number_is_said() -> None:
    holds()
    for number in range(10):
        answered("talk-2026", f"learner-{number}")
    broken = [{}, {BLOCK: settings(campaign="")}, {BLOCK: settings(campaign="another")}]

    for blocks in broken:
        with platform(blocks=blocks):
            html = page(STAFF).content.decode()
        assert _cells(html) == [["talk-2026", "confidential", "not shown", "not shown", "0", "0", UNREAD, "Results"]]


def test_each_wave_has_its_rate_and_a_course_with_a_past_says_what_to_do() -> None:
    holds()
    answered("talk-2026", "learner-1")
    waves = {BLOCK: settings(waves=plan_of(after(0, "enrolled"), after(90, "enrolled")))}

    with platform(blocks=waves):
        before = page(STAFF).content.decode()
        enrolled(12)
        after_it = page(STAFF).content.decode()

    assert f"impact_backfill --course {COURSE}" in before
    assert "Asked right after enrolling." in after_it
    assert "Asked 90 days after enrolling." in after_it


@pytest.mark.parametrize("person", ["learner", "staff_of_nothing"])
def test_whoever_is_not_staff_of_the_course_sees_nothing_of_it(person: str) -> None:
    holds()

    reply = page(person)

    assert reply.status_code == 403
    assert "talk-2026" not in reply.content.decode()


def test_staff_of_one_course_see_nothing_of_another() -> None:
    holds(course=OTHER_COURSE)

    assert page(STAFF, OTHER_COURSE).status_code == 403


@pytest.mark.parametrize("key", ["no-course-key", "course-v1:Impact+Talk", "a/b/c", "%00", "x" * 300])
def test_a_key_that_is_none_is_refused(key: str) -> None:
    assert page(STAFF, key).status_code == 403


def test_whoever_is_not_signed_in_is_asked_to_and_then_comes_back() -> None:
    reply = page(None)

    assert reply.status_code == 302
    assert reply["Location"].startswith("/login?next=/impact/courses/")


def test_nothing_can_be_sent_to_the_page() -> None:
    assert Client().post(PAGE).status_code == 405


def test_no_cache_keeps_the_page() -> None:
    holds()

    assert "no-store" in page(STAFF)["Cache-Control"]


def test_without_an_address_of_the_service_there_are_figures_and_no_links() -> None:
    holds()
    with override_settings(XBLOCK_SETTINGS={}):
        html = page(STAFF).content.decode()

    assert "<a " not in html
    assert "There are no links to results" in html


def test_a_course_without_campaigns_says_how_to_begin() -> None:
    assert "Add a block of type Impact" in page(STAFF).content.decode()


def test_a_campaign_key_is_text_and_nothing_else() -> None:
    holds('<script>alert("x")</script>')

    html = page(STAFF).content.decode()

    assert "<script" not in html
    assert "&lt;script&gt;" in html


@pytest.mark.parametrize("language", ["nl", "en", "fr"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_on_the_page(browser: Browser, language: str, scheme: Any, width: int) -> None:
    from django.utils import translation

    holds("talk-2026")
    holds("wall-of-a-longer-name-that-needs-room-2026", "anonymous")
    sent("pending")
    sent("quarantined")
    answered("wall-of-a-longer-name-that-needs-room-2026", "learner-1", BLOCK.replace("@0f", "@1f"))
    known = {BLOCK: settings(waves=plan_of(after(0, "enrolled"), after(90, "enrolled")))}
    with translation.override(language), platform(blocks=known):
        html = page(STAFF).content

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix("http://lms.test/")
        if path.startswith("xblock/resource/impact/public/"):
            route.fulfill(body=(PUBLIC / path.rpartition("/")[2]).read_bytes(), content_type="text/css")
        else:
            route.fulfill(body=html, content_type="text/html; charset=utf-8")

    shown = browser.new_page(viewport={"width": width, "height": 720}, color_scheme=scheme)
    try:
        shown.route("**/*", answer)
        shown.goto("http://lms.test/")
        if PICTURES:
            shown.screenshot(path=Path(PICTURES) / f"tab-{language}-{width}-{scheme}.png", full_page=True)
        found = Axe().run(shown, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
        assert found.response["violations"] == []
        assert shown.evaluate("document.documentElement.scrollWidth") <= width
        assert shown.locator("thead").bounding_box()["height"] < 100  # pixels: no heading is broken into letters
        assert shown.locator("html").get_attribute("lang") == language
        assert shown.locator("h1").evaluate("node => getComputedStyle(node).fontSize") == "25.6px"
    finally:
        shown.close()


def _cells(html: str) -> list[list[str]]:
    import re

    body = html.partition("<tbody>")[2]
    return [
        [
            re.sub(r"\s*<[^>]+>\s*", " ", cell).strip()
            for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)
        ]
        for row in re.findall(r"<tr>(.*?)</tr>", body, re.DOTALL)
    ]
