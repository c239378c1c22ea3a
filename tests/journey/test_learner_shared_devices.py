"""Devices that several people use, sessions that end meanwhile, and browsers that keep nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.journey.learning import FORM_WORDS, WORDS, Survey, fill, send, set_up, somebody
from tests.journey.world import World

MODES = ["confidential", "anonymous"]
SECRET = "only of the first learner"
NO_STORAGE = "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError') }})"
STATUS, FAILED, TEXT = "[data-impact-status]", "[data-impact-failed]", "textarea[name=why]"


def handlers_answer(context: BrowserContext, status: int, content_type: str, body: str) -> None:
    context.route("**/handler/**", lambda route: route.fulfill(status=status, content_type=content_type, body=body))


class OneAddress:
    """The survey at one address for whoever is signed in, as in an LMS."""

    def __init__(self, context: BrowserContext, survey: Survey) -> None:
        self.signed_in = somebody()
        self.address = f"{survey.world.course.url}/survey"
        context.route(self.address, lambda route: self._show(route, survey))

    def _show(self, route: Route, survey: Survey) -> None:
        route.fulfill(response=route.fetch(url=survey.address(self.signed_in)))


@contextmanager
def one_who_typed(world: World, browser: Browser, mode: str) -> Iterator[tuple[OneAddress, Page]]:
    """A device on which somebody typed an answer that was saved and not sent."""
    context = browser.new_context()
    try:
        course, page = OneAddress(context, set_up(world, mode)), context.new_page()
        page.goto(course.address)
        fill(page, SECRET)
        expect(page.locator(STATUS)).to_contain_text(FORM_WORDS["saved"].partition(" ")[0])
        yield course, page
    finally:
        context.close()


@pytest.mark.parametrize("mode", MODES)
def test_who_goes_back_to_the_page_of_the_former_learner_does_not_see_what_they_typed(
    world: World, browser: Browser, mode: str
) -> None:
    with one_who_typed(world, browser, mode) as (course, page):
        page.goto(f"{world.course.url}/?lang=nl")

        course.signed_in = somebody()
        page.go_back()

        expect(page.locator(TEXT)).to_be_visible()
        expect(page.locator(TEXT)).to_have_value("")
        expect(page.locator("input:checked")).to_have_count(0)


@pytest.mark.parametrize("mode", MODES)
def test_the_same_learner_who_goes_back_finds_what_they_typed(world: World, browser: Browser, mode: str) -> None:
    with one_who_typed(world, browser, mode) as (_, page):
        page.goto(f"{world.course.url}/?lang=nl")

        page.go_back()

        expect(page.locator(TEXT)).to_be_visible()
        expect(page.locator(TEXT)).to_have_value(SECRET)


@pytest.mark.parametrize("mode", MODES)
def test_a_page_that_was_left_open_saves_and_sends_nothing_for_whoever_signs_in_next(
    world: World, browser: Browser, mode: str
) -> None:
    """Signing out and in happened in another tab."""
    survey = set_up(world, mode)
    with survey.opened(browser, first := somebody()) as page:
        second = somebody()
        as_second = lambda route: route.continue_(url=route.request.url.replace(first, second))  # noqa: E731
        page.context.route("**/handler/**", as_second)

        fill(page, SECRET)
        if mode == "confidential":
            expect(page.locator(STATUS)).to_have_text(WORDS["somebody_else"])
        page.locator("[data-impact-send]").click()
        expect(page.locator(FAILED)).to_have_text(WORDS["somebody_else"])

    with survey.opened(browser, second) as page:
        expect(page.locator(TEXT)).to_have_value("")


def a_kept_page_comes_back(page: Page) -> None:
    """As a browser tells it, which headless ones may not do."""
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")


@pytest.mark.parametrize("mode", MODES)
def test_a_page_that_the_browser_kept_is_loaded_again_for_another_learner(
    world: World, browser: Browser, mode: str
) -> None:
    with one_who_typed(world, browser, mode) as (course, page):
        first, course.signed_in = course.signed_in, somebody()
        page.context.route(
            "**/show/**", lambda route: route.continue_(url=route.request.url.replace(first, course.signed_in))
        )

        with page.expect_navigation():
            a_kept_page_comes_back(page)

        expect(page.locator(TEXT)).to_have_value("")


def test_a_page_that_the_browser_kept_stays_with_its_learner_even_offline(world: World, browser: Browser) -> None:
    with set_up(world, "confidential").opened(browser, somebody()) as page:
        fill(page, SECRET)
        with page.expect_response(lambda reply: "/show/" in reply.url):
            a_kept_page_comes_back(page)
        expect(page.locator(TEXT)).to_be_visible()
        page.context.set_offline(True)

        a_kept_page_comes_back(page)

        expect(page.locator(TEXT)).to_be_visible()
        expect(page.locator(TEXT)).to_have_value(SECRET)


def test_where_a_browser_keeps_nothing_anonymous_answers_are_sent_all_the_same(world: World, browser: Browser) -> None:
    """Nothing was left to delete, and that was no reason to say that the answers were not sent."""
    survey = set_up(world, "anonymous")
    context = browser.new_context()
    try:
        context.add_init_script(NO_STORAGE)
        page = context.new_page()
        page.goto(survey.address(somebody()))
        fill(page, SECRET)
        expect(page.locator(STATUS)).to_have_text(FORM_WORDS["unsaved"])

        assert send(page)
    finally:
        context.close()


@pytest.mark.parametrize(
    ("content_type", "body"),
    [("text/plain", "Unauthenticated"), ("application/problem+json", '{"status": 403}'), ("text/html", "<p>CSRF")],
)
def test_who_was_signed_out_reads_that_and_goes_on_once_signed_in_again(
    world: World, browser: Browser, content_type: str, body: str
) -> None:
    with set_up(world, "confidential").opened(browser, somebody()) as page:
        handlers_answer(page.context, 403, content_type, body)
        fill(page, SECRET)
        expect(page.locator(STATUS)).to_have_text(WORDS["signed_out"])
        page.locator("[data-impact-send]").click()
        expect(page.locator(FAILED)).to_have_text(WORDS["signed_out"])
        with page.expect_response(lambda reply: "/show/" in reply.url):
            page.locator("[data-impact-show][data-language=en]").click()
        expect(page.locator(FAILED)).to_have_text(WORDS["signed_out"])

        page.context.unroute("**/handler/**")

        assert send(page)


def test_the_course_itself_says_that_nobody_is_signed_in(world: World, browser: Browser) -> None:
    with set_up(world, "confidential").opened(browser, somebody()) as page:
        nobody = lambda route: route.continue_(url=route.request.url.partition("?")[0] + "?student=none")  # noqa: E731
        page.context.route("**/handler/**", nobody)
        fill(page, SECRET)

        expect(page.locator(STATUS)).to_have_text(WORDS["signed_out"])


def test_a_page_to_sign_in_is_no_saved_draft(world: World, browser: Browser) -> None:
    """What a proxy before the course may answer, with 200."""
    with set_up(world, "confidential").opened(browser, somebody()) as page:
        handlers_answer(page.context, 200, "text/html", "<form>Sign in</form>")

        fill(page, SECRET)

        expect(page.locator(STATUS)).to_have_text(FORM_WORDS["unsaved"])


def storage(page: Page) -> Any:
    return page.evaluate("Object.entries(localStorage)")


def test_once_anonymous_answers_are_sent_no_other_tab_leaves_any_on_the_device(world: World, browser: Browser) -> None:
    survey = set_up(world, "anonymous")
    with survey.opened(browser, somebody()) as page:
        other = page.context.new_page()
        other.goto(page.url)
        fill(page, SECRET)
        send(page)

        fill(other, "too late")

        expect(other.locator(STATUS)).to_have_text(FORM_WORDS["already_sent"])
        assert storage(other) == []


def test_what_one_tab_discards_another_may_still_keep(world: World, browser: Browser) -> None:
    survey = set_up(world, "anonymous")
    with survey.opened(browser, somebody()) as page:
        other = page.context.new_page()
        other.goto(page.url)
        fill(page, SECRET)
        page.locator(".impact-discard summary").click()
        page.locator("[data-impact-discard]").click()
        expect(page.locator(STATUS)).to_have_text(FORM_WORDS["discarded"])

        fill(other, "anew")

        expect(other.locator(STATUS)).to_contain_text(FORM_WORDS["saved"].partition(" ")[0])
        assert "anew" in str(storage(other))
