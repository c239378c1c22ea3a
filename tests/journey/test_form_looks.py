"""The form in a browser: nothing for axe to find, every target large enough, nothing to scroll sideways."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route

from surveys.form import SCRIPTS
from surveys.texts import LANGUAGES
from tests.surveys.form.pages import WRONG, asset, page, pilot_form, thanks

RULES = ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]  # aaa: contrast 7:1
TARGETS = ".impact-option, .impact-grade, .impact button, .impact-input"
SMALLEST = 44  # px

SHOWINGS: dict[str, Callable[[str], str]] = {
    "form": lambda language: pilot_form(language, WRONG, checked=True),
    "thanks": thanks,
}


def open_page(browser: Browser, width: int, scheme: str, html: str) -> Page:
    """Open ``html`` and start the form's script, so that all it can show is shown."""
    opened = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
    opened.set_content(html)
    opened.evaluate("ImpactForm.mount(document.getElementById('block'))")
    return opened


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("showing", SHOWINGS)
def test_axe_finds_nothing(browser: Browser, width: int, scheme: str, language: str, showing: str) -> None:
    opened = open_page(browser, width, scheme, page(language, SHOWINGS[showing](language)))
    found = Axe().run(opened, options={"runOnly": RULES}).response["violations"]
    opened.close()
    assert [(violation["id"], violation["nodes"][0]["html"]) for violation in found] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [320, 360, 414, 640, 768, 1280])
def test_every_target_is_large_enough_and_nothing_is_scrolled_sideways(
    browser: Browser, width: int, language: str
) -> None:
    """320 px is also what 1280 px are at 400 % (WCAG 2.2, 1.4.10)."""
    opened = open_page(browser, width, "light", page(language, SHOWINGS["form"](language)))
    sideways = opened.evaluate("document.documentElement.scrollWidth - innerWidth")
    sizes = opened.locator(TARGETS).evaluate_all(
        "all => all.filter(e => e.checkVisibility()).map(e => e.getBoundingClientRect()).map(r => [r.width, r.height])"
    )
    opened.close()
    assert sideways <= 0
    assert len(sizes) > 50
    assert min(map(min, sizes)) >= SMALLEST


def test_the_script_may_run_where_nothing_inline_may(browser: Browser) -> None:
    """Content-Security-Policy without unsafe-inline and unsafe-eval."""
    policy = "default-src 'none'; script-src 'self'; style-src 'self'"
    body = f"<!doctype html><title>Training</title><div id=block>{pilot_form('nl', WRONG, checked=True)}</div>"
    linked = '<link rel="stylesheet" href="/form.css"><script src="/form.js"></script><script src="/mount.js"></script>'
    files = {
        "/": ("text/html", body + linked),
        "/form.css": ("text/css", asset("form.css")),
        "/form.js": ("text/javascript", asset("form.js")),
        "/mount.js": ("text/javascript", "ImpactForm.mount(document.getElementById('block'))"),
    }

    def serve(route: Route) -> None:
        kind, content = files[urlsplit(route.request.url).path]
        route.fulfill(body=content, content_type=kind, headers={"Content-Security-Policy": policy})

    opened = browser.new_page()
    complaints: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text))
    opened.on("pageerror", lambda error: complaints.append(error.message))
    opened.route("**/*", serve)
    opened.goto("http://course.invalid/")
    submission_id = opened.locator("input[name=submission_id]").input_value()
    opened.close()
    assert complaints == []
    assert len(submission_id) == 36


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
    assert sum(len(gzip.compress(asset(name).encode(), 9)) for name in ("form.css", *SCRIPTS)) <= 12 * 1024


def test_the_form_is_whole_on_paper(browser: Browser) -> None:
    opened = open_page(browser, 1280, "light", page("nl", pilot_form("nl")))
    opened.emulate_media(media="print")
    send, first = opened.locator(".impact-send").is_visible(), opened.get_by_role("group").first.is_visible()
    opened.close()
    assert (send, first) == (False, True)
