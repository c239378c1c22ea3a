"""What looks at hostile files sees what it is there to see."""

from __future__ import annotations

import html
import json
import subprocess
import sys
from typing import Any

import pytest

from surveys.definition import load_survey
from tests.surveys.interchange.hostile.any_format import ATTACKS
from tests.surveys.interchange.hostile.conftest import ROOT
from tests.surveys.interchange.hostile.honest import impact_document
from tests.surveys.interchange.hostile.rendered import complaints, form_of
from tests.surveys.interchange.hostile.worker import MAX_GROWTH


def in_a_worker(work: str) -> dict[str, Any]:
    """Return what the worker says of ``work``, an expression that gives a dict."""
    worker = "from tests.surveys.interchange.hostile.worker import in_a_fork, measured"
    code = f"import json, time; {worker}; print(json.dumps(in_a_fork(lambda: measured(lambda: {work}))))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def test_memory_that_was_taken_is_seen_after_it_was_given_back() -> None:
    more = MAX_GROWTH * 11 // 10  # some of it may take the place of what was there before
    taken = in_a_worker(f"{{'size': len(bytearray(b'x') * {more})}}")

    assert taken["growth"] >= MAX_GROWTH


def test_time_is_that_of_the_processor() -> None:
    one_second = "next(now for now in iter(time.process_time, None) if now - start > 1)"
    worked = in_a_worker(f"(lambda start: {{'until': {one_second}}})(time.process_time())")
    waited = in_a_worker("{'waited': time.sleep(0.3)}")

    assert worked["seconds"] > 0.9
    assert waited["seconds"] < 0.2


def test_what_takes_all_memory_is_stopped() -> None:
    result = in_a_worker("{'size': len(bytearray(b'x') * 8_000_000_000)}")

    assert result["outcome"].startswith("stopped by the limits")


@pytest.mark.parametrize("attack", ["a script", "an event handler", "an attribute that ends", "a live link"])
def test_a_form_that_escaped_nothing_would_be_noticed(attack: str) -> None:
    survey = load_survey(impact_document(ATTACKS[attack]))

    assert list(complaints(survey, lambda shown: html.unescape(form_of(shown))))
    assert list(complaints(survey)) == []
