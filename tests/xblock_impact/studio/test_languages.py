"""Texts side by side: what is missing is marked, counted and led to."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.surveys.documents import a_text, options, question_document, survey_document
from tests.xblock_impact.studio.authors import SURVEY
from tests.xblock_impact.studio.desk import desk
from xblock_impact.words import studio_words_in

ASKED = question_document(
    "single_choice", text={"nl": "Waarom?", "en": "Why?"}, help=a_text("Denk terug."), options=options("yes", "no")
)
HALF = survey_document(ASKED, languages=["nl", "en"], title={"nl": "Titel", "en": "Title"})
MISSING = 5  # purpose, page, explanation, two options


def test_languages_stand_side_by_side_and_what_is_missing_is_marked(browser: Browser) -> None:
    path = "pages[0].questions[0]"
    with desk(browser, definition=HALF) as author:
        first, second = author.words(f"{path}.help"), author.words(f"{path}.help", "en")
        boxes = [each.bounding_box() for each in (first, second)]

        assert boxes[0]["y"] == boxes[1]["y"]
        badge = author.page.locator(f"label[for='{second.get_attribute('id')}'] .studio-badge")
        expect(badge).to_be_visible()
        second.fill("Think back.")
        expect(badge).to_be_hidden()
        first.fill("")
        second.fill("")
        expect(badge).to_be_hidden()  # nobody needs an explanation
        assert "help" not in author.survey()["pages"][0]["questions"][0]


def test_the_count_leads_to_everything_that_is_missing_and_it_can_be_filled_in_there(browser: Browser) -> None:
    with desk(browser, definition=HALF) as author:
        expect(author.page.locator("[id$='-view-languages']")).to_contain_text(author.say("missing", count=MISSING))
        expect(author.entry("question-0-0")).to_contain_text(author.say("missing", count=3))
        author.view("languages")
        expect(author.find("main")).to_contain_text(author.say("untranslated", count=MISSING))
        texts = {"purpose": "Purpose", "pages[0].title": "Page", "pages[0].questions[0].help": "Think back."}
        for path, words in texts.items():
            author.words(path, "en").fill(words)
        for place, words in enumerate(("Yes", "No")):
            author.words(f"pages[0].questions[0].options[{place}].text", "en").fill(words)

        expect(author.page.locator("[id$='-view-languages']")).to_have_text(author.say("view_languages"))
        assert author.survey()["pages"][0]["questions"][0]["options"][1]["text"] == {"nl": "no", "en": "No"}


def test_a_language_comes_by_name_or_tag_and_goes_with_its_texts(browser: Browser) -> None:
    with desk(browser, definition=HALF) as author:
        author.view("languages")
        for typed in ("Frans", "pt-BR"):
            author.page.locator("[id$='-add-language']").fill(typed)
            author.page.locator("[id$='-add-language']").press("Enter")
        expect(author.find("said")).to_contain_text("Portugees (Brazilië)")
        assert author.survey()["languages"] == ["nl", "en", "fr", "pt-br"]

        author.page.get_by_role("button", name=author.say("language_remove_of", name="Engels")).click()
        survey = author.survey()
        assert survey["languages"] == ["nl", "fr", "pt-br"]
        assert survey["title"] == a_text("Titel")
        assert survey["pages"][0]["questions"][0]["text"] == a_text("Waarom?")


def test_what_was_typed_below_survives_a_change_of_languages(browser: Browser) -> None:
    with desk(browser, definition=HALF) as author:
        author.view("languages")
        author.words("purpose", "en").fill("Purpose")
        author.page.get_by_role("button", name=author.say("language_make_main_of", name="Engels")).click()

        survey = author.survey()
        assert survey["languages"] == ["en", "nl"]
        assert survey["purpose"] == {"nl": "Doel", "en": "Purpose"}


def test_the_main_language_has_to_have_every_text(browser: Browser) -> None:
    with desk(browser, definition=HALF) as author:
        author.view("languages")
        author.page.get_by_role("button", name=author.say("language_make_main_of", name="Engels")).click()
        expect(author.find("count")).to_have_text(author.say("problems", count=MISSING))
        author.find("count").click()
        author.find("problems").get_by_role("link").first.click()

        expect(author.wrong("definition.purpose")).to_have_text(author.say("problem_first_language", language="en"))


def test_a_language_that_is_there_already_is_said_to_be(browser: Browser) -> None:
    with desk(browser, definition=HALF) as author:
        author.view("languages")
        author.page.locator("[id$='-add-language']").fill("Engels")
        author.press("add")

        expect(author.find("said")).to_have_text(author.say("language_there", name="Engels"))


@pytest.mark.parametrize("typed", ["English", "engels", "EN"])
def test_a_language_is_known_by_all_its_names(browser: Browser, typed: str) -> None:
    with desk(browser, definition=SURVEY) as author:
        author.view("languages")
        author.page.locator("[id$='-add-language']").fill(typed)
        author.press("add")

        assert author.survey()["languages"] == ["nl", "en"]


@pytest.mark.parametrize("typed", ["klingon", "a.b", "<b>", "x", "nl_NL", "en-" + "x" * 40])
def test_what_is_no_language_is_refused_at_once(browser: Browser, typed: str) -> None:
    with desk(browser, definition=SURVEY) as author:
        author.view("languages")
        field = author.page.locator("[id$='-add-language']")
        field.fill(typed)
        author.press("add")
        expect(author.page.locator("[id$='-add-language-error']")).to_have_text(author.say("language_unknown"))
        expect(field).to_have_value(typed)
        expect(field).to_be_focused()

        assert author.survey() is None


def test_what_is_no_language_in_a_file_is_marked_and_can_be_taken_out(browser: Browser) -> None:
    with desk(browser, definition={**SURVEY, "languages": ["nl", "klingon!"]}) as author:
        author.view("languages")

        expect(author.wrong("definition.languages")).to_have_text(author.say("problem_language_tag"))
        author.page.get_by_role("button", name=author.say("language_remove_of", name="Klingon!")).click()
        expect(author.wrong("definition.languages")).to_be_hidden()


def test_the_editor_speaks_of_questions_in_the_authors_language_where_it_can(browser: Browser) -> None:
    with desk(browser, "en", definition=HALF) as author:
        expect(author.entry("question-0-0")).to_contain_text("Why?")
        expect(author.entry("page-0")).to_contain_text("Pagina")


def test_answers_that_were_ready_to_use_come_along_in_a_new_language(browser: Browser) -> None:
    asked = question_document("scale", options=[{"code": "1", "text": {}}, {"code": "2", "text": {}}])
    with desk(browser, definition=survey_document(asked), campaign="") as author:
        author.press("preset_frequency")
        author.words("pages[0].questions[0].options[0].text").fill("Nooit of bijna nooit")
        author.view("languages")
        author.page.locator("[id$='-add-language']").fill("Engels")
        author.press("add")

        options_ = author.survey()["pages"][0]["questions"][0]["options"]
        english = studio_words_in("en")
        assert [option["text"].get("en") for option in options_][:3] == [
            None,
            english["answer_rarely"],
            english["answer_sometimes"],
        ]


def test_undo_in_a_field_of_its_own_leaves_the_survey_alone(browser: Browser) -> None:
    with desk(browser, definition=SURVEY) as author:
        author.words("pages[0].questions[0].text").fill("Anders")
        author.view("languages")
        field = author.page.locator("[id$='-add-language']")
        field.press_sequentially("Dui")
        field.press("Control+z")

        assert author.survey()["pages"][0]["questions"][0]["text"] == a_text("Anders")
        expect(field).to_be_focused()


@pytest.mark.parametrize(
    ("languages", "width", "named"),
    [(2, 1280, False), (3, 1280, False), (4, 1280, True), (2, 900, True), (3, 1100, True), (2, 1000, False)],
)
def test_each_language_is_named_where_it_does_not_stand_below_its_name(
    browser: Browser, languages: int, width: int, named: bool
) -> None:
    tags = ["nl", "en", "fr", "de"][:languages]
    screen = {"width": width, "height": 900}
    with desk(browser, definition=survey_document(ASKED, languages=tags), browser_viewport=screen) as author:
        texts = [[author.words(f"pages[0].questions[0].options[{at}].text", tag) for tag in tags] for at in (0, 1)]
        lefts = [[text.bounding_box()["x"] for text in row] for row in texts]
        tops = [text.bounding_box()["y"] for text in texts[1]]
        names = author.page.locator(f"label[for='{texts[1][-1].get_attribute('id')}'] .studio-side-name")

        assert (names.bounding_box()["width"] > 1) is named
        assert named or (lefts[0] == lefts[1] and len(set(tops)) == 1)


def test_names_of_languages_stand_beside_each_other_however_long_the_words_are(browser: Browser) -> None:
    long = {**ASKED, "text": {"nl": "Waarom?", "en": "Why? " * 60}}
    with desk(browser, definition=survey_document(long, languages=["nl", "en"])) as author:
        texts = [author.words("pages[0].questions[0].text", tag) for tag in ("nl", "en")]

        assert len({text.bounding_box()["y"] for text in texts}) == 1


def test_what_an_answer_is_for_is_not_cut_off(browser: Browser) -> None:
    apart = {"code": "none", "text": a_text("Kan ik niet beoordelen"), "not_applicable": True}
    with desk(browser, definition=survey_document({**ASKED, "options": [*options("yes", "no"), apart]})) as author:
        role = author.field("definition.pages[0].questions[0].options[2].role")

        assert role.bounding_box()["width"] > 500
