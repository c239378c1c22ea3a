"""Nothing that an author writes gets lost, and those who have answered meet no surprise."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Browser, expect

from tests.surveys.documents import a_text, options, question_document, survey_document
from tests.xblock_impact.studio.authors import PLAN, SETTINGS, SURVEY, USE, WHERE, sent
from tests.xblock_impact.studio.desk import Desk, desk

TEXT = "pages[0].questions[0].text"


def typed(author: Desk, words: str = "Heb je het al eens gebruikt?") -> None:
    author.words(TEXT).fill(words)


def test_unsaved_work_survives_a_reload(browser: Browser) -> None:
    with desk(browser, definition=SURVEY) as author:
        typed(author)
        author.open()
        expect(author.find("draft")).to_contain_text(author.say("draft_title"))
        expect(author.find("body")).to_be_hidden()
        author.press("draft_continue")

        expect(author.find("heading")).to_be_focused()
        expect(author.words(TEXT)).to_have_value("Heb je het al eens gebruikt?")
        expect(author.find("state")).to_contain_text("bewaard op dit apparaat")
        assert author.course.store.writes == 0
        author.find("undo").click()
        expect(author.find("state")).to_have_text(author.say("state_saved"))


def test_a_draft_that_is_discarded_is_gone(browser: Browser) -> None:
    with desk(browser, definition=SURVEY) as author:
        typed(author)
        author.open()
        author.press("draft_discard")
        expect(author.words(TEXT)).to_have_value("Heb je het gebruikt?")
        author.open()

        expect(author.find("draft")).to_be_hidden()


def test_what_is_saved_leaves_no_draft(browser: Browser) -> None:
    with desk(browser, definition=SURVEY) as author:
        typed(author)
        author.find("save").click()
        author.reviewed()
        expect(author.find("said")).to_have_text(author.say("saved"))
        author.open()

        expect(author.find("draft")).to_be_hidden()
        expect(author.words(TEXT)).to_have_value("Heb je het al eens gebruikt?")


def test_a_draft_says_that_somebody_saved_since(browser: Browser) -> None:
    with desk(browser, definition=SURVEY) as author:
        typed(author)
        author.survey()  # kept
        sent("save_settings", {**SETTINGS, "definition": SURVEY, "display_name": "Theirs"}, course=author.course)
        author.open()

        expect(author.find("draft")).to_contain_text(author.say("draft_changed"))
        author.press("draft_continue")
        author.find("keep").click()
        author.reviewed()
        expect(author.find("said")).to_have_text(author.say("saved"))
        assert author.course.block().display_name == "How was it?"


def test_work_of_somebody_else_is_replaced_only_by_somebody_who_knows(browser: Browser) -> None:
    with desk(browser, definition=SURVEY) as author:
        sent("save_settings", {**SETTINGS, "definition": SURVEY, "display_name": "Theirs"}, course=author.course)
        author.view("campaign")
        author.page.locator("[name=min_respondents]").fill("9")
        author.find("save").click()
        expect(author.find("failed")).to_contain_text(author.say("saved_meanwhile"))
        assert author.course.block().display_name == "Theirs"
        author.save()

        assert author.course.block().min_respondents == 9


@pytest.mark.parametrize(
    "kept",
    [
        *("", "{", "7", "[]", '{"document": 3}', '{"state": "x"}', '{"document": {}, "at": "some day"}'),
        '{"document": {"definition": {"pages": "x"}}, "at": "2026-11-28T08:00:00Z"}',
        '{"document": {"definition": {"languages": ["nl"], "pages": [{}]}}, "at": "2026-11-28T08:00:00Z"}',
        '{"document": {"waves": {"waves": 7}}, "at": "2026-11-28T08:00:00Z"}',
    ],
)
def test_a_draft_that_is_none_is_passed_over(browser: Browser, kept: str) -> None:
    with desk(browser, definition=SURVEY) as author:
        usage = str(author.course.block().scope_ids.usage_id)
        author.page.evaluate("([name, kept]) => localStorage.setItem(name, kept)", [f"impact-studio:{usage}", kept])
        author.open()

        expect(author.words(TEXT)).to_be_visible()


def test_where_the_device_keeps_nothing_that_is_said(browser: Browser) -> None:
    with desk(browser, definition=SURVEY) as author:
        author.page.evaluate("() => { Storage.prototype.setItem = () => { throw new Error('full'); }; }")
        typed(author)

        expect(author.find("state")).to_have_text(author.say("state_lost"))


def test_saving_keeps_everything_and_tells_studio(browser: Browser) -> None:
    with desk(browser, definition=SURVEY) as author:
        author.view("campaign")
        author.page.locator("[name=display_name]").fill("Een andere titel")
        author.page.locator("[name=min_respondents]").fill("8")
        author.save()

        block = author.course.block()
        assert (block.display_name, block.min_respondents, block.definition) == ("Een andere titel", 8, SURVEY)
        assert author.told() == ["save start", "save end"]
        expect(author.find("state")).to_have_text(author.say("state_saved"))


def test_saving_and_going_on_leaves_the_editor_open(browser: Browser) -> None:
    """Studio closes its window when it is told that saving has ended."""
    with desk(browser, definition=SURVEY) as author:
        author.view("campaign")
        author.page.locator("[name=display_name]").fill("Een andere titel")
        author.find("keep").click()
        expect(author.find("said")).to_have_text(author.say("saved"))
        author.page.locator("[name=display_name]").fill("Nog een titel")
        author.page.keyboard.press("Control+s")
        expect(author.find("state")).to_have_text(author.say("state_saved"))

        assert author.told() == []
        assert author.course.block().display_name == "Nog een titel"


def test_closing_keeps_the_work_for_the_next_time(browser: Browser) -> None:
    with desk(browser, definition=SURVEY) as author:
        typed(author)
        author.find("close").click()
        assert author.told() == ["cancel"]
        author.open()

        expect(author.find("draft")).to_be_visible()


def test_an_unfinished_survey_is_not_saved_and_every_problem_leads_to_its_place(browser: Browser) -> None:
    with desk(browser, "en", definition=SURVEY, waves=PLAN) as author:
        author.press("add_question_to", page=1)
        author.page.locator("[data-studio-type=single_choice]").click()
        author.view("when")
        author.field("waves.waves[0].open_days").fill("0")
        author.view("campaign")
        author.page.locator("[name=campaign]").fill("Not a key!")
        author.find("save").click()
        problems = author.find("problems")
        expect(problems).to_be_focused()
        expect(problems.get_by_role("link")).to_have_count(5)
        assert author.course.store.writes == 0
        assert author.told()[-1] == "error"

        paths = {
            "Question 3: Write a text.": "definition.pages[0].questions[2].text",
            "Question 3, Answer 2: Write a text.": "definition.pages[0].questions[2].options[1].text",
            "Moment 1: Give a number from 1 to 366.": "waves.waves[0].open_days",
            "Campaign key: ": "campaign",
        }
        for name, path in paths.items():
            problems.get_by_role("link", name=name).first.click()
            assert (
                author.page.evaluate("document.activeElement.closest('[data-studio-path]').dataset.studioPath") == path
            )
            expect(author.wrong(path)).to_be_visible()
            assert author.page.evaluate("document.activeElement.getAttribute('aria-invalid')") == "true"


@pytest.mark.parametrize("width", [360, 1280])
def test_a_survey_without_pages_leads_to_where_one_is_added(browser: Browser, width: int) -> None:
    with desk(browser, definition=SURVEY, browser_viewport={"width": width, "height": 800}) as author:
        author.entry("page-0").click()
        author.press("delete_page")
        author.find("save").click()
        author.find("problems").get_by_role("link", name=author.say("problem_pages")).click()

        expect(author.button("add_page")).to_be_focused()


def test_texts_that_lack_the_same_are_told_apart_and_each_is_marked_once(browser: Browser) -> None:
    number = question_document("number", text={}, unit={})
    with desk(browser, "en", definition=survey_document(number, title={}, purpose={})) as author:
        author.entry("page-0").click()
        author.words("pages[0].title").fill("")
        author.find("save").click()
        problems = author.find("problems")
        names = [
            "About the survey, Title: ",
            "About the survey, Purpose",
            "Page 1, Title",
            "Question 1: ",
            "Question 1, Unit",
        ]
        for name in names:
            expect(problems.get_by_role("link", name=name)).to_have_count(1)
        shown = author.page.locator("[data-studio-error]").filter(has_text=author.say("problem_text_needed"))

        expect(shown).to_have_count(1)  # that of the page's title


def test_studio_is_told_how_much_is_left_and_not_each_of_it(browser: Browser) -> None:
    """Studio shows what it is told over the page."""
    with desk(browser, definition=survey_document(USE, title={}, purpose={})) as author:
        author.find("save").click()
        expect(author.find("problems")).to_be_visible()

        assert author.page.evaluate("window.toldLast.message") == author.say("problems_title", count=2)


def test_mending_the_last_problem_takes_the_list_away(browser: Browser) -> None:
    with desk(browser, definition=SURVEY) as author:
        typed(author, "")
        author.find("save").click()
        expect(author.find("problems")).to_contain_text(author.say("problems_title_one"))
        author.find("problems").get_by_role("link").click()
        author.page.keyboard.type("Weer een vraag")

        expect(author.find("problems")).to_be_hidden()
        expect(author.find("count")).to_be_hidden()


def test_what_is_only_begun_is_counted_and_not_yet_held_against_anybody(browser: Browser) -> None:
    with desk(browser, definition=SURVEY) as author:
        author.press("add_question_to", page=1)
        author.page.locator("[data-studio-type=free_text]").click()
        expect(author.find("count")).to_have_text(author.say("problems_one"))

        expect(author.wrong("definition.pages[0].questions[2].text")).to_be_hidden()


@pytest.mark.parametrize("status", [0, 500, 502])
def test_a_server_that_cannot_save_loses_nothing(browser: Browser, status: int) -> None:
    with desk(browser, definition=SURVEY) as author:
        author.view("campaign")
        author.page.locator("[name=display_name]").fill("Een andere titel")
        author.refuses["save_settings"] = status
        author.find("save").click()
        expect(author.find("failed")).to_have_text(author.say("save_failed"))
        assert author.told() == ["save start", "error"]
        del author.refuses["save_settings"]
        author.save()

        assert author.course.block().display_name == "Een andere titel"
        expect(author.find("failed")).to_be_hidden()


@pytest.mark.parametrize("status", [401, 403])
def test_who_is_signed_out_reads_what_to_do(browser: Browser, status: int) -> None:
    with desk(browser, definition=SURVEY) as author:
        author.view("campaign")
        author.page.locator("[name=min_respondents]").fill("9")
        author.refuses["save_settings"] = status
        author.find("save").click()

        expect(author.find("failed")).to_have_text(author.say("save_signed_out"))


def test_a_server_that_answers_nothing_leaves_the_editor_usable(browser: Browser) -> None:
    with desk(browser, definition=SURVEY) as author:
        author.refuses |= dict.fromkeys(("check_survey", "preview_survey", "list_instruments"), 0)
        typed(author)
        expect(author.find("main")).to_contain_text(author.say("no_answer"))
        author.entry("question-0-1").click()

        expect(author.words("pages[0].questions[1].text")).to_have_value("Waar?")


def test_other_words_are_judged_by_the_author_before_they_are_saved(browser: Browser) -> None:
    with desk(browser, definition=SURVEY) as author:
        typed(author)
        author.find("save").click()
        expect(author.find("review").first).to_contain_text(author.say("review_unknown"))
        expect(author.page.locator("h3[data-studio-review]")).to_be_focused()
        assert author.course.store.writes == 0
        author.press("review_back")
        expect(author.find("save")).to_be_focused()
        author.find("save").click()
        author.reviewed()
        expect(author.find("said")).to_have_text(author.say("saved"))

        saved = author.course.block().definition
        assert saved["pages"][0]["questions"][0] == {**USE, "text": a_text("Heb je het al eens gebruikt?")}
        assert saved["version"] == SURVEY["version"]


def test_another_meaning_raises_the_version(browser: Browser) -> None:
    with desk(browser, definition=SURVEY) as author:
        typed(author)
        author.find("save").click()
        author.page.get_by_label(author.say("review_raise")).check()
        author.reviewed()
        expect(author.find("said")).to_have_text(author.say("saved"))

        saved = author.course.block().definition
        assert (saved["version"], saved["pages"][0]["questions"][0]["version"]) == (2, 2)
        assert saved["pages"][0]["questions"][1] == WHERE


def test_each_question_is_judged_by_itself_and_a_battery_once(browser: Browser) -> None:
    battery = question_document("battery")
    with desk(browser, definition=survey_document(USE, battery)) as author:
        typed(author)
        author.entry("question-0-1").click()
        author.words("pages[0].questions[1].text").fill("Anders ingeleid")
        author.find("save").click()
        boxes = author.page.get_by_label(author.say("review_raise"))
        expect(boxes).to_have_count(2)
        boxes.last.check()
        author.reviewed()
        expect(author.find("said")).to_have_text(author.say("saved"))

        first, second = author.course.block().definition["pages"][0]["questions"]
        assert (first["version"], second["version"]) == (1, 2)
        assert [item["version"] for item in second["items"]] == [1, 1]


def test_what_breaks_a_series_raises_the_version_unless_the_author_says_no(browser: Browser) -> None:
    with desk(browser, definition=survey_document(USE)) as author:
        author.unfold("analysts")
        author.field("definition.pages[0].questions[0].type").select_option("date")
        author.find("save").click()
        expect(author.page.get_by_label(author.say("review_raise"))).to_be_checked()
        author.reviewed()
        expect(author.find("said")).to_have_text(author.say("saved"))

        assert author.course.block().definition["pages"][0]["questions"][0]["version"] == 2


def test_a_break_in_a_series_is_said_with_its_reasons(browser: Browser) -> None:
    three = survey_document({**USE, "options": [*USE["options"], *options("maybe")]}, WHERE)
    with desk(browser, definition=three) as author:
        author.page.get_by_role("button", name=author.say("remove", name=author.say("option_of", number=3))).click()
        author.find("save").click()

        review = author.find("review").first
        expect(review).to_contain_text(author.say("effect_break"))
        expect(review).to_contain_text("Heb je het gebruikt?")


def test_a_question_that_goes_is_read_before_its_series_ends(browser: Browser) -> None:
    with desk(browser, definition=SURVEY) as author:
        author.entry("question-0-1").click()
        author.press("delete")
        author.find("save").click()

        expect(author.find("review").first).to_contain_text(author.say("effect_gone"))
        expect(author.find("review").first).to_contain_text("Waar?")
        assert author.course.store.writes == 0


def test_a_survey_that_nobody_can_have_answered_is_saved_without_questions(browser: Browser) -> None:
    with desk(browser, definition=SURVEY, campaign="") as author:
        typed(author)
        author.view("campaign")
        author.page.locator("[name=campaign]").fill("een-campagne")
        author.save()

        assert "compare_survey" not in author.asked


def test_changes_without_consequences_are_saved_at_once(browser: Browser) -> None:
    with desk(browser, definition=survey_document(question_document("date"))) as author:
        author.press("add_question_to", page=1)
        author.page.locator("[data-studio-type=date]").click()
        author.page.keyboard.type("Nog een datum")
        author.save()

        assert author.asked.count("compare_survey") == 1


def test_a_survey_of_the_library_is_in_full_once_it_is_saved(browser: Browser) -> None:
    with desk(browser, instrument="pilot") as author:
        assert author.course.block().definition is None
        author.save()

        assert author.course.block().definition["id"] == "pilot"
        assert author.course.block().instrument == "pilot"


def test_words_of_others_are_shown_as_words_and_run_nothing(browser: Browser) -> None:
    evil = '<img src=x onerror="alert(1)"></script><script>alert(2)</script>'
    answers = [{"code": "a", "text": a_text(evil)}, *options("b")]
    question = {**USE, "text": a_text(evil), "help": a_text(evil), "node": evil, "options": answers}
    following = {**WHERE, "condition": {"===": [{"var": "use"}, "a"]}}
    survey = survey_document(question, following, title=a_text(evil), source=evil)
    with desk(browser, definition=survey, display_name=evil[:200], campaign=evil[:60]) as author:
        for place in ("about", "page-0", "question-0-0", "question-0-1"):
            author.entry(place).click()
            expect(author.entry("question-0-0")).to_contain_text(evil[:60])
        for view in ("languages", "when", "campaign", "preview"):
            author.view(view)
        expect(author.find("preview")).to_contain_text("<img")

        assert author.page.locator("img").count() == 0


def test_studio_may_hand_over_a_jquery_element(browser: Browser) -> None:
    with desk(browser, definition=SURVEY, jquery=True) as author:
        expect(author.words(TEXT)).to_be_visible()


def test_a_draft_holds_the_work_and_nothing_else(browser: Browser) -> None:
    with desk(browser, definition=SURVEY) as author:
        typed(author)
        author.survey()
        kept = author.page.evaluate("({...localStorage})")

        assert list(kept) == [f"impact-studio:{author.course.block().scope_ids.usage_id}"]
        assert set(json.loads(next(iter(kept.values())))) == {"document", "state", "at"}
