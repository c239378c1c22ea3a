"""Questions of Qualtrics, type by type."""

from __future__ import annotations

from typing import Any

import pytest

from surveys.interchange.exchange import Reading
from surveys.interchange.report import Outcome
from tests.surveys.interchange.qualtrics.documents import choices, reading_of, settings, sq


def documents(reading: Reading) -> list[dict[str, Any]]:
    return [question for page in reading.survey.data["pages"] for question in page["questions"]]


def the_question(*questions: dict[str, Any]) -> dict[str, Any]:
    return documents(reading_of(*questions))[-1]


def findings(reading: Reading, outcome: Outcome) -> set[tuple[str, str]]:
    return {(finding.path, finding.what) for finding in reading.report.of(outcome) if finding.path}


@pytest.mark.parametrize("selector", ["SAVR", "SAHR", "SACOL", "DL", "SB"])
def test_one_answer_is_a_single_choice(selector: str) -> None:
    question = the_question(sq("QID1", selector=selector))

    assert question["type"] == "single_choice"
    assert [(option["code"], option["text"]["en"]) for option in question["options"]] == [
        ("1", "Yes"),
        ("2", "No"),
        ("3", "Perhaps"),
    ]


@pytest.mark.parametrize("selector", ["MAVR", "MAHR", "MACOL", "MSB"])
def test_several_answers_are_a_multiple_response(selector: str) -> None:
    assert the_question(sq("QID1", selector=selector))["type"] == "multiple_response"


def test_choices_stand_in_their_order_with_their_values_as_codes() -> None:
    question = the_question(
        sq(
            "QID1",
            ChoiceOrder=[3, "1", 2],
            RecodeValues={"1": "10", "2": -99},
            VariableNaming={"2": "no", "3": "may be"},
        )
    )

    assert [option["code"] for option in question["options"]] == ["may_be", "10", "-99"]


def test_choices_of_a_list_are_numbered_from_0_as_php_writes_them() -> None:
    question = the_question(sq("QID1", Choices=[{"Display": "Yes"}, {"Display": "No"}], ChoiceOrder=[0, 1]))

    assert [option["code"] for option in question["options"]] == ["0", "1"]


def test_values_that_are_shared_become_codes_of_their_own() -> None:
    reading = reading_of(sq("QID1", RecodeValues={"1": "1", "2": "1", "3": "2"}))

    assert [option["code"] for option in documents(reading)[0]["options"]] == ["1", "1_2", "2"]
    assert ("QID1", "Values") in findings(reading, Outcome.CHANGED)


def test_an_option_asks_for_words_and_another_excludes_the_rest() -> None:
    said = choices("Tools", "Other", "None")
    said["2"]["TextEntry"] = "true"
    said["3"]["ExclusiveAnswer"] = True

    question = the_question(sq("QID1", selector="MAVR", Choices=said))

    assert question["options"][1]["other"] is True
    assert question["options"][2]["exclusive"] is True


def test_the_id_of_words_for_other_is_kept_free() -> None:
    said = choices("Tools", "Other")
    said["2"]["TextEntry"] = "on"

    reading = reading_of(
        sq("QID1", "TE", "SL", DataExportTag="Q2_other"), sq("QID2", Choices=said, ChoiceOrder=["1", "2"])
    )

    assert reading.report.carried_questions == 2
    assert len(reading.survey.questions) == 3


def test_a_choice_kept_out_of_the_analysis_is_set_apart() -> None:
    question = the_question(sq("QID1", AnalyzeChoices={"1": "Yes", "3": "No"}))

    assert [option.get("not_applicable") for option in question["options"]] == [None, None, True]


@pytest.mark.parametrize(
    ("validation", "required"),
    [
        (settings(ForceResponse="ON"), True),
        (settings(ForceResponse="ON", ForceResponseType="RequestResponse"), None),
        (settings(ForceResponse="OFF"), None),
        ([], None),
    ],
)
def test_forced_answers_are_required_and_requested_ones_are_not(validation: Any, required: bool | None) -> None:
    assert the_question(sq("QID1", Validation=validation)).get("required") == required


def test_the_number_of_choices_is_kept() -> None:
    validation = settings(Type="ChoiceRange", MinChoices="2", MaxChoices="3")

    question = the_question(sq("QID1", selector="MAVR", Validation=validation))

    assert (question["minimum"], question["maximum"]) == (2, 3)


def test_net_promoter_becomes_a_recommendation() -> None:
    labels = [{"IsLabelDefault": True, "Display": "Not at all likely"}, {"Display": "Extremely likely"}]
    scale = {str(key): {"Display": str(key)} for key in range(11)}

    question = the_question(sq("QID1", selector="NPS", Choices=scale, ColumnLabels=labels))

    assert question["type"] == "recommendation"
    assert question["ends"] == [{"en": "Not at all likely"}, {"en": "Extremely likely"}]


@pytest.mark.parametrize(
    ("selector", "validation", "members"),
    [
        ("SL", settings(), {"type": "short_text", "maximum": 200}),
        ("ML", settings(), {"type": "free_text", "maximum": 4_000}),
        ("ESTB", settings(Type="TotalChar", TotalChars="300"), {"type": "free_text", "maximum": 300}),
        ("SL", settings(Type="CharRange", MinChars="5", TotalChars="99999"), {"type": "short_text", "maximum": 1_000}),
        ("SL", settings(Type="ContentType", ContentType="ValidDate"), {"type": "date"}),
        ("SL", settings(Type="ContentType", ContentType="ValidEmail"), {"type": "short_text", "maximum": 200}),
        (
            "SL",
            settings(
                Type="ContentType", ContentType="ValidNumber", ValidNumber={"Min": "0", "Max": "1.5", "NumDecimals": ""}
            ),
            {"type": "number", "unit": {"en": "#"}, "minimum": 0, "maximum": 1.5, "whole": False},
        ),
        (
            "SL",
            settings(
                Type="ContentType", ContentType="ValidNumber", ValidNumber={"Min": "", "Max": "", "NumDecimals": "0"}
            ),
            {"type": "number", "unit": {"en": "#"}, "whole": True},
        ),
    ],
)
def test_what_is_typed_in_is_asked_as_it_is_checked(
    selector: str, validation: dict[str, Any], members: dict[str, Any]
) -> None:
    question = the_question(sq("QID1", "TE", selector, Validation=validation))

    assert {name: question[name] for name in members} == members


def test_a_form_becomes_a_question_for_each_field() -> None:
    reading = reading_of(sq("QID1", "TE", "FORM", Choices=choices("Name", "Town"), ChoiceOrder=["1", "2"]))

    assert [(one["id"], one["text"]["en"]) for one in documents(reading)] == [
        ("q1_1", "Text of QID1: Name"),
        ("q1_2", "Text of QID1: Town"),
    ]
    assert reading.report.in_file == 2


def test_a_slider_becomes_a_number() -> None:
    layout = {"CSSliderMin": 0, "CSSliderMax": 100, "NumDecimals": "0"}

    reading = reading_of(sq("QID1", "Slider", "HSLIDER", Choices=choices("Confidence"), Configuration=layout))

    question = documents(reading)[0]
    assert (question["type"], question["minimum"], question["maximum"], question["whole"]) == ("number", 0, 100, True)
    assert ("QID1", "Slider") in findings(reading, Outcome.CHANGED)
    assert ("QID1", "Unit") in findings(reading, Outcome.ASSUMED)


def test_a_rank_order_becomes_a_ranking() -> None:
    assert the_question(sq("QID1", "RO", "DND"))["type"] == "ranking"


def test_a_scale_whose_values_fall_is_turned_round() -> None:
    reading = reading_of(
        sq(
            "QID1",
            "Matrix",
            "Likert",
            SubSelector="SingleAnswer",
            Choices=choices("I use it", "I like it"),
            Answers=choices("Agree", "Neutral", "Disagree", "No idea"),
            RecodeValues={"1": "3", "2": "2", "3": "1", "4": "0"},
            AnalyzeChoices={"4": "No"},
        )
    )

    battery = documents(reading)[0]
    assert [(option["code"], option.get("not_applicable")) for option in battery["options"]] == [
        ("0", True),
        ("1", None),
        ("2", None),
        ("3", None),
    ]
    assert ("QID1", "Scale") in findings(reading, Outcome.CHANGED)


def test_a_matrix_with_several_answers_is_a_multiple_response_for_each_statement() -> None:
    reading = reading_of(
        sq(
            "QID1",
            "Matrix",
            "Likert",
            SubSelector="MultipleAnswer",
            Choices=choices("At work", "At home"),
            Answers=choices("Mail", "Phone"),
        )
    )

    assert [(one["id"], one["type"]) for one in documents(reading)] == [
        ("q1_1", "multiple_response"),
        ("q1_2", "multiple_response"),
    ]
    assert reading.report.in_file == 2


@pytest.mark.parametrize(
    ("kind", "selector", "more"),
    [
        ("Matrix", "Profile", {"Choices": choices("One")}),
        ("Matrix", "TE", {"Choices": choices("One"), "SubSelector": "Short"}),
        ("Matrix", "Likert", {"Choices": choices("One"), "SubSelector": "SingleAnswer", "Answers": choices("Only")}),
        ("Matrix", "Likert", {"Choices": [], "SubSelector": "SingleAnswer", "Answers": choices("No", "Yes")}),
        ("MC", "Cascade", {}),
        ("MC", "SAVR", {"Choices": choices("Only one"), "ChoiceOrder": ["1"]}),
        ("MC", "SAVR", {"Choices": choices(*map(str, range(201))), "ChoiceOrder": []}),
        ("TE", "FORM", {"Choices": []}),
        ("CS", "VRTL", {}),
        ("SBS", "SBSMatrix", {}),
        ("HeatMap", "Image", {}),
        ("Draw", "Signature", {}),
        ("FileUpload", "FileUpload", {}),
        ("Captcha", "V2", {}),
        ("Timing", "PageTimer", {}),
        ("Meta", "Browser", {}),
        ("Hologram", "3D", {}),
    ],
)
def test_what_has_no_question_here_is_left_out_with_a_reason(kind: str, selector: str, more: dict[str, Any]) -> None:
    reading = reading_of(sq("QID1"), sq("QID2", kind, selector, **more))

    assert (reading.report.in_file, reading.report.carried_questions) == (2, 1)
    assert any(path.startswith("QID2") for path, _ in findings(reading, Outcome.LEFT_OUT))


def test_what_a_question_has_besides_is_reported() -> None:
    said = choices("Yes", "No")
    said["1"] |= {"DisplayLogic": {"0": {}}, "Image": {"ImageLocation": "IM_1"}}

    reading = reading_of(
        sq(
            "QID1",
            Choices=said,
            ChoiceOrder=["1", "2"],
            QuestionJS="Qualtrics.SurveyEngine.addOnload(function() {});",
            Randomization={"Type": "All"},
            DynamicChoices={"Locator": "q://QID9/ChoiceGroup/SelectedChoices"},
            DefaultChoices={"1": {"Selected": True}},
            GradingData=[{"ChoiceID": "1"}],
            Validation=settings(Type="CustomValidation"),
            SkipLogic=[{"SkipToDestination": "ENDOFSURVEY"}],
        )
    )

    assert findings(reading, Outcome.LEFT_OUT) == {
        ("QID1", what)
        for what in (
            "Display logic of choice 1",
            "Picture of choice 1",
            "JavaScript",
            "Random order of choices",
            "Choices carried over from another question",
            "Answer filled in beforehand",
            "Points of answers",
            "Validation of its own",
            "Skip logic",
        )
    }


def test_translations_become_texts_by_language() -> None:
    dutch = {"QuestionText": "Hebt u het gebruikt?", "Choices": {"1": {"Display": "Ja"}, "2": {"Display": "Nee"}}}

    reading = reading_of(sq("QID1", Language={"NL": dutch, "ZH-S": {"QuestionText": "用了吗?"}, "0": {}}))

    question = documents(reading)[0]
    assert reading.survey.languages == ("en", "nl", "zh-hans")
    assert question["text"] == {"en": "Text of QID1", "nl": "Hebt u het gebruikt?", "zh-hans": "用了吗?"}
    assert question["options"][1]["text"] == {"en": "No", "nl": "Nee"}
    assert question["options"][2]["text"] == {"en": "Perhaps"}


@pytest.mark.parametrize(
    ("piped", "text"),
    [
        ("${q://QID1/ChoiceGroup/SelectedChoices}", "You said {q1}."),
        ("${q://QID2/ChoiceTextEntryValue}", "You said {q2}."),
        ("${q://QID1/ChoiceTextEntryValue/3}", "You said {q1_other}."),
        ("${q://QID4/ChoiceGroup/SelectedChoices}", "You said …."),  # asked later
        ("${e://Field/name}", "You said …."),
        ("{q1}", "You said { q1}."),
        ("\ue000q1\ue001", "You said q1."),
    ],
)
def test_piped_text_repeats_what_was_asked_before(piped: str, text: str) -> None:
    said = choices("Yes", "No", "Other")
    said["3"]["TextEntry"] = "true"

    reading = reading_of(
        sq("QID1", Choices=said),
        sq("QID2", "TE", "SL"),
        sq("QID3", "TE", "SL", QuestionText=f"You said {piped}."),
        sq("QID4"),
    )

    assert documents(reading)[2]["text"] == {"en": text}
    if "…" in text:
        assert ("QID3", f"Piped text {piped[2:-1]}") in findings(reading, Outcome.LEFT_OUT)
