"""What surveys become in SurveyJS, and what is reported of it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from surveys.definition import Survey
from surveys.interchange.exchange import Writing
from surveys.interchange.report import Outcome
from surveys.interchange.surveyjs import write
from tests.surveys.documents import a_text, options, question_document, survey_of


def element_of(kind: str, **changes: Any) -> dict[str, Any]:
    """Return the element that a question of ``kind`` becomes, without what it was called and what is kept of ours."""
    element: dict[str, Any] = json.loads(write(survey_of(question_document(kind, **changes))).data)["pages"][0][
        "elements"
    ][0]
    return {name: value for name, value in element.items() if name not in {"name", "title", "impact"}}


def whys(writing: Writing, outcome: Outcome) -> dict[str, str]:
    """Return why each thing with ``outcome`` is not as it was, by its path."""
    return {finding.path: finding.why for finding in writing.report.of(outcome)}


AB = options("a", "b")
AB_ITEMS = [{"value": "a", "text": "a"}, {"value": "b", "text": "b"}]


@pytest.mark.parametrize(
    ("kind", "changes", "element"),
    [
        ("single_choice", {"options": AB}, {"type": "radiogroup", "choices": AB_ITEMS}),
        ("scale", {"options": AB}, {"type": "rating", "rateValues": AB_ITEMS}),
        ("recommendation", {}, {"type": "rating", "rateMin": 0, "rateMax": 10}),
        ("date", {"earliest": "2026-01-02"}, {"type": "text", "inputType": "date", "min": "2026-01-02"}),
        ("number", {"maximum": 5},
         {"type": "text", "inputType": "number", "placeholder": "minuten", "step": 1, "max": 5}),
        ("number", {"whole": False}, {"type": "text", "inputType": "number", "placeholder": "minuten"}),
        ("duration", {"maximum": 90},
         {"type": "text", "inputType": "number", "min": 0, "step": 1, "max": 90,
          "placeholder": "minuten"}),
        ("ranking", {"options": AB}, {"type": "ranking", "choices": AB_ITEMS, "selectToRankEnabled": True}),
        ("short_text", {"required": True},
         {"type": "text", "isRequired": True, "maxLength": 200, "validators": [{"type": "text", "maxLength": 200}]}),
        ("free_text", {"maximum": 9},
         {"type": "comment", "maxLength": 9, "validators": [{"type": "text", "maxLength": 9}]}),
        ("multiple_response", {"options": AB, "maximum": 1},
         {"type": "checkbox", "choices": AB_ITEMS, "maxSelectedChoices": 1,
          "validators": [{"type": "answercount", "maxCount": 1}]}),
        ("multiple_response", {"options": AB, "minimum": 2, "required": True},
         {"type": "checkbox", "isRequired": True, "choices": AB_ITEMS, "minSelectedChoices": 2}),
        ("single_choice", {"options": AB, "declinable": True},
         {"type": "radiogroup", "choices": AB_ITEMS, "showRefuseItem": True}),
    ],
)  # fmt: skip
def test_what_each_type_becomes(kind: str, changes: dict[str, Any], element: dict[str, Any]) -> None:
    assert element_of(kind, **changes) == element


def test_a_battery_is_a_matrix_with_a_row_for_each_item() -> None:
    element = element_of("battery", required=True, grid=True)
    assert [row["value"] for row in element["rows"]] == ["item_1", "item_2"]
    assert [column["value"] for column in element["columns"]] == ["low", "middle", "high"]
    assert element["eachRowRequired"] is True
    assert "displayMode" not in element
    assert element_of("battery")["displayMode"] == "list"


def test_a_least_number_of_options_lets_respondents_choose_none_at_all() -> None:
    listed = [*options("a", "b"), {"code": "none", "text": a_text(), "exclusive": True}]
    element = element_of("multiple_response", options=listed, minimum=2, declinable=True)
    (check,) = element["validators"]
    assert check["expression"] == (
        "{multiple_response} empty or {multiple_response.length} >= 2 or {multiple_response} anyof ['none', 'refused']"
    )


def test_texts_in_several_languages_fall_back_on_the_first() -> None:
    survey = survey_of(question_document("free_text", text={"nl": "Vraag", "en": "Question"}), languages=["nl", "en"])
    file = json.loads(write(survey).data)
    assert file["locale"] == "nl"
    assert file["pages"][0]["elements"][0]["title"] == {"default": "Vraag", "en": "Question"}
    assert file["title"] == "Titel"


def conditional(condition: Any, *questions: dict[str, Any]) -> tuple[str | None, Writing]:
    """Return the expression that ``condition`` on earlier ``questions`` becomes."""
    survey: Survey = survey_of(*questions, question_document("free_text", id="last", condition=condition))
    writing = write(survey)
    return json.loads(writing.data)["pages"][0]["elements"][-1].get("visibleIf"), writing


def test_conditions_look_at_items_and_at_words_for_other_by_their_names_in_surveyjs() -> None:
    choice = question_document("single_choice", options=[*AB, {"code": "z", "text": a_text(), "other": True}])
    condition = {"and": [{"===": [{"var": "item_1"}, "low"]}, {"answered": {"var": "single_choice_other"}}]}
    expression, _ = conditional(condition, question_document("battery"), choice)
    assert expression == "({battery.item_1} = 'low' and {single_choice-Comment} notempty)"


def test_quotes_in_fixed_values_are_kept_and_what_cannot_be_quoted_is_reported() -> None:
    line = question_document("short_text")
    expression, writing = conditional({"===": [{"var": "short_text"}, 'it\'s "so"']}, line)
    assert expression == r"""{short_text} = 'it\'s \"so\"'"""
    assert "capital letters" in whys(writing, Outcome.CHANGED)["pages[0].questions[1].condition"]
    expression, writing = conditional({"===": [{"var": "short_text"}, "a\\"]}, line)
    assert expression is None
    assert "ends in a backslash" in whys(writing, Outcome.LEFT_OUT)["pages[0].questions[1].condition"]


def test_words_of_several_answers_that_surveyjs_has_no_name_for_are_reported() -> None:
    several = question_document("multiple_response", options=[*AB, {"code": "z", "text": a_text(), "other": True}])
    expression, writing = conditional({"answered": {"var": "multiple_response_other"}}, several)
    assert expression is None
    assert "no name for" in whys(writing, Outcome.LEFT_OUT)["pages[0].questions[1].condition"]


def test_numbers_are_written_without_exponents() -> None:
    number = question_document("number", whole=False)
    assert conditional({">": [{"var": "number"}, 1e-7]}, number)[0] == "{number} > 0.0000001"
    assert conditional({"<": [{"var": "number"}, -(10**14)]}, number)[0] == "{number} < -100000000000000"


def test_codes_that_surveyjs_does_not_tell_apart_are_reported() -> None:
    writing = write(survey_of(question_document("single_choice", options=options("a", "A", "1", "01", "b"))))
    assert [finding.what for finding in writing.report.findings if finding.what.startswith("Codes")] == [
        "Codes a and A",
        "Codes 1 and 01",
    ]


def test_what_respondents_are_not_offered_there_is_reported() -> None:
    declinable = question_document("number", declinable=True, required=True)
    changed = whys(write(survey_of(declinable)), Outcome.CHANGED)
    assert "have to answer it there" in changed["pages[0].questions[0]"]
    assert "only as long as that is empty" in changed["pages[0].questions[0].unit"]


def test_words_for_no_answer_are_reported_where_a_text_repeats_one() -> None:
    line = question_document("short_text")
    writing = write(survey_of(line, question_document("free_text", text=a_text("Zei je {short_text|niets}?"))))
    assert json.loads(writing.data)["pages"][0]["elements"][1]["title"] == "Zei je {short_text}?"
    assert "no words for when there is none" in whys(writing, Outcome.CHANGED)["pages[0].questions[1].text"]


def test_recalls_are_variables_that_whoever_shows_the_survey_sets() -> None:
    recalls = [{"id": "goal", "survey": "earlier", "question": "goal"}]
    survey = survey_of(question_document("free_text", condition={"answered": {"var": "goal"}}), recalls=recalls)
    writing = write(survey)
    assert json.loads(writing.data)["pages"][0]["elements"][0]["visibleIf"] == "{goal} notempty"
    assert "variables" in whys(writing, Outcome.CHANGED)["recalls"]
