"""Versions 2 and 3 keep one row a language; version 4 and later keep texts apart. Both are read to the same survey."""

import pytest

from surveys.interchange.errors import FileRefused
from surveys.interchange.exchange import Assumptions
from surveys.interchange.limesurvey import read_xml
from tests.surveys.interchange.limesurvey.made import GID, SID, Asked, questions_of, reading_of, tables_of, told, xml

GROUP = {"gid": GID, "sid": SID, "group_order": 0}
QUESTION = {"qid": 10, "parent_qid": 0, "sid": SID, "gid": GID, "title": "Q1", "type": "F", "question_order": 1}
SUBQUESTION = {"qid": 11, "parent_qid": 10, "sid": SID, "gid": GID, "title": "SQ1", "scale_id": 0}


def older(**changes: object) -> dict[str, list[dict[str, object]]]:
    """Return tables as version 2 and 3 have them, in Dutch and English."""
    texts = (("nl", "Groep", "Vraag", "Deel", "Laag", "Hoog"), ("en", "Group", "Question", "Part", "Low", "High"))
    tables: dict[str, list[dict[str, object]]] = {
        "groups": [{**GROUP, "language": tag, "group_name": group} for tag, group, *_ in texts],
        "questions": [{**QUESTION, "language": tag, "question": text} for tag, _, text, *_ in texts],
        "subquestions": [{**SUBQUESTION, "language": tag, "question": part} for tag, _, _, part, *_ in texts],
        "answers": [
            {"qid": 10, "code": code, "answer": text, "sortorder": code, "scale_id": 0, "language": tag}
            for tag, *_, low, high in texts
            for code, text in (("1", low), ("2", high))
        ],
        "surveys": [{"sid": SID, "language": "nl", "additional_languages": "en"}],
        "surveys_languagesettings": [
            {"surveyls_language": "nl", "surveyls_title": "Titel"},
            {"surveyls_language": "en", "surveyls_title": "Title"},
        ],
    }
    return {**tables, **changes}  # type: ignore[dict-item]


def test_a_row_a_language_is_one_question() -> None:
    reading = read_xml(xml(older(), languages=("nl", "en")), "a.lss", Assumptions())

    (battery,) = questions_of(reading.survey)
    assert battery["text"] == {"nl": "Vraag", "en": "Question"}
    assert battery["items"][0]["text"] == {"nl": "Deel", "en": "Part"}
    assert [option["text"] for option in battery["options"]] == [
        {"nl": "Laag", "en": "Low"},
        {"nl": "Hoog", "en": "High"},
    ]
    assert reading.report.in_file == reading.report.carried_questions == 1


def test_nothing_is_called_repeated_that_stands_there_for_another_language() -> None:
    report = read_xml(xml(older(), languages=("nl", "en")), "a.lss", Assumptions()).report

    assert [finding for finding in report.findings if "second row" in finding.what] == []


def test_subquestions_among_the_questions_are_found() -> None:
    tables = older()
    tables["questions"] += tables.pop("subquestions")

    (battery,) = questions_of(read_xml(xml(tables), "a.lss", Assumptions()).survey)

    assert [item["id"] for item in battery["items"]] == ["q1_sq1"]


def test_order_is_that_of_the_columns_not_of_the_rows() -> None:
    tables = tables_of(Asked("Q1", "T"), Asked("Q2", "T"), Asked("Q3", "T"))
    for row, order in zip(tables["questions"], (2, 10, 1), strict=True):
        row["question_order"] = order

    assert list(read_xml(xml(tables), "a.lss", Assumptions()).survey.questions) == ["q3", "q1", "q2"]


def test_a_question_of_no_group_is_kept_on_a_page_at_the_end() -> None:
    tables = tables_of(Asked("Q1", "T"), Asked("Q2", "T"))
    tables["questions"][0]["gid"] = 99

    assert list(read_xml(xml(tables), "a.lss", Assumptions()).survey.questions) == ["q2", "q1"]


def test_a_number_that_is_used_twice_is_reported() -> None:
    tables = tables_of(Asked("Q1", "T"), Asked("Q2", "T"))
    tables["questions"][1]["qid"] = 10

    reading = read_xml(xml(tables), "a.lss", Assumptions())

    assert list(reading.survey.questions) == ["q1"]
    assert told(reading.report, "questions 10") == ["left out: A second row with the number 10: Q2"]


def test_a_name_that_is_used_twice_makes_two_questions_and_is_reported() -> None:
    reading = reading_of(Asked("Q1", "T"), Asked("Q1", "Y"))

    assert list(reading.survey.questions) == ["q1", "q1_2"]
    assert "changed: The name 'Q1'" in told(reading.report, "Q1")


def test_rows_that_belong_to_nothing_are_reported() -> None:
    tables = tables_of(Asked("Q1", "T"))
    tables["subquestions"].append({"qid": 999, "parent_qid": 998})
    tables["answers"].append({"aid": 1, "qid": 997, "code": "x"})

    report = read_xml(xml(tables), "a.lss", Assumptions()).report

    assert told(report, "subquestions") == ["left out: Subquestions (1) that belong to no question"]
    assert told(report, "answers") == ["left out: Rows of answers (1) that belong to nothing"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (xml({}, kind="Label set"), "Label set"),
        (b"<document><a/></document>", "no export of LimeSurvey"),
        (b"<html><body/></html>", "no export of LimeSurvey"),
        (xml({}), "no question"),
        (xml(tables_of(Asked("Q1", "|"))), "Files are not collected"),
    ],
)
def test_what_is_no_survey_is_refused_with_the_reason(data: bytes, said: str) -> None:
    with pytest.raises(FileRefused, match=said):
        read_xml(data, "a.lss", Assumptions())


def test_a_survey_that_is_too_large_is_refused_with_the_reason() -> None:
    many = [Asked(f"Q{n}", "Y") for n in range(201)]

    with pytest.raises(FileRefused, match="200"):
        reading_of(*many)
