"""What SurveyJS's own files become, type by type, and what is reported of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from surveys.definition import Question, QuestionType
from surveys.interchange.errors import FileRefused
from surveys.interchange.exchange import Assumptions, Reading
from surveys.interchange.report import Outcome
from surveys.interchange.surveyjs import read
from surveys.levels import Level

FILES = Path(__file__).parent / "files"


def reading_of(*elements: Any, **members: Any) -> Reading:
    """Return the reading of a file with one page of ``elements``."""
    file = {"title": "T", "pages": [{"name": "p", "title": "P", "elements": list(elements)}], **members}
    return read(json.dumps(file).encode(), "my file.json", Assumptions())


def question_of(**element: Any) -> Question:
    """Return the one question that ``element`` becomes."""
    return next(iter(reading_of({"name": "q", "title": "Q", **element}).survey))


def codes(question: Question) -> list[str]:
    """Return the codes of the question's options, in their order."""
    return [option.code for option in question.options]


def findings(reading: Reading, outcome: Outcome) -> dict[str, str]:
    """Return why each thing with ``outcome`` is not as it was, by its path."""
    return {finding.path: finding.why for finding in reading.report.of(outcome)}


@pytest.mark.parametrize(
    ("element", "kind"),
    [
        ({"type": "radiogroup", "choices": ["a", "b"]}, QuestionType.SINGLE_CHOICE),
        ({"type": "dropdown", "choices": ["a", "b"]}, QuestionType.SINGLE_CHOICE),
        ({"type": "buttongroup", "choices": ["a", "b"]}, QuestionType.SINGLE_CHOICE),
        ({"type": "imagepicker", "choices": ["a", "b"]}, QuestionType.SINGLE_CHOICE),
        ({"type": "imagepicker", "choices": ["a", "b"], "multiSelect": True}, QuestionType.MULTIPLE_RESPONSE),
        ({"type": "boolean"}, QuestionType.SINGLE_CHOICE),
        ({"type": "checkbox", "choices": ["a", "b"]}, QuestionType.MULTIPLE_RESPONSE),
        ({"type": "tagbox", "choices": ["a", "b"]}, QuestionType.MULTIPLE_RESPONSE),
        ({"type": "ranking", "choices": ["a", "b"]}, QuestionType.RANKING),
        ({"type": "rating"}, QuestionType.SCALE),
        ({"type": "rating", "rateMin": 0, "rateMax": 10}, QuestionType.RECOMMENDATION),
        ({"type": "text"}, QuestionType.SHORT_TEXT),
        ({"type": "text", "inputType": "tel"}, QuestionType.SHORT_TEXT),
        ({"type": "text", "inputType": "number"}, QuestionType.NUMBER),
        ({"type": "text", "validators": [{"type": "numeric", "minValue": 1}]}, QuestionType.NUMBER),
        ({"type": "text", "inputType": "date"}, QuestionType.DATE),
        ({"type": "slider", "sliderType": "single"}, QuestionType.NUMBER),
        ({"type": "comment"}, QuestionType.FREE_TEXT),
        ({}, QuestionType.SHORT_TEXT),
    ],
)
def test_each_type_has_its_counterpart(element: dict[str, Any], kind: QuestionType) -> None:
    assert question_of(**element).type is kind


def test_options_come_with_their_values_as_codes_and_their_texts() -> None:
    question = question_of(type="dropdown", choices=[1, {"value": 2.0, "text": "Two"}, "three|Three", True, "é è"])
    assert [(option.code, option.text["en"]) for option in question.options] == [
        ("1", "1"),
        ("2", "Two"),
        ("three", "Three"),
        ("true", "true"),
        ("e_e", "é è"),
    ]


def test_options_that_surveyjs_adds_by_itself_are_added() -> None:
    question = question_of(
        type="checkbox",
        choices=["a"],
        showNoneItem=True,
        noneText="Nope",
        showDontKnowItem=True,
        showOtherItem=True,
        showRefuseItem=True,
    )
    flags = [(one.code, one.text["en"], one.exclusive, one.not_applicable, one.other) for one in question.options]
    assert flags == [
        ("a", "a", False, False, False),
        ("none", "Nope", True, False, False),
        ("dontknow", "I do not know", False, True, False),
        ("other", "Other, namely", False, False, True),
    ]
    assert question.declinable


def test_none_of_a_single_choice_is_an_option_like_others() -> None:
    question = question_of(type="radiogroup", choices=["a", "b"], showNoneItem=True)
    assert [option.exclusive for option in question.options] == [False, False, False]


def test_numbered_choices_are_written_out() -> None:
    question = question_of(type="dropdown", choicesMin=10, choicesMax=20, choicesStep=5)
    assert codes(question) == ["10", "15", "20"]


def test_what_the_ends_of_a_rating_mean_stands_with_its_points() -> None:
    question = question_of(type="rating", rateMax=3, minRateDescription="Bad", maxRateDescription="Good")
    assert [option.text["en"] for option in question.options] == ["1 – Bad", "2", "3 – Good"]


@pytest.mark.parametrize(
    ("element", "points"),
    [
        ({}, ["1", "2", "3", "4", "5"]),
        ({"rateCount": 3}, ["1", "2", "3"]),
        ({"rateMin": 2, "rateMax": 8, "rateStep": 3}, ["2", "5", "8"]),
        ({"rateValues": ["lo", {"value": "hi", "text": "High"}]}, ["lo", "hi"]),
        ({"rateMin": 0, "rateMax": 10, "rateValues": ["lo", "hi"]}, ["lo", "hi"]),
    ],
)
def test_a_rating_has_the_points_that_surveyjs_shows(element: dict[str, Any], points: list[str]) -> None:
    assert codes(question_of(type="rating", **element)) == points


def test_both_ends_of_a_recommendation_are_carried_or_none() -> None:
    both = {"minRateDescription": "No", "maxRateDescription": "Yes"}
    question = question_of(type="rating", rateMin=0, rateMax=10, **both)
    assert question.ends is not None
    assert [end["en"] for end in question.ends] == ["No", "Yes"]
    one = reading_of({"type": "rating", "name": "q", "rateMin": 0, "rateMax": 10, "minRateDescription": "No"})
    assert "Both ends" in findings(one, Outcome.LEFT_OUT)["pages[0].elements[0].minRateDescription"]


def test_the_strictest_of_several_bounds_counts() -> None:
    validators = [{"type": "numeric", "minValue": 3, "maxValue": 90}, {"type": "numericvalidator", "maxValue": 50}]
    question = question_of(type="text", inputType="number", min=1, max=60, validators=validators)
    assert (question.minimum, question.maximum, question.whole) == (3, 50, False)


def test_lengths_numbers_of_options_and_days_are_bounds() -> None:
    assert question_of(type="comment", maxLength=70).maximum == 70
    assert question_of(type="text", validators=[{"type": "text", "maxLength": 30}]).maximum == 30
    assert question_of(type="text", maxLength=-1).maximum == 200
    several = question_of(type="checkbox", choices=["a", "b", "c"], minSelectedChoices=1, maxSelectedChoices=2)
    assert (several.minimum, several.maximum, several.required) == (1, 2, True)
    day = question_of(type="text", inputType="date", min="2026-01-02", max="2026-03-04T10:00")
    assert (str(day.earliest), str(day.latest)) == ("2026-01-02", "2026-03-04")


def test_a_matrix_is_a_battery_and_its_rows_are_known_to_conditions() -> None:
    matrix = {
        "type": "matrix",
        "name": "m",
        "title": "M",
        "columns": [1, 2],
        "rows": ["r", {"value": "s", "text": "S"}],
    }
    later = {"type": "text", "name": "t", "visibleIf": "{m.r} = 2"}
    survey = reading_of({**matrix, "eachRowRequired": True}, later).survey
    assert list(survey.questions) == ["m_r", "m_s", "t"]
    assert survey.questions["m_s"].required
    assert survey.questions["m_s"].text["en"] == "S"
    condition = survey.questions["t"].condition
    assert condition is not None
    assert condition.document == {"===": [{"var": "m_r"}, "2"]}


def test_a_matrix_of_which_some_row_is_required_is_not_required() -> None:
    reading = reading_of({"type": "matrix", "name": "m", "isRequired": True, "columns": [1, 2], "rows": ["r"]})
    assert not next(iter(reading.survey)).required
    assert "one row has to be answered" in findings(reading, Outcome.LEFT_OUT)["pages[0].elements[0].isRequired"]


def test_each_field_of_a_multiple_text_is_a_question() -> None:
    fields = [{"name": "a", "title": "First", "isRequired": True}, {"name": "b", "inputType": "number", "min": 2}]
    survey = reading_of({"type": "multipletext", "name": "mt", "title": "All", "items": fields}).survey
    assert [(one.id, one.type.value, one.text["en"], one.required) for one in survey] == [
        ("mt_a", "short_text", "All – First", True),
        ("mt_b", "number", "All – b", False),
    ]


def test_panels_pass_their_conditions_on_to_their_questions() -> None:
    inner = {"type": "panel", "name": "in", "visibleIf": "{a} = 'y'", "elements": [{"type": "text", "name": "b"}]}
    outer = {"type": "panel", "name": "out", "visibleIf": "{a} notempty", "elements": [inner]}
    survey = reading_of({"type": "text", "name": "a"}, outer).survey
    condition = survey.questions["b"].condition
    assert condition is not None
    assert condition.document == {"and": [{"answered": {"var": "a"}}, {"===": [{"var": "a"}, "y"]}]}


def test_names_become_ids_and_two_of_a_name_become_two() -> None:
    reading = reading_of(
        {"type": "text", "name": "My Question!"}, {"type": "text", "name": "my question"}, {"type": "text"}
    )
    assert list(reading.survey.questions) == ["my_question", "my_question_2", "pages_0_elements_2"]


def test_questions_that_share_an_answer_are_told_apart_and_told_of() -> None:
    reading = reading_of({"type": "text", "name": "q"}, {"type": "comment", "name": "q"})
    assert "share their answer" in findings(reading, Outcome.CHANGED)["pages[0].elements[1].name"]


def test_questions_within_an_option_are_left_out_by_name() -> None:
    nested = {"value": "a", "elements": [{"type": "text", "name": "inner"}]}
    reading = reading_of({"type": "radiogroup", "name": "q", "choices": [nested, "b"]})
    assert reading.report.in_file == 2
    assert "within an option" in findings(reading, Outcome.LEFT_OUT)["pages[0].elements[0].choices[0].elements[0]"]


def test_a_matrix_that_is_left_out_is_not_said_to_lack_a_level() -> None:
    reading = reading_of({"type": "matrix", "name": "m", "columns": [1, 2]}, {"type": "text", "name": "q"})
    assert "pages[0].elements[1]" in findings(reading, Outcome.ASSUMED)
    assert "pages[0].elements[0]" not in findings(reading, Outcome.ASSUMED)


def test_the_words_for_other_get_an_id_of_their_own_whatever_else_is_called_so() -> None:
    choice = {"type": "radiogroup", "name": "role", "choices": ["a", "b"], "showOtherItem": True}
    text = {"type": "text", "name": "role_other"}
    assert list(reading_of(choice, text).survey.questions) == ["role", "role_other", "role_other_2"]
    assert list(reading_of(text, choice).survey.questions) == ["role_other", "role_2", "role_2_other"]


def test_earlier_answers_are_repeated_in_texts_and_later_ones_are_not() -> None:
    reading = reading_of(
        {"type": "text", "name": "Name"},
        {"type": "text", "name": "b", "title": "Hello {name}, {after}, {panel.x} and {this}", "description": "{Name}?"},
        {"type": "text", "name": "after"},
    )
    question = reading.survey.questions["b"]
    assert question.text["en"] == "Hello {name}, …, … and { this}"
    assert question.help is not None
    assert question.help["en"] == "{name}?"
    assert "Only what is asked before" in findings(reading, Outcome.LEFT_OUT)["pages[0].elements[1].title"]


def test_languages_are_those_of_the_texts_and_the_default_comes_first() -> None:
    title = {"default": "Question", "nl": "Vraag", "pt_BR": "Pergunta", "no language": "?"}
    reading = reading_of({"type": "text", "name": "q", "title": title})
    assert reading.survey.languages == ("en", "nl", "pt-br")
    assert next(iter(reading.survey)).text["pt-br"] == "Pergunta"
    assert "not a language tag" in findings(reading, Outcome.LEFT_OUT)["pages[0].elements[0].title"]


def test_the_locale_is_the_language_of_the_default_unless_texts_stand_in_both() -> None:
    element = {"type": "text", "name": "q"}
    assert reading_of(element, locale="de").survey.languages == ("de",)
    both = {**element, "title": {"default": "Question", "de": "Frage"}}
    assert reading_of(both, locale="de").survey.languages == ("en", "de")


def test_a_text_without_the_first_language_is_filled_from_another() -> None:
    reading = reading_of({"type": "text", "name": "q", "title": {"fr": "Question"}})
    assert next(iter(reading.survey)).text["en"] == "Question"
    assert "not in en" in findings(reading, Outcome.CHANGED)["pages[0].elements[0].title"]


def test_mark_up_and_scripts_become_plain_text() -> None:
    reading = reading_of({"type": "text", "name": "q", "title": "<b>Bold</b><script>alert(1)</script> &amp; more"})
    assert next(iter(reading.survey)).text["en"] == "Bold & more"


def test_text_before_the_questions_introduces_the_page() -> None:
    reading = reading_of(
        {"type": "html", "name": "h", "html": "<p>First</p>"},
        {"type": "text", "name": "q"},
        {"type": "html", "name": "late", "html": "Late"},
    )
    page = reading.survey.pages[0]
    assert page.text is not None
    assert page.text["en"] == "First"
    assert "Move it there" in findings(reading, Outcome.LEFT_OUT)["pages[0].elements[2]"]


def test_conditions_that_cannot_be_kept_are_named_and_the_question_stays() -> None:
    reading = reading_of(
        {"type": "text", "name": "a", "visibleIf": "{b} = 1"},
        {"type": "text", "name": "b", "visibleIf": "age({a}) > 18"},
        {"type": "text", "name": "c", "visibleIf": "{a} = "},
    )
    assert [question.condition for question in reading.survey] == [None, None, None]
    lost = findings(reading, Outcome.LEFT_OUT)
    assert "no question 'b' before it" in lost["pages[0].elements[0].visibleIf"]
    assert "no counterpart of the function age()" in lost["pages[0].elements[1].visibleIf"]
    assert "ends too early" in lost["pages[0].elements[2].visibleIf"]


def test_answers_to_hidden_questions_that_would_count_are_told_of_once() -> None:
    elements = ({"type": "text", "name": "a"}, {"type": "text", "name": "b", "visibleIf": "{a} notempty"})
    assert "clearInvisibleValues" in findings(reading_of(*elements), Outcome.CHANGED)
    assert "clearInvisibleValues" not in findings(reading_of(elements[0]), Outcome.CHANGED)
    cleared = reading_of(*elements, clearInvisibleValues="onHidden")
    assert "clearInvisibleValues" not in findings(cleared, Outcome.CHANGED)


def test_what_is_needed_and_missing_is_assumed_and_said() -> None:
    assumptions = Assumptions(Level.WORK_BEHAVIOUR, "CC-BY-4.0", "A colleague", "nl")
    file = {"elements": [{"type": "text", "name": "q", "inputType": "number"}]}
    reading = read(json.dumps(file).encode(), "Mijn vragen.json", assumptions)
    survey = reading.survey
    assert (survey.id, survey.version, survey.licence, survey.source) == ("mijn_vragen", 1, "CC-BY-4.0", "A colleague")
    assert (survey.title["nl"], survey.pages[0].title["nl"]) == ("Mijn vragen", "Mijn vragen")
    question = survey.questions["q"]
    assert (question.level, question.version, question.unit, question.text) == (
        Level.WORK_BEHAVIOUR,
        1,
        {"nl": "#"},
        {"nl": "q"},
    )
    assumed = [finding.what.partition(" (")[0] for finding in reading.report.of(Outcome.ASSUMED)]
    assert assumed == [
        "Language",
        "Title",
        "Purpose",
        "Licence",
        "Unit",
        "Text of the question",
        "Titles of pages",
        "Level of questions",
        "Minutes to answer",
    ]


def test_questions_in_the_file_carried_and_left_out_add_up() -> None:
    reading = read((FILES / "not_everything.json").read_bytes(), "not_everything.json", Assumptions())
    report = reading.report
    left_out = [fate.name for fate in report.questions if fate.outcome is Outcome.LEFT_OUT]
    assert left_out == [
        "children", "trips", "photo", "sign", "agree", "country", "never", "odd", "span", "grid", "unseen",
    ]  # fmt: skip
    assert report.in_file == report.carried_questions + len(left_out) == 23
    assert report.carried_questions == len(reading.survey.questions)


def test_nothing_of_a_file_with_much_else_in_it_is_dropped_silently() -> None:
    reading = read((FILES / "not_everything.json").read_bytes(), "not_everything.json", Assumptions())
    told = {finding.path for finding in reading.report.findings}
    assert told >= {
        "triggers", "calculatedValues", "completedHtml", "clearInvisibleValues",
        "pages[0].elements[0]", "pages[0].elements[1].title", "pages[0].elements[1].defaultValue",
        "pages[0].elements[1].choicesOrder", "pages[0].elements[1].enableIf", "pages[0].elements[1].requiredIf",
        "pages[0].elements[1].choices[1].visibleIf", "pages[0].elements[2].step", "pages[0].elements[3].inputType",
        "pages[0].elements[3].validators[0]", "pages[0].elements[4].visibleIf", "pages[0].elements[5].visibleIf",
        "pages[0].elements[6].visibleIf", "pages[0].elements[7].visibleIf", "pages[0].elements[8].visibleIf",
        "pages[0].elements[9].visibleIf", "pages[1].elements[7]", "pages[1].elements[11]",
        "pages[1].elements[12].minSelectedChoices", "pages[1].elements[12].type", "pages[1].elements[13].choices",
        "pages[2]",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty|not JSON"),
        (b"{", "not JSON"),
        (b"[]", "no survey of SurveyJS"),
        (b'{"title": "T"}', "no pages and no elements"),
        (b'{"pages": []}', "it asks none"),
        (b'{"pages": [{"elements": [{"type": "file", "name": "f"}]}]}', "Let the course collect them"),
        ('{"pages": []}'.encode("utf-16"), "not UTF-8"),
        (b'{"pages": ' + b"[" * 100 + b"]" * 100 + b"}", "nested more than 32"),
    ],
)
def test_what_is_no_survey_is_refused_with_what_is_wrong(data: bytes, reason: str) -> None:
    with pytest.raises(FileRefused, match=reason):
        read(data, "file.json", Assumptions())


def test_a_byte_order_mark_does_no_harm() -> None:
    data = b"\xef\xbb\xbf" + b'{"elements": [{"type": "text", "name": "q"}]}'
    assert list(read(data, "file.json", Assumptions()).survey.questions) == ["q"]
