"""``make run`` as a new user meets it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.processes import SCRIPTS, free_port


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[str]]:
    """What ``evaluation demo`` printed until it was ready."""
    folder: Path = tmp_path_factory.mktemp("demo")
    ports = ["--port", str(free_port()), "--workbench-port", str(free_port())]
    command = [str(SCRIPTS / "evaluation"), "demo", *ports, "--data-dir", str(folder)]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env={**os.environ, "COLUMNS": "200"}
    )
    assert process.stdout is not None
    lines: list[str] = []
    for line in process.stdout:
        lines.append(line.rstrip())
        if line.startswith("Ready:"):
            break
    yield lines
    process.send_signal(signal.SIGINT)
    process.stdout.read()
    process.stdout.close()
    assert process.wait(timeout=60) in (0, 130)


def addresses(lines: list[str]) -> list[str]:
    """Return the web addresses that were printed."""
    return re.findall(r"http://127\.0\.0\.1:\d+[^\s,;]*", "\n".join(lines))


def test_the_last_line_says_ready(demo: list[str]) -> None:
    """Whoever waits for it can wait for one word."""
    assert demo[-1].startswith("Ready:"), demo


def test_every_address_that_is_printed_opens(demo: list[str], browser: Browser) -> None:
    """Service and course answer, under the very addresses that stand there."""
    context = browser.new_context()
    page = context.new_page()
    assert len(addresses(demo)) >= 2
    for address in addresses(demo):
        reply = page.goto(address)
        assert reply is not None
        assert reply.status == 200, address
    context.close()


def test_the_printed_password_opens_the_967_answers(demo: list[str], browser: Browser) -> None:
    """The pilot campaign of real answers is there for the demo's reviewer."""
    password = next(found[1] for line in demo if (found := re.search(r"[Pp]assword.*?:\s*(\S+)$", line)))
    service = addresses(demo[-1:])[0]
    context = browser.new_context(locale="en-GB")
    page = context.new_page()
    page.goto(f"{service}/?lang=en")
    page.locator("[name=name]").fill("reviewer")
    page.locator("[name=password]").fill(password)
    page.locator("main form button[type=submit]").click()
    page.goto(f"{service}/campaigns/carpentries-2018?lang=en")
    expect(page.locator("main")).to_contain_text("967")
    expect(page.locator("main .level")).to_have_count(7)
    context.close()
