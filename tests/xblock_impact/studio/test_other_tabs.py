"""Work that was left on the device, and a second tab: neither takes anything away."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from tests.surveys.documents import question_document
from tests.xblock_impact.studio.authors import SETTINGS, SURVEY, sent
from tests.xblock_impact.studio.desk import Desk, desk

TEXT = "pages[0].questions[0].text"
WORK = "Heb je het al eens gebruikt?"


def typed(author: Desk, words: str = WORK) -> None:
    author.words(TEXT).fill(words)


def test_work_that_is_offered_stays_until_the_author_has_chosen(browser: Browser) -> None:
    with desk(browser, definition=SURVEY) as author:
        typed(author)
        author.open()
        expect(author.find("draft")).to_be_visible()
        author.open()
        expect(author.find("draft")).to_be_visible()
        author.press("draft_continue")

        expect(author.words(TEXT)).to_have_value(WORK)


def test_a_second_tab_that_changes_nothing_leaves_the_work_of_the_first(browser: Browser) -> None:
    with desk(browser, definition=SURVEY) as author:
        other = author.another_tab()
        typed(author)
        author.survey()  # kept
        other.page.close(run_before_unload=True)
        author.open()

        expect(author.find("draft")).to_be_visible()


def test_saving_in_one_tab_leaves_what_another_one_has_kept_since(browser: Browser) -> None:
    with desk(browser, definition=SURVEY) as author:
        other = author.another_tab()
        other.view("campaign")
        other.page.locator("[name=min_respondents]").fill("9")
        other.survey()
        typed(author)
        author.survey()
        other.save()
        author.open()

        expect(author.find("draft")).to_contain_text(author.say("draft_changed"))


def test_a_tab_says_that_another_one_is_at_work(browser: Browser) -> None:
    with desk(browser, definition=SURVEY) as author:
        other = author.another_tab()
        typed(other)
        other.survey()

        expect(author.find("failed")).to_have_text(author.say("open_elsewhere"))
        expect(other.find("failed")).to_be_empty()


def test_a_draft_that_says_what_is_saved_is_forgotten(browser: Browser) -> None:
    with desk(browser, definition=SURVEY) as author:
        typed(author)
        author.survey()
        sent("save_settings", author.draft(), course=author.course)
        author.open()
        expect(author.words(TEXT)).to_have_value(WORK)
        author.survey()

        assert author.draft() is None


def test_before_the_work_of_somebody_else_is_replaced_the_author_reads_what_is_different(browser: Browser) -> None:
    """The author changed no question, somebody else added one: it would go unseen."""
    theirs = {**SURVEY, "pages": [{**SURVEY["pages"][0], "questions": [*SURVEY["pages"][0]["questions"]]}]}
    theirs["pages"][0]["questions"].append(question_document("date"))
    with desk(browser, definition=SURVEY) as author:
        sent("save_settings", {**SETTINGS, "definition": theirs}, course=author.course)
        author.view("campaign")
        author.page.locator("[name=min_respondents]").fill("9")
        author.find("save").click()
        expect(author.find("failed")).to_contain_text(author.say("saved_meanwhile"))
        expect(author.find("failed")).to_contain_text(author.say("others_changed", list=author.say("view_questions")))
        author.find("save").click()
        expect(author.find("review").first).to_contain_text(question_document("date")["text"]["nl"])
        assert author.course.block().definition == theirs
        author.reviewed()
        expect(author.find("said")).to_have_text(author.say("saved"))

        assert author.course.block().definition == SURVEY


def test_who_agrees_to_replace_one_change_has_not_agreed_to_replace_the_next(browser: Browser) -> None:
    with desk(browser, definition=SURVEY) as author:
        author.view("campaign")
        author.page.locator("[name=min_respondents]").fill("9")
        for title in ("Theirs", "Theirs again"):
            sent("save_settings", {**SETTINGS, "definition": SURVEY, "display_name": title}, course=author.course)
            author.find("save").click()
            changed = author.say("others_changed", list=author.say("course_title"))
            expect(author.find("failed")).to_have_text(f"{author.say('saved_meanwhile')} {changed}")
            expect(author.find("said")).to_be_empty()
        assert author.course.block().display_name == "Theirs again"
        author.save()

        assert author.course.block().min_respondents == 9


def test_what_cannot_be_compared_is_not_saved_unread(browser: Browser) -> None:
    with desk(browser, definition=SURVEY) as author:
        typed(author)
        author.refuses["compare_survey"] = 0
        author.find("save").click()
        expect(author.find("failed")).to_have_text(author.say("save_failed"))
        assert author.course.store.writes == 0
        del author.refuses["compare_survey"]
        author.find("save").click()

        expect(author.find("review").first).to_be_visible()


def test_what_changes_after_it_was_read_is_read_again(browser: Browser) -> None:
    with desk(browser, definition=SURVEY) as author:
        typed(author)
        author.find("save").click()
        expect(author.find("review").first).to_be_visible()
        author.find("undo").click()

        expect(author.find("review").first).to_be_hidden()
        expect(author.words(TEXT)).to_have_value("Heb je het gebruikt?")


def test_what_the_device_kept_before_it_was_full_goes_once_all_is_saved(browser: Browser) -> None:
    with desk(browser, definition=SURVEY, campaign="") as author:
        author.view("campaign")
        author.page.locator("[name=campaign]").fill("demo-pilot")
        author.survey()
        author.page.evaluate("() => { Storage.prototype.setItem = () => { throw new Error('full'); }; }")
        author.page.locator("[name=min_respondents]").fill("9")
        expect(author.find("state")).to_have_text(author.say("state_lost"))
        author.save()
        author.survey()

        assert author.draft() is None
