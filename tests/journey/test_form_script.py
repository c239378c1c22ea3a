"""The form's script in a browser: drafts, sending once, replies, and failing without loss. And the form without it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Browser, Page, expect

from surveys.words import words_in
from tests.surveys.form.pages import PILOT, WRONG, in_script, page, pilot_form, thanks

WORDS = words_in("nl")
UUID4 = r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
MOUNT = """
window.saved = []; window.sent = []; window.order = []; window.failing = {save: false, submit: false};
window.reply = null; window.release = null; window.held = false;
const hold = () => window.held ? new Promise(done => { window.release = done; }) : Promise.resolve();
window.mounted = ImpactForm.mount(document.getElementById("block"), {
  save: async (form) => {
    window.order.push("save begins"); await hold(); window.order.push("save ends");
    if (window.failing.save) throw new Error("down");
    window.saved.push(form);
  },
  submit: async (form) => {
    window.order.push("submit"); window.sent.push(form);
    if (window.failing.submit) throw new Error("down");
    return window.reply;
  },
});
"""


@pytest.fixture
def form(browser: Browser) -> Iterator[Page]:
    """The pilot form in Dutch on a phone, with a server that answers with thanks and a clock that tests move."""
    opened = browser.new_page(viewport={"width": 360, "height": 700}, locale="nl-NL")
    opened.clock.install(time="2026-11-22T14:02:00")
    opened.set_content(page("nl", pilot_form("nl")))
    opened.evaluate(MOUNT)
    opened.evaluate(f"window.reply = {in_script(thanks('nl'))}")
    yield opened
    opened.close()


def choose(form: Page, question: str, code: str) -> None:
    """Choose an option by its code."""
    form.locator(f'input[name={question}][value="{code}"]').check()


def send(form: Page) -> None:
    """Press the one primary button."""
    form.locator("[data-impact-send]").click()


def test_a_draft_is_saved_when_the_learner_pauses(form: Page) -> None:
    form.locator("input[name=planned_minutes]").press_sequentially("90")
    assert form.evaluate("saved") == []
    form.clock.run_for(1000)
    expect(form.locator("[data-impact-status]")).to_have_text(WORDS["saved"].format(time="14:02"))
    assert [draft["answers"] for draft in form.evaluate("saved")] == [{"planned_minutes": "90"}]


def test_a_draft_that_could_not_be_saved_is_tried_again(form: Page) -> None:
    form.evaluate("failing.save = true")
    choose(form, "device", "phone")
    form.clock.run_for(1000)
    expect(form.locator("[data-impact-status]")).to_have_text(WORDS["unsaved"])
    form.evaluate("failing.save = false")
    form.clock.run_for(20_000)
    expect(form.locator("[data-impact-status]")).to_have_text(re.compile(r"^Bewaard 14:02"))
    assert [draft["answers"] for draft in form.evaluate("saved")] == [{"device": "phone"}]


def test_the_draft_under_way_ends_before_the_answers_are_sent(form: Page) -> None:
    """A draft that arrives after the answers would come back as a draft."""
    form.evaluate("held = true")
    choose(form, "device", "phone")
    form.clock.run_for(1000)
    send(form)
    assert form.evaluate("order") == ["save begins"]
    form.evaluate("release()")
    expect(form.get_by_role("heading", name=WORDS["thanks_title"])).to_be_visible()
    assert form.evaluate("order") == ["save begins", "save ends", "submit"]


def test_pressing_send_many_times_sends_once(form: Page) -> None:
    form.evaluate("held = true")
    choose(form, "device", "phone")
    form.clock.run_for(1000)
    form.evaluate("for (let i = 0; i < 20; i++) document.querySelector('[data-impact-send]').click()")
    button = form.locator("[data-impact-send]")
    expect(button).to_have_text(WORDS["sending"])
    expect(button).to_have_attribute("aria-disabled", "true")
    form.evaluate("release()")
    expect(form.get_by_role("heading", name=WORDS["thanks_title"])).to_be_visible()
    assert len(form.evaluate("sent")) == 1


def test_after_sending_the_thanks_have_the_focus(form: Page) -> None:
    send(form)
    expect(form.get_by_role("heading", name=WORDS["thanks_title"])).to_be_focused()


def test_what_is_wrong_gets_the_focus_and_leads_to_the_question(form: Page) -> None:
    form.evaluate(f"reply = {in_script(pilot_form('nl', WRONG, checked=True))}")
    send(form)
    summary = form.get_by_role("alert").filter(has_text=WORDS["errors_title"])
    expect(summary).to_be_focused()
    form.get_by_role("link", name="Vraag 3:").click()
    expect(form.locator("input[name=planned_minutes]")).to_be_focused()
    assert "#" not in form.url


def test_one_submission_has_one_id_from_the_first_press_to_the_last(form: Page) -> None:
    form.evaluate("failing.submit = true")
    send(form)
    form.evaluate(f"failing.submit = false; reply = {in_script(pilot_form('nl', WRONG, checked=True))}")
    send(form)
    form.evaluate(f"reply = {in_script(thanks('nl'))}")
    send(form)
    expect(form.get_by_role("heading", name=WORDS["thanks_title"])).to_be_visible()
    ids = [sent["submission_id"] for sent in form.evaluate("sent")]
    assert len(ids) == 3
    assert len(set(ids)) == 1
    assert re.fullmatch(UUID4, ids[0])


def test_an_id_from_the_server_is_kept(form: Page) -> None:
    given = "0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d"
    form.evaluate("mounted.destroy()")
    form.evaluate(f"block.innerHTML = {in_script(pilot_form('nl', hidden={'submission_id': given}))}")
    form.evaluate(MOUNT)
    assert form.evaluate("mounted.answers().submission_id") == given


def test_without_a_secure_page_an_id_is_made_all_the_same(form: Page) -> None:
    """crypto.randomUUID is missing over plain http."""
    form.evaluate("mounted.destroy(); crypto.randomUUID = undefined")
    form.evaluate(f"block.innerHTML = {in_script(pilot_form('nl'))}")
    form.evaluate(MOUNT)
    assert re.fullmatch(UUID4, form.evaluate("mounted.answers().submission_id"))


def test_what_could_not_be_sent_is_still_there_and_sent_on_the_next_press(form: Page) -> None:
    form.evaluate("failing.submit = true")
    choose(form, "device", "phone")
    send(form)
    expect(form.locator("[data-impact-failed]")).to_have_text(WORDS["failed"])
    expect(form.locator("[data-impact-send]")).to_have_text(WORDS["retry"])
    expect(form.locator("input[name=device][value=phone]")).to_be_checked()
    form.evaluate("failing.submit = false")
    send(form)
    expect(form.get_by_role("heading", name=WORDS["thanks_title"])).to_be_visible()
    assert [sent["answers"] for sent in form.evaluate("sent")] == [{"device": "phone"}] * 2


def test_who_is_offline_is_told_so(form: Page) -> None:
    form.evaluate("failing.submit = true")
    form.context.set_offline(True)
    send(form)
    expect(form.locator("[data-impact-failed]")).to_have_text(WORDS["offline"])


@pytest.mark.parametrize("reply", ["null", "undefined", "{}", "5"])
def test_a_reply_that_is_no_html_is_a_failure(form: Page, reply: str) -> None:
    form.evaluate(f"reply = {reply}")
    send(form)
    expect(form.locator("[data-impact-failed]")).to_have_text(WORDS["failed"])


def test_a_choice_can_be_taken_back(form: Page) -> None:
    choose(form, "content_clarity", "always")
    form.get_by_role("button", name="Antwoord wissen bij vraag 2").click()
    expect(form.locator("input[name=content_clarity]:checked")).to_have_count(0)
    expect(form.locator("input[name=content_clarity][value=always]")).to_be_focused()
    expect(form.get_by_role("button", name="Antwoord wissen")).to_have_count(0)
    assert form.evaluate("mounted.answers().answers") == {}


def test_enter_in_a_field_does_not_send_a_form_half_filled_in(form: Page) -> None:
    form.locator("input[name=planned_minutes]").press("Enter")
    form.locator("input[name=device]").first.press("Enter")
    assert form.evaluate("sent") == []


def test_the_whole_form_can_be_answered_with_the_keyboard(form: Page) -> None:
    for _ in range(80):
        form.keyboard.press("Tab")
        focused: dict[str, Any] = form.evaluate(
            "({name: document.activeElement.name, kind: document.activeElement.type})"
        )
        if focused["kind"] == "submit":
            break
        if focused["kind"] == "radio":
            form.keyboard.press("Space")
        elif focused["kind"] in {"text", "textarea"}:
            form.keyboard.type("45")
    form.keyboard.press("Enter")
    expect(form.get_by_role("heading", name=WORDS["thanks_title"])).to_be_focused()
    assert form.evaluate("sent")[0]["answers"].keys() == PILOT.questions.keys()


def test_after_it_is_destroyed_the_script_does_nothing(form: Page) -> None:
    form.evaluate("mounted.destroy()")
    choose(form, "device", "phone")
    form.clock.run_for(5_000)
    assert form.evaluate("saved") == []


def test_without_scripts_the_form_is_posted_as_it_stands(browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    opened = context.new_page()
    posted: list[str] = []

    def serve(route: Any) -> None:
        if route.request.method == "POST":
            posted.append(route.request.post_data)
            route.fulfill(body=page("nl", thanks("nl")), content_type="text/html")
        else:
            form = pilot_form("nl", hidden={"submission_id": "0a1b"}, action="/send")
            route.fulfill(body=page("nl", form), content_type="text/html")

    opened.route("**/*", serve)
    opened.goto("http://course.invalid/")
    choose(opened, "content_relevance", "all")
    choose(opened, "recommend", "9")
    opened.locator("textarea").fill("Méér & beter")
    send(opened)
    expect(opened.get_by_role("heading", name=WORDS["thanks_title"])).to_be_visible()
    context.close()
    sent = {name: values[0] for name, values in parse_qs(posted[0]).items()}
    assert sent == {
        "submission_id": "0a1b", "content_relevance": "all", "recommend": "9", "improve": "Méér & beter"
    }  # fmt: skip


def test_a_draft_after_the_answers_were_sent_elsewhere_says_so_once_and_is_not_tried_again(form: Page) -> None:
    form.evaluate("mounted.destroy()")
    form.evaluate("""window.asked = 0; ImpactForm.mount(document.getElementById("block"), {
      save: async () => { window.asked += 1; return "sent"; }, submit: async () => window.reply,
    })""")
    choose(form, "device", "phone")
    form.clock.run_for(1000)
    expect(form.locator("[data-impact-status]")).to_have_text(WORDS["already_sent"])
    choose(form, "device", "tablet")
    form.clock.run_for(60_000)
    assert form.evaluate("asked") == 1
    expect(form.locator("[data-impact-status]")).to_have_text(WORDS["already_sent"])
    send(form)
    expect(form.get_by_role("heading", name=WORDS["thanks_title"])).to_be_focused()


def test_hidden_inputs_are_sent_with_the_answers_also_those_of_a_reply(form: Page) -> None:
    form.evaluate("mounted.destroy()")
    form.evaluate(f"block.innerHTML = {in_script(pilot_form('nl', hidden={'terms': 'old'}))}")
    form.evaluate(MOUNT)
    form.evaluate(f"reply = {in_script(pilot_form('nl', hidden={'terms': 'new'}, notice_changed=True))}")
    send(form)
    expect(form.get_by_role("alert").filter(has_text=WORDS["changed_title"])).to_be_focused()
    send(form)
    assert [sent["terms"] for sent in form.evaluate("sent")] == ["old", "new"]
    assert form.evaluate("sent[0].submission_id === sent[1].submission_id")


def test_a_form_that_needs_its_script_can_be_sent_once_it_runs_and_again_after_a_reply(form: Page) -> None:
    form.evaluate("mounted.destroy()")
    form.evaluate(f"block.innerHTML = {in_script(pilot_form('nl', needs_script=True))}")
    expect(form.locator("[data-impact-send]")).to_be_hidden()
    form.evaluate(MOUNT)
    form.evaluate(f"reply = {in_script(pilot_form('nl', WRONG, checked=True, needs_script=True))}")
    send(form)
    expect(form.locator("[data-impact-send]")).to_be_enabled()
    expect(form.locator("[data-impact-send]")).to_be_visible()


def test_without_its_script_a_form_that_needs_it_is_not_sent_by_enter_either(browser: Browser) -> None:
    """A page of an LMS without its CSRF token: what was typed would be gone."""
    context = browser.new_context(java_script_enabled=False)
    opened = context.new_page()
    asked: list[str] = []

    def serve(route: Any) -> None:
        asked.append(route.request.method)
        route.fulfill(body=page("nl", pilot_form("nl", needs_script=True)), content_type="text/html")

    opened.route("**/*", serve)
    opened.goto("http://course.invalid/")
    opened.locator("input[name=planned_minutes]").fill("45")
    opened.locator("input[name=planned_minutes]").press("Enter")
    opened.wait_for_load_state()
    visible = opened.locator("[data-impact-send]").is_visible()
    typed = opened.locator("input[name=planned_minutes]").input_value()
    context.close()
    assert (visible, typed) == (False, "45")
    assert "POST" not in asked
