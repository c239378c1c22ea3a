"""The author's view: what is asked, when and under which promise, and what is still missing."""

from __future__ import annotations

from html import unescape
from typing import Any

import pytest

from surveys.definition import load_survey
from surveys.form import privacy_notice
from surveys.instruments import instrument_names, load_instrument
from surveys.levels import Level
from surveys.privacy import PrivacyMode
from surveys.texts import LANGUAGES
from tests.surveys.documents import KINDS, a_text, options, question_document, survey_document
from tests.xblock_impact.studio.authors import PLAN, SURVEY, studio
from xblock_impact.authoring.gaps import gaps_of
from xblock_impact.authoring.places import place_in_words
from xblock_impact.authoring.summary import MOST_PROBLEMS
from xblock_impact.words import studio_words_in, words_in


def shown(language: str = "en", **fields: Any) -> str:
    block = studio(language, **fields).block()
    return unescape(str(block.author_view().content))


def asking(*questions: Any, **changes: Any) -> Any:
    return load_survey(survey_document(*questions, **changes))


def test_the_levels_of_the_map_are_counted_in_their_order() -> None:
    survey = asking(question_document("battery", level="competencies"), question_document("date", level="target_group"))

    assert list(gaps_of(survey).questions.items()) == [
        (level, {Level.COMPETENCIES: 2, Level.TARGET_GROUP: 1}.get(level, 0)) for level in Level
    ]


def test_words_for_other_are_no_question_of_their_own() -> None:
    other = [*options("a", "b"), {"code": "c", "text": a_text("Anders"), "other": True}]

    assert gaps_of(asking(question_document("single_choice", options=other))).questions[Level.INTERVENTIONS] == 1


@pytest.mark.parametrize("kind", KINDS)
def test_behaviour_is_measured_by_what_can_be_counted(kind: str) -> None:
    survey = asking(question_document(kind, level="work_behaviour"))

    assert gaps_of(survey).unmeasured == (kind in {"short_text", "free_text", "date"})


def test_behaviour_wants_an_indicator() -> None:
    behaviour = question_document("scale", level="work_behaviour")
    indicator = question_document("number", level="indicators")

    assert gaps_of(asking(behaviour)).without_indicators
    assert not gaps_of(asking(behaviour, indicator)).without_indicators
    assert not gaps_of(asking(question_document("scale"))).without_indicators


def test_texts_without_a_language_are_counted() -> None:
    question = question_document(
        "recommendation", text={"nl": "Vraag", "en": "Question"}, ends=[a_text("Nee"), {"nl": "Ja", "en": "Yes"}]
    )
    survey = asking(question, languages=["nl", "en", "fr"])

    # Title, purpose, page, and one end in English; these and the rest in French.
    assert gaps_of(survey).untranslated == {"en": 4, "fr": 6}


@pytest.mark.parametrize("name", instrument_names())
def test_every_instrument_is_translated(name: str) -> None:
    assert gaps_of(load_instrument(name)).untranslated == {}


def test_everything_that_is_missing_is_a_sentence() -> None:
    words = studio_words_in("en")
    behaviour = question_document("free_text", level="work_behaviour")
    page = shown(definition=survey_document(behaviour, languages=["nl", "fr"]))

    assert words["summary_unmeasured"] in page
    assert words["summary_indicators"].format(level=Level.INDICATORS.title["en"]) in page
    assert words["summary_gap"].format(level="Strategic goals") in page
    assert words["summary_gap"].format(level=Level.INDICATORS.title["en"]) not in page  # said once
    assert words["summary_untranslated"].format(count=4, language="French", fallback="Dutch") in page


def test_where_nothing_is_missing_that_is_said() -> None:
    questions = [question_document("scale", id=level.value, level=level.value) for level in Level]

    assert studio_words_in("en")["summary_complete"] in shown(definition=survey_document(*questions))


@pytest.mark.parametrize("language", LANGUAGES)
def test_waves_stand_there_as_sentences(language: str) -> None:
    page = shown(language, definition=SURVEY, waves=PLAN)

    assert studio_words_in(language)["wave_open"].format(days=21) in page
    assert studio_words_in(language)["summary_any_time"] not in page


def test_a_survey_without_waves_is_held_once() -> None:
    assert studio_words_in("en")["summary_any_time"] in shown(definition=SURVEY)


def test_the_very_words_that_learners_read_stand_there() -> None:
    assert privacy_notice(PrivacyMode.ANONYMOUS, "fr", 9) in shown("fr", privacy_mode="anonymous", min_respondents=9)


def test_an_unfinished_survey_names_a_few_problems_and_counts_the_rest() -> None:
    begun = [question_document("date", id=f"q{place}", text={}) for place in range(20)]
    page = shown(definition=survey_document(*begun))

    words = studio_words_in("en")
    assert page.count(words["problem_text_needed"]) == MOST_PROBLEMS
    assert "<li>Question 3: Write a text.</li>" in page
    assert words["summary_more"].format(count=20 - MOST_PROBLEMS) in page


@pytest.mark.parametrize("stored", ["<p>half", {"pages": 3}, {"title": {"nl": 7}}])
def test_what_is_no_survey_at_all_breaks_no_page(stored: Any) -> None:
    assert studio_words_in("en")["summary_unfinished"] in shown(definition=stored)


def test_studio_lists_the_problems_above_the_block_in_the_authors_language() -> None:
    unfinished = survey_document(question_document("single_choice", options=[*options("a"), {"code": "b", "text": {}}]))
    block = studio("nl", definition=unfinished, waves={**PLAN, "time_zone": "nowhere"}, campaign="").block()

    assert [message.text for message in block.validate().messages] == [
        "Vraag 1, Antwoord 2: Schrijf een tekst.",
        "Wanneer: Kies een tijdzone uit de lijst.",
        words_in("nl")["setting_campaign_missing"],
    ]


def test_every_place_has_its_name() -> None:
    words, definition = studio_words_in("en"), survey_document(question_document("battery"))
    paths = {
        "definition.title": "About the survey, Title",
        "definition.purpose.nl": "About the survey, Purpose, in one sentence",
        "definition.titles": "About the survey",
        "definition.pages[0].title.nl": "Page 1, Title of the page",
        "definition.pages[0].questions": "Page 1",
        "definition.pages[0].questions[0].text": "Question 1",
        "definition.pages[0].questions[0].unit": "Question 1, Unit",
        "definition.pages[0].questions[0].items[1].text": "Question 1, Item 2",
        "waves.waves[2].open_days": "Moment 3",
        "waves.calendar": "When",
        "campaign": "",
    }

    assert {path: place_in_words(path, definition, words) for path in paths} == paths
