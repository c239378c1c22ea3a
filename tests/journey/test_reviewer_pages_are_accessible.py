"""The reviewer's pages in a browser, with the pilot's 967 real answers: axe finds nothing, nothing sticks out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from evaluation.demo import COURSE_CAMPAIGN, PILOT_CAMPAIGN, REVIEWER
from evaluation.demo.preparing import prepare
from evaluation.storage.engine import open_engine
from surveys.texts import LANGUAGES
from tests import processes

RULES = ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]  # aaa: contrast 7:1
PAGES = {
    "campaigns": "/campaigns",
    "a campaign with figures": f"/campaigns/{PILOT_CAMPAIGN}",
    "a campaign without answers": f"/campaigns/{COURSE_CAMPAIGN}",
    "closing": f"/campaigns/{COURSE_CAMPAIGN}/close",
    "a page that is not there": "/campaigns/no-such-campaign",
}


@pytest.fixture(scope="module")
def address_and_password(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """The demonstration's service, without its course."""
    folder: Path = tmp_path_factory.mktemp("pages")
    service = processes.service(folder)
    engine = open_engine(service.env["EVALUATION_DATABASE_URL"])
    password = prepare(engine, datetime.now(UTC))
    engine.dispose()
    assert password is not None
    yield service.start().url, password
    service.stop()


@pytest.fixture(params=["light", "dark"])
def signed_in(
    request: pytest.FixtureRequest, browser: Browser, address_and_password: tuple[str, str]
) -> Iterator[Page]:
    """A page in one colour scheme on which the reviewer is signed in."""
    address, password = address_and_password
    context = browser.new_context(color_scheme=request.param, base_url=address)
    page = context.new_page()
    page.goto("/sign-in")
    page.locator("[name=name]").fill(REVIEWER)
    page.locator("[name=password]").fill(password)
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/campaigns")
    yield page
    context.close()


def problems(page: Page) -> list[tuple[str, str]]:
    """Return what axe finds, and whether anything sticks out at the side."""
    found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
    sideways = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    listed = [(violation["id"], violation["nodes"][0]["html"]) for violation in found]
    return [*listed, ("sideways", f"{sideways} px")] if sideways > 0 else listed


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_found_on_the_pages_of_a_reviewer(signed_in: Page, language: str, width: int) -> None:
    """Every page, every table of figures open."""
    signed_in.set_viewport_size({"width": width, "height": 900})
    for name, path in PAGES.items():
        signed_in.goto(f"{path}?lang={language}")
        signed_in.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
        assert problems(signed_in) == [], name


@pytest.mark.parametrize("width", [320, 360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_found_on_the_sign_in(
    browser: Browser, address_and_password: tuple[str, str], language: str, scheme: str, width: int
) -> None:
    page = sign_in_page(browser, address_and_password[0], language, scheme, width)
    assert problems(page) == []
    page.context.close()


@pytest.mark.parametrize(
    ("language", "scheme", "width"), [("nl", "light", 320), ("en", "dark", 360), ("fr", "dark", 1280)]
)
def test_nothing_is_found_after_a_wrong_password(
    browser: Browser, address_and_password: tuple[str, str], language: str, scheme: str, width: int
) -> None:
    """Three times in all: the limit on wrong passwords is ten a minute."""
    page = sign_in_page(browser, address_and_password[0], language, scheme, width)
    page.locator("[name=name]").fill("nobody")
    page.locator("[name=password]").fill("wrong")
    page.locator("main form button[type=submit]").click()
    page.locator("[role=alert]").wait_for()
    assert problems(page) == []
    page.context.close()


def sign_in_page(browser: Browser, address: str, language: str, scheme: str, width: int) -> Page:
    """Open the sign-in in a browser of its own."""
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme=scheme,  # type: ignore[arg-type]
        base_url=address,
    )
    page = context.new_page()
    page.goto(f"/sign-in?lang={language}")
    return page
