"""A form with every question type in a browser: with and without scripts, by keyboard alone, in four languages."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from surveys.answers import check_answers
from surveys.form import FormState, render_form
from surveys.words import words_in
from tests.journey.paged import served
from tests.journey.test_form_looks import RULES, SMALLEST, TARGETS
from tests.surveys.form.every_type import EVERY_TYPE, LANGUAGES
from tests.surveys.form.pages import page

# All that can be asked is asked, and something is wrong with most of it.
ANSWERS = {
    "used": "otherwise", "often": "often", "spent.hours": "x", "since.day": "31", "since.month": "2",
    "since.year": "2026", "helped": ["time", "peers", "nothing"], "times": "9999", "recommend": "11",
}  # fmt: skip
SIZES = "all => all.filter(e => e.checkVisibility()).map(e => e.getBoundingClientRect()).map(r => [r.width, r.height])"
RIGHT = {"used": "no", "helped": ["time", "peers"], "times": "3"}
NOTICE = "Wie ziet wat."


def form_html(language: str, answers: dict[str, Any], *, wrong: bool) -> str:
    """Return a page with the form, with what is wrong if asked for."""
    problems = check_answers(EVERY_TYPE, answers, language).problems if wrong else ()
    form = FormState("form", answers=answers, problems=problems, notice=NOTICE, recalled={"goal": "meer vragen"})
    return page(language, render_form(EVERY_TYPE, language, form))


def found_by_axe(opened: Page) -> list[tuple[str, str]]:
    """Return what axe finds: rule and first place."""
    found = Axe().run(opened, options={"runOnly": RULES}).response["violations"]
    return [(violation["id"], violation["nodes"][0]["html"]) for violation in found]


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_axe_finds_nothing_and_every_target_is_large_enough(
    browser: Browser, width: int, scheme: Any, language: str, scripts: bool
) -> None:
    """Without scripts axe itself could not run: the form is as the server made it, its script not started."""
    opened = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    complaints: list[str] = []
    opened.on("pageerror", lambda error: complaints.append(error.message))
    for answers, wrong in ((ANSWERS, True), (RIGHT, False)):
        opened.set_content(form_html(language, answers, wrong=wrong))
        if scripts:
            opened.evaluate("ImpactForm.mount(document.getElementById('block'))")
        assert found_by_axe(opened) == []
        assert opened.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        sizes = opened.locator(TARGETS).evaluate_all(SIZES)
        assert len(sizes) > 30
        assert min(map(min, sizes)) >= SMALLEST
    opened.close()
    assert complaints == []


@pytest.fixture
def live(browser: Browser) -> Any:
    """The form with its script, nothing answered."""
    opened = browser.new_page(viewport={"width": 360, "height": 700}, locale="nl-NL")
    opened.set_content(form_html("nl", {}, wrong=False))
    opened.evaluate("window.sent = []; window.form = ImpactForm.mount(document.getElementById('block'),"
                    " {submit: async (form) => { sent.push(form); return 'Dank.'; }})")  # fmt: skip
    yield opened
    opened.close()


def asked(opened: Page) -> set[str]:
    """Return the ids of the questions that can be seen, items of batteries left out."""
    return set(
        opened.locator("[data-impact-question]").evaluate_all(
            "all => all.filter(e => e.checkVisibility()).map(e => e.dataset.impactQuestion)"
        )
    )


def choose(opened: Page, name: str, value: str) -> None:
    """Choose an option."""
    opened.locator(f'[name="{name}"][value="{value}"]').check()


def test_questions_come_and_go_with_the_answers(live: Page) -> None:
    always = {"used", "often", "since", "helped", "support_1", "times"}
    assert asked(live) == {*always, "spent"}
    choose(live, "used", "no")
    assert asked(live) == {*always, "why_not"}
    choose(live, "used", "otherwise")
    assert asked(live) == {*always, "spent", "used_other"}
    live.locator("[name=times]").fill("2")
    assert asked(live) == {*always, "spent", "used_other", "recommend", "result"}
    live.locator("[name=times]").fill("501")  # more than fits: the server would refuse it
    assert "recommend" not in asked(live)


def test_numbers_follow_what_is_asked(live: Page) -> None:
    def numbers() -> list[str]:
        return live.locator("[data-impact-number]").evaluate_all(
            "all => all.filter(e => e.checkVisibility()).map(e => e.textContent)"
        )

    assert numbers() == [str(number) for number in range(1, 8)]
    live.locator("[name=times]").fill("2")
    assert numbers() == [str(number) for number in range(1, 10)]


def test_an_answer_is_repeated_while_it_changes(live: Page) -> None:
    text = live.locator("#form-times-text")
    expect(text).to_contain_text("sinds het begin?")
    for part, typed in (("day", "5"), ("month", "1"), ("year", "2026")):
        live.locator(f'[name="since.{part}"]').fill(typed)
    expect(text).to_contain_text("sinds 5 januari 2026?")
    live.locator('[name="since.day"]').fill("31")
    live.locator('[name="since.month"]').fill("2")
    expect(text).to_contain_text("sinds het begin?")  # no such day
    expect(live.locator("#form-used-text")).to_contain_text("meer vragen")  # from an earlier survey


def test_what_goes_alone_takes_the_others_away(live: Page) -> None:
    checked = live.locator("[name=helped]:checked")
    choose(live, "helped", "time")
    choose(live, "helped", "tools")
    choose(live, "helped", "nothing")
    assert checked.evaluate_all("all => all.map(e => e.value)") == ["nothing"]
    choose(live, "helped", "~declined")
    assert checked.evaluate_all("all => all.map(e => e.value)") == ["~declined"]
    choose(live, "helped", "peers")
    assert checked.evaluate_all("all => all.map(e => e.value)") == ["peers"]


def test_progress_counts_what_is_asked(live: Page) -> None:
    progress = live.locator("[data-impact-progress]")
    expect(progress).to_contain_text("0 van 8 beantwoord")
    choose(live, "used", "no")
    live.locator("[name=times]").fill("2")
    expect(progress).to_contain_text("2 van 10 beantwoord")


def test_answers_that_are_hidden_are_not_sent(live: Page) -> None:
    choose(live, "used", "no")
    live.locator("[name=why_not]").fill("Geen tijd")
    choose(live, "used", "yes")
    live.locator("[data-impact-send]").click()
    expect(live.get_by_text("Dank.")).to_be_visible()
    assert live.evaluate("sent[0].answers") == {"used": "yes"}


def test_lists_and_parts_are_sent_under_their_names(live: Page) -> None:
    choose(live, "used", "yes")
    choose(live, "helped", "time")
    choose(live, "helped", "else")
    live.locator("[name=helped_other]").fill("Stilte")
    live.locator('[name="first.peers"]').select_option("1")
    live.locator('[name="spent.hours"]').fill("1")
    live.locator("[data-impact-send]").click()
    expect(live.get_by_text("Dank.")).to_be_visible()
    sent = live.evaluate("sent[0].answers")
    assert sent == {
        "used": "yes", "helped": ["time", "else"], "helped_other": "Stilte", "first.peers": "1", "spent.hours": "1",
    }  # fmt: skip
    assert check_answers(EVERY_TYPE, sent, "nl").problems == ()


def test_a_grid_is_a_table_on_a_wide_screen_only(browser: Browser) -> None:
    for width, shown in ((1280, True), (360, False)):
        opened = browser.new_page(viewport={"width": width, "height": 800})
        opened.set_content(form_html("nl", {}, wrong=False))
        columns = opened.locator(".impact-columns")
        assert columns.is_visible() is shown
        if shown:
            heads = columns.locator("span").evaluate_all("all => all.map(e => e.getBoundingClientRect().x)")
            dots = opened.locator("[name=support_1]").evaluate_all(
                "all => all.map(e => e.closest('label').getBoundingClientRect().x)"
            )
            assert [round(head - dot) for head, dot in zip(heads, dots, strict=True)] == [0] * 5
        opened.close()


def test_a_whole_survey_is_answered_without_scripts(browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 700})
    opened = context.new_page()
    words = words_in("nl")
    with served(EVERY_TYPE, "nl", scripts=False) as survey:
        opened.goto(survey.url)
        go_on = opened.get_by_role("button", name=words["next"])
        go_on.click()
        expect(opened.get_by_role("alert")).to_contain_text(words["choose_an_option"])
        choose(opened, "used", "no")
        go_on.click()
        expect(opened.get_by_role("alert")).to_contain_text(words["more_title"])
        opened.locator("[name=why_not]").fill("Geen tijd & <b>")
        choose(opened, "often", "often")
        opened.locator('[name="since.day"]').fill("31")
        opened.locator('[name="since.month"]').fill("2")
        opened.locator('[name="since.year"]').fill("2026")
        go_on.click()
        expect(opened.get_by_role("alert")).to_contain_text(words["no_such_day"])
        opened.locator('[name="since.day"]').fill("5")
        opened.locator('[name="since.month"]').fill("1")
        go_on.click()
        expect(opened.locator("#form-times-text")).to_contain_text("sinds 5 januari 2026?")
        choose(opened, "helped", "time")
        choose(opened, "helped", "tools")
        choose(opened, "support_1", "always")
        go_on.click()
        opened.locator('[name="first.tools"]').select_option("1")
        opened.locator("[name=times]").fill("3")
        go_on.click()
        opened.get_by_role("button", name=words["back"]).click()
        expect(opened.locator("[name=times]")).to_have_value("3")
        go_on.click()
        choose(opened, "recommend", "9")
        opened.locator("[name=result]").fill("Meer klanten")
        opened.get_by_role("button", name=words["send"]).click()
        expect(opened.get_by_role("heading", name=words["thanks_title"])).to_be_visible()
    context.close()
    assert [dict(answers) for answers in survey.finished] == [
        {
            "used": "no", "why_not": "Geen tijd & <b>", "often": "often", "since": "2026-01-05",
            "helped": ["time", "tools"], "first": ["tools"], "support_1": "always", "times": 3, "recommend": 9,
            "result": "Meer klanten",
        }
    ]  # fmt: skip


def test_page_by_page_with_scripts_nothing_is_shown_twice(browser: Browser) -> None:
    """The page's script shows what answers lead to, so the server need not."""
    opened = browser.new_page(viewport={"width": 360, "height": 700})
    with served(EVERY_TYPE, "nl", scripts=True) as survey:
        opened.goto(survey.url)
        choose(opened, "used", "no")
        opened.locator("[name=why_not]").fill("Geen tijd")
        opened.get_by_role("button", name=words_in("nl")["next"]).click()
        expect(opened.get_by_role("heading", name="Wat hielp")).to_be_visible()
        assert opened.locator("[data-impact-number]").first.inner_text() == "5"
    opened.close()


KEYS: dict[str, str | int] = {
    "used": 2, "used_other": "Half", "often": 1, "spent.hours": "1", "spent.minutes": "30", "since.day": "5",
    "since.month": "1", "since.year": "2026", "support_1": 0, "support_2": 2, "times": "3", "recommend": 9,
    "result": "Meer klanten",
}  # fmt: skip
_FOCUSED = """() => {
  const focused = document.activeElement;
  return {
    name: focused.name || "", kind: focused.type || "", value: focused.value || "",
    sends: focused.hasAttribute("data-impact-send"),
  };
}"""


def test_a_whole_survey_is_answered_with_the_keyboard_alone(live: Page) -> None:
    boxes, left = {"time", "peers"}, dict(KEYS)
    for _ in range(120):
        live.keyboard.press("Tab")
        focused = live.evaluate(_FOCUSED)
        if focused["sends"]:
            break
        name, kind = focused["name"], focused["kind"]
        if kind == "checkbox" and focused["value"] in boxes and name == "helped":
            live.keyboard.press("Space")
        elif kind == "select-one" and name == "first.peers":
            live.keyboard.press("1")
        elif kind == "radio" and name in left:
            place = int(left.pop(name))
            live.keyboard.press("Space")
            for _ in range(place):
                live.keyboard.press("ArrowDown")
        elif name in left:
            live.keyboard.type(str(left.pop(name)))
    assert left == {}
    live.keyboard.press("Enter")
    expect(live.get_by_text("Dank.")).to_be_visible()
    checked = check_answers(EVERY_TYPE, live.evaluate("sent[0].answers"), "nl")
    assert checked.problems == ()
    assert dict(checked.values) == {
        "used": "otherwise", "used_other": "Half", "often": "sometimes", "spent": 90, "since": "2026-01-05",
        "helped": ["time", "peers"], "first": ["peers"], "support_1": "never", "support_2": "often", "times": 3,
        "recommend": 9, "result": "Meer klanten",
    }  # fmt: skip
