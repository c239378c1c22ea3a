"""A service and a course, and what people do with them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, Page, expect

from tests import processes
from tests.journey.keyboard import answer_with_keyboard

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}


@dataclass
class World:
    """A running service, and a running course whose one block is ``impact.0``."""

    service: processes.Server
    course: processes.Server
    _password: str = ""

    def in_course(self, persona: str, view: str = "", language: str = "nl") -> str:
        """Return the address of the block for ``persona``."""
        path = f"{view}/" if view else ""
        return f"{self.course.url}/scenario/impact.0/{path}?student={persona}&lang={language}"

    @contextmanager
    def page(self, browser: Browser, viewport: Mapping[str, int] = DESK, **options: Any) -> Iterator[Page]:
        """Open a page of a browser of its own, without anybody's cookies."""
        context = browser.new_context(viewport=dict(viewport), **options)  # type: ignore[arg-type]
        try:
            yield context.new_page()
        finally:
            context.close()

    def author_sets(self, browser: Browser, campaign: str, mode: str) -> None:
        """As the course author, set campaign and privacy mode in the block's editor."""
        with self.page(browser) as page:
            page.goto(self.in_course("author_1", "studio_view"))
            page.locator("[id$='-view-campaign']").click()
            page.locator("[name=campaign]").fill(campaign)
            page.locator(f"[name=privacy_mode][value={mode}]").check()
            with page.expect_response(lambda reply: "save_settings" in reply.url) as saved:
                page.locator("[data-studio-save]").click()
            assert saved.value.status == 200, saved.value.text()

    def learner_answers(self, browser: Browser, persona: str, answers: Mapping[str, int | str]) -> str:
        """As ``persona``, answer in Dutch on a phone by keyboard, wait for delivery, return the receipt."""
        with self.page(browser, PHONE, locale="nl-NL") as page:
            page.goto(self.in_course(persona))
            expect(page.locator(".impact-form")).to_have_attribute("method", "post")
            with page.expect_response(lambda reply: "/relay/" in reply.url) as relayed:
                answer_with_keyboard(page, answers)
            expect(page.locator("[data-impact-thanks]")).to_be_visible()
            assert relayed.value.json()["pending"] == 0, relayed.value.json()
            return page.locator(".impact-code").inner_text()

    @contextmanager
    def reviewer(self, browser: Browser, viewport: Mapping[str, int] = DESK, **options: Any) -> Iterator[Page]:
        """Sign in as somebody who may close campaigns."""
        if not self._password:
            added = processes.run_cli(self.service, "user", "add", "editor", "--role", "editor").stdout
            self._password = added.strip().rpartition(" ")[2]
        with self.page(browser, viewport, **options) as page:
            page.goto(f"{self.service.url}/")
            page.locator("[name=name]").fill("editor")
            page.locator("[name=password]").fill(self._password)
            page.locator("main form button[type=submit]").click()
            expect(page.locator("main")).to_be_visible()
            yield page

    def results(self, page: Page, campaign: str) -> dict[str, Any]:
        """Return the campaign's results as the API gives them to the signed-in reviewer."""
        reply = page.request.get(f"{self.service.url}/api/v1/campaigns/{campaign}/results?lang=nl")
        assert reply.status == 200, reply.text()
        document: dict[str, Any] = reply.json()
        return document

    def table(self, page: Page, campaign: str) -> list[dict[str, str]]:
        """Return the rows of the same results as CSV."""
        reply = page.request.get(f"{self.service.url}/api/v1/campaigns/{campaign}/results?format=csv&lang=nl")
        assert reply.status == 200, reply.text()
        return list(csv.DictReader(io.StringIO(reply.text())))


def questions(results: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the questions of all levels by id."""
    return {question["question"]: question for level in results["levels"] for question in level["questions"]}


def counts(question: Mapping[str, Any]) -> dict[str, int]:
    """Return how often each chosen option was chosen."""
    return {each["option"]: each["count"] for each in question["distribution"] if each["count"]}
