"""Beginning a survey: from the library, from a file, or empty."""

from __future__ import annotations

import json

from playwright.sync_api import Browser, FilePayload, Locator, expect

from surveys.definition import load_survey
from surveys.instruments import instrument_names, load_instrument
from surveys.interchange import write
from tests.xblock_impact.studio.authors import SURVEY
from tests.xblock_impact.studio.desk import Desk, desk
from xblock_impact.words import words_in

NEW = {"campaign": "", "display_name": "Impact"}


def instrument(author: Desk, name: str) -> Locator:
    return author.page.locator(f'[data-studio-instrument="{name}"]')


def file_of(name: str, data: bytes) -> FilePayload:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": data}


def test_a_new_block_offers_the_library_a_file_and_an_empty_survey(browser: Browser) -> None:
    with desk(browser, "en", **NEW) as author:
        expect(author.find("heading")).to_have_text(author.say("view_start"))
        expect(author.page.locator("[data-studio-instrument]")).to_have_count(len(instrument_names()))
        expect(instrument(author, "pilot")).to_contain_text(load_instrument("pilot").title["en"])
        expect(instrument(author, "pilot")).to_contain_text("For learners · At the end of a pilot · about 4 min")
        expect(instrument(author, "pilot")).to_contain_text("2 Interventions")
        expect(author.find("state")).to_have_text(author.say("state_new"))


def test_an_instrument_is_looked_at_and_chosen(browser: Browser) -> None:
    with desk(browser, "en", **NEW) as author:
        look = author.page.get_by_role("button", name=author.say("look_at", title=load_instrument("pilot").title["en"]))
        look.click()
        expect(instrument(author, "pilot").locator("form.impact-form")).to_be_visible()
        expect(look).to_have_attribute("aria-expanded", "true")
        look.click()
        expect(instrument(author, "pilot").locator("form.impact-form")).to_be_hidden()
        instrument(author, "pilot").get_by_text(author.say("use"), exact=True).click()
        expect(author.entry("question-0-0")).to_be_visible()

        assert author.survey() == load_instrument("pilot").data
        author.view("campaign")
        expect(author.page.locator("[name=display_name]")).to_have_value("How did this training go?")


def test_an_instrument_for_later_brings_its_waves(browser: Browser) -> None:
    with desk(browser, **NEW) as author:
        instrument(author, "follow_up").get_by_text(author.say("use"), exact=True).click()
        expect(author.find("said")).to_contain_text(author.say("begun_waves"))
        author.survey()

        assert [wave["delay_days"] for wave in author.draft()["waves"]["waves"]] == [30, 90, 180, 365]
        assert author.draft()["instrument"] == "follow_up"


def test_beginning_again_can_be_undone(browser: Browser) -> None:
    with desk(browser, definition=SURVEY) as author:
        author.entry("about").click()
        author.press("start_again")
        instrument(author, "pilot").get_by_text(author.say("use"), exact=True).click()
        expect(author.entry("question-3-0")).to_be_visible()
        author.find("undo").click()

        expect(author.entry("question-0-0")).to_contain_text("Heb je het gebruikt?")
        expect(author.find("state")).to_have_text(author.say("state_saved"))


def test_an_empty_survey_needs_a_title_a_purpose_and_a_question(browser: Browser) -> None:
    with desk(browser, "fr", **NEW) as author:
        author.press("start_empty")
        expect(author.find("heading")).to_be_focused()
        author.words("title", "fr").fill("Titre")
        author.words("purpose", "fr").fill("But")
        author.entry("page-0").click()
        author.words("pages[0].title", "fr").fill("Page")
        author.press("add_question_to", page=1)
        author.page.locator("[data-studio-type=free_text]").click()
        author.page.keyboard.type("Pourquoi ?")
        author.view("campaign")
        author.page.locator("[name=campaign]").fill("essai-2026")
        author.page.locator("[name=display_name]").fill("Essai")
        author.save()

        survey = load_survey(author.course.block().definition)
        assert (survey.languages, survey.title["fr"]) == (("fr",), "Titre")
        assert author.course.block().instrument == ""


def test_a_file_is_read_reported_and_used(browser: Browser) -> None:
    with desk(browser, **NEW) as author:
        author.unfold("import")
        author.page.locator("input[type=file]").set_input_files(
            file_of("pilot.xlsx", write(load_instrument("pilot"), "xlsform").data)
        )
        author.press("import_read")
        expect(author.page.locator(".studio-report")).to_contain_text(author.say("report", carried=15, in_file=15))
        expect(author.page.locator(".studio-report")).to_be_focused()
        assert author.survey() is None  # nothing changed yet
        author.press("import_use")
        expect(author.entry("question-0-0")).to_be_visible()

        assert author.survey()["title"] == load_instrument("pilot").data["title"]


def test_what_a_file_could_not_carry_is_listed(browser: Browser) -> None:
    upload = {"type": "file", "name": "upload", "title": "Bestand"}
    elements = [{"type": "text", "name": "q", "title": "Waarom?"}, upload]
    file = json.dumps({"pages": [{"elements": elements}]}).encode()
    with desk(browser, **NEW) as author:
        author.unfold("import")
        author.page.locator("input[type=file]").set_input_files(file_of("survey.json", file))
        author.unfold("import_more")
        author.page.locator("[id$='-file-level']").select_option("work_behaviour")
        author.page.locator("[id$='-file-language']").select_option("nl")
        author.press("import_read")
        report = author.page.locator(".studio-report")
        expect(report).to_contain_text(author.say("report", carried=1, in_file=2))
        expect(report).to_contain_text(author.say("report_left_out"))
        expect(report).to_contain_text("upload")
        author.press("import_use")

        expect(author.entry("question-0-0")).to_contain_text("4 Werkgedrag")


def test_a_file_that_is_none_is_refused_beside_its_field(browser: Browser) -> None:
    with desk(browser, **NEW) as author:
        author.unfold("import")
        author.press("import_read")
        expect(author.page.get_by_role("alert").filter(has_text=author.say("import_no_file"))).to_be_visible()
        author.page.locator("input[type=file]").set_input_files(file_of("a.json", b"{no json"))
        author.press("import_read")
        expect(author.page.locator("[id$='-file-error']")).to_have_text(author.say("import_unknown"))
        expect(author.page.locator("input[type=file]")).to_be_focused()
        author.page.locator("input[type=file]").set_input_files(file_of("a.json", b" " * 1_750_001))
        author.press("import_read")

        expect(author.page.locator("[id$='-file-error']")).to_have_text(author.say("import_too_large", kilobytes=1750))


def test_what_is_no_survey_is_shown_and_stays_until_another_is_saved(browser: Browser) -> None:
    with desk(browser, definition="<survey>half</survey>") as author:
        expect(author.find("main")).to_contain_text(author.say("definition_unreadable"))
        author.unfold("unreadable_show")
        expect(author.page.locator("pre").first).to_have_text("<survey>half</survey>")
        author.find("save").click()
        author.find("problems").get_by_role("link").click()
        expect(author.find("heading")).to_be_focused()
        assert author.course.block().definition == "<survey>half</survey>"
        instrument(author, "reaction").get_by_text(author.say("use"), exact=True).click()
        author.save()

        assert author.course.block().definition["id"] == "reaction"


def test_no_instrument_is_saved_that_nobody_chose(browser: Browser) -> None:
    with desk(browser, **NEW) as author:
        author.view("campaign")
        author.page.locator("[name=campaign]").fill("een-campagne")
        author.find("save").click()
        expect(author.find("problems")).to_contain_text(words_in("nl")["setting_instrument"])
        author.find("problems").get_by_role("link").click()

        expect(author.page.locator("[data-studio-instrument]").first).to_be_visible()
        assert author.course.store.writes == 0


def test_without_the_library_the_rest_can_be_used(browser: Browser) -> None:
    with desk(browser, **NEW) as author:
        author.refuses["list_instruments"] = 500
        author.open()
        expect(author.find("main")).to_contain_text(author.say("no_answer"))
        author.press("start_empty")

        expect(author.words("title")).to_be_visible()


def test_a_survey_is_called_in_the_course_as_it_is_called_until_somebody_says_otherwise(browser: Browser) -> None:
    with desk(browser, **NEW) as author:
        author.press("start_empty")
        title = author.words("title")
        title.fill("Oefenen met feedback")
        author.view("campaign")
        name = author.page.locator("[name=display_name]")
        expect(name).to_have_value("Oefenen met feedback")
        author.view("questions")
        author.entry("about").click()
        title.fill("")
        title.press_sequentially("Pilot")
        author.view("campaign")
        expect(name).to_have_value("Pilot")
        name.fill("Week 3")
        author.view("questions")
        title.fill("Pilot feedback")
        author.view("campaign")

        expect(name).to_have_value("Week 3")


def test_a_saved_title_in_the_course_stays(browser: Browser) -> None:
    with desk(browser, definition=SURVEY, display_name=SURVEY["title"]["nl"]) as author:
        author.entry("about").click()
        author.words("title").fill("Anders")
        author.view("campaign")

        expect(author.page.locator("[name=display_name]")).to_have_value(SURVEY["title"]["nl"])
