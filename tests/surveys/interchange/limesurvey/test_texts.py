"""Texts lose their mark-up, never a word; answers repeated in them are repeated here, where that can be."""

import pytest

from surveys.definition.fields import MAX_TEXT
from surveys.interchange.exchange import Assumptions
from surveys.interchange.limesurvey import read_xml
from surveys.placeholders import references
from tests.surveys.interchange.limesurvey.made import (
    SID,
    Asked,
    only_question,
    questions_of,
    reading_of,
    tables_of,
    told,
    xml,
)

NAME = Asked("Name", "S")
COLOUR = Asked("Colour", "L", answers={"R": "Red", "G": "Green"})
SEVERAL = Asked("Kinds", "M", parts={"a": "A", "b": "B"})


def text_after(first: Asked, text: str) -> tuple[str, list[str]]:
    """Return the text of a question that is asked after ``first``, and what the report says of it."""
    reading = reading_of(first, Asked("Q2", "T", text))
    return questions_of(reading.survey)[-1]["text"]["en"], told(reading.report, "Q2.text [en]")


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("5 &lt; 6 &amp; 7", "5 < 6 & 7"),
        ("Où&nbsp;?", "Où ?"),
        ("Où\u202f?", "Où\u202f?"),
        ("Où\u00a0?", "Où\u00a0?"),
        ("Brackets { like these }", "Brackets { like these }"),
        ("\ue000 0\ue001", "0"),
    ],
)
def test_a_text_reads_like_the_page(raw: str, text: str) -> None:
    assert only_question(reading_of(Asked("Q1", "T", raw)))["text"] == {"en": text}


def test_mark_up_and_scripts_are_reported() -> None:
    reading = reading_of(Asked("Q1", "T", "<b>Bold</b><script>alert(1)</script><img src=x onerror=alert(1)>"))

    assert only_question(reading)["text"] == {"en": "Bold"}
    assert told(reading.report, "Q1.text [en]") == ["left out: A script in the text", "changed: Mark-up: <b>, <img>"]


@pytest.mark.parametrize("written", ["{Name}", "{Name.shown}", "{Name.NAOK}", "{INSERTANS:77X5X10}"])
def test_a_repeated_answer_is_repeated_here(written: str) -> None:
    assert text_after(NAME, f"Hello {written}!") == ("Hello {name}!", [])


def test_words_for_no_answer_are_kept() -> None:
    written = '{if(is_empty(Name.NAOK), "you", Name.shown)}'

    assert text_after(NAME, f"Hello {written}!") == ("Hello {name|you}!", [])


def test_the_code_of_an_option_becomes_its_text_and_is_reported() -> None:
    assert text_after(COLOUR, "{Colour}") == ("{colour}", ["changed: {Colour}"])
    assert text_after(COLOUR, "{Colour.shown}") == ("{colour}", [])


@pytest.mark.parametrize(
    "written",
    [
        "{TOKEN:FIRSTNAME}",
        "{SAVEDID}",
        "{Later}",
        "{Q2}",
        "{Kinds_a.shown}",
        "{if(Name == 'x', 'a', 'b')}",
        "{if(is_empty(Name), 'you', Other.shown)}",
        "{name}",
        "{Name.relevanceStatus}",
    ],
)
def test_other_expressions_leave_an_ellipsis_and_a_line_in_the_report(written: str) -> None:
    reading = reading_of(NAME, SEVERAL, Asked("Q2", "T", f"Hello {written}!"), Asked("Later", "T"))

    assert questions_of(reading.survey)[2]["text"]["en"] == "Hello …!"
    assert told(reading.report, "Q2.text [en]") == [f"left out: The expression {written[:82]}"]


def test_escaped_brackets_stand_for_themselves() -> None:
    text, said = text_after(NAME, r"Write \{name\} here")

    assert text == "Write { name} here"
    assert not references(text)
    assert said == []


def test_options_repeat_no_answers() -> None:
    reading = reading_of(NAME, Asked("Q2", "L", answers={"a": "{Name}", "b": "B"}))

    assert questions_of(reading.survey)[-1]["options"][0]["text"] == {"en": "…"}
    assert told(reading.report, "Q2 answer a [en]") == ["left out: The expression {Name}"]


def test_a_text_that_is_too_long_is_cut_and_reported() -> None:
    text, said = text_after(NAME, "x" * 10_000)

    assert len(text) == MAX_TEXT
    assert said == ["changed: The end of the text"]


def test_many_repeated_answers_make_no_text_too_long() -> None:
    text, _ = text_after(Asked("N" * 20, "S"), f"{{{'N' * 20}}} " * 600)

    assert len(text) <= MAX_TEXT


def test_a_question_without_a_text_gets_its_name() -> None:
    reading = reading_of(Asked("Q1", "T", ""))

    assert only_question(reading)["text"] == {"en": "Q1"}
    assert told(reading.report, "Q1.text") == ["assumed: The text"]


def two_languages(**changes: str) -> bytes:
    tables = tables_of(Asked("Q1", "Y"))
    tables["surveys"] = [{"sid": SID, "language": "nl", "additional_languages": "pt-BR de-informal", **changes}]
    for said, language in (("Vraag", "nl"), ("Pergunta", "pt-BR"), ("Frage", "de-informal"), ("Question", "fr")):
        tables["question_l10ns"].append({"qid": 10, "question": said, "language": language})
    return xml(tables, languages=())


def test_every_language_of_the_survey_is_carried() -> None:
    reading = read_xml(two_languages(), "a.lss", Assumptions())

    assert reading.survey.languages == ("nl", "pt-br", "de-informal")
    assert only_question(reading)["text"] == {"nl": "Vraag", "pt-br": "Pergunta", "de-informal": "Frage"}


def test_texts_in_other_languages_are_reported() -> None:
    report = read_xml(two_languages(), "a.lss", Assumptions()).report

    assert told(report, "texts") == ["left out: Texts in 'en'", "left out: Texts in 'fr'"]


def test_a_language_that_is_none_is_reported() -> None:
    report = read_xml(two_languages(additional_languages="x/y"), "a.lss", Assumptions()).report

    assert told(report, "languages") == ["left out: The language 'x/y'"]


def test_labels_of_limesurvey_come_in_the_languages_of_the_survey() -> None:
    first = only_question(read_xml(two_languages(), "a.lss", Assumptions()))["options"][0]

    assert first["text"] == {"nl": "Ja"}


def test_a_text_only_in_a_further_language_stands_for_the_first() -> None:
    tables = tables_of(Asked("Q1", "T", ""))
    tables["surveys"] = [{"sid": SID, "language": "en", "additional_languages": "fr"}]
    tables["question_l10ns"].append({"qid": 10, "question": "Une question", "language": "fr"})

    reading = read_xml(xml(tables), "a.lss", Assumptions())

    assert only_question(reading)["text"] == {"en": "Une question", "fr": "Une question"}
    assert told(reading.report, "Q1.text") == ["assumed: The text in the first language"]


def test_without_a_language_the_assumed_one_counts() -> None:
    tables = tables_of(Asked("Q1", "T"))
    del tables["surveys"]
    for table in ("question_l10ns", "group_l10ns", "surveys_languagesettings"):
        for row in tables[table]:
            row.pop("language", None)
            row.pop("surveyls_language", None)

    survey = read_xml(xml(tables, languages=()), "a.lss", Assumptions(language="nl")).survey

    assert survey.languages == ("nl",)
    assert only_question(read_xml(xml(tables, languages=()), "a.lss", Assumptions(language="nl")))["text"] == {
        "nl": "Question?"
    }
