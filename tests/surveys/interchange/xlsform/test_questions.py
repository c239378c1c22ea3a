"""Types, bounds and flags of XLSForm, one by one."""

from __future__ import annotations

from typing import Any

import pytest

from surveys.interchange import FileRefused, Outcome, Reading
from tests.surveys.interchange.xlsform.workbooks import listed, reading_of, row

YES_NO = listed("yn", "yes", "no")
ABC = listed("abc", "a", "b", "c")


def question(reading: Reading, name: str = "q") -> dict[str, Any]:
    """Return the document of one question as it was read."""
    questions = [question for page in reading.survey.data["pages"] for question in page["questions"]]
    return next(question for question in questions if question["id"] == name)


def whats(reading: Reading, outcome: Outcome) -> list[str]:
    """Return what has an outcome."""
    return [finding.what for finding in reading.report.of(outcome)]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("text", "short_text"),
        ("string", "short_text"),
        ("add text prompt", "short_text"),
        ("int", "number"),
        ("q int", "number"),
        ("decimal", "number"),
        ("date", "date"),
        ("select_one yn", "single_choice"),
        ("select one yn", "single_choice"),
        ("select one from yn", "single_choice"),
        ("select1 yn", "single_choice"),
        ("select_multiple yn", "multiple_response"),
        ("select all that apply from yn", "multiple_response"),
        ("rank yn", "ranking"),
        ("range", "number"),
    ],
)
def test_types_in_all_their_spellings(kind: str, expected: str) -> None:
    assert question(reading_of(row(kind, "q"), choices=YES_NO))["type"] == expected


@pytest.mark.parametrize(
    "kind",
    ["time", "dateTime", "geopoint", "geotrace", "barcode", "image", "audio", "acknowledge", "trigger", "colour"],
)
def test_what_no_question_here_asks_for_is_left_out_with_the_reason(kind: str) -> None:
    reading = reading_of(row("text", "q"), row(kind, "other"))
    assert [(fate.name, fate.outcome) for fate in reading.report.questions] == [
        ("q", Outcome.CARRIED),
        ("other", Outcome.LEFT_OUT),
    ]
    assert whats(reading, Outcome.LEFT_OUT) == ["Question other"]


@pytest.mark.parametrize(
    ("kind", "constraint", "bounds"),
    [
        ("integer", ". >= 0 and . <= 120", {"minimum": 0, "maximum": 120}),
        ("integer", "0 <= . and 120 >= .", {"minimum": 0, "maximum": 120}),
        ("integer", ". > 0 and . < 10", {"minimum": 1, "maximum": 9}),
        ("integer", ". = 5", {"minimum": 5, "maximum": 5}),
        ("decimal", ".>=-0.5", {"minimum": -0.5}),
        ("date", ". >= date('2026-01-01')", {"earliest": "2026-01-01"}),
        ("text", "string-length(.) <= 50", {"maximum": 50}),
        ("select_multiple abc", "count-selected(.) >= 1 and count-selected(.) <= 2", {"minimum": 1, "maximum": 2}),
    ],
)
def test_constraints_that_are_bounds_become_bounds(kind: str, constraint: str, bounds: dict[str, Any]) -> None:
    reading = reading_of(row(kind, "q", constraint=constraint), choices=ABC)
    document = question(reading)
    members = ("minimum", "maximum", "earliest", "latest")
    assert {name: document[name] for name in members if name in document} == bounds
    assert whats(reading, Outcome.CHANGED) == []


@pytest.mark.parametrize(
    ("kind", "constraint"),
    [
        ("text", "regex(., '^[0-9]+$')"),
        ("date", ". >= today()"),
        ("integer", ". = 3 or . = 7"),
        ("integer", ". > ${other}"),
        ("integer", "string-length(.) = 4"),
        ("select_multiple abc", "not(selected(., 'a') and selected(., 'b'))"),
        ("select_one abc", ". != 'a'"),
        ("integer", ". >= ("),
    ],
)
def test_other_constraints_are_reported_once_and_change_the_question(kind: str, constraint: str) -> None:
    reading = reading_of(row(kind, "q", constraint=constraint), choices=ABC)
    assert whats(reading, Outcome.CHANGED) == ["A constraint"]
    assert [fate.outcome for fate in reading.report.questions] == [Outcome.CHANGED]


def test_bounds_that_exclude_a_decimal_include_it_now_and_say_so() -> None:
    reading = reading_of(row("decimal", "q", constraint=". > 10.5"))
    assert question(reading)["minimum"] == 10.5
    assert whats(reading, Outcome.CHANGED) == ["A bound"]


def test_an_option_that_goes_with_no_other_is_exclusive() -> None:
    reading = reading_of(
        row("select_multiple abc", "q", constraint="not(selected(., 'c') and count-selected(.) > 1)"), choices=ABC
    )
    assert [option.get("exclusive", False) for option in question(reading)["options"]] == [False, False, True]
    assert reading.report.questions[0].outcome is Outcome.CARRIED


@pytest.mark.parametrize(("cell", "required"), [("yes", True), ("TRUE", True), ("true()", True), ("no", False)])
def test_required_in_all_its_spellings(cell: str, required: bool) -> None:
    assert question(reading_of(row("text", "q", required=cell))).get("required", False) is required


def test_required_under_a_condition_is_reported() -> None:
    reading = reading_of(row("text", "q", required="${a} = 1"))
    assert "required" not in question(reading)
    assert whats(reading, Outcome.CHANGED) == ["Required under a condition"]


def test_a_range_is_a_number_between_its_bounds() -> None:
    reading = reading_of(row("range", "q", parameters="start=0 end=1 step=0.1"))
    document = question(reading)
    assert (document["minimum"], document["maximum"], document["whole"]) == (0, 1, False)
    assert whats(reading, Outcome.CHANGED) == ["A range", "A step"]


def test_likert_is_a_scale_and_multiline_a_free_text() -> None:
    reading = reading_of(
        row("select_one abc", "q", appearance="likert"), row("text", "long", appearance="multiline"), choices=ABC
    )
    assert (question(reading)["type"], question(reading, "long")["type"]) == ("scale", "free_text")


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("select_one missing", "The sheet choices has no list missing."),
        ("select_one one", "It has one option only"),
        ("select_one_from_file towns.csv", "Its options stand in another file"),
        ("select_one ${people}", "Its options stand in another file"),
    ],
)
def test_choices_without_a_list_to_choose_from_are_left_out(kind: str, reason: str) -> None:
    reading = reading_of(row("text", "first"), row(kind, "q"), choices=listed("one", "only"))
    assert [finding.why[: len(reason)] for finding in reading.report.of(Outcome.LEFT_OUT)][:1] == [reason]


def test_or_other_adds_an_option_that_asks_for_words() -> None:
    reading = reading_of(
        row("select_one yn or_other", "q"), row("text", "why", relevant="${q_other} = 'x'"), choices=YES_NO
    )
    assert question(reading)["options"][-1] == {"code": "other", "text": {"en": "Other"}, "other": True}
    assert question(reading, "why")["condition"] == {"===": [{"var": "q_other"}, "x"]}


def test_a_text_asked_when_one_option_is_chosen_is_the_words_for_that_option() -> None:
    reading = reading_of(
        row("select_multiple abc", "q"),
        row("text", "q_other", "C", relevant="selected(${q}, 'c')"),
        choices=ABC,
    )
    assert question(reading)["options"][-1]["other"] is True
    assert list(reading.survey.questions) == ["q", "q_other"]
    assert reading.report.in_file == 2


def test_a_text_asked_for_another_reason_stays_a_question_of_its_own() -> None:
    reading = reading_of(
        row("select_multiple abc", "q"),
        row("text", "q_other", "C", relevant="selected(${q}, 'c') or selected(${q}, 'b')"),
        choices=ABC,
    )
    assert question(reading, "q_other")["condition"] == {
        "or": [{"in": ["c", {"var": "q"}]}, {"in": ["b", {"var": "q"}]}],
    }


def test_names_and_codes_become_ids_and_codes_of_ours_and_are_reported() -> None:
    reading = reading_of(
        row("select_one l", "Q One"),
        row("text", "q_one"),
        row("text", "last", relevant="${Q One} = 'x y'"),
        choices=[*listed("l", "x y"), *listed("l", "z")],
    )
    assert list(reading.survey.questions) == ["q_one", "q_one_2", "last"]
    assert question(reading, "last")["condition"] == {"===": [{"var": "q_one"}, "x_y"]}
    assert whats(reading, Outcome.CHANGED) == ["Option x y", "Name Q One", "Name q_one"]


def test_our_own_columns_may_be_added_by_hand() -> None:
    reading = reading_of(
        row("integer", "q", impact_level="indicators", impact_node="n1", impact_version="4", impact_type="duration"),
        row("select_one yn", "s", impact_scale="skill", impact_reversed="yes", impact_declinable="yes"),
        choices=YES_NO,
    )
    duration, scale = question(reading), question(reading, "s")
    assert (duration["type"], duration["level"], duration["node"], duration["version"]) == (
        *("duration", "indicators", "n1", 4),
    )
    assert (scale["type"], scale["scale"], scale["reversed"], scale["declinable"]) == ("scale", "skill", True, True)
    assert reading.survey.data["scales"] == [{"id": "skill", "title": {"en": "skill"}}]


def test_what_is_not_understood_in_our_own_columns_is_reported_and_refuses_nothing() -> None:
    reading = reading_of(
        row("text", "q", impact_level="everything", impact_version="new", impact_privacy="?", impact_scale="A B!"),
    )
    assert whats(reading, Outcome.LEFT_OUT) == ["impact_version", "impact_level", "impact_privacy", "impact_scale"]


def test_cells_that_are_not_carried_are_reported_one_by_one() -> None:
    cells = {
        "default": "x",
        "constraint_message": "No",
        "guidance_hint": "More",
        "media::image::English (en)": "a.jpg",
        "choice_filter": "town=${t}",
        "appearance": "minimal",
        "calculation": "1",
        "mine": "?",
    }
    reading = reading_of(row("select_one yn", "q", **cells), choices=YES_NO)
    assert sorted(whats(reading, Outcome.LEFT_OUT)) == [
        *("Appearance minimal", "Column mine", "constraint_message", "default", "guidance_hint", "image"),
    ]
    assert whats(reading, Outcome.CHANGED) == ["calculation", "choice_filter"]


def test_more_room_for_texts_than_a_survey_has_is_lowered_and_reported() -> None:
    reading = reading_of(*(row("text", f"q{number}", appearance="multiline") for number in range(12)))
    assert question(reading, "q0")["maximum"] == 2_500
    assert any("room for 2,500" in what for what in whats(reading, Outcome.CHANGED))


def test_a_file_with_too_many_questions_is_refused_before_all_are_made() -> None:
    with pytest.raises(FileRefused, match="500 is the most"):
        reading_of(*(row("integer", f"q{number}") for number in range(1_200)))
