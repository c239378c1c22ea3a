"""Leaving a survey half filled in: kept in the course where answers are linked, on the device where they are not."""

from __future__ import annotations

import json
import sqlite3
import uuid
from contextlib import closing
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journey.learning import FORM_WORDS, WORDS, fill, send, set_up, somebody
from tests.journey.world import World


@pytest.fixture
def secret() -> str:
    """Words that stand nowhere else."""
    return f"alleen voor mij {uuid.uuid4().hex}"


def kept_on_device(page: Page) -> dict[str, Any]:
    """Return what the block keeps in the browser, by key."""
    kept: dict[str, str] = page.evaluate("({...localStorage})")
    return {key: json.loads(value) for key, value in kept.items() if key.startswith("impact-")}


def wait_until_saved(page: Page) -> None:
    expect(page.locator("[data-impact-status]")).to_contain_text("Bewaard")


def everything_stored(world: World) -> str:
    """Return every table of the course's database as text."""
    with closing(sqlite3.connect(world.course.folder / "var" / "workbench.db")) as database:
        return "\n".join(database.iterdump())


@pytest.mark.parametrize("mode", ["identified", "confidential"])
def test_what_was_typed_is_found_again_on_another_device(
    world: World, browser: Browser, secret: str, mode: str
) -> None:
    survey, persona = set_up(world, mode), somebody()
    with survey.opened(browser, persona) as page:
        expect(page.get_by_text(WORDS["note_draft"])).to_be_visible()
        fill(page, secret)
        wait_until_saved(page)
        assert kept_on_device(page) == {}

    with survey.opened(browser, persona) as page:
        expect(page.locator("textarea[name=why]")).to_have_value(secret)
        expect(page.locator("input[name=used][value=yes]")).to_be_checked()
        wait_until_saved(page)


def test_an_anonymous_draft_stays_on_the_device_and_is_gone_after_sending(
    world: World, browser: Browser, secret: str
) -> None:
    survey, persona = set_up(world, "anonymous"), somebody()
    with survey.opened(browser, persona) as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        expect(page.get_by_text(WORDS["note_device"])).to_be_visible()
        fill(page, secret)
        wait_until_saved(page)

        assert [draft["answers"] for draft in kept_on_device(page).values()] == [{"used": "yes", "why": secret}]
        assert not [url for url in asked if "/handler/" in url]
        assert secret not in everything_stored(world)

        page.reload()
        expect(page.locator("textarea[name=why]")).to_have_value(secret)
        wait_until_saved(page)
        send(page)
        assert kept_on_device(page) == {}


def test_another_person_on_the_same_device_does_not_find_an_anonymous_draft(
    world: World, browser: Browser, secret: str
) -> None:
    survey, first, second = set_up(world, "anonymous"), somebody(), somebody()
    with survey.opened(browser, first) as page:
        fill(page, secret)
        wait_until_saved(page)

        page.goto(survey.address(second))

        expect(page.locator("textarea[name=why]")).to_have_value("")
        assert first not in json.dumps(page.evaluate("({...localStorage})"))


@pytest.mark.parametrize("mode", ["anonymous", "confidential"])
def test_who_discards_finds_an_empty_form(world: World, browser: Browser, secret: str, mode: str) -> None:
    survey, persona = set_up(world, mode), somebody()
    with survey.opened(browser, persona) as page:
        fill(page, secret)
        wait_until_saved(page)

        page.get_by_text(FORM_WORDS["discard"], exact=True).click()
        page.get_by_role("button", name=FORM_WORDS["discard_now"]).click()

        expect(page.locator("[data-impact-status]")).to_have_text(FORM_WORDS["discarded"])
        expect(page.locator("textarea[name=why]")).to_have_value("")
        assert kept_on_device(page) == {}
        assert secret not in everything_stored(world)
        page.reload()
        expect(page.locator("textarea[name=why]")).to_have_value("")
        expect(page.locator("input[name=used]:checked")).to_have_count(0)


def test_a_browser_that_keeps_nothing_says_that_the_draft_is_not_saved(
    world: World, browser: Browser, secret: str
) -> None:
    survey, persona = set_up(world, "anonymous"), somebody()
    with survey.opened(browser, persona) as page:
        page.add_init_script("Storage.prototype.setItem = () => { throw new DOMException('full') }")
        page.reload()
        fill(page, secret)

        expect(page.locator("[data-impact-status]")).to_have_text(FORM_WORDS["unsaved"])
        send(page)


def test_something_else_under_our_key_on_the_device_is_no_harm(world: World, browser: Browser, secret: str) -> None:
    survey, persona = set_up(world, "anonymous"), somebody()
    with survey.opened(browser, persona) as page:
        fill(page, secret)
        wait_until_saved(page)
        page.evaluate("Object.keys(localStorage).forEach((key) => localStorage.setItem(key, '{half'))")

        page.reload()

        expect(page.locator("textarea[name=why]")).to_have_value("")
        fill(page, "again")
        wait_until_saved(page)


@pytest.mark.parametrize("mode", ["anonymous", "confidential"])
def test_another_language_keeps_what_was_typed(world: World, browser: Browser, secret: str, mode: str) -> None:
    survey, persona = set_up(world, mode), somebody()
    with survey.opened(browser, persona) as page:
        fill(page, secret, used="no")

        page.get_by_role("button", name="English").click()

        expect(page.get_by_role("heading", name="Short")).to_be_focused()
        expect(page.locator("textarea[name=why]")).to_have_value(secret)
        expect(page.locator("input[name=used][value=no]")).to_be_checked()
        with page.expect_request(lambda request: "/submit/" in request.url) as sent:
            send(page)
        assert sent.value.post_data_json["language"] == "en"
        expect(page.locator("[data-impact-thanks]")).to_have_attribute("lang", "en")


def test_another_language_keeps_what_was_typed_even_if_it_could_not_be_saved(
    world: World, browser: Browser, secret: str
) -> None:
    survey, persona = set_up(world, "confidential"), somebody()
    with survey.opened(browser, persona) as page:
        page.route("**/save_draft/**", lambda route: route.abort())
        fill(page, secret)

        page.get_by_role("button", name="English").click()

        expect(page.get_by_role("heading", name="Short")).to_be_focused()
        expect(page.locator("textarea[name=why]")).to_have_value(secret)


def test_a_course_that_does_not_answer_says_so_when_another_language_is_wanted(
    world: World, browser: Browser, secret: str
) -> None:
    survey, persona = set_up(world, "confidential"), somebody()
    with survey.opened(browser, persona) as page:
        fill(page, secret)
        page.route("**/show/**", lambda route: route.abort())

        page.get_by_role("button", name="English").click()

        expect(page.locator("[data-impact-failed]")).to_have_text(WORDS["show_failed"])
        expect(page.locator("textarea[name=why]")).to_have_value(secret)


def test_a_page_that_was_left_open_does_not_undo_what_was_filled_in_on_another_device(
    world: World, browser: Browser
) -> None:
    survey, persona = set_up(world, "confidential"), somebody()
    with survey.opened(browser, persona) as laptop:
        with survey.opened(browser, persona) as phone:
            fill(phone, "long, on the phone")
            expect(phone.locator("[data-impact-status]")).to_contain_text("Bewaard")

        laptop.locator("input[name=used][value=no]").check()
        expect(laptop.locator("[data-impact-status]")).to_have_text(WORDS["draft_elsewhere"])

        laptop.reload()
        expect(laptop.locator("textarea[name=why]")).to_have_value("long, on the phone")
        laptop.locator("input[name=used][value=no]").check()
        expect(laptop.locator("[data-impact-status]")).to_contain_text("Bewaard")


def test_who_goes_on_with_a_draft_from_elsewhere_and_sends_too_soon_goes_on_saving(
    world: World, browser: Browser
) -> None:
    survey, persona = set_up(world, "confidential"), somebody()
    with survey.opened(browser, persona) as phone:
        phone.locator("textarea[name=why]").fill("half of it, on the phone")
        expect(phone.locator("[data-impact-status]")).to_contain_text("Bewaard")
    with survey.opened(browser, persona) as laptop:
        laptop.locator("[data-impact-send]").click()
        expect(laptop.locator(".impact-problems")).to_be_visible()

        with laptop.expect_response(lambda reply: "/save_draft/" in reply.url) as saved:
            laptop.locator("textarea[name=why]").fill("all of it")

        assert saved.value.status == 200
