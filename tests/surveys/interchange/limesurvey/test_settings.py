"""What LimeSurvey can do besides asking is named in the report; what it does unasked is not."""

import pytest

from surveys.interchange.exchange import Assumptions
from surveys.interchange.limesurvey import read_xml
from surveys.interchange.report import Outcome
from tests.surveys.interchange.limesurvey.made import Asked, fates, reading_of, tables_of, told, xml


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("random_order", "1"),
        ("array_filter", "Q0"),
        ("em_validation_q", "Q1 > 3"),
        ("em_validation_sq", "self > 3"),
        ("time_limit", "30"),
        ("equals_num_value", "100"),
        ("random_group", "g1"),
    ],
)
def test_settings_that_change_what_is_asked_are_named_with_their_value(name: str, value: str) -> None:
    report = reading_of(Asked("Q1", "T", attributes={name: value})).report

    assert told(report, f"Q1.{name}") == [f"left out: {name} = {value}"]


def test_settings_that_change_the_look_are_named_together() -> None:
    report = reading_of(Asked("Q1", "T", attributes={"cssclass": "wide", "display_rows": "5"})).report

    assert told(report, "Q1") == ["left out: Settings: cssclass, display_rows"]


@pytest.mark.parametrize(
    ("name", "value"), [("hide_tip", "0"), ("time_limit_action", "1"), ("statistics_showgraph", "1")]
)
def test_what_limesurvey_sets_unasked_is_not_reported(name: str, value: str) -> None:
    report = reading_of(Asked("Q1", "T", attributes={name: value})).report

    assert [finding for finding in report.findings if finding.path.startswith("Q1")] == []


def test_encryption_is_reported() -> None:
    report = reading_of(Asked("Q1", "T", columns={"encrypted": "Y"})).report

    assert told(report, "Q1") == ["left out: Settings: encrypted"]


def test_a_setting_of_another_type_is_reported() -> None:
    report = reading_of(Asked("Q1", "T", attributes={"max_answers": "2"})).report

    assert told(report, "Q1") == ["left out: Settings: max_answers"]


def test_a_hidden_question_is_asked_of_nobody() -> None:
    report = reading_of(Asked("Q1", "T", attributes={"hidden": "1"}), Asked("Q2", "T")).report

    assert fates(report) == {"Q1": "left out", "Q2": "carried"}


def test_patterns_scripts_defaults_and_conditions_of_parts_are_reported() -> None:
    asked = Asked("Q1", "M", parts={"a": "A", "b": "B"}, columns={"preg": "/x/"})
    tables = tables_of(asked)
    tables["defaultvalues"] = [{"qid": 10, "sqid": 11, "language": "en", "defaultvalue": "Y"}]
    tables["question_l10ns"][0]["script"] = "alert(1)"
    tables["subquestions"][0]["relevance"] = "Q0 == 1"
    tables["subquestions"][1]["preg"] = "/y/"

    report = read_xml(xml(tables), "a.lss", Assumptions()).report

    assert told(report, "Q1.validation") == ["left out: The pattern /x/"]
    assert told(report, "Q1.default") == ["left out: The default answer"]
    assert told(report, "Q1.script") == ["left out: The script of the question"]
    assert told(report, "Q1_a.relevance") == ["left out: The condition Q0 == 1"]
    assert told(report, "Q1_b.validation") == ["left out: The pattern /y/"]


@pytest.mark.parametrize("table", ["quota", "quota_members", "assessments", "themes", "something_new"])
def test_tables_beside_questions_are_reported(table: str) -> None:
    tables = tables_of(Asked("Q1", "T"))
    tables[table] = [{"id": 1}, {"id": 2}]

    report = read_xml(xml(tables), "a.lss", Assumptions()).report

    assert told(report, table) == [f"left out: The table {table} (2 rows)"]


def test_points_for_answers_are_reported() -> None:
    tables = tables_of(Asked("Q1", "L", answers={"a": "A", "b": "B"}))
    tables["answers"][0]["assessment_value"] = 3

    report = read_xml(xml(tables), "a.lss", Assumptions()).report

    assert told(report, "answers") == ["left out: Assessment values of 1 answers"]


def test_a_random_order_of_groups_is_reported() -> None:
    report = reading_of(Asked("Q1", "T"), randomization_group="r").report

    assert told(report, "group 1.random_group") == ["left out: The random order of groups"]


def test_texts_around_the_survey_are_reported() -> None:
    tables = tables_of(Asked("Q1", "T"))
    tables["surveys_languagesettings"][0] |= {
        "surveyls_endtext": "Bye",
        "surveyls_url": "https://example.org",
        "surveyls_policy_notice": "Notice",
        "surveyls_email_invite": "Dear",
        "email_admin_notification": "Hello",
    }

    report = read_xml(xml(tables), "a.lss", Assumptions()).report

    left_out = {finding.what for finding in report.of(Outcome.LEFT_OUT)}
    assert {"The text surveyls_endtext", "The text surveyls_url", "The text surveyls_policy_notice"} <= left_out
    assert "E-mail texts (2)" in left_out


def test_a_group_without_questions_is_reported() -> None:
    tables = tables_of(Asked("Q1", "T"))
    tables["groups"].append({"gid": 6, "group_order": 2})
    tables["group_l10ns"].append({"gid": 6, "group_name": "Nothing here", "language": "en"})

    reading = read_xml(xml(tables), "a.lss", Assumptions())

    assert len(reading.survey.pages) == 1
    assert told(reading.report, "group 2") == ["left out: The page 'Nothing here'"]


def test_texts_without_a_question_on_their_page_are_left_out() -> None:
    tables = tables_of(Asked("Q1", "T"))
    tables["groups"].append({"gid": 6, "group_order": 2})
    tables["questions"].append({"qid": 900, "parent_qid": 0, "gid": 6, "type": "X", "title": "Bye"})

    reading = read_xml(xml(tables), "a.lss", Assumptions())

    assert fates(reading.report) == {"Q1": "carried", "Bye": "left out"}


def test_a_page_whose_texts_are_too_long_together_is_cut_and_reported() -> None:
    reading = reading_of(Asked("One", "X", "x" * 3_000), Asked("Two", "X", "y" * 3_000), Asked("Q1", "T"))

    assert len((reading.survey.pages[0].text or {})["en"]) == 4_000
    assert "changed: The end of the text" in told(reading.report, "group 1.text")


def test_answers_in_words_are_shortened_until_they_fit_a_submission() -> None:
    reading = reading_of(*(Asked(f"Q{n}", "T") for n in range(30)))

    assert {question.maximum for question in reading.survey} == {1_000}
    assert any("characters at most" in finding.what for finding in reading.report.of(Outcome.CHANGED))


def test_what_the_caller_assumes_is_used() -> None:
    assumptions = Assumptions(licence="CC-BY-4.0", source="Somebody")

    survey = read_xml(xml(tables_of(Asked("Q1", "T"))), "a.lss", assumptions).survey

    assert (survey.licence, survey.source) == ("CC-BY-4.0", "Somebody")
