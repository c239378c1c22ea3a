"""Learners answer on a phone, without a mouse, in Dutch; a reviewer sees what may be seen and nothing else."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import count

import pytest
from playwright.sync_api import Browser, Page, expect

from surveys.instruments import load_instrument
from tests.journey.world import World, counts, questions

RELEVANCE = [option.code for option in load_instrument("pilot").questions["content_relevance"].options]
RECEIPT = re.compile(r"[A-Z2-7]{4}-[A-Z2-7]{4}")
_numbers = count(1)


def answers_of(relevance: int) -> dict[str, int | str]:
    """Return what one learner answers: both required questions, a number and a comment."""
    return {
        "content_relevance": relevance,
        "own_goals": 2,
        "spent_minutes": "45",
        "recommend": 8,
        "improve": "Meer oefenen met eigen gevallen.",
    }


def learners_answer(world: World, browser: Browser, relevances: Sequence[int]) -> list[str]:
    """Let one new learner per item answer, and return their receipts."""
    return [
        world.learner_answers(browser, f"learner_{next(_numbers)}", answers_of(relevance)) for relevance in relevances
    ]


def expected(relevances: Sequence[int]) -> dict[str, int]:
    """Return the counts that these answers make."""
    return dict(Counter(RELEVANCE[place] for place in relevances))


def open_campaign(page: Page, world: World, campaign: str) -> str:
    """Open the campaign's page and return all that it says."""
    page.goto(f"{world.service.url}/campaigns/{campaign}?lang=nl")
    return page.locator("main").inner_text()


def close_campaign(page: Page, world: World, campaign: str) -> None:
    """Close the campaign as the page offers it: with a question in between."""
    open_campaign(page, world, campaign)
    page.get_by_role("link", name="sluiten").click()
    page.locator("main form button[type=submit]").click()
    expect(page).to_have_url(re.compile(rf"/campaigns/{campaign}"))


def shows_figures(page: Page) -> bool:
    """Return whether the page draws a chart or shows a table of figures anywhere."""
    return page.locator("main table, main .chart").count() > 0


def test_four_answers_show_no_figure_not_even_after_closing(world: World, browser: Browser) -> None:
    """Below the threshold the page says so, on every surface, for good."""
    # Arrange
    world.author_sets(browser, "four", "confidential")
    receipts = learners_answer(world, browser, [1, 2, 3, 4])
    assert all(RECEIPT.fullmatch(receipt) for receipt in receipts)
    assert len(set(receipts)) == 4

    with world.reviewer(browser) as page:
        for closing in (False, True):
            # Act
            if closing:
                close_campaign(page, world, "four")
            said = open_campaign(page, world, "four")

            # Assert
            assert "4" in said
            assert "minder dan 5" in said.lower()
            assert not shows_figures(page)
            results = world.results(page, "four")
            assert results["release"]["answered"] == 4
            assert results["release"]["shown"] == 0
            assert all(question["distribution"] is None for question in questions(results).values())
            assert not any(row["count"] for row in world.table(page, "four"))


def test_six_answers_wait_and_show_exactly_once_the_campaign_is_closed(world: World, browser: Browser) -> None:
    """The last release is of all six; page, JSON and CSV say the same."""
    relevances = [0, 1, 1, 3, 4, 4]
    world.author_sets(browser, "six", "confidential")
    learners_answer(world, browser, relevances)

    with world.reviewer(browser) as page:
        said = open_campaign(page, world, "six")
        assert re.search(r"6 .*(beantwoord|geantwoord|antwoord)", said), said
        assert not shows_figures(page)
        assert world.results(page, "six")["release"]["shown"] == 0

        close_campaign(page, world, "six")

        open_campaign(page, world, "six")
        assert shows_figures(page)
        asked = questions(world.results(page, "six"))
        assert counts(asked["content_relevance"]) == expected(relevances)
        assert asked["content_relevance"]["n"] == 6
        assert counts(asked["spent_minutes"]) == {"45": 6}
        rows = [row for row in world.table(page, "six") if row["question"] == "content_relevance"]
        assert {row["option"]: int(row["count"]) for row in rows if int(row["count"])} == expected(relevances)


def test_an_open_campaign_moves_in_steps_of_five(world: World, browser: Browser) -> None:
    """With 12 answered the first 5 show, with 15 the first 10: no two looks are fewer than five persons apart."""
    relevances = [0, 0, 1, 1, 2, 3, 3, 3, 4, 4, 2, 2, 1, 0, 4]
    world.author_sets(browser, "steps", "confidential")

    learners_answer(world, browser, relevances[:12])
    with world.reviewer(browser) as page:
        asked = questions(world.results(page, "steps"))
        assert counts(asked["content_relevance"]) == expected(relevances[:5])
        said = open_campaign(page, world, "steps")
        assert "12" in said
        assert "15" in said

        learners_answer(world, browser, relevances[12:])
        asked = questions(world.results(page, "steps"))
        assert counts(asked["content_relevance"]) == expected(relevances[:10])


@pytest.mark.parametrize("place", [0, 1])
def test_in_an_identified_campaign_each_answer_shows_at_once(world: World, browser: Browser, place: int) -> None:
    """Who agrees to answer under a name is not held back."""
    relevances = [4, 0]
    world.author_sets(browser, "named", "identified")

    learners_answer(world, browser, [relevances[place]])

    with world.reviewer(browser) as page:
        asked = questions(world.results(page, "named"))
        assert counts(asked["content_relevance"]) == expected(relevances[: place + 1])
        open_campaign(page, world, "named")
        assert shows_figures(page)
