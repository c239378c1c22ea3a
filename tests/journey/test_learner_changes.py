"""After sending: the receipt, what became of the answers, and changing them until the close."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journey.learning import (
    FORM_WORDS,
    WORDS,
    answers_at_service,
    fill,
    send,
    set_up,
    somebody,
)
from tests.journey.world import World


def change(page: Page) -> None:
    """Open the form with what was sent."""
    page.get_by_role("button", name=WORDS["change"]).click()
    expect(page.get_by_text(WORDS["changing"])).to_be_visible()


@pytest.mark.parametrize("mode", ["identified", "confidential"])
def test_a_learner_changes_the_answers_and_the_service_has_the_next_revision(
    world: World, browser: Browser, mode: str
) -> None:
    survey, persona = set_up(world, mode), somebody()
    with survey.opened(browser, persona) as page:
        fill(page, "eerst")
        receipt = send(page)

        change(page)
        expect(page.locator("textarea[name=why]")).to_have_value("eerst")
        expect(page.get_by_role("button", name=FORM_WORDS["send_changes"])).to_be_enabled()
        page.locator("textarea[name=why]").fill("toch anders")
        assert send(page) == receipt

    assert answers_at_service(world, survey.campaign) == [
        (1, "main", {"used": "yes", "why": "eerst"}),
        (2, "main", {"used": "yes", "why": "toch anders"}),
    ]


def test_of_two_tabs_that_change_at_once_the_second_gets_its_text_back_and_can_send_it(
    world: World, browser: Browser
) -> None:
    survey, persona = set_up(world, "confidential"), somebody()
    with survey.opened(browser, persona) as first:
        fill(first, "eerst")
        send(first)
        second = first.context.new_page()
        second.goto(survey.address(persona))
        change(first)
        change(second)
        first.locator("textarea[name=why]").fill("van het eerste venster")
        send(first)
        second.locator("textarea[name=why]").fill("van het tweede venster")

        second.locator("[data-impact-send]").click()

        told = second.get_by_role("alert").filter(has_text=WORDS["changed_elsewhere_title"])
        expect(told).to_be_focused()
        expect(second.locator("textarea[name=why]")).to_have_value("van het tweede venster")
        send(second)

    said = [answers["why"] for _, _, answers in answers_at_service(world, survey.campaign)]
    assert said == ["eerst", "van het eerste venster", "van het tweede venster"]


def test_who_leaves_the_answers_as_they_are_sends_nothing(world: World, browser: Browser) -> None:
    survey, persona = set_up(world, "confidential"), somebody()
    with survey.opened(browser, persona) as page:
        fill(page, "eerst")
        receipt = send(page)
        change(page)
        page.locator("textarea[name=why]").fill("een inval")
        expect(page.locator("[data-impact-status]")).to_contain_text("Bewaard")

        page.get_by_role("button", name=WORDS["changing_keep"]).click()

        expect(page.locator(".impact-code")).to_have_text(receipt)
        change(page)
        expect(page.locator("textarea[name=why]")).to_have_value("eerst")
    assert len(answers_at_service(world, survey.campaign)) == 1


def test_a_change_that_was_not_sent_waits_for_the_learner(world: World, browser: Browser) -> None:
    survey, persona = set_up(world, "confidential"), somebody()
    with survey.opened(browser, persona) as page:
        fill(page, "eerst")
        send(page)
        change(page)
        page.locator("textarea[name=why]").fill("half")
        expect(page.locator("[data-impact-status]")).to_contain_text("Bewaard")

    with survey.opened(browser, persona) as page:
        expect(page.get_by_text(WORDS["change_begun"])).to_be_visible()
        page.get_by_role("button", name=WORDS["change_go_on"]).click()
        expect(page.locator("textarea[name=why]")).to_have_value("half")


def test_another_language_while_changing_keeps_the_change(world: World, browser: Browser) -> None:
    survey, persona = set_up(world, "confidential"), somebody()
    with survey.opened(browser, persona) as page:
        fill(page, "eerst")
        send(page)
        change(page)
        page.locator("textarea[name=why]").fill("anders")

        page.get_by_role("button", name="English").click()

        expect(page.get_by_role("heading", name="Short")).to_be_focused()
        expect(page.locator("textarea[name=why]")).to_have_value("anders")
        send(page)
    assert [revision for revision, _, _ in answers_at_service(world, survey.campaign)] == [1, 2]


@pytest.mark.parametrize(
    ("mode", "said"),
    [("confidential", "delivery_counted"), ("identified", "delivery_counted"), ("anonymous", "delivery_all_counted")],
)
def test_the_receipt_tells_that_the_answers_have_arrived(world: World, browser: Browser, mode: str, said: str) -> None:
    """By itself once they have, and whenever it is asked."""
    survey, persona = set_up(world, mode), somebody()
    with survey.opened(browser, persona) as page:
        fill(page, "eerst")
        send(page)
        expect(page.locator("[data-impact-delivery]")).to_have_text(WORDS[said])

        page.reload()
        page.get_by_role("button", name=WORDS["delivery_check"]).click()

        expect(page.locator("[data-impact-delivery]")).to_have_text(WORDS[said])


def test_the_receipt_can_be_copied_and_printed(world: World, browser: Browser) -> None:
    survey, persona = set_up(world, "confidential"), somebody()
    with survey.opened(browser, persona, permissions=["clipboard-read", "clipboard-write"]) as page:
        fill(page, "eerst")
        receipt = send(page)
        page.evaluate("window.printed = 0; window.print = () => { window.printed += 1; }; null")

        page.get_by_role("button", name=WORDS["receipt_copy"]).click()
        page.get_by_role("button", name=WORDS["receipt_print"]).click()

        expect(page.locator("[data-impact-copied]")).to_have_text(WORDS["receipt_copied"])
        assert page.evaluate("navigator.clipboard.readText()") == receipt
        assert page.evaluate("printed") == 1
        page.emulate_media(media="print")
        expect(page.locator(".impact-code")).to_be_visible()
        expect(page.get_by_role("button", name=WORDS["receipt_copy"])).to_be_hidden()


def test_a_check_that_fails_says_that_the_answers_are_kept(world: World, browser: Browser) -> None:
    survey, persona = set_up(world, "confidential"), somebody()
    with survey.opened(browser, persona) as page:
        fill(page, "eerst")
        send(page)
        expect(page.locator("[data-impact-delivery]")).to_have_text(WORDS["delivery_counted"])  # asked by itself
        page.route("**/check_receipt/**", lambda route: route.abort())

        page.get_by_role("button", name=WORDS["delivery_check"]).click()

        expect(page.locator("[data-impact-delivery]")).to_have_text(WORDS["delivery_unknown"])


def test_in_the_frame_of_the_learning_application_the_page_around_is_told_where_to_scroll(
    world: World, browser: Browser
) -> None:
    """The frame is as high as the block, so that only the page around it can bring the thanks into view."""
    survey, persona = set_up(world, "confidential"), somebody()
    context = browser.new_context(viewport={"width": 1280, "height": 600})
    try:
        page = context.new_page()
        page.goto(world.course.url)
        page.evaluate("window.told = []; addEventListener('message', (event) => told.push(event.data)); null")
        frame_of_the_course = f"<iframe src='{survey.address(persona)}' width=1000 height=3000></iframe>"
        page.evaluate("html => { document.body.innerHTML = html; }", frame_of_the_course)
        frame = page.frame_locator("iframe")
        frame.locator("input[name=used][value=yes]").check()
        frame.locator("[data-impact-send]").click()
        expect(frame.locator(".impact-code")).to_be_visible()
        page.wait_for_function("told.length")

        offset = page.evaluate("told[0].offset")
        top = frame.locator(".impact-block").bounding_box()["y"] - page.locator("iframe").bounding_box()["y"]
        assert abs(offset - top) < 5
    finally:
        context.close()
