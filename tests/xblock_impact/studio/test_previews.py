"""The form as learners see it, tried out within the editor: conditions work, and nothing leaves the page."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from surveys.form import privacy_notice
from surveys.instruments import load_instrument
from surveys.privacy import PrivacyMode
from tests.surveys.documents import question_document, survey_document
from tests.xblock_impact.studio.authors import SURVEY, USE, WHERE
from tests.xblock_impact.studio.desk import desk

TWO = {
    **survey_document({**USE, "text": {"nl": "Heb je het gebruikt?", "en": "Did you use it?"}}, WHERE),
    "languages": ["nl", "en"],
    "title": {"nl": "Titel", "en": "Title"},
}


def test_conditions_work_in_the_preview(browser: Browser) -> None:
    with desk(browser, definition=SURVEY) as author:
        author.view("preview")
        preview = author.find("preview")
        expect(preview.get_by_text("Waar?")).to_be_hidden()
        preview.get_by_label("yes").check()

        expect(preview.get_by_text("Waar?")).to_be_visible()


def test_nothing_is_sent_and_the_page_stays(browser: Browser) -> None:
    with desk(browser, definition=SURVEY) as author:
        author.view("preview")
        author.find("preview").get_by_label("yes").check()
        author.find("preview").locator("textarea").fill("geheim")
        asked = list(author.asked)
        author.find("preview").locator("[data-impact-send]").click()
        expect(author.find("said")).to_have_text(author.say("preview_sends_nothing"))

        assert author.asked == asked
        assert author.page.url.endswith("/")
        assert author.survey() is None
        assert author.course.store.writes == 0


def test_enter_in_the_preview_does_nothing_either(browser: Browser) -> None:
    with desk(browser, definition=survey_document(question_document("short_text"))) as author:
        author.find("preview").locator("input[type=text]").fill("woord")
        author.find("preview").locator("input[type=text]").press("Enter")

        expect(author.find("heading")).to_be_visible()
        assert author.page.url.endswith("/")


def test_the_preview_shares_no_id_with_the_editor(browser: Browser) -> None:
    with desk(browser, definition=SURVEY) as author:
        expect(author.find("preview").locator("form")).to_be_visible()
        twice = author.page.evaluate(
            "() => { const ids = [...document.querySelectorAll('[id]')].map(one => one.id);"
            " return ids.filter((id, at) => ids.indexOf(id) !== at); }"
        )

        assert twice == []


def test_the_question_is_drawn_while_it_is_typed(browser: Browser) -> None:
    with desk(browser, definition=SURVEY) as author:
        author.entry("question-0-1").click()
        author.words("pages[0].questions[1].text").fill("Waar precies?")

        expect(author.find("preview")).to_contain_text("2. Waar precies?")
        expect(author.words("pages[0].questions[1].text")).to_be_focused()


def test_the_preview_switches_its_language(browser: Browser) -> None:
    with desk(browser, definition=TWO) as author:
        expect(author.find("preview")).to_contain_text("Heb je het gebruikt?")
        author.page.locator("[id$='-preview-language-question']").select_option("en")
        expect(author.find("preview")).to_contain_text("Did you use it?")
        author.view("preview")

        expect(author.find("preview").get_by_role("heading", name="Title")).to_be_visible()


def test_the_preview_promises_what_the_mode_and_the_threshold_say(browser: Browser) -> None:
    with desk(browser, definition=SURVEY, privacy_mode="confidential") as author:
        author.view("campaign")
        author.page.locator("[name=min_respondents]").fill("12")
        author.page.locator("[name=privacy_mode][value=anonymous]").check()
        words = privacy_notice(PrivacyMode.ANONYMOUS, "nl", 12)
        expect(author.page.locator('[data-studio-notice="anonymous"]')).to_have_text(words)
        author.view("preview")

        expect(author.find("preview")).to_contain_text(words)


def test_earlier_answers_are_played_or_not(browser: Browser) -> None:
    with desk(browser, definition=load_instrument("follow_up").data) as author:
        author.view("preview")
        preview = author.find("preview")
        expect(preview).to_contain_text("“Het eerste voornemen”")
        author.page.get_by_label(author.say("preview_recalled")).uncheck()

        expect(preview.locator("[data-impact-question=commitment_1_use]")).to_be_hidden()


def test_a_survey_that_cannot_be_shown_yet_says_so_and_comes_back(browser: Browser) -> None:
    with desk(browser, definition=SURVEY) as author:
        author.entry("about").click()
        author.words("title").fill("")
        author.view("preview")
        expect(author.find("main")).to_contain_text(author.say("preview_unfinished"))
        author.find("undo").click()
        author.view("preview")

        expect(author.find("preview")).to_contain_text("Heb je het gebruikt?")


def test_what_an_anonymous_campaign_cannot_repeat_is_said_where_the_mode_is_chosen(browser: Browser) -> None:
    recall = {"id": "goal", "survey": "baseline", "question": "goal"}
    with desk(browser, definition=survey_document(question_document("date"), recalls=[recall]), campaign="") as author:
        author.view("campaign")
        warning = author.find("main").locator(".studio-warning")
        expect(warning).to_be_hidden()
        author.page.locator("input[value=anonymous]").check()
        expect(warning).to_have_text(author.say("anonymous_recalls_one"))
        author.page.locator("input[value=identified]").check()

        expect(warning).to_be_hidden()
