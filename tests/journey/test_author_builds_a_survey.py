"""An author writes a survey without a mouse, a learner answers it, and the course's file brings the form elsewhere."""

from __future__ import annotations

import json
import sqlite3
import uuid
from collections.abc import Mapping
from contextlib import closing
from typing import Any

from lxml import etree
from playwright.sync_api import Browser, Page, expect
from xblock.fields import ScopeIds

from surveys.definition import QuestionType, load_survey
from surveys.form import FormState, render_form
from tests.journey.author import Author
from tests.journey.twelve_questions import CONDITION, QUESTIONS, write_survey
from tests.journey.world import PHONE, World
from tests.xblock_impact.course import Course
from xblock_impact.block import ImpactBlock
from xblock_impact.words import studio_words_in

WORDS = studio_words_in("nl")
CAMPAIGN = "twaalf-vragen"


def authored(world: World) -> dict[str, Any]:
    """Return the fields that the workbench's database holds of the pilot's block itself, whoever answers it."""
    fields: dict[str, Any] = {}
    with closing(sqlite3.connect(world.course.folder / "var" / "workbench.db")) as database:
        rows = database.execute("SELECT scope_id, state FROM workbench_xblockstate WHERE user_id IS NULL").fetchall()
    for scope_id, state in rows:
        if scope_id.startswith("impact-pilot."):
            fields |= json.loads(state)
    return fields


def writes_and_saves(page: Page, author: Author) -> None:
    """Write the survey in the place of the pilot's, look at it, and save it."""
    author.press(page.locator("[data-studio-entry=about]"))
    author.button(WORDS["start_again"])
    write_survey(author)
    author.view("preview")
    preview = page.locator("[data-studio-preview]")
    for _kind, dutch, _english in QUESTIONS:
        expect(preview).to_contain_text(dutch)
    expect(preview.get_by_text("Hoeveel gesprekken?")).to_be_hidden()
    author.tick(preview.get_by_label("Ja", exact=True).first)
    expect(preview.get_by_text("Hoeveel gesprekken?")).to_be_visible()
    author.choose(page.locator("[id$='-preview-language-survey']"), "en")
    expect(preview.get_by_text("Did you use it?")).to_be_visible()
    author.view("campaign")
    author.write(page.locator("[name=campaign]"), CAMPAIGN)
    expect(page.locator("[data-studio-count]")).to_be_hidden()
    author.press(page.locator("[data-studio-save]"))
    expect(page.locator("[data-studio-said]")).to_have_text(WORDS["saved"])


def answers(page: Page) -> None:
    """Answer every question, in English, on a phone."""
    page.get_by_label("Yes", exact=True).first.check()
    page.get_by_label("At home", exact=True).first.check()
    page.get_by_label("Often", exact=True).check()
    for item in ("I recognise wishes.", "I ask on."):
        page.get_by_role("group", name=item).get_by_label("Largely", exact=True).check()
    page.get_by_label("9", exact=True).check()
    page.get_by_label("How many conversations?").fill("12")
    for name, words in (("Hours", "1"), ("Minutes", "30"), ("Day", "5"), ("Month", "10"), ("Year", "2026")):
        page.get_by_label(name, exact=True).fill(words)
    ranking = page.get_by_role("group", name="What helped most?")
    for place, select in enumerate(ranking.get_by_role("combobox").all(), 1):
        select.select_option(str(place))
    page.get_by_label("In one word?").fill("useful")
    page.get_by_label("What can be better?").fill("More practice.")
    page.get_by_role("group", name="Do you work in a team?").get_by_label("No", exact=True).check()


ANSWERED: Mapping[str, object] = {
    "choice_1": "yes",
    "choices_1": ["option_2"],
    "scale_1": "often",
    "item_1": "largely",
    "item_2": "largely",
    "recommendation_1": 9,
    "number_1": 12,
    "duration_1": 90,
    "date_1": "2026-10-05",
    "ranking_1": ["option_1", "option_2", "option_3"],
    "words_1": "useful",
    "comment_1": "More practice.",
    "choice_2": "no",
}


def delivered(world: World) -> list[dict[str, Any]]:
    """Return the submissions that arrived at the service."""
    with closing(sqlite3.connect(world.service.folder / "evaluation.db")) as database:
        return [json.loads(body) for (body,) in database.execute("SELECT body FROM ledger")]


def carried_over(fields: Mapping[str, Any]) -> Any:
    """Export a block with ``fields`` to OLX, as text, and import it into another course."""
    node = etree.Element("unknown")
    Course().block(**fields).add_xml_to_node(node)
    text = etree.tostring(node, encoding="unicode")
    ids = ScopeIds(None, "impact", "elsewhere", "another.course.usage")
    return ImpactBlock.parse_xml(etree.fromstring(text), Course().block().runtime, ids)


def test_twelve_questions_from_the_authors_keyboard_to_the_learner_and_into_another_course(
    world: World, browser: Browser
) -> None:
    with world.page(browser) as page:
        complaints: list[str] = []
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(world.in_course("author_1", "studio_view"))
        writes_and_saves(page, Author(page))
        assert complaints == []

    survey = load_survey(authored(world)["definition"])
    assert [question.type for question in survey if not question.battery] == [
        QuestionType(kind) for kind, *_ in QUESTIONS if kind != "battery"
    ]
    assert sum(question.battery is not None for question in survey) == 2
    assert survey.data["pages"][0]["questions"][5]["condition"] == CONDITION
    assert set(survey.languages) == {"nl", "en"}

    with world.page(browser, PHONE, locale="en-GB") as page:
        page.goto(world.in_course(f"learner_{uuid.uuid4().hex[:6]}", language="en"))
        answers(page)
        with page.expect_response(lambda reply: "/relay/" in reply.url):
            page.locator("[data-impact-send]").click()
        expect(page.locator(".impact-code")).to_be_visible()

    assert [sent["answers"] for sent in delivered(world)] == [ANSWERED]

    with world.page(browser) as page:
        page.goto(world.in_course("author_1", "studio_view"))
        author = Author(page)
        author.words("pages[0].questions[0].text", nl="Heb je het toegepast?")
        author.press(page.locator("[data-studio-save]"))
        expect(page.locator("h3[data-studio-review]")).to_be_focused()
        expect(page.locator("section[data-studio-review]")).to_contain_text(WORDS["review_unknown"])

    other = carried_over(authored(world))
    for language in survey.languages:
        form = FormState("form")
        assert render_form(other.configuration().survey, language, form) == render_form(survey, language, form)
    assert other.configuration().survey.digest == survey.digest
