"""Writing questions: adding, moving, copying, deleting and undoing, in the browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from surveys.definition import load_survey
from tests.surveys.documents import KINDS, a_text, question_document, survey_document
from tests.xblock_impact.studio.authors import SURVEY, USE, WHERE
from tests.xblock_impact.studio.desk import Desk, desk

THREE = survey_document(*(question_document("date", id=name, text=a_text(name)) for name in ("one", "two", "three")))
TWO_PAGES = {
    **THREE,
    "pages": [
        {"id": "first", "title": a_text("Eerst"), "questions": THREE["pages"][0]["questions"][:2]},
        {"id": "second", "title": a_text("Dan"), "questions": THREE["pages"][0]["questions"][2:]},
    ],
}


def order(author: Desk) -> list[str]:
    return [question["id"] for page in author.survey()["pages"] for question in page["questions"]]


@pytest.mark.parametrize("kind", KINDS)
def test_a_question_of_every_type_is_added_written_and_drawn(browser: Browser, kind: str) -> None:
    with desk(browser, definition=SURVEY) as author:
        author.press("add_question_to", page=1)
        author.page.locator(f"[data-studio-type={kind}]").click()
        expect(author.words("pages[0].questions[2].text")).to_be_focused()
        author.page.keyboard.type("Een nieuwe vraag")

        expect(author.find("preview")).to_contain_text("3. Een nieuwe vraag")
        added = author.survey()["pages"][0]["questions"][2]
        assert (added["type"], added["text"]) == (kind, {"nl": "Een nieuwe vraag"})
        assert added["id"] not in {"use", "where"}
        expect(author.entry("question-0-2")).to_contain_text("Een nieuwe vraag")


def test_a_new_question_has_the_level_of_the_one_before_it(browser: Browser) -> None:
    survey = survey_document(question_document("date", level="indicators"))
    with desk(browser, definition=survey) as author:
        author.press("add_question_to", page=1)
        author.page.locator("[data-studio-type=number]").click()

        expect(author.find("heading")).to_contain_text("5 Indicatoren van succesvol werkgedrag")
        assert author.survey()["pages"][0]["questions"][1]["level"] == "indicators"


def test_questions_move_from_the_keyboard_and_keep_focus(browser: Browser) -> None:
    with desk(browser, definition=THREE) as author:
        author.entry("question-0-0").focus()
        author.page.keyboard.press("Alt+ArrowDown")
        expect(author.find("said")).to_have_text(author.say("moved_question", number=2, of=3, page=1))
        expect(author.entry("question-0-1")).to_be_focused()
        author.page.keyboard.press("Alt+ArrowDown")
        author.page.keyboard.press("Alt+ArrowDown")

        expect(author.find("said")).to_have_text(author.say("moved_last"))
        expect(author.entry("question-0-2")).to_be_focused()
        assert order(author) == ["two", "three", "one"]


def test_a_question_moves_over_the_edge_of_its_page(browser: Browser) -> None:
    with desk(browser, definition=TWO_PAGES) as author:
        author.entry("question-1-0").click()
        author.press("up")
        expect(author.find("said")).to_have_text(author.say("moved_question", number=3, of=3, page=1))

        pages = author.survey()["pages"]
        assert [[question["id"] for question in page["questions"]] for page in pages] == [["one", "two", "three"], []]
        expect(author.button("up")).to_be_focused()


def test_a_copy_has_ids_and_versions_of_its_own(browser: Browser) -> None:
    battery = question_document("battery", version=4)
    with desk(browser, definition=survey_document(battery)) as author:
        author.press("duplicate")
        expect(author.find("said")).to_have_text(author.say("duplicated", number=2))

        one, other = author.survey()["pages"][0]["questions"]
        assert one == battery
        assert (other["text"], other["options"]) == (battery["text"], battery["options"])
        assert other["version"] == 1
        assert not {other["id"], *(item["id"] for item in other["items"])} & {
            one["id"],
            *(item["id"] for item in one["items"]),
        }
        load_survey(author.survey())


def test_what_was_deleted_comes_back(browser: Browser) -> None:
    with desk(browser, definition=THREE) as author:
        author.entry("question-0-1").click()
        author.press("delete")
        expect(author.find("said")).to_have_text(author.say("question_deleted", number=2))
        expect(author.find("heading")).to_be_focused()
        assert order(author) == ["one", "three"]

        author.find("undo").click()
        expect(author.find("said")).to_have_text(author.say("undo_done"))
        expect(author.find("state")).to_have_text(author.say("state_saved"))
        author.find("redo").click()
        expect(author.find("said")).to_have_text(author.say("redo_done"))
        assert order(author) == ["one", "three"]


def test_words_typed_in_a_row_are_undone_together_and_at_their_place(browser: Browser) -> None:
    with desk(browser, definition=THREE) as author:
        author.entry("question-0-1").click()
        author.words("pages[0].questions[1].text").fill("Anders")
        author.words("pages[0].questions[1].text").press_sequentially(" gezegd")
        author.entry("question-0-2").click()
        author.page.keyboard.press("Control+z")

        expect(author.words("pages[0].questions[1].text")).to_have_value("two")
        author.page.keyboard.press("Control+Shift+z")
        expect(author.words("pages[0].questions[1].text")).to_have_value("Anders gezegd")
        author.page.keyboard.press("Control+z")
        author.page.keyboard.press("Control+z")
        expect(author.find("said")).to_have_text(author.say("undo_none"))


def test_pages_are_added_moved_and_deleted(browser: Browser) -> None:
    with desk(browser, definition=TWO_PAGES) as author:
        author.press("add_page")
        expect(author.words("pages[2].title")).to_be_focused()
        author.page.keyboard.type("Slot")
        author.press("up")
        expect(author.find("said")).to_have_text(author.say("moved", place=2, of=3))
        author.entry("page-0").click()
        author.press("delete_page")
        expect(author.find("said")).to_have_text(author.say("page_deleted", page=1))

        assert [page["title"] for page in author.survey()["pages"]] == [a_text("Slot"), a_text("Dan")]


def test_answers_that_were_just_typed_stay_when_one_is_added_moved_or_removed(browser: Browser) -> None:
    path = "pages[0].questions[0].options"
    with desk(browser, definition=SURVEY) as author:
        author.words(f"{path}[0].text").fill("Jazeker")
        author.words(f"{path}[1].text").fill("Geenszins")
        author.words(f"{path}[1].text").press("Enter")
        expect(author.words(f"{path}[2].text")).to_be_focused()
        author.page.keyboard.type("Soms")
        author.page.keyboard.press("Alt+ArrowUp")
        expect(author.words(f"{path}[1].text")).to_be_focused()
        author.page.get_by_role("button", name=author.say("remove", name=author.say("option_of", number=1))).click()
        expect(author.find("said")).to_have_text(author.say("option_removed"))

        options = author.survey()["pages"][0]["questions"][0]["options"]
        assert [option["text"]["nl"] for option in options] == ["Soms", "Geenszins"]
        assert [option["code"] for option in options] == ["option_1", "no"]


def test_an_answer_gets_a_special_role_and_back(browser: Browser) -> None:
    path = "definition.pages[0].questions[0].options[1]"
    with desk(browser, definition=SURVEY) as author:
        author.unfold("option_more", 1)
        author.field(f"{path}.role").select_option("other")
        assert author.survey()["pages"][0]["questions"][0]["options"][1]["other"] is True
        author.field(f"{path}.role").select_option("not_applicable")
        assert "other" not in author.survey()["pages"][0]["questions"][0]["options"][1]
        author.field(f"{path}.role").select_option("")

        expect(author.find("state")).to_have_text(author.say("state_saved"))


def test_codes_and_ids_of_a_saved_survey_stay(browser: Browser) -> None:
    """Answers are kept under them."""
    with desk(browser, definition=SURVEY) as author:
        author.unfold("option_more", 1)
        author.unfold("analysts")

        assert author.page.locator('[data-studio-path$="options[1].code"]').count() == 0
        assert author.page.locator('[data-studio-path="definition.pages[0].questions[0].id"]').count() == 0
        expect(author.find("main")).to_contain_text(author.say("id_fixed"))


def test_a_new_name_is_followed_by_conditions_and_texts(browser: Browser) -> None:
    repeating = question_document("date", id="when", text=a_text("Wanneer, {use|wel of niet}?"))
    with desk(browser, definition=survey_document(USE, WHERE, repeating), campaign="") as author:
        author.unfold("analysts")
        author.field("definition.pages[0].questions[0].id").fill("applied")
        author.field("definition.pages[0].questions[0].id").press("Tab")

        first, second, third = author.survey()["pages"][0]["questions"]
        assert first["id"] == "applied"
        assert second["condition"] == {"===": [{"var": "applied"}, "yes"]}
        assert third["text"] == a_text("Wanneer, {applied|wel of niet}?")


@pytest.mark.parametrize(("wanted", "sentence"), [("where", "id_taken"), ("No Name", "id_refused"), ("", "id_refused")])
def test_a_name_that_cannot_be_is_not_taken(browser: Browser, wanted: str, sentence: str) -> None:
    with desk(browser, definition=SURVEY, campaign="") as author:
        author.unfold("analysts")
        author.field("definition.pages[0].questions[0].id").fill(wanted)
        author.field("definition.pages[0].questions[0].id").press("Tab")

        expect(author.find("said")).to_have_text(author.say(sentence, name=wanted))
        expect(author.field("definition.pages[0].questions[0].id")).to_have_value("use")


def test_another_kind_keeps_what_it_can_and_the_survey_stays_whole(browser: Browser) -> None:
    with desk(browser, definition=survey_document(USE)) as author:
        for kind in (*KINDS, "single_choice"):
            author.page.locator('details:has([data-studio-path$=".type"])').evaluate("part => (part.open = true)")
            author.field("definition.pages[0].questions[0].type").select_option(kind)
            asked = author.survey()
            assert asked is None or asked["pages"][0]["questions"][0]["type"] == kind
        question = author.survey()["pages"][0]["questions"][0]

        assert question["text"] == USE["text"]
        assert set(question) == {"id", "version", "type", "level", "text", "options"}


def test_bounds_and_flags_are_kept_as_what_they_are(browser: Browser) -> None:
    path = "definition.pages[0].questions[0]"
    with desk(browser, definition=survey_document(question_document("number"))) as author:
        author.field(f"{path}.minimum").fill("2,5")
        author.field(f"{path}.maximum").fill("veel")
        author.field(f"{path}.whole").uncheck()
        author.field(f"{path}.required").check()
        author.field(f"{path}.privacy").select_option("sensitive")
        expect(author.wrong(f"{path}.maximum")).to_have_text(author.say("problem_number"))
        author.field(f"{path}.maximum").fill("10")
        expect(author.wrong(f"{path}.maximum")).to_be_hidden()

        question = author.survey()["pages"][0]["questions"][0]
        expected = {"minimum": 2.5, "maximum": 10, "whole": False, "required": True, "privacy": "sensitive"}
        assert {name: question[name] for name in expected} == expected
        author.field(f"{path}.minimum").fill("")
        author.field(f"{path}.required").uncheck()
        assert not {"minimum", "required"} & author.survey()["pages"][0]["questions"][0].keys()


def test_the_level_of_a_question_is_a_tag_with_its_name(browser: Browser) -> None:
    with desk(browser, "en", definition=SURVEY) as author:
        author.field("definition.pages[0].questions[0].level").select_option("work_behaviour")

        expect(author.find("heading")).to_have_text("Question 1 4 Work behaviour")
        expect(author.entry("question-0-0")).to_contain_text("4 Work behaviour")
        expect(author.find("main")).to_contain_text("What do they do differently or better at work from then on?")


def test_ready_made_answers_come_in_every_language_of_the_survey(browser: Browser) -> None:
    survey = survey_document(languages=["nl", "fr"])
    with desk(browser, definition=survey) as author:
        author.press("add_question_to", page=1)
        author.page.locator("[data-studio-type=scale]").click()
        author.press("preset_agreement")

        options = author.survey()["pages"][0]["questions"][1]["options"]
        assert len(options) == 6
        assert options[0]["text"] == {"nl": "Helemaal mee oneens", "fr": "Pas du tout d’accord"}
        assert options[-1]["not_applicable"] is True
        assert author.page.get_by_role("button", name=author.say("preset_agreement")).count() == 0


def test_an_earlier_answer_is_put_into_a_text(browser: Browser) -> None:
    with desk(browser, definition=SURVEY) as author:
        author.entry("question-0-1").click()
        author.unfold("repeat")
        author.press("repeat_add")

        assert author.survey()["pages"][0]["questions"][1]["text"] == a_text("Waar? {use}")


def test_a_long_list_stays_beside_what_was_chosen_in_it(browser: Browser) -> None:
    many = [question_document("short_text", id=f"words_{number}") for number in range(60)]
    with desk(browser, definition=survey_document(*many)) as author:
        author.entry("question-0-58").click()
        expect(author.find("heading")).to_be_in_viewport()
        expect(author.entry("question-0-58")).to_be_in_viewport()
        author.press("down")

        expect(author.entry("question-0-59")).to_be_in_viewport()
        expect(author.find("heading")).to_be_in_viewport()


def test_what_another_kind_cannot_have_is_there_again_once_the_kind_is_back(browser: Browser) -> None:
    """Arrows in a list of kinds go through all that lie between."""
    with desk(browser, definition=survey_document({**USE, "help": a_text("Denk terug.")}), campaign="") as author:
        author.unfold("analysts")
        kind = author.field("definition.pages[0].questions[0].type")
        kind.select_option("free_text")
        author.words("pages[0].questions[0].help").fill("")
        for each in ("date", "number", "single_choice"):
            kind.select_option(each)

        question = author.survey()["pages"][0]["questions"][0]
        assert question == USE


def test_an_earlier_answer_that_was_just_begun_is_not_held_against_anybody(browser: Browser) -> None:
    with desk(browser, definition=SURVEY) as author:
        author.entry("about").click()
        author.unfold("recalls")
        author.press("recall_add")
        expect(author.find("count")).to_have_text(author.say("problems", count=2))  # what it is may stay empty
        for name in ("survey", "question"):
            expect(author.wrong(f"definition.recalls[0].{name}")).to_be_hidden()
        author.find("count").click()

        expect(author.wrong("definition.recalls[0].survey")).to_have_text(author.say("problem_needed"))


def test_a_scale_is_begun_and_named_where_a_question_needs_it(browser: Browser) -> None:
    first, second = (question_document("scale", id=name) for name in ("first", "second"))
    with desk(browser, definition=survey_document(first, second)) as author:
        author.page.locator("[id$='-question-scale-add']").click()
        name = author.words("scales[0].title")
        expect(name).to_be_focused()
        author.page.keyboard.type("Toepassen")
        author.entry("question-0-1").click()
        author.field("definition.pages[0].questions[1].scale").select_option(label="Toepassen")

        survey = author.survey()
        assert [scale["title"] for scale in survey["scales"]] == [a_text("Toepassen")]
        assert {question["scale"] for question in survey["pages"][0]["questions"]} == {survey["scales"][0]["id"]}
        expect(name).to_have_value("Toepassen")


def test_a_second_scale_stands_beside_the_first_and_goes_with_undo(browser: Browser) -> None:
    one = {"id": "one", "title": a_text("Eén ding")}
    with desk(browser, definition=survey_document(question_document("scale", scale="one"), scales=[one])) as author:
        author.page.locator("[id$='-question-scale-add']").click()
        survey = author.survey()
        assert [scale["id"] for scale in survey["scales"]] == ["one", "scale_1"]
        assert survey["pages"][0]["questions"][0]["scale"] == "scale_1"
        author.find("undo").click()

        expect(author.words("scales[0].title")).to_have_value("Eén ding")


def test_after_the_last_row_focus_goes_to_where_one_is_added(browser: Browser) -> None:
    with desk(browser, definition=survey_document(USE)) as author:
        remove = author.page.get_by_role("button", name=author.say("remove", name=author.say("option_of", number=1)))
        for _ in USE["options"]:
            remove.click()

        expect(author.button("option_add")).to_be_focused()


def test_a_keyboard_goes_back_from_a_question_to_its_place_in_the_list(browser: Browser) -> None:
    many = [question_document("short_text", id=f"words_{number}") for number in range(30)]
    with desk(browser, definition=survey_document(*many)) as author:
        author.entry("question-0-14").focus()
        author.page.keyboard.press("Enter")
        expect(author.find("heading")).to_be_focused()
        author.page.keyboard.press("Shift+Tab")
        expect(author.button("back_to_list")).to_be_in_viewport(ratio=1)
        author.page.keyboard.press("Enter")

        expect(author.entry("question-0-14")).to_be_focused()
