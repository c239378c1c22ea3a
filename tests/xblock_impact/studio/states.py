"""Every state that the editor can be in, for tests of how it looks and whether everybody can use it."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from typing import Any

from playwright.sync_api import expect

from surveys.instruments import load_instrument
from tests.surveys.documents import KINDS, a_text, question_document, survey_document
from tests.xblock_impact.studio.authors import PLAN, USE
from tests.xblock_impact.studio.desk import Desk

PILOT = deepcopy(load_instrument("pilot").data)
FOLLOW_UP = deepcopy(load_instrument("follow_up").data)
FOLLOW_UP["pages"][4]["questions"][1]["condition"] = {"!": {"any_of": [{"var": "training_use"}, ["used", "stopped"]]}}
BOTH = {"and": [{"answered": {"var": "date"}}, {">": [{"var": "number"}, 3]}]}
EVERY = survey_document(
    *(question_document(kind, declinable=True) for kind in KINDS),
    question_document(
        "free_text", id="last", condition={"and": [{"answered": {"var": "date"}}, {">": [{"var": "number"}, 3]}]}
    ),
    languages=["nl", "en"],
    scales=[{"id": "one", "title": a_text("Eén ding")}],
    recalls=[{"id": "goal", "survey": "baseline", "question": "goal", "text": a_text("Het doel")}],
)
NEW: dict[str, Any] = {"campaign": "", "display_name": "Impact"}

State = tuple[dict[str, Any], Callable[[Desk], None]]


def _nothing(_author: Desk) -> None:
    pass


def _question(key: str) -> Callable[[Desk], None]:
    def go(author: Desk) -> None:
        author.entry(key).click()
        expect(author.find("preview").locator("form")).to_be_visible()
        author.page.locator("details").evaluate_all("all => all.forEach(one => (one.open = true))")

    return go


def _view(name: str) -> Callable[[Desk], None]:
    def go(author: Desk) -> None:
        author.view(name)

    return go


def _start(author: Desk) -> None:
    author.page.get_by_role("button", name=author.say("look_at", title="")).first.click()
    expect(author.page.locator(".studio-instrument form")).to_be_visible()


def _types(author: Desk) -> None:
    author.press("add_question_to", page=1)


def _page(author: Desk) -> None:
    author.entry("page-0").click()


def _about(author: Desk) -> None:
    author.entry("about").click()
    author.page.locator("details").evaluate_all("all => all.forEach(one => (one.open = true))")


def _preview(author: Desk) -> None:
    author.view("preview")
    expect(author.find("preview").locator("form")).to_be_visible()


def _later(author: Desk) -> None:
    author.view("when")
    expect(author.page.locator(".studio-sentence").first).not_to_be_empty()
    author.page.locator("details").evaluate_all("all => all.forEach(one => (one.open = true))")


def _problems(author: Desk) -> None:
    author.press("add_question_to", page=1)
    author.page.locator("[data-studio-type=single_choice]").click()
    author.find("save").click()
    expect(author.find("problems")).to_be_visible()


def _review(author: Desk) -> None:
    author.words("pages[0].questions[0].text").fill("Heb je het toegepast?")
    author.find("save").click()
    expect(author.page.get_by_label(author.say("review_raise"))).to_be_visible()


def _draft(author: Desk) -> None:
    author.words("pages[0].questions[0].text").fill("Heb je het toegepast?")
    author.open()
    expect(author.button("draft_continue")).to_be_visible()


def _report(author: Desk) -> None:
    elements = [{"type": "text", "name": "q", "title": "Waarom?"}, {"type": "file", "name": "upload"}]
    file = json.dumps({"pages": [{"elements": elements}]}).encode()
    chosen = {"name": "survey.json", "mimeType": "application/json", "buffer": file}
    author.unfold("import")
    author.page.locator("input[type=file]").set_input_files(chosen)  # type: ignore[arg-type]
    author.press("import_read")
    expect(author.button("import_use")).to_be_visible()


ASKED = {"definition": survey_document(USE, question_document("date"), languages=["nl", "en"])}
STATES: dict[str, State] = {
    "start": (NEW, _start),
    "import report": (NEW, _report),
    "list": ({"definition": EVERY}, _nothing),
    "question": ({"definition": PILOT}, _question("question-0-0")),
    "battery": ({"definition": EVERY}, _question("question-0-5")),
    "conditions": ({"definition": EVERY}, _question("question-0-11")),
    "richer condition": ({"definition": FOLLOW_UP}, _question("question-4-1")),
    "kinds": ({"definition": EVERY}, _types),
    "page": ({"definition": FOLLOW_UP}, _page),
    "about": ({"definition": EVERY}, _about),
    "languages": ({"definition": EVERY}, _view("languages")),
    "once": ({"definition": EVERY}, _view("when")),
    "later": ({"definition": EVERY, "waves": PLAN}, _later),
    "campaign": ({"definition": EVERY}, _view("campaign")),
    "preview": ({"definition": FOLLOW_UP}, _preview),
    "problems": (ASKED, _problems),
    "review": (ASKED, _review),
    "draft": (ASKED, _draft),
    "unreadable": ({"definition": "<half", "waves": "{half"}, _nothing),
}
