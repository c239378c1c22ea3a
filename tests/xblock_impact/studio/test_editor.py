"""The editor's page: what it carries along, quickly, and nothing that could become markup or script."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from surveys.instruments import library, load_instrument
from surveys.privacy import PrivacyMode
from surveys.texts import LANGUAGES
from surveys.words import words_in as words_of_the_form
from tests.surveys.documents import a_text, survey_document
from tests.xblock_impact.studio.authors import PLAN, SURVEY, studio

PUBLIC = Path(__file__).parents[3] / "xblock_impact" / "public"
LONGEST = 250  # lines of a script or stylesheet
BREAKOUT = '</script><img src=x onerror="alert(1)"><!--'


class _Attributes(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.data = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.data = dict(attrs).get("data-studio") or self.data


def carried(fragment: Any) -> Any:
    """Return what the page tells its scripts of the block."""
    parser = _Attributes()
    parser.feed(fragment.content)
    return json.loads(parser.data)


def opened(language: str = "en", **fields: Any) -> Any:
    return studio(language, **fields).block().studio_view()


def test_what_is_saved_stands_in_the_page() -> None:
    settings = carried(opened(definition=SURVEY, waves=PLAN, min_respondents=7))["settings"]

    assert (settings["definition"], settings["waves"]) == (SURVEY, PLAN)
    assert (settings["campaign"], settings["min_respondents"]) == ("demo-pilot", 7)


def test_a_block_of_before_is_opened_with_its_instrument() -> None:
    assert carried(opened(instrument="reaction"))["settings"]["definition"] == load_instrument("reaction").data


def test_a_new_block_begins_empty_and_reads_no_instrument(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library comes when the author asks for it: reading it all takes too long for a page."""
    read: list[bytes] = []
    monkeypatch.setattr(library, "read_instrument", read.append)
    library.load_instrument.cache_clear()

    settings = carried(opened(campaign=""))["settings"]

    assert settings["definition"] is None
    assert read == []


def test_an_instrument_that_is_gone_breaks_no_page() -> None:
    settings = carried(opened(instrument="gone"))["settings"]

    assert (settings["instrument"], settings["definition"]) == ("gone", None)


@pytest.mark.parametrize(
    "stored",
    [
        "<not json",
        {},
        {"pages": "x", "languages": ["nl"]},
        {"pages": [3], "languages": ["nl"]},
        {"pages": [{"questions": [{"id": 3}]}], "languages": ["nl"]},
        {**SURVEY, "title": "no text"},
        {**SURVEY, "title": {"nl": 7}},
        {**SURVEY, "languages": []},
        {**SURVEY, "scales": {}},
        {**SURVEY, "pages": [{"questions": [{"id": "a", "type": "scale", "ends": [{}]}]}]},
        {**SURVEY, "pages": [{"questions": [{"id": "a", "type": "scale", "options": [None]}]}]},
    ],
)
def test_a_survey_that_the_editor_cannot_work_on_goes_along_as_text(stored: Any) -> None:
    page = carried(opened(definition=stored))

    assert "definition" not in page["settings"]
    assert page["unreadable"]["definition"] == (stored if isinstance(stored, str) else json.dumps(stored, indent=2))


@pytest.mark.parametrize("stored", ["{", {}, {"waves": 3}, {"waves": [{"reminder_days": 4}]}, {**PLAN, "budget": 3}])
def test_so_does_a_plan(stored: Any) -> None:
    page = carried(opened(waves=stored))

    assert "waves" not in page["settings"]
    assert "waves" in page["unreadable"]


def test_a_survey_with_problems_can_be_worked_on() -> None:
    unfinished = survey_document(minutes=None, title={})

    assert carried(opened(definition=unfinished))["settings"]["definition"] == unfinished


def test_what_authors_write_becomes_neither_markup_nor_script() -> None:
    """A runtime puts a fragment's values into a script element, some as they are."""
    fragment = opened(definition=survey_document(title=a_text(BREAKOUT)), display_name=BREAKOUT, instrument=BREAKOUT)

    assert "<img" not in fragment.content
    assert "</script" not in fragment.content
    assert "<" not in json.dumps(fragment.json_init_args)
    assert carried(fragment)["settings"]["definition"]["title"] == a_text(BREAKOUT)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_editor_has_the_very_words_of_each_mode(language: str) -> None:
    modes = carried(opened(language))["modes"]

    promises = words_of_the_form(language)
    assert [mode["notice"] for mode in modes] == [promises[f"privacy_{mode}"] for mode in PrivacyMode]


def test_every_script_of_the_editor_is_loaded_once() -> None:
    urls = [resource.data.rpartition("/")[2] for resource in opened().resources]

    own = {path.name for path in PUBLIC.glob("studio*.js")} | {path.name for path in PUBLIC.glob("studio*.css")}
    assert own <= set(urls)
    assert len(urls) == len(set(urls))
    assert urls[-1] == "studio.js"


@pytest.mark.parametrize("path", sorted(PUBLIC.glob("studio*")), ids=lambda path: path.name)
def test_no_file_of_the_editor_is_long_or_does_what_a_strict_policy_forbids(path: Path) -> None:
    text = path.read_text("utf-8")

    assert text.count("\n") <= LONGEST
    assert not re.search(
        r"\beval\(|new Function|document\.write|insertAdjacentHTML|outerHTML|\.style\b|\"style\"", text
    )
    assert text.count("innerHTML") == (path.name == "studio-preview.js")  # what the server has escaped
