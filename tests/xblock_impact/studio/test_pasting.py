"""What comes from a document: lists, and signs that nobody sees."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.surveys.documents import a_text, options, question_document, survey_document
from tests.xblock_impact.studio.authors import SURVEY, USE
from tests.xblock_impact.studio.desk import Desk, desk

QUESTION = "pages[0].questions[0]"
PASTE = """(field, words) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", words);
  return field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""


def pasted(field: Locator, words: str) -> bool:
    """Paste ``words``; return whether the browser does the rest."""
    return bool(field.evaluate(PASTE, words))


def answers(author: Desk) -> list[dict[str, str]]:
    return [option["text"] for option in author.survey()["pages"][0]["questions"][0]["options"]]


def test_a_list_that_is_pasted_is_an_answer_for_each_line(browser: Browser) -> None:
    with desk(browser, definition=survey_document({**USE, "options": options("a", "b")}), campaign="") as author:
        field = author.words(f"{QUESTION}.options[0].text")
        field.fill("")
        author.words(f"{QUESTION}.options[1].text").fill("")
        assert not pasted(field, "• Nooit\r\n2. Soms\n\n-  Vaak\u200b\vAltijd ")

        assert answers(author) == [a_text(words) for words in ("Nooit", "Soms", "Vaak", "Altijd")]
        expect(author.words(f"{QUESTION}.options[3].text")).to_be_focused()
        expect(author.find("said")).to_have_text(author.say("rows_pasted", count=4))
        author.find("undo").click()
        expect(author.words(f"{QUESTION}.options[2].text")).to_have_count(0)


def test_a_list_in_another_language_stands_beside_the_first(browser: Browser) -> None:
    asked = survey_document({**USE, "options": options("ja", "nee")}, languages=["nl", "en"])
    with desk(browser, definition=asked) as author:
        pasted(author.words(f"{QUESTION}.options[0].text", "en"), "Yes\nNo\nMaybe")

        assert answers(author) == [{"nl": "ja", "en": "Yes"}, {"nl": "nee", "en": "No"}, {"en": "Maybe"}]


def test_a_list_that_is_pasted_into_an_answer_follows_it(browser: Browser) -> None:
    with desk(browser, definition=survey_document({**USE, "options": options("ja", "nee")})) as author:
        pasted(author.words(f"{QUESTION}.options[0].text"), "Soms\nVaak")

        assert answers(author) == [a_text(words) for words in ("ja", "Soms", "Vaak", "nee")]


def test_statements_that_are_pasted_have_names_of_their_own(browser: Browser) -> None:
    with desk(browser, definition=survey_document(question_document("battery")), campaign="") as author:
        pasted(author.words(f"{QUESTION}.items[1].text"), "Drie\nVier\nVijf")

        items = author.survey()["pages"][0]["questions"][0]["items"]
        assert [item["text"]["nl"] for item in items][2:] == ["Drie", "Vier", "Vijf"]
        assert len({item["id"] for item in items}) == len(items)


def test_one_line_is_pasted_as_ever(browser: Browser) -> None:
    with desk(browser, definition=survey_document(USE)) as author:
        assert pasted(author.words(f"{QUESTION}.options[0].text"), "Soms\n")
        assert author.survey() is None


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Heb je\vhet gebruikt?", "Heb je\nhet gebruikt?"),
        ("Pas\u200b je\ufeff het toe\u00ad?\u0007", "Pas je het toe?"),
        ("\u200b \u00ad", None),
        (
            "\U0001f469\U0001f3fd\u200d\U0001f4bb \u05e9\u05dc\u05d5\u05dd",
            "\U0001f469\U0001f3fd\u200d\U0001f4bb \u05e9\u05dc\u05d5\u05dd",
        ),
    ],
)
def test_what_nobody_sees_is_not_kept(browser: Browser, typed: str, kept: str | None) -> None:
    with desk(browser, definition=SURVEY) as author:
        author.words(f"{QUESTION}.text").fill(typed)

        assert author.survey()["pages"][0]["questions"][0]["text"].get("nl") == kept
