"""Each of LimeSurvey's question types becomes one of ours, or is left out with what to do instead."""

import pytest

from tests.surveys.interchange.limesurvey.made import (
    Asked,
    fates,
    only_question,
    questions_of,
    read_rows,
    reading_of,
    structure,
    told,
)

ANSWERS = {"A1": "Low", "A2": "Middle", "A3": "High"}
PARTS = {"SQ001": "One", "SQ002": "Two"}


@pytest.mark.parametrize("kind", ["L", "!"])
def test_a_list_is_a_single_choice(kind: str) -> None:
    question = only_question(reading_of(Asked("Q1", kind, answers=ANSWERS)))

    assert question["type"] == "single_choice"
    assert [(option["code"], option["text"]["en"]) for option in question["options"]] == list(ANSWERS.items())


def test_a_list_with_comment_loses_the_comment_and_says_so() -> None:
    reading = reading_of(Asked("Q1", "O", answers=ANSWERS))

    assert only_question(reading)["type"] == "single_choice"
    assert "left out: The comment beside the list" in told(reading.report, "Q1")


def test_other_is_an_option_that_asks_for_words() -> None:
    other = Asked("Q1", "L", answers=ANSWERS, columns={"other": "Y"}, attributes={"other_replace_text": "Elsewhere"})

    question = only_question(reading_of(other))

    assert question["options"][-1] == {"code": "other", "text": {"en": "Elsewhere"}, "other": True}


def test_the_words_for_other_are_assumed_where_the_file_has_none() -> None:
    reading = reading_of(Asked("Q1", "L", answers=ANSWERS, columns={"other": "Y"}))

    assert only_question(reading)["options"][-1]["text"] == {"en": "Other"}
    assert told(reading.report, "Q1.other_replace_text") == ['assumed: The text of the option "other"']


@pytest.mark.parametrize("kind", ["R", "F", "H", "O", "Y", "T", "A"])
def test_types_without_other_do_not_heed_it(kind: str) -> None:
    reading = reading_of(Asked("Q1", kind, parts=PARTS, answers=ANSWERS, columns={"other": "Y"}))

    assert not any(option.get("other") for option in only_question(reading).get("options", []))


def test_an_answer_that_is_called_other_does_not_clash_with_other() -> None:
    question = only_question(reading_of(Asked("Q1", "L", answers={"other": "A", "b": "B"}, columns={"other": "Y"})))

    assert [option["code"] for option in question["options"]] == ["other", "b", "other_2"]
    assert question["options"][2]["other"] is True


def test_a_question_named_like_the_words_for_other_gets_another_id() -> None:
    survey = reading_of(Asked("Q1", "L", answers=ANSWERS, columns={"other": "Y"}), Asked("Q1other", "T")).survey

    assert list(survey.questions) == ["q1", "q1_other", "q1other"]


def test_five_points_are_a_scale_without_words() -> None:
    question = only_question(reading_of(Asked("Q1", "5")))

    assert question["type"] == "scale"
    assert [option["code"] for option in question["options"]] == ["1", "2", "3", "4", "5"]


@pytest.mark.parametrize(("kind", "codes"), [("Y", ["Y", "N"]), ("G", ["F", "M"])])
def test_yes_no_and_gender_are_choices_whose_texts_are_assumed(kind: str, codes: list[str]) -> None:
    reading = reading_of(Asked("Q1", kind))

    question = only_question(reading)
    assert question["type"] == "single_choice"
    assert [option["code"] for option in question["options"]] == codes
    assert told(reading.report, "Q1") == ["assumed: The texts of the options"]


def test_multiple_choice_keeps_its_limits_and_the_exclusive_option() -> None:
    attributes = {"min_answers": "1", "max_answers": "2", "exclude_all_others": "SQ002"}

    question = only_question(reading_of(Asked("Q1", "M", parts={**PARTS, "SQ003": "Three"}, attributes=attributes)))

    assert question["type"] == "multiple_response"
    assert (question["minimum"], question["maximum"]) == (1, 2)
    assert [option.get("exclusive", False) for option in question["options"]] == [False, True, False]


def test_limits_that_are_expressions_are_reported() -> None:
    reading = reading_of(Asked("Q1", "M", parts=PARTS, attributes={"max_answers": "Q0.NAOK", "min_answers": "9"}))

    assert not {"minimum", "maximum"} & only_question(reading).keys()
    assert told(reading.report, "Q1.max_answers") == ["left out: The limit 'Q0.NAOK'"]
    assert told(reading.report, "Q1.min_answers") == ["left out: The limit '9'"]


def test_an_exclusive_option_that_is_not_there_is_reported() -> None:
    reading = reading_of(Asked("Q1", "M", parts=PARTS, attributes={"exclude_all_others": "SQ009"}))

    assert told(reading.report, "Q1.exclude_all_others") == ["left out: SQ009 as exclusive option"]


def test_comments_beside_options_are_reported() -> None:
    reading = reading_of(Asked("Q1", "P", parts=PARTS))

    assert only_question(reading)["type"] == "multiple_response"
    assert told(reading.report, "Q1") == ["left out: The comments beside the options"]


def test_ranking_keeps_the_places_to_give() -> None:
    question = only_question(reading_of(Asked("Q1", "R", answers=ANSWERS, attributes={"max_answers": "2"})))

    assert (question["type"], question["maximum"]) == ("ranking", 2)


def test_a_ranking_with_an_option_set_apart_is_left_out() -> None:
    ranked = {"class": "Q", "type/scale": "R", "name": "Q1", "text": "Rank"}
    apart = {"class": "A", "name": "b", "text": "B", "impact_not_applicable": "Y"}

    reading = read_rows(
        structure(ranked, {"class": "A", "name": "a", "text": "A"}, apart, {**ranked, "type/scale": "T"})
    )

    assert [fate.outcome.value for fate in reading.report.questions] == ["left out", "carried"]


@pytest.mark.parametrize("kind", ["F", "H"])
def test_an_array_is_a_battery_and_each_of_its_rows_a_line_of_the_report(kind: str) -> None:
    reading = reading_of(Asked("Q1", kind, parts=PARTS, answers=ANSWERS))

    battery = only_question(reading)
    assert battery["type"] == "battery"
    assert [(item["id"], item["text"]["en"]) for item in battery["items"]] == [("q1_sq001", "One"), ("q1_sq002", "Two")]
    assert fates(reading.report) == {"Q1_SQ001": "carried", "Q1_SQ002": "carried"}


@pytest.mark.parametrize(
    ("kind", "codes"),
    [
        ("A", ["1", "2", "3", "4", "5"]),
        ("B", ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"]),
        ("C", ["N", "U", "Y"]),
        ("E", ["D", "S", "I"]),
    ],
)
def test_arrays_with_a_scale_of_their_own_have_it_from_low_to_high(kind: str, codes: list[str]) -> None:
    battery = only_question(reading_of(Asked("Q1", kind, parts=PARTS)))

    assert battery["type"] == "battery"
    assert [option["code"] for option in battery["options"]] == codes


def test_an_array_with_two_scales_is_two_batteries() -> None:
    headers = {"dualscale_headerA": "Now", "dualscale_headerB": "Later"}
    dual = Asked("Q1", "1", "How?", PARTS, ANSWERS, {"B1": "No", "B2": "Yes"}, headers)

    reading = reading_of(dual)

    first, second = questions_of(reading.survey)
    assert (first["text"]["en"], second["text"]["en"]) == ("How?\nNow", "How?\nLater")
    assert [option["code"] for option in second["options"]] == ["B1", "B2"]
    assert [item["id"] for item in second["items"]] == ["q1_sq001_1", "q1_sq002_1"]
    assert reading.report.in_file == reading.report.carried_questions == 4


def test_an_array_of_which_the_second_scale_is_missing_is_left_out_whole() -> None:
    reading = reading_of(Asked("Q1", "1", parts=PARTS, answers=ANSWERS), Asked("Q2", "T"))

    assert list(reading.survey.questions) == ["q2"]
    assert reading.report.in_file == 5


def test_texts_keep_their_longest_answer() -> None:
    short = only_question(reading_of(Asked("Q1", "S", attributes={"maximum_chars": "80"})))
    long = only_question(reading_of(Asked("Q1", "T", attributes={"maximum_chars": "1500"})))
    huge = only_question(reading_of(Asked("Q1", "U")))

    assert (short["type"], short["maximum"]) == ("short_text", 80)
    assert (long["type"], long["maximum"]) == ("free_text", 1500)
    assert huge["type"] == "free_text"


@pytest.mark.parametrize("said", ["0", "many", "-3", "99999999", "9" * 5_000])
def test_a_longest_answer_that_cannot_be_is_reported(said: str) -> None:
    reading = reading_of(Asked("Q1", "S", attributes={"maximum_chars": said}))

    assert only_question(reading)["maximum"] == 1000
    assert told(reading.report, "Q1.maximum_chars") == [f"changed: The maximum {said[:60]!r}"]


def test_several_short_texts_are_questions_of_their_own() -> None:
    reading = reading_of(Asked("Q1", "Q", "Your address", PARTS, columns={"mandatory": "Y"}))

    texts = [(question["id"], question["type"], question["text"]["en"]) for question in questions_of(reading.survey)]
    assert texts == [
        ("q1_sq001", "short_text", "Your address\nOne"),
        ("q1_sq002", "short_text", "Your address\nTwo"),
    ]
    assert all(question["required"] for question in questions_of(reading.survey))
    assert fates(reading.report) == {"Q1_SQ001": "carried", "Q1_SQ002": "carried"}


def test_a_number_has_its_unit_and_bounds() -> None:
    attributes = {"suffix": "hours", "min_num_value_n": "0", "max_num_value_n": "7,5", "num_value_int_only": "1"}

    question = only_question(reading_of(Asked("Q1", "N", attributes=attributes)))

    assert question["type"] == "number"
    assert question["unit"] == {"en": "hours"}
    assert (question["minimum"], question["maximum"]) == (0, 7.5)
    assert "whole" not in question


def test_a_number_without_a_unit_has_one_assumed_and_may_have_decimals() -> None:
    reading = reading_of(Asked("Q1", "N"))

    assert only_question(reading)["whole"] is False
    assert told(reading.report, "Q1") == ["assumed: The unit"]


def test_several_numbers_are_questions_of_their_own_with_the_bounds_of_the_slider() -> None:
    slider = {"slider_layout": "1", "slider_min": "0", "slider_max": "100"}

    first, second = questions_of(reading_of(Asked("Q1", "K", parts=PARTS, attributes=slider)).survey)

    assert (first["minimum"], first["maximum"]) == (second["minimum"], second["maximum"]) == (0, 100)


@pytest.mark.parametrize("said", ["{Q0}", "1e9", "1_000", "٣", "1 000", "9" * 400])
def test_bounds_that_are_no_fixed_numbers_are_reported(said: str) -> None:
    reading = reading_of(Asked("Q1", "N", attributes={"max_num_value_n": said}))

    assert "maximum" not in only_question(reading)
    assert len(told(reading.report, "Q1.max_num_value_n")) == 1


def test_a_date_keeps_its_fixed_bounds_and_reports_others() -> None:
    attributes = {"date_min": "2026-01-31 00:00", "date_max": "+7 days"}

    reading = reading_of(Asked("Q1", "D", attributes=attributes))

    question = only_question(reading)
    assert (question["type"], question["earliest"]) == ("date", "2026-01-31")
    assert "latest" not in question
    assert told(reading.report, "Q1.date_max") == ["left out: The latest day '+7 days'"]


@pytest.mark.parametrize("latest", ["2026-13-01", "2026-01-30", "2026-02-01 12:30", "31-01-2026"])
def test_days_that_cannot_be_are_reported(latest: str) -> None:
    reading = reading_of(Asked("Q1", "D", attributes={"date_min": "2026-01-31", "date_max": latest}))

    assert "latest" not in only_question(reading)
    assert told(reading.report, "Q1.date_max") == [f"left out: The latest day {latest!r}"]


def test_a_unit_may_stand_before_the_number() -> None:
    reading = reading_of(Asked("Q1", "N", attributes={"prefix": "EUR"}))

    assert only_question(reading)["unit"] == {"en": "EUR"}
    assert told(reading.report, "Q1") == []


def test_the_time_of_a_date_is_reported() -> None:
    reading = reading_of(Asked("Q1", "D", attributes={"date_format": "dd-mm-yyyy HH:MM"}))

    assert told(reading.report, "Q1.date_format") == ["changed: The time of day"]


def test_a_text_before_the_questions_is_part_of_the_page() -> None:
    reading = reading_of(Asked("Intro", "X", "Read this first."), Asked("Q1", "T"))

    assert dict(reading.survey.pages[0].text or {}) == {"en": "Read this first."}
    assert fates(reading.report) == {"Intro": "carried", "Q1": "carried"}


def test_a_text_between_questions_and_one_on_a_page_of_its_own_are_left_out() -> None:
    between = reading_of(Asked("Q1", "T"), Asked("Then", "X"))

    assert fates(between.report) == {"Q1": "carried", "Then": "left out"}


@pytest.mark.parametrize("kind", ["|", "*", "I", ":", ";", "Z", "", "<script>"])
def test_types_without_a_counterpart_are_left_out_with_the_reason(kind: str) -> None:
    reading = reading_of(Asked("Q1", kind, parts=PARTS), Asked("Q2", "T"))

    left_out = [fate for fate in reading.report.questions if fate.outcome.value == "left out"]
    assert list(reading.survey.questions) == ["q2"]
    assert left_out
    assert all(told(reading.report, fate.path) for fate in left_out)


@pytest.mark.parametrize(
    "asked",
    [
        Asked("Q1", "L"),
        Asked("Q1", "L", answers={"A1": "Only"}),
        Asked("Q1", "M"),
        Asked("Q1", "M", parts={"SQ001": "I agree"}),
        Asked("Q1", "F", parts=PARTS),
        Asked("Q1", "F", answers=ANSWERS),
        Asked("Q1", "A"),
        Asked("Q1", "Q"),
        Asked("Q1", "K"),
        Asked("Q1", "R", answers={"A1": "Only"}),
        Asked("Q1", "L", answers={f"A{n}": "x" for n in range(201)}),
        Asked("Q1", "A", parts={f"A{n}": "x" for n in range(101)}),
    ],
    ids=lambda asked: f"{asked.type}-{len(asked.parts)}-{len(asked.answers)}",
)
def test_questions_with_too_few_or_too_many_parts_are_left_out(asked: Asked) -> None:
    reading = reading_of(asked, Asked("Q2", "T"))

    assert list(reading.survey.questions) == ["q2"]
    assert reading.report.in_file == reading.report.carried_questions + len(
        [fate for fate in reading.report.questions if fate.outcome.value == "left out"]
    )


def test_soft_mandatory_is_required_and_said_to_be() -> None:
    reading = reading_of(Asked("Q1", "T", columns={"mandatory": "S"}))

    assert only_question(reading)["required"] is True
    assert told(reading.report, "Q1") == ["changed: Soft mandatory"]


def test_codes_that_are_no_codes_here_are_changed_and_reported() -> None:
    reading = reading_of(Asked("Q1", "L", answers={"a b": "One", "a_b": "Two", "é": "Three"}))

    codes = [option["code"] for option in only_question(reading)["options"]]
    assert len(set(codes)) == 3
    assert len(told(reading.report, "Q1")) == 3
