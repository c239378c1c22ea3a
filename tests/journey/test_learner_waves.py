"""From a commitment at the start to what became of it months later, where time can be made to pass."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

from playwright.sync_api import Browser, Page, expect

from tests.journey.learning import PHONE, WORDS, answers_at_service, send, somebody
from tests.journey.world import DESK, World

BASELINE, FOLLOW_UP = "impact.1", "impact.2"
COMMITMENT = "In elk gesprek drie open vragen stellen"


@contextmanager
def opened(world: World, browser: Browser, scene: str, persona: str, **options: Any) -> Iterator[Page]:
    context = browser.new_context(**{"viewport": PHONE, **options})
    try:
        page = context.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(f"{world.course.url}/scenario/{scene}/?student={persona}&lang=nl")
        yield page
        assert errors == []
    finally:
        context.close()


def completed(page: Page, days_ago: int) -> None:
    with page.expect_navigation():
        page.locator(f".demo button[value='{days_ago}']").click()


def commit(world: World, browser: Browser, persona: str) -> None:
    with opened(world, browser, BASELINE, persona) as page:
        page.locator("input[name=commitment_1]").fill(COMMITMENT)
        send(page)


def states(page: Page) -> list[str]:
    return [row.split("-")[-1] for row in page.locator(".impact-wave").evaluate_all("all => all.map(e => e.className)")]


def test_a_learner_is_asked_after_30_days_what_became_of_the_commitment(world: World, browser: Browser) -> None:
    persona = somebody()
    commit(world, browser, persona)
    with opened(world, browser, FOLLOW_UP, persona) as page:
        expect(page.get_by_text(WORDS["waiting_not_anchored_title"])).to_be_visible()
        assert states(page) == ["not_anchored"] * 4

        completed(page, 35)

        assert states(page) == ["open", "upcoming", "upcoming", "upcoming"]
        expect(page.locator("[data-impact-question=commitment_1_use]")).to_contain_text(COMMITMENT)
        page.locator("input[name=training_use][value=tried]").check()
        page.locator("input[name=commitment_1_use]").first.check()
        send(page)
        assert states(page) == ["answered", "upcoming", "upcoming", "upcoming"]
        page.reload()
        expect(page.locator("[data-impact-thanks]")).to_be_visible()

    ((revision, wave, answers),) = answers_at_service(world, "demo-follow-up")[-1:]
    assert (revision, wave) == (1, "day-30")
    assert answers["commitment_1_use"] == "not_yet"


def test_the_submission_tells_the_service_what_was_recalled(world: World, browser: Browser) -> None:
    persona = somebody()
    commit(world, browser, persona)
    with opened(world, browser, FOLLOW_UP, persona) as page:
        completed(page, 35)
        page.locator("input[name=training_use][value=not_yet]").check()
        send(page)

    with closing(sqlite3.connect(world.service.folder / "evaluation.db")) as database:
        (body,) = database.execute("SELECT body FROM ledger ORDER BY rowid DESC LIMIT 1").fetchone()
    assert json.loads(body)["recalled"] == {"commitment_1": COMMITMENT}


def test_a_wave_that_closed_is_missed_and_the_next_one_is_open(world: World, browser: Browser) -> None:
    persona = somebody()
    with opened(world, browser, FOLLOW_UP, persona) as page:
        completed(page, 35)
        page.locator("input[name=training_use][value=tried]").check()
        expect(page.locator("[data-impact-status]")).to_contain_text("Bewaard")

        completed(page, 100)

        assert states(page) == ["missed", "open", "upcoming", "upcoming"]
        expect(page.locator("input[name=training_use]:checked")).to_have_count(0)
        expect(page.locator(".demo button")).to_have_count(0)  # nothing earlier is left to choose


def test_the_receipts_of_earlier_waves_stay_within_reach(world: World, browser: Browser) -> None:
    persona = somebody()
    with opened(world, browser, FOLLOW_UP, persona) as page:
        completed(page, 35)
        page.locator("input[name=training_use][value=tried]").check()
        first = send(page)
        completed(page, 100)
        assert states(page) == ["answered", "open", "upcoming", "upcoming"]

        page.get_by_role("button", name=WORDS["wave_receipt"]).click()
        expect(page.locator(".impact-code")).to_have_text(first)
        page.get_by_role("button", name=WORDS["wave_answer"]).click()

        expect(page.locator("input[name=training_use]").first).to_be_visible()
        expect(page.get_by_role("heading", level=2)).to_be_focused()


def test_the_passing_of_time_is_for_learners_of_the_demo_course_only(world: World, browser: Browser) -> None:
    with opened(world, browser, FOLLOW_UP, "staff_1", viewport=DESK) as page:
        expect(page.locator(".demo")).to_have_count(0)
        refused = page.request.post(f"{world.course.url}/completed/staff_1/", form={"days": "35"})
        assert refused.status == 403  # no token, as from another site
    with opened(world, browser, BASELINE, "learner_1") as page:
        expect(page.locator(".demo")).to_have_count(0)


def test_staff_see_what_arrived_and_send_again_what_waits(world: World, browser: Browser) -> None:
    persona = somebody()
    world.service.stop()
    try:
        with opened(world, browser, BASELINE, persona) as page:
            page.locator("input[name=commitment_1]").fill(COMMITMENT)
            with page.expect_response(lambda reply: "/relay/" in reply.url) as relayed:
                page.locator("[data-impact-send]").click()
            assert relayed.value.json()["pending"] == 1
        with opened(world, browser, BASELINE, "staff_1", viewport=DESK) as page:
            page.locator("[data-impact-panel] > summary").click()
            expect(page.get_by_role("button", name=WORDS["panel_resend"])).to_be_visible()
            expect(page.locator(".impact-figures")).to_contain_text(WORDS["panel_failure"])
            world.service.start()

            page.get_by_role("button", name=WORDS["panel_resend"]).click()

            expect(page.get_by_text(WORDS["panel_tried"])).to_be_visible()
            expect(page.locator(".impact-figures")).not_to_contain_text(WORDS["panel_failure"])
            link = page.get_by_role("link", name=WORDS["panel_link"]).get_attribute("href")
            assert link == f"{world.service.url}/campaigns/demo-baseline"
    finally:
        if world.service.process is None:
            world.service.start()
    assert answers_at_service(world, "demo-baseline")[-1][2] == {"commitment_1": COMMITMENT}
