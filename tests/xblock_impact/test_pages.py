"""The block's pages in real Chromium: usable by everybody, at every width, in light and dark."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from surveys.form import privacy_notice
from surveys.privacy import PrivacyMode
from surveys.texts import LANGUAGES
from surveys.words import words_in as words_of_the_form
from tests.xblock_impact.demo_course import DemoCourse
from tests.xblock_impact.evaluation_service import EvaluationService
from tests.xblock_impact.pilot import SURVEY, TERMS, good_answers, required
from xblock_impact.words import words_in

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PICTURES = os.environ.get("IMPACT_PICTURES")  # a folder to keep pictures of every page in, to look at


@contextmanager
def opened(
    browser: Browser, course: DemoCourse, persona: str, view: str = "student_view", language: str = "nl", **options: Any
) -> Iterator[Page]:
    """Open one page of the course; fail on any error in its console."""
    context = browser.new_context(**{"viewport": {"width": 360, "height": 740}, **options})
    try:
        page = context.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(f"{course.server.url}/scenario/impact.0/{view}/?student={persona}&lang={language}")
        yield page
        assert errors == []
    finally:
        context.close()


def violations(page: Page) -> list[str]:
    """Return what axe finds on the whole page, one line each."""
    found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
    return [f"{one['id']}: {node['html'][:200]}" for one in found for node in one["nodes"]]


def keep_picture(page: Page, name: str) -> None:
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)


def answer_everything(page: Page) -> None:
    for name, value in good_answers().items():
        field = page.locator(f"[name={name}]")
        if field.first.get_attribute("type") == "radio":
            page.locator(f"[name={name}][value='{value}']").check()
        else:
            field.fill(str(value))


@pytest.fixture
def answered(demo_course: DemoCourse) -> str:
    """A learner who has sent the answers."""
    persona = f"learner_{uuid.uuid4().hex[:8]}"
    document = {"submission_id": str(uuid.uuid4()), "terms": TERMS, "answers": good_answers()}
    assert demo_course.send(persona, "submit", document).status_code == 200
    return persona


@pytest.mark.parametrize("language", ["nl", "en", "fr"])
@pytest.mark.parametrize("view", ["form", "thanks", "author_view", "public_view"])
def test_axe_finds_nothing(browser: Browser, demo_course: DemoCourse, answered: str, view: str, language: str) -> None:
    """On the whole page, at 360 and 1280 px, in light and dark; and nothing is wider than the window."""
    who = {"form": "learner_1", "thanks": answered, "public_view": "none"}.get(view, "author_1")
    name = view if view.endswith("_view") else "student_view"

    with opened(browser, demo_course, who, name, language) as page:
        for width, scheme in ((360, "light"), (1280, "light"), (1280, "dark"), (360, "dark")):
            page.set_viewport_size({"width": width, "height": 740})
            page.emulate_media(color_scheme=scheme)
            keep_picture(page, f"{view}-{language}-{width}-{scheme}")
            overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")

            assert violations(page) == []
            assert overflow <= 0


def test_a_learner_answers_gets_a_receipt_and_finds_it_again(
    browser: Browser, demo_course: DemoCourse, course_service: EvaluationService
) -> None:
    persona = f"learner_{uuid.uuid4().hex[:8]}"
    with opened(browser, demo_course, persona) as page:
        answer_everything(page)
        with page.expect_response(lambda reply: "/relay/" in reply.url) as relayed:
            page.locator("[data-impact-send]").click()

        receipt = page.locator(".impact-code").inner_text()
        assert relayed.value.json() == {"delivered": 1, "pending": 0, "wait": None}
        assert page.evaluate("document.activeElement.matches('[data-impact-focus]')")

        page.reload()
        expect(page.locator(".impact-code")).to_have_text(receipt)
        assert demo_course.parcel(persona)["submission_id"] in course_service.submissions


def test_what_was_typed_comes_back_after_a_reload(browser: Browser, demo_course: DemoCourse) -> None:
    persona, text = f"learner_{uuid.uuid4().hex[:8]}", list(SURVEY.questions)[-1]
    with opened(browser, demo_course, persona) as page:
        with page.expect_response(lambda reply: "/save_draft/" in reply.url):
            page.locator(f"[name={text}]").fill("een half zin")
        page.reload()

        expect(page.locator(f"[name={text}]")).to_have_value("een half zin")


def test_wrong_answers_lead_back_to_their_questions(browser: Browser, demo_course: DemoCourse) -> None:
    persona = f"learner_{uuid.uuid4().hex[:8]}"
    with opened(browser, demo_course, persona) as page:
        page.locator("[data-impact-send]").click()
        page.locator(".impact-problems a").first.wait_for()

        keep_picture(page, "form-problems")
        assert violations(page) == []
        page.locator(".impact-problems a").first.click()
        assert page.evaluate("document.activeElement.name") == required()


def test_a_service_that_is_down_does_not_keep_the_receipt_from_the_learner(
    browser: Browser, demo_course: DemoCourse, course_service: EvaluationService
) -> None:
    """The page asks again by itself while it is open, and the answers arrive once the service is back."""
    persona = f"learner_{uuid.uuid4().hex[:8]}"
    course_service.status = 503
    try:
        with opened(browser, demo_course, persona) as page:
            answer_everything(page)
            with page.expect_response(lambda reply: "/relay/" in reply.url) as relayed:
                page.locator("[data-impact-send]").click()
            expect(page.locator(".impact-code")).to_be_visible()
            assert relayed.value.json()["pending"] == 1

            course_service.status = None
            with page.expect_response(lambda reply: "/relay/" in reply.url and reply.json()["delivered"] == 1):
                pass
    finally:
        course_service.status = None


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_front_page(browser: Browser, demo_course: DemoCourse, scheme: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, color_scheme=scheme)
    try:
        page = context.new_page()
        page.goto(demo_course.server.url)

        keep_picture(page, f"front-{scheme}")
        assert violations(page) == []
    finally:
        context.close()


def test_a_second_tab_says_that_the_answers_were_sent_and_that_the_earlier_ones_count(
    browser: Browser, demo_course: DemoCourse
) -> None:
    persona, words = f"learner_{uuid.uuid4().hex[:8]}", words_of_the_form("nl")
    with opened(browser, demo_course, persona) as page:
        document = {"submission_id": str(uuid.uuid4()), "terms": TERMS, "answers": good_answers()}
        assert demo_course.send(persona, "submit", document).status_code == 200
        answer_everything(page)
        expect(page.locator("[data-impact-status]")).to_have_text(words["already_sent"])

        page.locator("[data-impact-send]").click()
        expect(page.locator("[data-impact-earlier]")).to_have_text(words["thanks_earlier"])
        assert violations(page) == []


def test_a_learner_whose_author_changed_the_terms_meanwhile_reads_and_sends_again(
    browser: Browser, demo_course: DemoCourse
) -> None:
    persona, words = f"learner_{uuid.uuid4().hex[:8]}", words_of_the_form("nl")
    settings = {"display_name": "Pilot", "instrument": "pilot", "privacy_mode": "confidential", "min_respondents": 5}
    try:
        with opened(browser, demo_course, persona) as page:
            answer_everything(page)
            named = {**settings, "campaign": "demo-named", "privacy_mode": "identified"}
            assert demo_course.send("author_1", "save_settings", named).status_code == 200
            page.locator("[data-impact-send]").click()
            expect(page.get_by_role("alert").filter(has_text=words["changed_title"])).to_be_focused()
            keep_picture(page, "terms-changed")
            assert violations(page) == []
            assert page.locator(".impact-notice").inner_text().endswith(privacy_notice(PrivacyMode.IDENTIFIED, "nl", 5))

            page.locator("[data-impact-send]").click()
            expect(page.locator(".impact-code")).to_be_visible()
            assert demo_course.parcel(persona)["mode"] == "identified"
    finally:
        assert demo_course.send("author_1", "save_settings", {**settings, "campaign": "demo-pilot"}).status_code == 200


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_course_around_the_block_speaks_the_language_of_the_page(
    browser: Browser, demo_course: DemoCourse, language: str
) -> None:
    words = words_in(language)
    with opened(browser, demo_course, "author_1", "author_view", language) as page:
        header = page.locator("header.course")
        links = header.get_by_role("navigation", name=words["front_views"]).get_by_role("link")

        assert links.all_inner_texts() == [words["front_survey"], words["front_settings"]]
        assert header.get_by_role("link").first.inner_text() == f"Impact · {words['front_title']}"
        assert page.title().endswith(words["front_title"])
