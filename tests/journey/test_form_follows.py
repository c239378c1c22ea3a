"""What the form's script follows: words for "other", answers on other pages, what the browser puts back, odd names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from surveys.answers import check_answers
from surveys.definition import Survey
from surveys.form import FormState, render_form
from surveys.words import words_in
from tests.journey.paged import served
from tests.surveys.documents import KINDS, Document, a_text, options, question_document, survey_of
from tests.surveys.form.every_type import EVERY_TYPE
from tests.surveys.form.pages import page

LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
OTHER: Document = {"code": "else", "text": a_text("Anders"), "other": True}


@pytest.fixture
def opened(browser: Browser) -> Iterator[Page]:
    """A narrow page."""
    fresh = browser.new_page(viewport={"width": 320, "height": 600}, locale="nl-NL")
    yield fresh
    fresh.close()


def show(opened: Page, survey: Survey, answers: dict[str, Any] | None = None, *, checked: bool = False) -> None:
    """Show a form with its script; what is sent is kept in ``sent``."""
    problems = check_answers(survey, answers or {}, "nl").problems if checked else ()
    opened.set_content(
        page("nl", render_form(survey, "nl", FormState("form", answers=answers or {}, problems=problems)))
    )
    opened.evaluate("window.sent = []; ImpactForm.mount(document.getElementById('block'),"
                    " {submit: async (form) => { sent.push(form); return 'Dank.'; }})")  # fmt: skip


def sent_from(opened: Page) -> Any:
    """Send the form and return the answers."""
    opened.locator("[data-impact-send]").click()
    expect(opened.get_by_text("Dank.")).to_be_visible()
    return opened.evaluate("sent[0].answers")


def choose(opened: Page, name: str, value: str) -> None:
    """Choose an option."""
    opened.locator(f'[name="{name}"][value="{value}"]').check()


@pytest.mark.parametrize("kind", ["single_choice", "multiple_response"])
def test_a_condition_on_the_words_for_other_follows_them(opened: Page, kind: str) -> None:
    survey = survey_of(
        question_document(kind, id="how", options=[*options("a", "b"), OTHER]),
        question_document("number", id="more", condition={"answered": {"var": "how_other"}}),
    )
    show(opened, survey)
    more = opened.locator("[name=more]")
    choose(opened, "how", "else")
    expect(more).to_be_hidden()
    opened.locator("[name=how_other]").fill("Half")
    expect(more).to_be_visible()
    choose(opened, "how", "a")
    if kind == "multiple_response":
        opened.locator('[name=how][value="else"]').uncheck()
    expect(more).to_be_hidden()


def test_a_question_may_have_a_name_that_every_object_of_the_script_knows(opened: Page) -> None:
    """Also in conditions: ``constructor`` is a member of every object."""
    survey = survey_of(
        question_document("multiple_response", id="constructor"),
        question_document("number", id="more", condition={"in": ["b", {"var": "constructor"}]}),
    )
    show(opened, survey)
    choose(opened, "constructor", "a")
    choose(opened, "constructor", "b")
    opened.locator("[name=more]").fill("5")
    assert sent_from(opened) == {"constructor": ["a", "b"], "more": "5"}


def test_an_option_may_be_called_declined(opened: Page) -> None:
    survey = survey_of(question_document("ranking", id="first", options=options("declined", "b"), declinable=True))
    show(opened, survey)
    opened.locator('[name="first.~declined"]').check()
    opened.locator('[name="first.declined"]').select_option("1")
    expect(opened.locator('[name="first.~declined"]')).not_to_be_checked()
    assert check_answers(survey, sent_from(opened), "nl").values == {"first": ["declined"]}


def test_what_is_wrong_with_an_item_far_down_a_battery_is_shown(opened: Page) -> None:
    items = [{"id": f"item_{place}", "version": 1, "text": a_text("Item")} for place in range(20)]
    survey = survey_of(question_document("battery", id="support", items=items, required=True))
    show(opened, survey, {f"item_{place}": "low" for place in range(19)}, checked=True)
    opened.locator(".impact-problems a").click()
    first = opened.locator("[name=item_19]").first
    expect(first).to_be_focused()
    expect(first).to_be_in_viewport()
    expect(opened.locator("#form-item_19-text")).to_be_in_viewport()


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_wrong_leads_to_an_input_that_can_be_seen_and_used(opened: Page, kind: str) -> None:
    show(opened, survey_of(question_document(kind, id="q", required=True)), checked=True)
    link = opened.locator(".impact-problems a").first
    link.focus()
    opened.keyboard.press("Enter")
    focused = opened.locator(":focus")
    assert focused.evaluate("e => ['INPUT', 'SELECT', 'TEXTAREA'].includes(e.tagName)")
    expect(focused).to_be_in_viewport()


def test_page_by_page_answers_on_other_pages_still_decide(browser: Browser) -> None:
    """The last page is only asked after an answer that was given on the page before it."""
    opened = browser.new_page(viewport={"width": 360, "height": 700})
    go_on = opened.locator("[data-impact-send]")
    with served(EVERY_TYPE, "nl", scripts=True) as survey:
        opened.goto(survey.url)
        choose(opened, "used", "yes")
        go_on.click()
        choose(opened, "helped", "time")
        choose(opened, "helped", "tools")
        opened.locator("[name=times]").fill("3")
        go_on.click()
        expect(opened.locator("[name=result]")).to_be_visible()
        opened.locator("[name=result]").fill("Meer")
        go_on.click()
        expect(opened.get_by_role("heading", name=words_in("nl")["thanks_title"])).to_be_visible()
    opened.close()
    assert [dict(answers) for answers in survey.finished] == [
        {"used": "yes", "helped": ["time", "tools"], "times": 3, "result": "Meer"}
    ]


def test_back_in_the_browser_shows_what_the_answers_there_lead_to(browser: Browser) -> None:
    opened = browser.new_page(viewport={"width": 360, "height": 700})
    with served(EVERY_TYPE, "nl", scripts=True) as survey:
        opened.goto(survey.url)
        choose(opened, "used", "no")
        opened.locator("[name=why_not]").fill("Geen tijd")
        opened.get_by_role("button", name=words_in("nl")["next"]).click()
        expect(opened.get_by_role("heading", name="Wat hielp")).to_be_visible()
        opened.go_back()
        expect(opened.locator('[name=used][value="no"]')).to_be_checked()
        expect(opened.locator("[name=why_not]")).to_be_visible()
        expect(opened.locator("[name=why_not]")).to_have_value("Geen tijd")
    opened.close()


@pytest.mark.parametrize("width", [320, 1280])
def test_long_words_stay_within_the_form(browser: Browser, width: int) -> None:
    text = a_text(LONG_WORD)
    choices = [{"code": code, "text": text} for code in ("a", "b", "c")]
    changes: dict[str, Document] = {
        "number": {"unit": text}, "recommendation": {"ends": [text, text]},
        "battery": {"options": choices, "grid": True},
        **{kind: {"options": choices} for kind in ("single_choice", "multiple_response", "scale", "ranking")},
    }  # fmt: skip
    documents = [
        question_document(kind, text=text, help=text, declinable=True, **changes.get(kind, {})) for kind in KINDS
    ]
    survey = survey_of(*documents, title=text, purpose=text)
    opened = browser.new_page(viewport={"width": width, "height": 600})
    show(opened, survey)
    outside = opened.evaluate("""() => {
      const form = document.querySelector(".impact").getBoundingClientRect();
      const sticksOut = (one) => one.checkVisibility() && one.getBoundingClientRect().right > form.right;
      return [...document.querySelectorAll(".impact *")].filter(sticksOut).map((one) => one.outerHTML.slice(0, 90));
    }""")
    assert outside == []
    assert opened.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    opened.close()


def test_letters_of_twice_the_size_need_no_scrolling_sideways(opened: Page) -> None:
    show(opened, EVERY_TYPE, {"used": "otherwise", "helped": ["time", "tools"], "times": "3"})
    opened.add_style_tag(content="html { font-size: 200% }")
    assert opened.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_every_column_of_a_table_can_be_pressed(browser: Browser) -> None:
    opened = browser.new_page(viewport={"width": 1280, "height": 600})
    points = [{"code": f"c{place}", "text": a_text(f"k{place}")} for place in range(7)]
    show(opened, survey_of(question_document("battery", options=points, grid=True)))
    widths = opened.locator(".impact-grid .impact-option").evaluate_all(
        "all => all.map((one) => one.getBoundingClientRect().width)"
    )
    assert len(widths) == 14
    assert min(widths) >= 44
    opened.close()


def test_taking_an_answer_back_hides_what_it_led_to(opened: Page) -> None:
    survey = survey_of(
        question_document("scale", id="how"),
        question_document("number", id="more", condition={"===": [{"var": "how"}, "high"]}),
    )
    show(opened, survey)
    choose(opened, "how", "high")
    opened.locator("[name=more]").fill("5")
    opened.locator("[data-impact-clear]").click()
    expect(opened.locator("[name=more]")).to_be_hidden()
    assert sent_from(opened) == {}
