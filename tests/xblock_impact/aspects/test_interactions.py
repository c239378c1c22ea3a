"""Questions as interactions, and answers as responses: nothing of the platform is needed for that."""

from __future__ import annotations

import pytest

from surveys.definition import QuestionType
from surveys.definition.model import TEXTS
from surveys.texts import Text
from tests.surveys.documents import a_text, options, question_document, question_of, survey_of
from xblock_impact.aspects.extensions import Extension
from xblock_impact.aspects.interactions import INTERACTIONS, definition_of, language_map, response_of


def test_every_type_but_words_is_an_interaction() -> None:
    assert set(INTERACTIONS) == set(QuestionType) - TEXTS


def test_a_scale_is_likert_with_its_options_and_those_outside_it_named() -> None:
    definition = definition_of(question_of("scale", reversed=True))

    assert definition == {
        "type": "http://adlnet.gov/expapi/activities/cmi.interaction",
        "interactionType": "likert",
        "name": {"nl": "Vraag"},
        "scale": [{"id": code, "description": {"nl": code}} for code in ("low", "middle", "high", "cannot_judge")],
        "extensions": {
            Extension.QUESTION_TYPE: "scale",
            Extension.NOT_APPLICABLE: ["cannot_judge"],
            Extension.REVERSED: True,
        },
    }


def test_an_item_of_a_battery_is_told_with_the_question_above_it() -> None:
    item = survey_of(question_document("battery", text=a_text("Hoe vaak?"))).questions["item_2"]

    definition = definition_of(item)

    assert (definition["name"], definition["description"]) == ({"nl": "Twee"}, {"nl": "Hoe vaak?"})
    assert definition["extensions"][Extension.BATTERY] == "battery"


def test_an_item_that_measures_a_scale_names_it() -> None:
    survey = survey_of(question_document("scale", scale="use"), scales=[{"id": "use", "title": a_text("Gebruik")}])

    assert definition_of(survey.questions["scale"])["extensions"][Extension.SCALE] == "use"


@pytest.mark.parametrize(
    ("kind", "value", "interaction", "response"),
    [
        ("single_choice", "yes", "choice", "yes"),
        ("multiple_response", ["a"], "choice", "a"),
        ("multiple_response", ["a", "c"], "choice", "a[,]c"),
        ("scale", "middle", "likert", "middle"),
        ("scale", "cannot_judge", "likert", "cannot_judge"),
        ("ranking", ["c", "a"], "sequencing", "c[,]a"),
        ("recommendation", 0, "numeric", "0"),
        ("number", 2.5, "numeric", "2.5"),
        ("number", 0.0000001, "numeric", "0.0000001"),
        ("number", -3, "numeric", "-3"),
        ("duration", 90, "numeric", "90"),
        ("date", "2026-11-22", "other", "2026-11-22"),
    ],
)
def test_answers_are_written_as_the_specification_says(
    kind: str, value: str | float | list[str], interaction: str, response: str
) -> None:
    question = question_of(kind)

    assert (INTERACTIONS[question.type].type, response_of(question, value)) == (interaction, response)


def test_a_declined_answer_is_no_response() -> None:
    with pytest.raises(ValueError, match="number was declined"):
        response_of(question_of("number", declinable=True), None)


def test_a_number_has_its_unit_and_a_duration_minutes() -> None:
    assert definition_of(question_of("number"))["extensions"][Extension.UNIT] == {"nl": "minuten"}
    assert definition_of(question_of("duration"))["extensions"][Extension.UNIT] == "min"
    assert Extension.UNIT not in definition_of(question_of("recommendation"))["extensions"]


def test_a_text_with_places_for_answers_reads_for_nobody_in_particular() -> None:
    survey = survey_of(
        question_document("scale", text={"nl": "Je nam je voor: {goal|iets}. Hoe vaak lukte {goal}?"}),
        recalls=[{"id": "goal", "survey": "baseline", "question": "commitment_1"}],
    )

    assert definition_of(survey.questions["scale"])["name"] == {"nl": "Je nam je voor: iets. Hoe vaak lukte …?"}


def test_languages_that_no_store_takes_go_by_their_first_part() -> None:
    text = Text({"nl-12345678901234": "a", "pt-br": "b", "sr-latn-rs": "c", "en": "d", "en-1": "e", "zh-yue-hk": "f"})

    assert language_map(text) == {"nl": "a", "pt-br": "b", "sr-latn-rs": "c", "en": "d", "zh-yue-hk": "f"}


def test_no_code_of_an_option_can_be_taken_for_a_separator() -> None:
    with pytest.raises(Exception, match="letters, digits"):
        question_of("multiple_response", options=options("a[,]b", "c"))
