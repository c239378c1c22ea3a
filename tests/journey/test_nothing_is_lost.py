"""The service is down while learners answer; everybody gets a receipt, and everything arrives once."""

from __future__ import annotations

import re
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests import processes
from tests.journey.world import World, counts, questions
from xblock_impact.words import words_in

WORDS = words_in("nl")

TWENTY_SUBMITS = """async ([document_, times]) => {
  const token = /csrftoken=([^;]*)/.exec(document.cookie)[1];
  const usage = document.querySelector("[data-usage]").dataset.usage;
  const student = new URLSearchParams(location.search).get("student");
  const submit = () => fetch(`/handler/${usage}/submit/?student=${student}`, {
    method: "POST", headers: {"Content-Type": "application/json", "X-CSRFToken": token},
    body: JSON.stringify({...document_, terms: document.querySelector("input[name='impact.terms']").value}),
  }).then(async (reply) => [reply.status, (await reply.json()).receipt]);
  return Promise.all(Array.from({length: times}, submit));
}"""


@pytest.fixture
def stopped_service(world: World) -> Iterator[None]:
    """The service is gone, as after a power cut, until the test starts it again."""
    world.service.stop(signal.SIGKILL)
    yield
    if world.service.process is None:
        world.service.start()


def ledger_of(world: World) -> list[tuple[str, int]]:
    """Return (submission, revision) of everything in the ledger."""
    with closing(sqlite3.connect(world.service.folder / "evaluation.db")) as database:
        rows = database.execute("SELECT hex(submission_id), revision FROM ledger ORDER BY 1").fetchall()
    return [(str(submission), int(revision)) for submission, revision in rows]


def open_form(page: Page, world: World, persona: str) -> None:
    """Open the block as ``persona`` and wait for its form."""
    page.goto(world.in_course(persona))
    expect(page.locator(".impact-form")).to_be_visible()


def deliver(page: Page) -> None:
    """Open the page again, which asks for delivery until nothing waits, and says so; unless all has arrived by now."""
    page.reload()
    arrived = re.compile("|".join(re.escape(WORDS[key]) for key in ("delivery_arrived", "delivery_counted")))
    expect(page.locator("[data-impact-delivery]")).to_have_text(arrived, timeout=60_000)


def test_twenty_submits_at_once_while_the_service_is_down_become_one_submission(
    world: World, browser: Browser, stopped_service: None
) -> None:
    """All twenty get the same receipt, and the ledger holds one submission when the service is back."""
    world.author_sets(browser, "down", "identified")
    answers = {"content_relevance": "most", "own_goals": "reached"}
    with world.page(browser) as page:
        open_form(page, world, "learner_1")
        replies = page.evaluate(TWENTY_SUBMITS, [{"submission_id": str(uuid4()), "answers": answers}, 20])
        assert {status for status, _ in replies} == {200}
        assert len({receipt for _, receipt in replies}) == 1

        world.service.start()
        deliver(page)

    assert len(ledger_of(world)) == 1
    with world.reviewer(browser) as page:
        assert counts(questions(world.results(page, "down"))["content_relevance"]) == {"most": 1}


def test_a_learner_gets_a_receipt_while_the_service_is_down_and_sees_it_again(
    world: World, browser: Browser, stopped_service: None
) -> None:
    """The thanks survive a reload, and the answer arrives without being sent again."""
    before = len(ledger_of(world))
    with world.page(browser) as page:
        open_form(page, world, "learner_2")
        for question in ("content_relevance", "own_goals"):
            page.locator(f"input[name={question}]").first.check()
        page.locator("[data-impact-send]").click()
        receipt = page.locator(".impact-code").inner_text()
        page.reload()
        assert page.locator(".impact-code").inner_text() == receipt

        world.service.start()
        deliver(page)

    assert len(ledger_of(world)) == before + 1


def test_a_page_that_comes_too_late_to_deliver_says_that_all_has_arrived(
    world: World, browser: Browser, stopped_service: None
) -> None:
    """The page before it, or a worker, carried the answers between the showing of this one and its asking."""

    def by_another(route: Route) -> None:
        reply = route.fetch()
        result = reply.json()
        route.fulfill(response=reply, json={**result, "delivered": 0})

    with world.page(browser) as page:
        open_form(page, world, "learner_3")
        for question in ("content_relevance", "own_goals"):
            page.locator(f"input[name={question}]").first.check()
        page.locator("[data-impact-send]").click()
        page.locator(".impact-code").wait_for()
        page.route("**/handler/*/relay/*", by_another)
        world.service.start()

        deliver(page)


def test_rebuilding_changes_no_figure(world: World, browser: Browser) -> None:
    """Answers and rollup made anew from ledger and releases give the same results to the letter."""
    before = processes.run_cli(world.service, "results", "down", "--format", "json").stdout

    processes.run_cli(world.service, "rebuild")

    assert processes.run_cli(world.service, "results", "down", "--format", "json").stdout == before
