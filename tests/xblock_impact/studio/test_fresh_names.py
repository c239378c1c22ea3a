"""What is new in a survey that was saved never gets a name under which answers to something else are kept."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from tests.surveys.documents import a_text, options, question_document, survey_document
from tests.xblock_impact.studio.authors import PLAN
from tests.xblock_impact.studio.desk import Desk, desk

ASKED = survey_document(
    question_document("single_choice", options=options("yes", "option_1", "option_2")),
    question_document("free_text", id="comment_1", text=a_text("Eén")),
    question_document("free_text", id="comment_2", text=a_text("Twee")),
    scales=[{"id": "scale_1", "title": a_text("Eén ding")}, {"id": "scale_2", "title": a_text("Nog een")}],
)


def names(author: Desk) -> list[str]:
    return [question["id"] for question in author.survey()["pages"][0]["questions"]]


def test_a_new_answer_does_not_get_the_code_of_one_that_was_taken_out(browser: Browser) -> None:
    with desk(browser, definition=ASKED) as author:
        third = author.say("option_of", number=3)
        author.page.get_by_role("button", name=author.say("remove", name=third)).click()
        author.press("option_add")
        author.page.keyboard.type("Iets anders")

        codes = [option["code"] for option in author.survey()["pages"][0]["questions"][0]["options"]]
        assert codes == ["yes", "option_1", "option_3"]


def test_a_new_question_does_not_get_the_name_of_one_that_was_deleted(browser: Browser) -> None:
    with desk(browser, definition=ASKED) as author:
        author.entry("question-0-2").click()
        author.press("delete")
        author.press("add_question_to", page=1)
        author.page.locator("[data-studio-type=free_text]").click()

        assert names(author)[2] not in {"comment_1", "comment_2"}


def test_nor_the_name_of_one_that_was_deleted_long_ago(browser: Browser) -> None:
    with desk(browser, definition=ASKED) as author:
        author.press("add_question_to", page=1)
        author.page.locator("[data-studio-type=free_text]").click()
        author.press("duplicate")

        assert "comment_3" not in names(author)
        assert len(set(names(author))) == 5


def test_what_nobody_can_have_answered_is_numbered(browser: Browser) -> None:
    with desk(browser, definition=ASKED, campaign="") as author:
        author.press("add_question_to", page=1)
        author.page.locator("[data-studio-type=free_text]").click()

        assert names(author)[3] == "comment_3"


def test_a_new_scale_does_not_get_the_name_of_one_that_was_deleted(browser: Browser) -> None:
    with desk(browser, definition=ASKED) as author:
        author.entry("about").click()
        author.unfold("scales")
        second = author.say("scale_of", number=2)
        author.page.get_by_role("button", name=author.say("remove", name=second)).click()
        author.press("scale_add")

        assert [scale["id"] for scale in author.survey()["scales"]] == ["scale_1", "scale_3"]


def test_a_new_moment_does_not_get_the_key_of_one_that_was_deleted(browser: Browser) -> None:
    saved = [{**PLAN["waves"][0], "key": key} for key in ("moment-1", "moment-2")]
    with desk(browser, definition=ASKED, waves={**PLAN, "waves": saved}) as author:
        author.view("when")
        second = author.say("wave_of", number=2)
        author.page.get_by_role("button", name=author.say("remove", name=second)).click()
        author.press("wave_add")
        author.survey()

        assert [wave["key"] for wave in author.draft()["waves"]["waves"]] == ["moment-1", "moment-3"]


def test_names_are_fixed_as_soon_as_they_are_saved(browser: Browser) -> None:
    with desk(browser, definition=survey_document(question_document("single_choice")), campaign="") as author:
        author.view("campaign")
        author.page.locator("[name=campaign]").fill("demo-pilot")
        author.view("questions")
        author.entry("question-0-0").click()
        author.unfold("analysts")
        name = author.field("definition.pages[0].questions[0].id")
        name.fill("other_name")
        author.page.keyboard.press("Control+s")  # before the field is left
        expect(author.find("said")).to_have_text(author.say("saved"))

        assert author.course.block().definition["pages"][0]["questions"][0]["id"] == "other_name"
        expect(name).to_have_count(0)
        expect(author.find("main")).to_contain_text(author.say("id_fixed"))
