"""The file for LimeSurvey is one that it takes: its names, its codes, its rows, and ours that it passes over.

What it takes is as in LimeSurvey's ``TSVImportSurvey`` and in its manual, "Tab Separated Value survey
structure": names have letters and digits only, 20 at most, codes of answers 5.
"""

import csv
import re
from io import StringIO
from typing import Any

import pytest

from surveys.definition import Survey, load_survey
from surveys.instruments import instrument_names, load_instrument
from surveys.interchange.limesurvey import write_tab_separated
from surveys.interchange.report import Outcome
from tests.surveys.documents import a_text, options, question_document, survey_document
from tests.surveys.interchange.limesurvey.made import told

KNOWN_CLASSES = {"S", "SL", "G", "Q", "SQ", "A"}
OURS = "IMPACT"


def rows_of(survey: Survey, kind: str = "") -> list[dict[str, str]]:
    """Return the rows that are written, of one class if it is given."""
    text = write_tab_separated(survey).data.decode("utf-8-sig")
    rows = list(csv.DictReader(StringIO(text, newline=""), delimiter="\t"))
    return [row for row in rows if not kind or row["class"] == kind]


def survey_of(*questions: dict[str, Any], **changes: Any) -> Survey:
    return load_survey(survey_document(*questions, **changes))


CHOICE = question_document("single_choice", id="your_choice", options=options("yes", "cannot_judge"))


def test_the_file_is_utf_8_with_its_mark_as_spreadsheets_need_it() -> None:
    assert write_tab_separated(survey_of()).data.startswith(b"\xef\xbb\xbfclass\ttype/scale\tname\t")


@pytest.mark.parametrize("name", instrument_names())
def test_names_and_codes_are_those_that_limesurvey_takes(name: str) -> None:
    survey = load_instrument(name)

    questions = [row["name"] for row in rows_of(survey, "Q") if row["language"] == survey.languages[0]]
    assert all(re.fullmatch(r"[A-Za-z][A-Za-z0-9]{0,19}", title) for title in questions)
    assert len({title.lower() for title in questions}) == len(questions)
    assert all(re.fullmatch(r"[A-Za-z0-9]{1,20}", row["name"]) for row in rows_of(survey, "SQ"))
    assert all(re.fullmatch(r"[A-Za-z0-9]{1,5}", row["name"]) for row in rows_of(survey, "A"))


@pytest.mark.parametrize("name", instrument_names())
def test_every_language_has_the_same_rows_in_the_same_order(name: str) -> None:
    survey = load_instrument(name)

    by_language = {
        tag: [
            (row["class"], row["type/scale"], row["relevance"], row["name"] if row["class"] != "G" else "")
            for row in rows_of(survey)
            if row["class"] in {"G", "Q", "SQ", "A"} and row["language"] == tag
        ]
        for tag in survey.languages
    }
    first, *others = by_language.values()
    assert first
    assert all(rows == first for rows in others)


@pytest.mark.parametrize("name", instrument_names())
def test_no_cell_begins_as_a_formula(name: str) -> None:
    cells = [cell for row in rows_of(load_instrument(name)) for cell in row.values()]

    assert not [cell for cell in cells if cell[:1] in {"=", "+", "-", "@", "\t"}]


def test_rows_are_of_classes_that_limesurvey_knows_or_passes_over() -> None:
    assert {row["class"] for row in rows_of(load_instrument("follow_up"))} == {*KNOWN_CLASSES, OURS}


def test_settings_are_only_those_that_every_version_has() -> None:
    names = [(row["name"], row["text"]) for row in rows_of(survey_of(languages=["nl", "pt-br", "zh-hans"]), "S")]

    assert names == [("language", "nl"), ("additional_languages", "pt-BR zh-Hans"), ("format", "G")]


def test_attributes_stand_on_the_rows_of_the_first_language_only() -> None:
    text = question_document("free_text", maximum=100)

    first, second = rows_of(survey_of(text, languages=["nl", "en"]), "Q")

    assert (first["maximum_chars"], first["impact_id"]) == ("100", "free_text")
    assert (second["maximum_chars"], second["impact_id"]) == ("", "")


def test_ids_that_become_the_same_name_stay_apart() -> None:
    ids = ["a_b", "ab", "a__b", "other", "time", "x" * 60, "x" * 61]

    titles = [
        row["name"] for row in rows_of(survey_of(*(question_document("free_text", id=i, maximum=9) for i in ids)), "Q")
    ]

    assert titles == ["aB", "ab2", "aB3", "other2", "time2", "x" * 20, "x" * 19 + "2"]


def test_codes_that_are_too_long_become_numbered_ones() -> None:
    assert [(row["name"], row["impact_code"]) for row in rows_of(survey_of(CHOICE), "A")] == [
        ("A1", "yes"),
        ("A2", "cannot_judge"),
    ]


def test_conditions_are_written_with_the_names_and_codes_of_the_file() -> None:
    condition = {"===": [{"var": "your_choice"}, "cannot_judge"]}
    second = question_document("free_text", condition=condition)

    relevance = [row["relevance"] for row in rows_of(survey_of(CHOICE, second), "Q")]

    assert relevance == ["1", 'yourChoice.NAOK == "A2"']


def test_orders_ask_first_whether_there_is_an_answer() -> None:
    second = question_document("free_text", condition={"<": [{"var": "number"}, 3]})

    assert rows_of(survey_of(question_document("number"), second), "Q")[1]["relevance"] == (
        "(!is_empty(number.NAOK) and number.NAOK < 3)"
    )


def test_repeated_answers_are_written_as_expressions() -> None:
    second = question_document("free_text", id="second", text=a_text("Over {your_choice|<dat>}: {x}?"))
    document = survey_document(CHOICE, second)
    document["pages"][0]["questions"][1]["text"] = {"nl": "Over {your_choice|<dat>} {X}"}

    row = rows_of(load_survey(document), "Q")[1]

    assert row["text"] == 'Over {if(is_empty(yourChoice.NAOK), "&lt;dat&gt;", yourChoice.shown)} &#123;X&#125;'


def test_recalls_are_attributes_of_participants_and_the_report_says_so() -> None:
    recalls = [{"id": "goal", "survey": "baseline", "question": "commitment_1"}]
    survey = survey_of(question_document("free_text", condition={"answered": {"var": "goal"}}), recalls=recalls)

    assert rows_of(survey, "Q")[0]["relevance"] == "!is_empty(TOKEN:ATTRIBUTE_1)"
    assert told(write_tab_separated(survey).report, "recalls[0]") == ["changed: goal is TOKEN:ATTRIBUTE_1"]


def test_what_limesurvey_has_no_use_for_is_named_once_with_its_column() -> None:
    report = write_tab_separated(survey_of(CHOICE, question_document("free_text"))).report

    assert told(report, "impact_level") == ["changed: The level of the impact map (2 times)"]
    assert told(report, "survey") == ["changed: Id, version, minutes, licence, source, scales, recalls"]


def test_what_respondents_meet_differently_is_named_where_it_stands() -> None:
    outside = question_document("scale", id="scale", declinable=True)
    other = question_document(
        "single_choice",
        options=[{"code": "other", "text": a_text("Anders"), "other": True}, *options("a", "b")],
    )
    report = write_tab_separated(survey_of(outside, other, question_document("recommendation"))).report

    changed = {finding.path for finding in report.of(Outcome.CHANGED)}
    assert {
        "pages[0].questions[0].declinable",
        "pages[0].questions[0].options[3].not_applicable",
        "pages[0].questions[1].options[0].other",
        "pages[0].questions[2].type",
    } <= changed


def test_the_survey_that_is_written_is_not_changed() -> None:
    survey = load_instrument("follow_up")
    digest = survey.digest

    write_tab_separated(survey)

    assert load_survey(survey.data).digest == digest


def test_words_that_quotation_marks_would_end_are_changed_and_reported() -> None:
    second = question_document("free_text", id="second", text=a_text("x"))
    document = survey_document(CHOICE, second)
    document["pages"][0]["questions"][1]["text"] = {"nl": 'Over {your_choice|"dat"}'}

    report = write_tab_separated(load_survey(document)).report

    assert told(report, "pages[0].questions[1].text.nl") == ['changed: The words "dat"']
