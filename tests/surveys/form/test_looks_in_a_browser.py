"""The form in Chromium: nothing for axe to find, every target large enough, nothing to scroll sideways."""

from __future__ import annotations

import gzip
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from surveys.texts import LANGUAGES
from tests.surveys.form.pages import WRONG, asset, page, pilot_form, thanks

RULES = ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]  # aaa: contrast 7:1
TARGETS = ".impact-option, .impact-grade, .impact button, .impact-input"
SMALLEST = 44  # px

SHOWINGS: dict[str, Callable[[str], str]] = {
    "form": pilot_form,
    "problems": lambda language: pilot_form(language, WRONG, checked=True),
    "thanks": thanks,
}


def open_page(browser: Browser, width: int, scheme: str, html: str) -> Page:
    """Open ``html`` and start the form's script, so that all it can show is shown."""
    opened = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
    opened.set_content(html)
    opened.evaluate("ImpactForm.mount(document.getElementById('block'))")
    return opened


@pytest.mark.parametrize("width", [320, 360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("showing", SHOWINGS)
def test_axe_finds_nothing_and_everything_fits(
    browser: Browser, width: int, scheme: str, language: str, showing: str
) -> None:
    opened = open_page(browser, width, scheme, page(language, SHOWINGS[showing](language)))
    found = Axe().run(opened, options={"runOnly": RULES}).response["violations"]
    sideways = opened.evaluate("document.documentElement.scrollWidth - innerWidth")
    sizes = opened.locator(TARGETS).evaluate_all(
        "elements => elements.filter(e => e.checkVisibility()).map(e => e.getBoundingClientRect()).map(r => [r.width, r.height])"
    )
    opened.close()
    assert [(violation["id"], violation["nodes"][0]["html"]) for violation in found] == []
    assert sideways <= 0
    assert all(min(size) >= SMALLEST for size in sizes)


def test_the_script_may_run_where_nothing_inline_may(browser: Browser) -> None:
    """Content-Security-Policy without unsafe-inline and unsafe-eval."""
    policy = '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; script-src \'self\'">'
    opened = browser.new_page()
    complaints: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text))
    opened.set_content(f"<html><head>{policy}</head><body>{pilot_form('nl', WRONG, checked=True)}</body></html>")
    opened.close()
    assert complaints == []


def test_styles_stay_inside_the_form(browser: Browser) -> None:
    """A course's own headings, buttons and fields look as they did before."""
    course = "<h2>Kop</h2><button>Knop</button><input><fieldset><legend>L</legend></fieldset><p>Tekst</p>"
    look = "[...document.querySelectorAll('#course *')].map(e => JSON.stringify({...getComputedStyle(e)}))"
    opened = browser.new_page()
    opened.set_content(f"<div id=course>{course}</div>")
    before = opened.evaluate(look)
    opened.add_style_tag(content=asset("form.css"))
    after = opened.evaluate(look)
    opened.close()
    assert after == before


def test_style_and_script_weigh_little() -> None:
    assert sum(len(gzip.compress(asset(name).encode(), 9)) for name in ("form.css", "form.js")) <= 8 * 1024


def test_the_form_is_whole_on_paper(browser: Browser) -> None:
    opened = open_page(browser, 1280, "light", page("nl", pilot_form("nl")))
    opened.emulate_media(media="print")
    send, first = opened.locator(".impact-send").is_visible(), opened.get_by_role("group").first.is_visible()
    opened.close()
    assert (send, first) == (False, True)
