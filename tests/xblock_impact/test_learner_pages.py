"""Every state of the learner's page and of the team's panel in Chromium: usable by everybody, and nothing moves."""

from __future__ import annotations

import gzip
import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from surveys.texts import LANGUAGES
from tests.xblock_impact.learner_states import ADDRESS, STATES, open_state
from xblock_impact.answering.student import ASSETS

RULES = ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]  # aaa: contrast 7:1
PICTURES = os.environ.get("IMPACT_PICTURES")  # a folder to keep pictures of every state in, to look at
MOST_BYTES = 15 * 1024
SMALLEST = 44  # px
TARGETS = ".impact button, .impact summary, .impact-option, .impact-grade, .impact-input"


@contextmanager
def a_page(browser: Browser, **options: Any) -> Iterator[Page]:
    """Open a page of its own; fail on any error in its console."""
    context = browser.new_context(**{"viewport": {"width": 320, "height": 740}, **options})
    try:
        page = context.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        yield page
        assert errors == []
    finally:
        context.close()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing(browser: Browser, state: str, language: str) -> None:
    """At 320 and 1280 px, in light and dark; and nothing is wider than the window, no target smaller than a thumb."""
    with a_page(browser) as page:
        open_state(page, state, language)
        for width, scheme in ((320, "light"), (320, "dark"), (1280, "light"), (1280, "dark")):
            page.set_viewport_size({"width": width, "height": 740})
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            if PICTURES:
                page.screenshot(path=Path(PICTURES) / f"{state}-{language}-{width}-{scheme}.png", full_page=True)
            found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
            sideways = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")

            assert [f"{one['id']}: {node['html'][:200]}" for one in found for node in one["nodes"]] == []
            assert sideways <= 0
        sizes = page.locator(TARGETS).evaluate_all(
            "all => all.filter(e => e.checkVisibility({visibilityProperty: true})).map(e => e.getBoundingClientRect())"
        )
        assert min((min(size["width"], size["height"]) for size in sizes), default=SMALLEST) >= SMALLEST


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("state", STATES)
def test_the_block_is_as_high_before_its_script_runs_as_after(browser: Browser, state: str, width: int) -> None:
    """In the learning application it stands in a frame as high as itself: whatever grows would push the course down."""
    with a_page(browser, viewport={"width": width, "height": 740}) as page:
        html = STATES[state]("nl").page("nl", starts=False)
        page.route(ADDRESS, lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
        page.goto(ADDRESS)
        height = "document.documentElement.scrollHeight"
        before = page.evaluate(height)

        page.evaluate("start()")

        assert page.evaluate(height) == before


def test_style_and_scripts_of_the_learners_page_weigh_little() -> None:
    public = files("xblock_impact") / "public"

    assert sum(len(gzip.compress((public / name).read_bytes(), 9, mtime=0)) for name in ASSETS) <= MOST_BYTES
