"""The guide for course authors: what it names is there, and its pictures are of the editor as it is.

With IMPACT_GUIDE set the pictures in docs/images are made anew.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journey.author import Author
from tests.journey.world import World
from xblock_impact.words import studio_words_in

DOCS = Path(__file__).parents[2] / "docs"
GUIDE = (DOCS / "course-author.md").read_text("utf-8")
REMAKE = os.environ.get("IMPACT_GUIDE")
WORDS = studio_words_in("en")
WINDOW = {"width": 900, "height": 620}
MOST_BYTES = 100_000


def _start(page: Page) -> None:
    page.locator("[data-studio-entry=about]").click()
    page.get_by_role("button", name=WORDS["start_again"]).click()
    expect(page.locator("[data-studio-instrument]").first).to_be_visible()


def _question(page: Page) -> None:
    page.locator("[data-studio-entry=question-0-0]").click()
    expect(page.locator("[data-studio-preview] form")).to_be_visible()


def _when(page: Page) -> None:
    page.locator("[id$='-view-when']").click()
    page.locator("[id$='-when-later']").check()
    expect(page.locator(".studio-sentence").first).not_to_be_empty()


def _privacy(page: Page) -> None:
    page.locator("[id$='-view-campaign']").click()


def _review(page: Page) -> None:
    Author(page).words("pages[0].questions[0].text", en="How much of the content did you use?")
    page.locator("[data-studio-save]").click()
    expect(page.locator("h3[data-studio-review]")).to_be_visible()


PICTURES: dict[str, Callable[[Page], None]] = {
    "author-start": _start,
    "author-question": _question,
    "author-when": _when,
    "author-privacy": _privacy,
    "author-review": _review,
}


def test_every_name_in_the_guide_is_a_word_of_the_editor() -> None:
    named = re.findall(r"\*\*([^*]+)\*\*", GUIDE)

    assert len(named) > 25
    assert set(named) - set(WORDS.values()) == {"bold"}


def test_every_picture_of_the_guide_is_made_here_and_small() -> None:
    shown = re.findall(r"images/(author-[\w-]+)\.png", GUIDE)

    assert shown == list(PICTURES)
    assert all((DOCS / "images" / f"{name}.png").stat().st_size <= MOST_BYTES for name in shown)


@pytest.fixture(scope="module")
def answered(world: World, browser: Browser) -> World:
    """A course in which one learner has answered."""
    world.learner_answers(browser, "learner_1", {"content_relevance": 1, "own_goals": 2})
    return world


@pytest.mark.parametrize("name", PICTURES)
def test_the_editor_looks_as_in_the_guide(answered: World, browser: Browser, name: str) -> None:
    with answered.page(browser, WINDOW, locale="en-GB", timezone_id="Europe/Brussels") as page:
        page.goto(answered.in_course("author_1", "studio_view", "en"))
        PICTURES[name](page)
        page.evaluate("document.activeElement.blur()")
        page.mouse.move(0, 0)
        page.locator("[data-studio]").evaluate("root => root.scrollIntoView()")

        if REMAKE:
            page.screenshot(path=DOCS / "images" / f"{name}.png", animations="disabled")
