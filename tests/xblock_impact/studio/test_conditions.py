"""Conditions built by choosing, said as sentences, and kept where they say more."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from surveys.definition import load_survey
from tests.surveys.documents import a_text, options, question_document, survey_document
from tests.xblock_impact.studio.authors import SURVEY, USE, WHERE
from tests.xblock_impact.studio.desk import Desk, desk

KINDS = {"use": "code", "where": "codes", "often": "number", "since": "date", "why": "text"}
EARLIER = [
    USE,
    question_document("multiple_response", id="where", text=a_text("Waar?"), options=options("office", "home")),
    question_document("number", id="often", text=a_text("Hoe vaak?")),
    question_document("date", id="since", text=a_text("Sinds wanneer?")),
    question_document("short_text", id="why", text=a_text("Waarom?")),
]
LAST = f"pages[0].questions[{len(EARLIER)}]"
CONDITION = f"definition.{LAST}.condition"


def asking(condition: Any = None, **changes: Any) -> Any:
    last = question_document("free_text", id="last", text=a_text("Nog iets?"), condition=condition)
    return survey_document(*EARLIER, last, **changes)


def at_last(author: Desk) -> None:
    author.entry(f"question-0-{len(EARLIER)}").click()


def condition_of(author: Desk) -> Any:
    return author.survey()["pages"][0]["questions"][-1].get("condition")


def part(author: Desk, name: str, row: int = 0) -> Any:
    return author.page.locator(f"[id$='-condition-{row}-{name}']")


def var(name: str) -> Any:
    return {"var": name}


def given(name: str, condition: Any) -> Any:
    return {"and": [{"answered": var(name)}, condition]}


BUILT: dict[str, tuple[str, str, Any]] = {
    "is": ("use", "yes", {"===": [var("use"), "yes"]}),
    "is_not": ("use", "yes", given("use", {"!==": [var("use"), "yes"]})),
    "is_not_or_open": ("use", "yes", {"!==": [var("use"), "yes"]}),
    "includes": ("where", "home", {"in": ["home", var("where")]}),
    "includes_not": ("where", "home", given("where", {"!": {"in": ["home", var("where")]}})),
    "count_at_least": ("where", "2", {">=": [{"count": var("where")}, 2]}),
    "count_at_most": ("where", "2", {"<=": [{"count": var("where")}, 2]}),
    "at_least": ("often", "3", {">=": [var("often"), 3]}),
    "above": ("often", "3", {">": [var("often"), 3]}),
    "at_most": ("often", "3", {"<=": [var("often"), 3]}),
    "below": ("since", "2027-01-31", {"<": [var("since"), "2027-01-31"]}),
    "answered": ("why", "", {"answered": var("why")}),
    "not_answered": ("why", "", {"!": {"answered": var("why")}}),
}
SEVERAL: dict[str, tuple[str, list[str], Any]] = {
    "is_one_of": ("use", ["yes", "no"], {"in": [var("use"), ["yes", "no"]]}),
    "is_none_of": ("use", ["yes", "no"], given("use", {"!": {"in": [var("use"), ["yes", "no"]]}})),
    "includes_one_of": ("where", ["office", "home"], {"any_of": [var("where"), ["office", "home"]]}),
    "includes_none_of": ("where", ["home"], given("where", {"!": {"any_of": [var("where"), ["home"]]}})),
}


@pytest.mark.parametrize("comparison", BUILT)
def test_every_comparison_is_built_by_choosing(browser: Browser, comparison: str) -> None:
    question, value, condition = BUILT[comparison]
    with desk(browser, definition=asking()) as author:
        at_last(author)
        author.press("condition_add")
        part(author, "question").select_option(question)
        part(author, "comparison").select_option(comparison)
        if value:
            field = part(author, "value")
            is_list = field.evaluate("element => element.tagName") == "SELECT"
            field.select_option(value) if is_list else field.fill(value)

        assert condition_of(author) == condition
        load_survey(author.survey())


@pytest.mark.parametrize("comparison", SEVERAL)
def test_several_answers_are_ticked(browser: Browser, comparison: str) -> None:
    question, codes, condition = SEVERAL[comparison]
    with desk(browser, definition=asking()) as author:
        at_last(author)
        author.press("condition_add")
        part(author, "question").select_option(question)
        part(author, "comparison").select_option(comparison)
        labels = [option["text"]["nl"] for option in (USE if question == "use" else EARLIER[1])["options"]]
        for label in labels:
            if label in codes:
                author.find("main").locator(".studio-condition").get_by_label(label, exact=True).check()

        assert condition_of(author) == condition
        load_survey(author.survey())


EVERY = [*(condition for *_, condition in (*BUILT.values(), *SEVERAL.values())), {"any_of": [var("use"), ["yes"]]}]


@pytest.mark.parametrize("condition", EVERY, ids=json.dumps)
def test_what_can_be_built_is_shown_as_built_and_stays_as_it_was(browser: Browser, condition: Any) -> None:
    """Also what was written in another way, as in an instrument."""
    with desk(browser, definition=asking(condition)) as author:
        at_last(author)
        expect(part(author, "comparison")).to_be_visible()
        author.words(f"{LAST}.text").fill("Iets anders?")

        assert condition_of(author) == condition


def test_a_row_that_nobody_edits_keeps_its_spelling_while_another_is_edited(browser: Browser) -> None:
    own_spelling = {"any_of": [var("use"), ["yes"]]}
    with desk(browser, definition=asking({"and": [own_spelling, {">": [var("often"), 1]}]})) as author:
        at_last(author)
        part(author, "value", 1).fill("7")

        assert condition_of(author) == {"and": [own_spelling, {">": [var("often"), 7]}]}


def test_a_condition_reads_as_a_sentence(browser: Browser) -> None:
    with desk(browser, "en", definition=SURVEY) as author:
        author.entry("question-0-1").click()

        expect(author.find("main")).to_contain_text("Ask this only if “Heb je het gebruikt?” is “yes”.")
        expect(author.entry("question-0-1")).to_contain_text(author.say("conditional"))


def test_the_sentence_follows_what_is_typed(browser: Browser) -> None:
    with desk(browser, "en", definition=asking({">": [var("often"), 3]})) as author:
        at_last(author)
        part(author, "value").press("End")
        part(author, "value").press_sequentially("0")

        expect(author.find("main")).to_contain_text("Ask this only if “Hoe vaak?” is above 30.")
        expect(part(author, "value")).to_be_focused()


def test_several_conditions_are_joined_by_and_or_or(browser: Browser) -> None:
    with desk(browser, "en", definition=asking({"===": [var("use"), "yes"]})) as author:
        at_last(author)
        author.press("condition_and_more")
        part(author, "question", 1).select_option("often")
        part(author, "comparison", 1).select_option("at_least")
        part(author, "value", 1).fill("2")
        part(author, "join", "all").select_option("or")

        both = [{"===": [var("use"), "yes"]}, {">=": [var("often"), 2]}]
        assert condition_of(author) == {"or": both}
        expect(author.find("main")).to_contain_text("“Heb je het gebruikt?” is “yes” or “Hoe vaak?” is at least 2.")
        author.page.get_by_role("button", name=author.say("remove", name=author.say("condition_of", number=1))).click()
        assert condition_of(author) == both[1]
        author.page.get_by_role("button", name=author.say("remove", name=author.say("condition_of", number=1))).click()
        assert condition_of(author) is None
        expect(author.find("main")).to_contain_text("Everybody is asked this.")


RICH: list[Any] = [
    {"and": [{"or": [{"===": [var("use"), "yes"]}, {">": [var("often"), 1]}]}, {"answered": var("why")}]},
    {"===": [var("often"), {"count": var("where")}]},
    {">": [{"count": [var("where"), var("use")]}, 1]},
    {"!": {"===": [var("use"), "yes"]}},
    True,
    False,
]


@pytest.mark.parametrize("condition", RICH, ids=json.dumps)
def test_a_condition_that_says_more_is_shown_and_kept_unless_it_is_removed(browser: Browser, condition: Any) -> None:
    with desk(browser, definition=asking(condition)) as author:
        at_last(author)
        author.words(f"{LAST}.text").fill("Iets anders?")
        author.unfold("condition_json")
        assert json.loads(author.page.locator("pre").inner_text()) == condition
        assert condition_of(author) == condition

        author.press("condition_remove")
        assert condition_of(author) is None


def test_only_what_is_asked_before_and_recalls_can_be_chosen(browser: Browser) -> None:
    recall = {"id": "goal", "survey": "baseline", "question": "goal", "text": a_text("Het doel")}
    with desk(browser, definition=asking(recalls=[recall])) as author:
        author.entry("question-0-2").click()
        author.press("condition_add")

        offered = part(author, "question").locator("option").evaluate_all("all => all.map(one => one.value)")
        assert offered == ["goal", "use", "where"]
        author.entry("question-0-0").click()
        author.press("condition_add")
        assert part(author, "question").locator("option").evaluate_all("all => all.map(one => one.value)") == ["goal"]


def test_a_question_that_is_asked_of_everybody_first_has_nothing_to_look_at(browser: Browser) -> None:
    with desk(browser, definition=SURVEY) as author:
        expect(author.find("main")).to_contain_text(author.say("condition_nothing"))
        assert author.button("condition_add").count() == 0


def test_moving_a_question_away_shows_the_problem_at_once_and_moving_it_back_mends_it(browser: Browser) -> None:
    with desk(browser, "en", definition=SURVEY) as author:
        author.entry("question-0-0").focus()
        author.page.keyboard.press("Alt+ArrowDown")
        expect(author.entry("question-0-0")).to_contain_text(author.say("problems_one"))
        author.entry("question-0-0").click()
        expect(author.wrong("definition.pages[0].questions[0].condition")).to_have_text(
            author.say("problem_asked_later", names="“Heb je het gebruikt?”")
        )
        author.entry("question-0-0").focus()
        author.page.keyboard.press("Alt+ArrowDown")
        expect(author.find("count")).to_be_hidden()


def test_deleting_a_question_that_is_needed_shows_the_problem_at_its_place(browser: Browser) -> None:
    with desk(browser, definition=SURVEY) as author:
        author.press("delete")

        expect(author.wrong("definition.pages[0].questions[0].condition")).to_have_text(
            author.say("problem_no_question", name="use")
        )
        expect(part(author, "question")).to_have_value("use")
        author.find("undo").click()
        expect(author.find("count")).to_be_hidden()


def test_removing_an_answer_that_is_needed_shows_the_problem(browser: Browser) -> None:
    with desk(browser, definition=survey_document({**USE, "options": options("yes", "no", "maybe")}, WHERE)) as author:
        author.page.get_by_role("button", name=author.say("remove", name=author.say("option_of", number=1))).click()
        author.entry("question-0-1").click()

        expect(author.wrong("definition.pages[0].questions[1].condition")).to_have_text(
            author.say("problem_no_option", name="“Heb je het gebruikt?”")
        )


def test_a_page_has_a_condition_too(browser: Browser) -> None:
    survey = survey_document(USE)
    survey["pages"].append({"id": "more", "title": a_text("Meer"), "questions": [question_document("date")]})
    with desk(browser, "en", definition=survey) as author:
        author.entry("page-1").click()
        author.press("condition_add")
        author.page.locator("[id$='-condition-0-value']").select_option("no")

        expect(author.find("main")).to_contain_text("Show this page only if “Heb je het gebruikt?” is “no”.")
        assert author.survey()["pages"][1]["condition"] == {"===": [var("use"), "no"]}


def test_a_condition_without_a_value_is_unfinished(browser: Browser) -> None:
    with desk(browser, definition=asking()) as author:
        at_last(author)
        author.press("condition_add")
        part(author, "question").select_option("often")

        expect(author.find("count")).to_have_text(author.say("problems_one"))
        expect(author.wrong(CONDITION)).to_be_hidden()
        author.find("count").click()
        expect(author.wrong(CONDITION)).to_have_text(author.say("problem_compare_empty"))
