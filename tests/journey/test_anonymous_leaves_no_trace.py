"""Anonymous: once the service has the answers, nothing in the course leads from the learner to them.

Every row of every table, every line of every log and every event is searched.
"""

from __future__ import annotations

import json
import re
import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import closing
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.journey.learning import Survey, fill, send, set_up, somebody
from tests.journey.world import World

TELLS_WHO_ASKED = re.compile(r'"(GET|POST) /|Start (handler|show_scenario)|End (handler|show_scenario)')
"""Lines of the platform itself: who asked for which address. Every LMS writes such lines."""


class Sent:
    """What one learner sent, and every way in which it could be found again."""

    def __init__(self, world: World, browser: Browser, mode: str) -> None:
        self.world, self.persona = world, somebody()
        self.answer = f"niemand hoort te weten {uuid.uuid4().hex}"
        survey: Survey = set_up(world, mode)
        self.campaign = survey.campaign
        with survey.opened(browser, self.persona) as page:
            fill(page, self.answer)
            expect(page.locator("[data-impact-status]")).to_contain_text("Bewaard")
            with page.expect_request(lambda request: "/submit/" in request.url) as request:
                self.receipt = send(page)
            self.submission_id = uuid.UUID(request.value.post_data_json["submission_id"])
            page.get_by_role("button", name="Nu nakijken").click()
            page.reload()
            expect(page.locator(".impact-code")).to_have_text(self.receipt)

    @property
    def name(self) -> str:
        """As the platform knows it."""
        return self.persona.replace("_", " ").capitalize()

    def rows(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield every row of every table of the course, sessions and logs of the administration among them."""
        with closing(sqlite3.connect(self.world.course.folder / "var" / "workbench.db")) as database:
            database.row_factory = sqlite3.Row
            tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            assert {"django_session", "workbench_xblockstate", "xblock_impact_lms_storedparcel"} <= set(tables)
            for table in tables:
                for row in database.execute(f'SELECT * FROM "{table}"'):  # noqa: S608  # names from the database
                    yield table, dict(row)

    def lines(self) -> list[str]:
        """Return every line that the course has logged, its events among them."""
        logs = [self.world.course.log, *(self.world.course.folder / "var").glob("workbench.log*")]
        return [line for log in logs for line in log.read_text("utf-8", "replace").splitlines()]

    def rows_with(self, *words: object) -> list[tuple[str, dict[str, Any]]]:
        """Return the rows that hold any of ``words``, whatever their type."""
        return [(table, row) for table, row in self.rows() if any(_holds(row, word) for word in words)]


def _holds(row: dict[str, Any], word: object) -> bool:
    wanted = str(word).encode()
    return any(wanted in (value if isinstance(value, bytes) else str(value).encode()) for value in row.values())


@pytest.fixture(scope="module")
def sent(world: World, browser: Browser) -> Sent:
    """An anonymous submission that has arrived."""
    return Sent(world, browser, "anonymous")


def test_the_answers_have_arrived(sent: Sent) -> None:
    """Or nothing that follows would mean anything."""
    with closing(sqlite3.connect(sent.world.service.folder / "evaluation.db")) as database:
        bodies = [body for (body,) in database.execute("SELECT body FROM ledger")]

    (body,) = [body for body in bodies if sent.answer in body]
    assert "participant" not in json.loads(body)
    assert not [word for word in (sent.persona, sent.name, f"{sent.persona}@example.org") if word in body]


def test_no_table_holds_the_answers_or_leads_to_them(sent: Sent) -> None:
    ids = (sent.submission_id, sent.submission_id.hex)

    assert sent.rows_with(sent.answer, *ids) == []


def test_no_table_holds_the_learners_name_or_address(sent: Sent) -> None:
    assert sent.rows_with(sent.name, f"{sent.persona}@example.org") == []


def test_of_the_learner_the_tables_know_only_that_they_answered_and_the_receipt(sent: Sent) -> None:
    found = sent.rows_with(sent.persona, sent.receipt)

    states = [json.loads(row["state"]) for table, row in found if table == "workbench_xblockstate"]
    kept = {name: value for state in states for name, value in state.items()}
    (answered,) = [row for table, row in found if table == "xblock_impact_lms_answered"]
    assert {table for table, _ in found} == {"workbench_xblockstate", "xblock_impact_lms_answered"}
    assert kept == {
        "progress": {"version": 2, "waves": {"main": {"receipt": sent.receipt, "revision": 1, "delivered": True}}}
    }
    assert answered.keys() == {
        *("id", "usage_key", "account", "wave", "campaign", "receipt", "revision", "submission_id", "reset"),
    }
    assert (answered["submission_id"], answered["receipt"], answered["reset"]) == (None, sent.receipt, 0)


def test_no_line_of_a_log_and_no_event_holds_the_answers_a_receipt_or_who_sent_them(sent: Sent) -> None:
    lines = sent.lines()
    secrets = (sent.answer, sent.receipt, str(sent.submission_id), sent.submission_id.hex, sent.name, "@example.org")

    assert [line for line in lines if any(secret in line for secret in secrets)] == []
    assert [line for line in lines if sent.persona in line and not TELLS_WHO_ASKED.search(line)] == []


def test_the_event_tells_that_something_was_sent_and_no_more(sent: Sent) -> None:
    """The workbench logs an event's name and, on the next line, its data."""
    lines = sent.lines()
    told = [data for line, data in pairwise(lines) if "openedx.xblock.impact.submitted" in line]
    mine = [data for data in told if sent.campaign in data]

    assert mine
    for data in mine:
        facts = {"campaign": sent.campaign, "mode": "anonymous", "wave": "main", "revision": 1}
        assert data[data.index("{") :] == str(facts)


@pytest.mark.parametrize("mode", ["identified", "confidential"])
def test_in_the_other_modes_logs_and_events_hold_no_answers_either(world: World, browser: Browser, mode: str) -> None:
    sent = Sent(world, browser, mode)
    secrets = (sent.answer, sent.receipt, str(sent.submission_id), sent.name, "@example.org")

    assert sent.rows_with(sent.answer)  # the outbox keeps them, for changes
    assert [line for line in sent.lines() if any(secret in line for secret in secrets)] == []
