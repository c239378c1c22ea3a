"""The demo course as learners, authors and staff use it in a browser, one survey at a time."""

from __future__ import annotations

import json
import sqlite3
import uuid
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any

import requests
from playwright.sync_api import Browser, Page, expect

from surveys.words import words_in as words_of_the_form
from tests.journey.world import World
from xblock_impact.words import words_in

WORDS, FORM_WORDS = words_in("nl"), words_of_the_form("nl")
PHONE = {"width": 390, "height": 844}
PILOT = "impact-pilot.impact.d0.u0"
SHORT_SURVEY: dict[str, Any] = {
    "format": "impact-survey/1",
    "id": "short",
    "version": 1,
    "title": {"nl": "Kort", "en": "Short"},
    "purpose": {"nl": "Om te leren.", "en": "To learn."},
    "minutes": 1,
    "languages": ["nl", "en"],
    "licence": "CC0-1.0",
    "source": "These tests",
    "pages": [
        {
            "id": "page",
            "title": {"nl": "Vragen", "en": "Questions"},
            "questions": [
                {
                    "id": "used",
                    "version": 1,
                    "type": "single_choice",
                    "level": "work_behaviour",
                    "text": {"nl": "Heb je het gebruikt?", "en": "Have you used it?"},
                    "required": True,
                    "options": [
                        {"code": "yes", "text": {"nl": "Ja", "en": "Yes"}},
                        {"code": "no", "text": {"nl": "Nee", "en": "No"}},
                    ],
                },
                {
                    "id": "why",
                    "version": 1,
                    "type": "free_text",
                    "level": "work_behaviour",
                    "text": {"nl": "Waarom?", "en": "Why?"},
                },
            ],
        }
    ],
}
"""Two questions in two languages: enough to see what becomes of answers."""


def somebody(kind: str = "learner") -> str:
    """Return a persona that nobody was before."""
    return f"{kind}_{uuid.uuid4().hex[:8]}"


@dataclass(frozen=True)
class Survey:
    """The pilot's block, set up anew."""

    world: World
    campaign: str
    mode: str

    def address(self, persona: str, language: str = "nl") -> str:
        """Return where ``persona`` finds it."""
        return self.world.in_course(persona, language=language)

    @contextmanager
    def opened(self, browser: Browser, persona: str, language: str = "nl", **options: Any) -> Iterator[Page]:
        """Open it in a browser of the persona's own; fail on any error of its scripts."""
        context = browser.new_context(**{"viewport": PHONE, "locale": "nl-NL", **options})
        try:
            page = context.new_page()
            errors: list[str] = []
            page.on("pageerror", lambda error: errors.append(str(error)))
            page.goto(self.address(persona, language))
            yield page
            assert errors == []
        finally:
            context.close()


def set_up(world: World, mode: str, **settings: Any) -> Survey:
    """As the author, make the block hold SHORT_SURVEY in a campaign of its own."""
    campaign = f"{mode}-{uuid.uuid4().hex[:8]}"
    document = {
        "display_name": "Kort",
        "instrument": "pilot",
        "campaign": campaign,
        "privacy_mode": mode,
        "min_respondents": 5,
        "definition": SHORT_SURVEY,
        "waves": None,
        **settings,
    }
    reply = requests.post(
        f"{world.course.url}/handler/{PILOT}/save_settings/",
        params={"student": "author_1"},
        json=document,
        headers={"X-CSRFToken": "a" * 32},
        cookies={"csrftoken": "a" * 32},
        timeout=60,
    )
    assert reply.status_code == 200, reply.text
    return Survey(world, campaign, mode)


def fill(page: Page, why: str, used: str = "yes") -> None:
    """Answer both questions."""
    page.locator(f"input[name=used][value={used}]").check()
    page.locator("textarea[name=why]").fill(why)


def send(page: Page) -> str:
    """Press the button, wait for the thanks and for the delivery, and return the receipt."""
    with page.expect_response(lambda reply: "/relay/" in reply.url) as relayed:
        page.locator("[data-impact-send]").click()
    expect(page.locator("[data-impact-thanks]")).to_be_visible()
    assert relayed.value.json()["pending"] == 0, relayed.value.json()
    return page.locator(".impact-code").inner_text()


def answers_at_service(world: World, campaign: str) -> list[tuple[int, str, Mapping[str, Any]]]:
    """Return revision, wave and answers of everything in the ledger of a campaign, in order of arrival."""
    with closing(sqlite3.connect(world.service.folder / "evaluation.db")) as database:
        rows = database.execute("SELECT body FROM ledger ORDER BY campaign_id, number").fetchall()
    documents = [json.loads(body) for (body,) in rows]
    mine = [document for document in documents if document["campaign"] == campaign]
    return [(document["revision"], document["wave"], document["answers"]) for document in mine]
