"""Display and branch logic become conditions, or are reported."""

from __future__ import annotations

from typing import Any

import pytest

from surveys.interchange.report import Outcome
from tests.surveys.interchange.qualtrics.documents import (
    block,
    choices,
    expression,
    logic,
    reading_of,
    settings,
    sq,
)

NUMBER = settings(Type="ContentType", ContentType="ValidNumber", ValidNumber={"Min": "", "Max": "", "NumDecimals": ""})
DATE = settings(Type="ContentType", ContentType="ValidDate")
OTHER = choices("Yes", "No", "Other")
OTHER["3"]["TextEntry"] = "true"
ASKED = (
    sq("QID1", Choices=OTHER, RecodeValues={"2": "20"}),
    sq("QID2", selector="MAVR"),
    sq("QID3", "TE", "SL"),
    sq("QID4", "TE", "SL", Validation=NUMBER),
    sq("QID5", "TE", "SL", Validation=DATE),
    sq(
        "QID6",
        "Matrix",
        "Likert",
        SubSelector="SingleAnswer",
        Choices=choices("I use it", "I like it"),
        Answers=choices("Agree", "Disagree"),
    ),
    sq("QID7", selector="NPS", Choices={str(key): {"Display": str(key)} for key in range(11)}),
)


def condition_with(said: Any) -> tuple[Any, list[str]]:
    """Return the condition of a question with the logic ``said``, asked after ASKED, and why anything was left out."""
    reading = reading_of(*ASKED, sq("QID8", DisplayLogic=said), sq("QID9"))
    last = reading.survey.questions["q8"].condition
    return last.document if last else None, [finding.why for finding in reading.report.of(Outcome.LEFT_OUT)]


@pytest.mark.parametrize(
    ("part", "condition"),
    [
        (expression("q://QID1/SelectableChoice/2"), {"===": [{"var": "q1"}, "20"]}),
        (expression("q://QID1/SelectableChoice/2", "NotSelected"), {"!": {"===": [{"var": "q1"}, "20"]}}),
        (expression("q://QID2/SelectableChoice/3"), {"in": ["3", {"var": "q2"}]}),
        (expression("q://QID2/SelectedChoicesCount", "GreaterThan", "1"), {">": [{"count": {"var": "q2"}}, 1]}),
        (expression("q://QID3/ChoiceTextEntryValue", "EqualTo", "yes"), {"===": [{"var": "q3"}, "yes"]}),
        (expression("q://QID3/ChoiceTextEntryValue", "NotEmpty"), {"answered": {"var": "q3"}}),
        (expression("q://QID3/ChoiceTextEntryValue", "Empty"), {"!": {"answered": {"var": "q3"}}}),
        (expression("q://QID1/ChoiceTextEntryValue/3", "NotEmpty"), {"answered": {"var": "q1_other"}}),
        (expression("q://QID4/ChoiceTextEntryValue", "LessThanOrEqual", "2.5"), {"<=": [{"var": "q4"}, 2.5]}),
        (expression("q://QID4/ChoiceTextEntryValue", "NotEqualTo", "2"), {"!==": [{"var": "q4"}, 2]}),
        (
            expression("q://QID5/ChoiceTextEntryValue", "GreaterThan", "2026-01-31"),
            {">": [{"var": "q5"}, "2026-01-31"]},
        ),
        (expression("q://QID6/SelectableChoice/2/1"), {"===": [{"var": "q6_2"}, "1"]}),
        (expression("q://QID7/SelectableChoice/9"), {"===": [{"var": "q7"}, 9]}),
    ],
)
def test_an_expression_that_can_be_said_is_carried(part: dict[str, Any], condition: Any) -> None:
    assert condition_with(logic([part])) == (condition, [])


@pytest.mark.parametrize(
    "part",
    [
        expression("q://QID8/SelectableChoice/1"),  # itself
        expression("q://QID9/SelectableChoice/1"),  # asked later
        expression("q://QID99/SelectableChoice/1"),
        expression("q://QID1/SelectableChoice/7"),
        expression("q://QID1/SelectableChoice/1", "GreaterThan", "1"),
        expression("q://QID1/QuestionDisplayed", "Displayed"),
        expression("q://QID1/SelectedChoicesCount", "EqualTo", "1"),
        expression("q://QID1/ChoiceTextEntryValue", "EqualTo", "Yes"),
        expression("q://QID2/SelectedChoicesCount", "Selected"),
        expression("q://QID3/ChoiceTextEntryValue", "Contains", "a"),
        expression("q://QID3/ChoiceTextEntryValue", "MatchesRegex", "(a+)+$"),
        expression("q://QID3/ChoiceTextEntryValue", "GreaterThan", "3"),
        expression("q://QID3/ChoiceTextEntryValue", "EqualTo", ""),
        expression("q://QID3/ChoiceTextEntryValue", "EqualTo", "${q://QID1/ChoiceGroup/SelectedChoices}"),
        expression("q://QID4/ChoiceTextEntryValue", "EqualTo", "many"),
        expression("q://QID4/ChoiceTextEntryValue", "EqualTo", "1e999"),
        expression("q://QID5/ChoiceTextEntryValue", "EqualTo", "31/01/2026"),
        expression("q://QID5/ChoiceTextEntryValue", "EqualTo", "2026-13-31"),
        expression("q://QID6/SelectableChoice/9/1"),
        expression("q://QID6/SelectableAnswer/1"),
        expression("nonsense"),
        {"LogicType": "EmbeddedField", "LeftOperand": "group", "Operator": "EqualTo", "RightOperand": "1"},
        {**expression("q://QID1/SelectableChoice/1"), "QuestionIsInLoop": "yes"},
        {},
    ],
)
def test_an_expression_that_cannot_be_said_is_reported_and_the_question_is_always_asked(part: dict[str, Any]) -> None:
    condition, why = condition_with(logic([part]))

    assert condition is None
    assert len(why) == 1


@pytest.mark.parametrize("said", ["nonsense", [1, 2], {"Type": "BooleanExpression"}, {"0": {"Type": "If"}}, {"0": []}])
def test_logic_of_another_form_is_reported(said: Any) -> None:
    condition, why = condition_with(said)

    assert condition is None
    assert len(why) == 1


def one(key: str, join: str = "") -> dict[str, Any]:
    return expression(f"q://QID1/SelectableChoice/{key}", join=join)


YES, NO, OTHER_ONE = ({"===": [{"var": "q1"}, code]} for code in ("1", "20", "3"))


@pytest.mark.parametrize(
    ("said", "condition"),
    [
        (logic([one("1"), one("2", "Or")]), {"or": [YES, NO]}),
        (logic([one("1"), one("2", "And")]), {"and": [YES, NO]}),
        (logic([one("1"), one("2", "Or"), one("3", "And")]), {"or": [YES, {"and": [NO, OTHER_ONE]}]}),
        (
            logic([one("1")], [one("2", "And"), one("3", "Or")], types=("If", "If")),
            {"and": [YES, {"or": [NO, OTHER_ONE]}]},
        ),
        (logic([one("1")], [one("2")], types=("If", "ElseIf")), {"or": [YES, NO]}),
        (logic([one("1")], [one("2")], types=("If", "AndIf")), {"and": [YES, NO]}),
    ],
)
def test_parts_are_joined_as_in_qualtrics(said: Any, condition: Any) -> None:
    assert condition_with(said) == (condition, [])


def test_parts_joined_by_both_words_are_reported() -> None:
    reading = reading_of(*ASKED, sq("QID8", DisplayLogic=logic([one("1"), one("2", "Or"), one("3", "And")])))

    assert "Display logic" in [finding.what for finding in reading.report.of(Outcome.CHANGED)]


def test_an_unknown_word_between_parts_is_reported() -> None:
    condition, why = condition_with(logic([one("1"), one("2", "Xor")]))

    assert condition is None
    assert "Xor" in why[0]


def test_blocks_in_branches_are_shown_on_all_their_conditions() -> None:
    reading = reading_of(
        sq("QID1"),
        sq("QID2"),
        sq("QID3"),
        blocks=[block("First", "QID1"), block("Second", "QID2"), block("Third", "QID3")],
        flow=[
            {"Type": "Block", "ID": "BL_First", "FlowID": "FL_2"},
            {
                "Type": "Branch",
                "FlowID": "FL_3",
                "BranchLogic": logic([one("1")]),
                "Flow": [
                    {"Type": "Standard", "ID": "BL_Second", "FlowID": "FL_4"},
                    {
                        "Type": "Branch",
                        "FlowID": "FL_5",
                        "BranchLogic": logic([expression("q://QID2/SelectableChoice/2")]),
                        "Flow": [{"Type": "Block", "ID": "BL_Third", "FlowID": "FL_6"}],
                    },
                ],
            },
        ],
    )

    yes, then = {"===": [{"var": "q1"}, "1"]}, {"===": [{"var": "q2"}, "2"]}
    assert [page.condition.document if page.condition else None for page in reading.survey.pages] == [
        None,
        yes,
        {"and": [yes, then]},
    ]
