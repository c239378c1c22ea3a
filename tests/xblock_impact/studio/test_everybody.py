"""The editor is for everybody: nothing for axe to find in any state, at any width, in any language, light or dark."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from surveys.texts import LANGUAGES
from tests.surveys.documents import question_document, survey_document
from tests.xblock_impact.studio.authors import PLAN, SURVEY
from tests.xblock_impact.studio.desk import ADDRESS, Desk, desk
from tests.xblock_impact.studio.states import STATES

PICTURES = os.environ.get("IMPACT_PICTURES")  # a folder to keep pictures of every state in, to look at
LOOKS = ((1280, "light"), (1280, "dark"), (320, "light"), (320, "dark"))
SMALLEST = 44  # px, of what is pressed
SLIPPED = re.compile(r"\b(?:undefined|false|NaN)\b|\[object|\{\w+\}")  # what no author should ever read
PRESSED = "button, summary, select, .impact-input, .studio-check, .impact-option"
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def keep_picture(author: Desk, name: str) -> None:
    if PICTURES:
        author.page.screenshot(path=Path(PICTURES) / f"{name.replace(' ', '-')}.png", full_page=True)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_and_nothing_is_scrolled_sideways(browser: Browser, state: str, language: str) -> None:
    """320 px is also what 1280 px are at 400 % (WCAG 2.2, 1.4.10)."""
    fields, reach = STATES[state]
    with desk(browser, language, **fields) as author:
        reach(author)
        for width, scheme in LOOKS:
            author.page.set_viewport_size({"width": width, "height": 740})
            author.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            keep_picture(author, f"{state}-{language}-{width}-{scheme}")

            assert author.violations() == []
            assert not SLIPPED.search(author.page.locator("[data-studio]").inner_text())
            assert author.page.evaluate(SIDEWAYS) <= 0


SUMMARIES: dict[str, dict[str, Any]] = {
    "summary": {"definition": survey_document(question_document("scale", level="work_behaviour")), "waves": PLAN},
    "summary unfinished": {"definition": survey_document(title={}), "campaign": ""},
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", SUMMARIES)
def test_axe_finds_nothing_in_the_unit_either(browser: Browser, state: str, language: str) -> None:
    with desk(browser, language, **SUMMARIES[state]) as author:
        author.page.goto(f"{ADDRESS}/unit")
        for width, scheme in LOOKS:
            author.page.set_viewport_size({"width": width, "height": 740})
            author.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            keep_picture(author, f"{state}-{language}-{width}-{scheme}")

            assert author.violations() == []
            assert author.page.evaluate(SIDEWAYS) <= 0


@pytest.mark.parametrize("state", STATES)
def test_what_is_pressed_is_large_enough(browser: Browser, state: str) -> None:
    fields, reach = STATES[state]
    with desk(browser, **fields) as author:
        reach(author)
        for width in (320, 640, 1280):
            author.page.set_viewport_size({"width": width, "height": 740})
            sizes = author.page.locator(f".studio :is({PRESSED})").evaluate_all(
                "all => all.filter(e => e.checkVisibility() && !e.closest('[data-studio-preview]'))"
                ".map(e => [Math.round(e.getBoundingClientRect().height), e.textContent.slice(0, 40)])"
            )

            assert [each for each in sizes if each[0] < SMALLEST] == []


def test_styles_stay_inside_the_editor(browser: Browser) -> None:
    """Studio's own headings, buttons and fields look as they did before."""
    around = "<h2>Kop</h2><button>Knop</button><input><select></select><ol><li>Een</li></ol><code>c</code>"
    look = "[...document.querySelectorAll('#around *')].map(e => JSON.stringify({...getComputedStyle(e)}))"
    with desk(browser, definition=SURVEY) as author:
        author.page.evaluate(
            "html => { const around = document.createElement('div'); around.id = 'around';"
            " around.innerHTML = html; document.body.append(around); }",
            around,
        )
        with_styles = author.page.evaluate(look)
        author.page.evaluate("document.querySelectorAll('link').forEach(link => link.remove())")

        assert author.page.evaluate(look) == with_styles


def test_on_a_narrow_page_either_the_list_or_the_question_shows(browser: Browser) -> None:
    with desk(browser, definition=SURVEY, browser_viewport={"width": 360, "height": 740}) as author:
        expect(author.find("list")).to_be_visible()
        expect(author.find("main")).to_be_hidden()
        author.entry("question-0-1").click()
        expect(author.find("list")).to_be_hidden()
        expect(author.find("heading")).to_be_focused()
        author.press("back_to_list")

        expect(author.entry("question-0-1")).to_be_focused()


def test_the_bar_hides_nothing_that_has_focus(browser: Browser) -> None:
    """WCAG 2.2, 2.4.11."""
    with desk(browser, definition=SURVEY) as author:
        for _ in range(60):
            author.page.keyboard.press("Tab")
            covered = author.page.evaluate(
                "() => { const focused = document.activeElement, bar = document.querySelector('[data-studio-tools]');"
                " if (bar.contains(focused) || focused === document.body) return 0;"
                " const box = focused.getBoundingClientRect(); return bar.getBoundingClientRect().bottom - box.top; }"
            )
            assert covered <= 0


def test_high_contrast_shows_what_is_chosen_and_which_level_it_is(browser: Browser) -> None:
    with desk(browser, definition=SURVEY, browser_forced_colors="active") as author:
        tab, entry = author.page.locator("[id$='-view-questions']"), author.entry("question-0-0")
        borders = [
            each.evaluate(f"element => getComputedStyle(element).{side}")
            for each, side in ((tab, "borderBottomColor"), (entry, "borderInlineStartColor"))
        ]
        transparent = entry.evaluate("element => getComputedStyle(element).backgroundColor")

        assert transparent not in borders
        expect(entry).to_contain_text("2 Interventies")


def test_the_structure_is_said_to_those_who_do_not_see_it(browser: Browser) -> None:
    with desk(browser, "en", definition=SURVEY) as author:
        expect(author.page.get_by_role("navigation", name="Parts")).to_be_visible()
        expect(author.page.get_by_role("navigation", name="All questions")).to_be_visible()
        expect(author.entry("question-0-0")).to_have_attribute("aria-current", "true")
        expect(author.page.locator("[id$='-view-questions']")).to_have_attribute("aria-current", "page")
        expect(author.page.get_by_role("group", name="Question 1: move and more")).to_be_visible()
        expect(author.page.get_by_role("group", name="Answer 2").get_by_role("textbox", name="Text")).to_be_visible()
        expect(author.page.get_by_role("button", name="Move Answer 1 down")).to_be_visible()
        expect(author.find("said")).to_have_attribute("role", "status")
        expect(author.find("failed")).to_have_attribute("role", "alert")
