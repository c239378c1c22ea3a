"""Waves as sentences, with an example that holds."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from surveys.schedule import Anchor, load_plan
from surveys.texts import LANGUAGES
from tests.xblock_impact.studio.authors import PLAN, SETTINGS, SURVEY, sent
from xblock_impact.authoring.moments import plan_in_words

TODAY = date(2026, 9, 15)


def said(wave: dict[str, Any], language: str = "en", **plan: Any) -> str:
    document = {**PLAN, **plan, "waves": [{"key": "a", "open_days": 21, **wave}]}
    (sentence,) = plan_in_words(load_plan(document), language, TODAY)
    return sentence


def test_a_wave_says_when_how_long_reminders_and_an_example() -> None:
    """30 days after 1 October is a Saturday: it opens on Monday, and closes on the Monday three weeks later."""
    wave = {"anchor": "completed", "delay_days": 30, "reminder_days": [4, 11]}

    assert said(wave) == (
        "Asked 30 days after completing the course. It can be answered for 21 days. "
        "Whoever has not answered is reminded 4 and 11 days after the invitation. "
        "For example: somebody who completes on 1 October 2026 is asked on 2 November 2026 "
        "and can answer until 23 November 2026."
    )


def test_the_calendar_of_the_plan_counts() -> None:
    wave = {"anchor": "completed", "delay_days": 85}  # to Christmas

    assert "is asked on 28 December 2026" in said(wave, calendar="nl")
    assert "is asked on 25 December 2026" in said(wave, calendar="every_day")


def test_a_date_has_no_example_but_its_days() -> None:
    sentence = said({"anchor": "date", "on": "2026-10-03", "open_days": 14}, calendar="every_day")

    assert sentence.endswith("No reminder is sent. Open from 3 October 2026 until 17 October 2026.")


@pytest.mark.parametrize(
    ("delay", "beginning"),
    [
        (0, "Asked right after the end of the course."),
        (1, "Asked 1 day after the end of the course."),
        (-1, "Asked 1 day before the end of the course."),
        (-7, "Asked 7 days before the end of the course."),
    ],
)
def test_days_before_and_after_are_told_apart(delay: int, beginning: str) -> None:
    assert said({"anchor": "course_end", "delay_days": delay}).startswith(beginning)


@pytest.mark.parametrize(
    ("reminders", "sentence"),
    [
        ([], "No reminder is sent."),
        ([1], "Whoever has not answered is reminded the day after the invitation."),
        ([3], "Whoever has not answered is reminded 3 days after the invitation."),
        ([1, 3, 9], "Whoever has not answered is reminded 1, 3 and 9 days after the invitation."),
    ],
)
def test_reminders_are_said_as_days(reminders: list[int], sentence: str) -> None:
    assert sentence in said({"anchor": "enrolled", "delay_days": 5, "reminder_days": reminders})


def test_a_wave_that_ends_with_enrolment_says_so() -> None:
    sentence = said({"anchor": "passed", "delay_days": 5, "enrolled_only": True})

    assert "Whoever leaves the course is not asked." in sentence


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("anchor", [anchor for anchor in Anchor if anchor is not Anchor.DATE])
def test_every_anchor_has_its_sentence_and_example(anchor: Anchor, language: str) -> None:
    sentence = said({"anchor": anchor.value, "delay_days": 2}, language, calendar="every_day")

    assert "{" not in sentence
    assert "3 " in sentence  # the example: two days after the first of October
    assert "2026" in sentence


def test_the_editor_gets_a_sentence_for_each_wave_and_none_while_the_plan_is_wrong() -> None:
    good = sent("check_survey", {**SETTINGS, "definition": SURVEY, "waves": PLAN}).document["waves"]
    wrong = sent("check_survey", {**SETTINGS, "definition": SURVEY, "waves": {**PLAN, "time_zone": "?"}}).document

    assert len(good) == 1
    assert good[0].startswith("Asked 30 days after completing the course.")
    assert wrong["waves"] == []
