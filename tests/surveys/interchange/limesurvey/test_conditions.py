"""Relevance equations and condition rows become conditions where they can be said here, and are reported otherwise."""

from typing import Any

import pytest

from tests.surveys.interchange.limesurvey.made import Asked, field_of, questions_of, reading_of, told

YES = Asked("Q1", "Y")
POINTS = Asked("Q1", "5")
LIST = Asked("Q1", "L", answers={"A1": "Low", "A2": "Middle", "A3": "High"}, columns={"other": "Y"})
SEVERAL = Asked("Q1", "M", parts={"SQ001": "One", "SQ002": "Two"}, columns={"other": "Y"})
ARRAY = Asked("Q1", "F", parts={"SQ001": "One"}, answers={"A1": "Low", "A2": "High"})
RANKED = Asked("Q1", "R", answers={"A": "One", "B": "Two", "C": "Three"}, attributes={"max_answers": "2"})
NUMBER = Asked("Q1", "N")
DAY = Asked("Q1", "D")
Q1 = {"var": "q1"}


def condition_of(first: Asked, relevance: str) -> Any:
    """Return the condition of a question that is asked after ``first``, None for no condition."""
    reading = reading_of(first, Asked("Q2", "T", columns={"relevance": relevance}))
    return questions_of(reading.survey)[-1].get("condition")


@pytest.mark.parametrize(
    ("first", "relevance", "condition"),
    [
        (YES, 'Q1.NAOK == "Y"', {"===": [Q1, "Y"]}),
        (YES, '((Q1.NAOK=="Y"))', {"===": [Q1, "Y"]}),
        (YES, 'Q1 == "Y"', {"===": [Q1, "Y"]}),
        (YES, "Q1.code eq 'Y'", {"===": [Q1, "Y"]}),
        (YES, '{Q1.NAOK == "Y"}', {"===": [Q1, "Y"]}),
        (YES, f'{field_of(0)}.NAOK == "Y"', {"===": [Q1, "Y"]}),
        (YES, 'Q1.NAOK != "Y"', {"!==": [Q1, "Y"]}),
        (YES, "!is_empty(Q1.NAOK)", {"answered": Q1}),
        (YES, "is_empty(Q1)", {"!": {"answered": Q1}}),
        (YES, '!is_empty(Q1) && Q1 == "Y"', {"===": [Q1, "Y"]}),
        (POINTS, "Q1.NAOK >= 4", {"in": [Q1, ["4", "5"]]}),
        (POINTS, "Q1.NAOK == 4", {"===": [Q1, "4"]}),
        (LIST, 'Q1 == "A1" or Q1 == "A3"', {"any_of": [Q1, ["A1", "A3"]]}),
        (LIST, 'Q1 == "-oth-"', {"===": [Q1, "other"]}),
        (LIST, "!is_empty(Q1_other.NAOK)", {"answered": {"var": "q1_other"}}),
        (SEVERAL, 'Q1_SQ001.NAOK == "Y"', {"in": ["SQ001", Q1]}),
        (SEVERAL, f'{field_of(0, "SQ002")}.NAOK == "Y"', {"in": ["SQ002", Q1]}),
        (SEVERAL, 'Q1_SQ001 != "Y"', {"!": {"in": ["SQ001", Q1]}}),
        (SEVERAL, "!is_empty(Q1_other)", {"in": ["other", Q1]}),
        (SEVERAL, 'Q1_other == "words"', {"===": [{"var": "q1_other"}, "words"]}),
        (SEVERAL, 'Q1_SQ001 == "Y" or Q1_SQ002 == "Y"', {"any_of": [Q1, ["SQ001", "SQ002"]]}),
        (SEVERAL, "count(Q1_SQ001, Q1_SQ002, Q1_other) >= 2", {">=": [{"count": Q1}, 2]}),
        (SEVERAL, "count(that.Q1.NAOK) >= 1", {"answered": Q1}),
        (ARRAY, 'Q1_SQ001.NAOK == "A2"', {"===": [{"var": "q1_sq001"}, "A2"]}),
        (NUMBER, "Q1.NAOK > 3 and Q1.NAOK <= 7.5", {"and": [{">": [Q1, 3]}, {"<=": [Q1, 7.5]}]}),
        (NUMBER, "3 lt Q1", {">": [Q1, 3]}),
        (DAY, 'strtotime(Q1.NAOK) >= strtotime("2026-01-31")', {">=": [Q1, "2026-01-31"]}),
        (RANKED, "!is_empty(Q1_1.NAOK)", {"answered": Q1}),
        (RANKED, 'Q1_1 == "A" or Q1_2 == "A"', {"in": ["A", Q1]}),
        (RANKED, 'Q1_1 == "A" or Q1_2 == "A" or Q1_1 == "B" or Q1_2 == "B"', {"any_of": [Q1, ["A", "B"]]}),
        (RANKED, "count(Q1_1, Q1_2) == 2", {"===": [{"count": Q1}, 2]}),
        (YES, "1", None),
        (YES, "", None),
        (YES, "0", False),
    ],
)
def test_what_equations_say_conditions_say(first: Asked, relevance: str, condition: object) -> None:
    assert condition_of(first, relevance) == condition


@pytest.mark.parametrize(
    ("first", "relevance"),
    [
        (YES, 'Q9.NAOK == "Y"'),
        (YES, 'Q2.NAOK == "Y"'),
        (YES, 'Q1.NAOK == "X"'),
        (YES, 'Q1.shown == "Yes"'),
        (YES, 'Q1.relevanceStatus == "1"'),
        (YES, 'regexMatch("/^Y/", Q1.NAOK)'),
        (YES, 'TOKEN:ATTRIBUTE_1 == "x"'),
        (RANKED, 'Q1_1 == "A"'),
        (RANKED, 'Q1_2 == "A" or Q1_1 == "A"'),
        (RANKED, "!is_empty(Q1_2)"),
        (RANKED, "count(Q1_1) == 1"),
        (RANKED, 'Q1_1.shown == "A"'),
        (YES, "Q1 == "),
        (YES, "((((("),
        (YES, "Q1 = 'Y'"),
        (NUMBER, "Q1.NAOK + 1 > 3"),
        (DAY, 'strtotime(Q1.NAOK, 1) > strtotime("2026-01-31")'),
        (NUMBER, "sum(Q1, Q1) > 3"),
        (SEVERAL, "count(Q1_SQ001) > 0"),
        (YES, "!" * 500 + "is_empty(Q1)"),
        (YES, "(" * 5_000),
        (YES, " and ".join(['Q1 == "Y"'] * 3_000)),
    ],
)
def test_what_conditions_cannot_say_is_reported_and_asked_of_everybody(first: Asked, relevance: str) -> None:
    reading = reading_of(first, Asked("Q2", "T", columns={"relevance": relevance}))

    assert "condition" not in questions_of(reading.survey)[-1]
    (what,) = told(reading.report, "Q2.relevance")
    assert what.startswith(f"left out: The condition {relevance[:50]}")


def test_a_question_that_looks_at_a_later_one_is_told_so() -> None:
    reading = reading_of(Asked("Q1", "T", columns={"relevance": 'Q2 == "Y"'}), Asked("Q2", "Y"))

    (finding,) = [finding for finding in reading.report.findings if finding.path == "Q1.relevance"]
    assert "asked later" in finding.why


def test_questions_that_wait_for_each_other_are_both_asked() -> None:
    first = Asked("Q1", "Y", columns={"relevance": 'Q2 == "Y"'})
    second = Asked("Q2", "Y", columns={"relevance": 'Q1 == "Y"'})

    documents = questions_of(reading_of(first, second).survey)

    assert [document.get("condition") for document in documents] == [None, {"===": [Q1, "Y"]}]


def test_the_condition_of_a_question_that_is_left_out_is_not_reported() -> None:
    reading = reading_of(Asked("Q1", "|", columns={"relevance": "nonsense("}), Asked("Q2", "T"))

    assert told(reading.report, "Q1.relevance") == []


def test_a_condition_on_a_question_that_was_left_out_is_reported() -> None:
    reading = reading_of(Asked("Q1", "|"), Asked("Q2", "T", columns={"relevance": "!is_empty(Q1)"}))

    (finding,) = [finding for finding in reading.report.findings if finding.path == "Q2.relevance"]
    assert "No question called Q1 was carried over." in finding.why


def test_a_condition_counts_for_every_question_that_is_made_of_one() -> None:
    several = Asked("Q2", "Q", parts={"a": "A", "b": "B"}, columns={"relevance": 'Q1 == "Y"'})

    documents = questions_of(reading_of(YES, several).survey)

    assert [document.get("condition") for document in documents[1:]] == [{"===": [Q1, "Y"]}] * 2


def test_the_relevance_of_a_group_is_the_condition_of_its_page() -> None:
    page = reading_of(YES, grelevance="0").survey.data["pages"][0]

    assert page["condition"] is False


def rows(*conditions: tuple[str, int, str, str, str]) -> list[dict[str, object]]:
    """Return rows of the table of conditions from (scenario, place of the question, part, method, value)."""
    return [
        {
            "scenario": scenario,
            "cqid": 10 + place * 100,
            "cfieldname": field_of(place, part),
            "method": method,
            "value": value,
        }
        for scenario, place, part, method, value in conditions
    ]


def condition_from_rows(first: Asked, *conditions: tuple[str, int, str, str, str]) -> Any:
    asked = Asked("Q9", "T", conditions=rows(*conditions))
    return questions_of(reading_of(first, Asked("Q2", "Y"), asked).survey)[-1].get("condition")


def test_rows_about_one_question_are_alternatives() -> None:
    condition = condition_from_rows(LIST, ("1", 0, "", "==", "A1"), ("1", 0, "", "==", "A2"))

    assert condition == {"any_of": [Q1, ["A1", "A2"]]}


def test_rows_about_different_questions_have_to_agree() -> None:
    condition = condition_from_rows(LIST, ("1", 0, "", "==", "A1"), ("1", 1, "", "!=", "N"))

    assert condition == {"and": [{"===": [Q1, "A1"]}, {"!==": [{"var": "q2"}, "N"]}]}


def test_scenarios_are_alternatives() -> None:
    condition = condition_from_rows(LIST, ("1", 0, "", "==", "A1"), ("2", 1, "", "==", "Y"))

    assert condition == {"or": [{"===": [Q1, "A1"]}, {"===": [{"var": "q2"}, "Y"]}]}


def test_a_row_about_several_answers_names_an_option() -> None:
    assert condition_from_rows(SEVERAL, ("1", 0, "", "==", "SQ002")) == {"in": ["SQ002", Q1]}


def test_a_row_may_name_a_field_in_full() -> None:
    row = {"scenario": "1", "cqid": 10, "cfieldname": f"+{field_of(0, 'SQ002')}", "method": "==", "value": "Y"}
    asked = Asked("Q9", "T", conditions=[row])

    assert questions_of(reading_of(SEVERAL, asked).survey)[-1]["condition"] == {"in": ["SQ002", Q1]}


def test_a_row_about_what_was_left_out_is_reported() -> None:
    asked = Asked("Q2", "T", conditions=rows(("1", 0, "", "==", "A1")))

    reading = reading_of(Asked("Q1", "|"), asked)

    assert len(told(reading.report, "Q2.relevance")) == 1


def test_rows_that_cannot_be_read_do_not_differ_from_the_equation() -> None:
    asked = Asked("Q2", "T", columns={"relevance": 'Q1 == "A1"'}, conditions=rows(("1", 0, "", "RX", "/A/")))

    assert told(reading_of(LIST, asked).report, "Q2.conditions") == []


def test_equations_beyond_what_a_survey_needs_are_not_read() -> None:
    long = f'Q1 == {" " * 3_000} "Y"'
    many = [Asked(f"Q{n}", "Y", columns={"relevance": long}) for n in range(2, 40)]

    documents = questions_of(reading_of(YES, *many).survey)

    assert "condition" in documents[1]
    assert "condition" not in documents[-1]


def test_a_row_without_a_value_means_no_answer() -> None:
    assert condition_from_rows(LIST, ("1", 0, "", "==", " ")) == {"!": {"answered": Q1}}


@pytest.mark.parametrize(("method", "value"), [("RX", "/A/"), ("a<b", "A1"), ("==", '"'), ("==", "@nothing@")])
def test_rows_that_cannot_be_said_are_reported(method: str, value: str) -> None:
    asked = Asked("Q2", "T", conditions=rows(("1", 0, "", method, value)))

    reading = reading_of(LIST, asked)

    assert "condition" not in questions_of(reading.survey)[-1]
    assert len(told(reading.report, "Q2.relevance")) == 1


def test_the_equation_goes_before_the_rows_and_a_difference_is_reported() -> None:
    asked = Asked("Q2", "T", columns={"relevance": 'Q1 == "A1"'}, conditions=rows(("1", 0, "", "==", "A2")))

    reading = reading_of(LIST, asked)

    assert questions_of(reading.survey)[-1]["condition"] == {"===": [Q1, "A1"]}
    assert told(reading.report, "Q2.conditions") == ["left out: The condition rows"]


def test_rows_that_say_what_the_equation_says_are_no_matter() -> None:
    asked = Asked("Q2", "T", columns={"relevance": 'Q1 == "A1"'}, conditions=rows(("1", 0, "", "==", "A1")))

    assert told(reading_of(LIST, asked).report, "Q2.conditions") == []
