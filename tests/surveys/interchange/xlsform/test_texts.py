"""Languages, mark-up, answers in texts, conditions and settings of XLSForm."""

from __future__ import annotations

from typing import Any

import pytest

from surveys.interchange import Assumptions, FileRefused, Outcome
from surveys.interchange.xlsform import read
from surveys.interchange.xlsform.columns import Column, column_of
from surveys.interchange.xlsform.languages import tag_in
from surveys.levels import Level
from tests.surveys.interchange.xlsform.workbooks import form, listed, reading_of, row, workbook

ABC = listed("abc", "a", "b", "c")


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("label", Column("label")),
        ("Label::English (en)", Column("label", "English (en)")),
        ("label:English", Column("label", "English")),
        ("bind:jr:constraintMsg", Column("constraint_message")),
        ("bind::jr:constraintMsg::fr", Column("constraint_message", "fr")),
        ("bind:relevant", Column("relevant")),
        ("media::image::English", Column("image", "English")),
        ("list name", Column("list_name")),
        ("caption", Column("label")),
        ("constraint  message", Column("constraint_message")),
    ],
)
def test_headers_in_all_their_spellings(header: str, column: Column) -> None:
    assert column_of(header) == column


@pytest.mark.parametrize(
    ("name", "tag"),
    [
        ("Nederlands (nl)", "nl"),
        ("Português (pt-BR)", "pt-br"),
        ("nl", "nl"),
        ("Dutch", "nl"),
        ("français", "fr"),
        ("Klingon", None),
        ("English (Great Britain)", None),
    ],
)
def test_languages_by_their_code_or_name(name: str, tag: str | None) -> None:
    assert tag_in(name) == tag


def test_each_language_has_its_texts_and_the_default_one_comes_first() -> None:
    cells = {"label::English (en)": "Why?", "label::Nederlands (nl)": "Waarom?", "hint::Nederlands (nl)": "Kort"}
    reading = reading_of({"type": "text", "name": "q", **cells}, default_language="Nederlands (nl)")
    question = reading.survey.questions["q"]
    assert reading.survey.languages == ("nl", "en")
    assert (question.text, question.help) == ({"nl": "Waarom?", "en": "Why?"}, {"nl": "Kort"})


def test_a_text_that_misses_the_first_language_gets_another_and_says_so() -> None:
    reading = reading_of(
        {"type": "text", "name": "a", "label::nl": "Een"},
        {"type": "text", "name": "b", "label::fr": "Deux"},
    )
    assert reading.survey.questions["b"].text == {"nl": "Deux", "fr": "Deux"}
    assert "The text in nl" in {finding.what for finding in reading.report.of(Outcome.ASSUMED)}


def test_languages_without_a_code_get_one_of_their_own_and_say_so() -> None:
    reading = reading_of({"type": "text", "name": "q", "label::Klingon": "nuq", "label::Dothraki": "Fini"})
    assert reading.survey.languages == ("qaa", "qab")
    assert {"Language Klingon", "Language Dothraki"} <= {finding.what for finding in reading.report.findings}


def test_markup_becomes_plain_text_and_says_so() -> None:
    reading = reading_of(row("text", "q", "<b>Bold</b><script>alert(1)</script> & <br>next"))
    assert reading.survey.questions["q"].text["en"] == "Bold &\nnext"
    assert [finding.what for finding in reading.report.of(Outcome.CHANGED)] == ["Mark-up"]


def test_answers_in_texts_are_carried_and_what_only_looks_like_one_is_not() -> None:
    reading = reading_of(
        row("text", "Name"),
        row("text", "q", "Hello ${Name}, ${gone} and {name}"),
        row("calculate", "gone", ""),
    )
    assert reading.survey.questions["q"].text["en"] == "Hello {name}, … and { name}"
    assert [finding.what for finding in reading.report.of(Outcome.CHANGED)] == ["Name Name", "${gone}", "{name}"]


@pytest.mark.parametrize(
    ("relevant", "condition"),
    [
        ("${one} = 'a'", {"===": [{"var": "one"}, "a"]}),
        ("${one} != ''", {"answered": {"var": "one"}}),
        ("not(${one} = 'a')", {"!==": [{"var": "one"}, "a"]}),
        ("selected( ${many} , 'b')", {"in": ["b", {"var": "many"}]}),
        ("count-selected(${many}) >= 2", {">=": [{"count": [{"var": "many"}]}, 2]}),
        (
            "${n} > 3 and ${day} < date('2026-05-01')",
            {"and": [{">": [{"var": "n"}, 3]}, {"<": [{"var": "day"}, "2026-05-01"]}]},
        ),
    ],
)
def test_conditions_are_translated(relevant: str, condition: Any) -> None:
    reading = reading_of(
        row("select_one abc", "one"),
        row("select_multiple abc", "many"),
        row("integer", "n"),
        row("date", "day"),
        row("text", "q", relevant=relevant),
        choices=ABC,
    )
    found = reading.survey.questions["q"].condition
    assert found is not None
    assert found.document == condition
    assert list(reading.report.of(Outcome.CHANGED)) == []


@pytest.mark.parametrize(
    "relevant",
    [
        *("${later} = 'x'", "${gone} = 1", "today() > 1", "${one} = 'no such option'", "${one} +", "if(1, 2, 3)"),
        *("(" * 60 + "${one} = 'a'" + ")" * 60, "${one} = 'a' or " * 600 + "${one} = 'a'"),
    ],
)
def test_conditions_that_cannot_be_said_are_left_out_and_change_the_question(relevant: str) -> None:
    reading = reading_of(
        row("select_one abc", "one"), row("text", "q", relevant=relevant), row("text", "later"), choices=ABC
    )
    assert reading.survey.questions["q"].condition is None
    assert [(finding.path, finding.what) for finding in reading.report.of(Outcome.CHANGED)] == [
        ("survey!D3", "A condition")
    ]


def test_the_settings_name_the_survey() -> None:
    reading = reading_of(row("text", "q"), form_title="Our form", form_id="Our-Form", version="3", style="pages")
    survey = reading.survey
    assert (survey.id, survey.version, survey.title["en"]) == ("our_form", 3, "Our form")
    assert [finding.what for finding in reading.report.of(Outcome.LEFT_OUT)] == ["Setting style"]


def test_a_version_that_is_no_number_of_ours_begins_with_one() -> None:
    reading = reading_of(row("text", "q"), form_title="F", form_id="f", version="2024010101")
    assert reading.survey.version == 1
    assert [finding.path for finding in reading.report.of(Outcome.CHANGED)] == ["settings!C2"]


def test_what_the_file_does_not_say_is_assumed_as_asked() -> None:
    assumptions = Assumptions(level=Level.WORK_BEHAVIOUR, licence="CC0-1.0", source="Us", language="fr")
    reading = read(form(row("text", "q")), "folder/my form.xlsx", assumptions)
    survey = reading.survey
    assert (survey.title["fr"], survey.licence, survey.source) == ("my form", "CC0-1.0", "Us")
    assert survey.questions["q"].level is Level.WORK_BEHAVIOUR
    whats = [finding.what for finding in reading.report.of(Outcome.ASSUMED)]
    assert whats == ["A title", "Version", "Purpose", "Level", "Minutes"]


def test_sheets_lists_and_cells_of_no_use_are_reported() -> None:
    data = workbook(
        survey=[row("text", "q")],
        choices=listed("unused", "a", "b"),
        entities=[{"dataset": "trees"}],
        Remarks=[{"a": "b"}],
    )
    report = read(data, "f.xlsx", Assumptions()).report
    assert [finding.what for finding in report.of(Outcome.LEFT_OUT)] == [
        *("Sheet entities", "Sheet Remarks", "List unused"),
    ]


def test_options_without_a_label_get_their_name_and_pictures_are_reported() -> None:
    reading = reading_of(
        row("select_one l", "q"),
        choices=[{"list_name": "l", "name": "a", "label": "A", "image": "a.jpg"}, {"list_name": "l", "name": "b"}],
    )
    assert [option.text["en"] for option in reading.survey.questions["q"].options] == ["A", "b"]
    assert ("choices!D2", "image of option a") in {(one.path, one.what) for one in reading.report.findings}


def test_a_workbook_without_a_survey_is_refused() -> None:
    with pytest.raises(FileRefused, match="no sheet called survey"):
        read(workbook(answers=[{"a": "b"}]), "f.xlsx", Assumptions())
