"""Items of Moodle feedbacks, one thing at a time."""

from __future__ import annotations

from typing import Any

import pytest

from surveys.interchange.errors import FileRefused
from surveys.interchange.exchange import Reading
from surveys.interchange.report import Outcome
from tests.surveys.interchange.moodle.documents import ASSUMPTIONS, feedback, item, reading_of


def the_question(reading: Reading) -> dict[str, Any]:
    question: dict[str, Any] = reading.survey.data["pages"][0]["questions"][-1]
    return question


def why_left_out(reading: Reading) -> list[str]:
    return [finding.why for finding in reading.report.of(Outcome.LEFT_OUT)]


@pytest.mark.parametrize(
    ("presentation", "limits"),
    [
        ("0|10", (0, 10)),
        ("1|0", (1, None)),  # as Moodle 1 wrote "at least 1"
        ("0|0", (None, None)),  # and "any"
        ("-|-", (None, None)),
        ("-|5", (None, 5)),
        ("2|-", (2, None)),
        ("-3,5|2.5", (-3.5, 2.5)),
        ("", (None, None)),
        ("1e999|nan", (None, None)),
    ],
)
def test_a_number_keeps_its_limits(presentation: str, limits: tuple[float | None, float | None]) -> None:
    question = the_question(reading_of(item("numeric", presentation)))

    assert (question.get("minimum"), question.get("maximum")) == limits
    assert question["whole"] is False


@pytest.mark.parametrize(
    ("kind", "presentation", "type_here"),
    [
        ("radio", "Ja|Nee", "single_choice"),
        ("dropdown", "Ja|Nee", "single_choice"),
        ("check", "Ja|Nee<<<<<1", "multiple_response"),
        ("radiorated", "1####Laag|2####Hoog", "scale"),
        ("dropdownrated", "1####Laag|2####Hoog", "scale"),
        ("multichoice", "Ja|Nee", "single_choice"),
    ],
)
def test_items_of_moodle_1_are_read(kind: str, presentation: str, type_here: str) -> None:
    assert the_question(reading_of(item(kind, presentation)))["type"] == type_here


def test_options_of_equal_value_are_points_of_their_own() -> None:
    reading = reading_of(item("multichoicerated", "r>>>>>1####Nooit|1####Zelden|2####Vaak|Weet niet"))

    assert [option["code"] for option in the_question(reading)["options"]] == ["0", "1", "1_2", "2"]
    assert any("same value" in finding.why for finding in reading.report.of(Outcome.CHANGED))


@pytest.mark.parametrize("presentation", ["r>>>>>Ja", "r>>>>>", "", "r>>>>>" + "|".join(map(str, range(201)))])
def test_a_choice_with_too_few_or_too_many_options_is_left_out(presentation: str) -> None:
    reading = reading_of(item(), item("multichoice", presentation, number="2", label="keuze"))

    assert (reading.report.in_file, reading.report.carried_questions) == (2, 1)
    assert "From 2 to 200 are possible" in why_left_out(reading)[0]


def test_a_type_that_is_not_known_is_left_out() -> None:
    reading = reading_of(item(), item("hologram", number="2"))

    assert why_left_out(reading) == ["There is no question of the type hologram here."]


@pytest.mark.parametrize(
    "depends",
    [("9", "Ja"), ("1", "Misschien"), ("2", "Ja"), ("3", "veel"), ("4", "")],
    ids=["unknown item", "unknown option", "itself", "no number", "empty"],
)
def test_a_dependence_that_cannot_be_said_is_reported_and_the_item_stays(depends: tuple[str, str]) -> None:
    reading = reading_of(
        item("multichoice", "r>>>>>Ja|Nee", number="1"),
        item("numeric", "-|-", number="3"),
        item("textfield", "5|5", number="4"),
        item("textarea", number="2", label="laatste", depends=depends),
    )

    assert "condition" not in the_question(reading)
    assert len(why_left_out(reading)) == 1
    assert reading.report.carried_questions == 4


def test_a_dependence_on_an_option_that_is_there_twice_holds_for_both() -> None:
    reading = reading_of(
        item("multichoice", "r>>>>>Ja|Nee|Ja", number="1"), item("textarea", number="2", depends=("1", "Ja"))
    )

    assert the_question(reading)["condition"] == {"in": [{"var": "item_1"}, ["1", "3"]]}


def test_a_text_on_a_condition_is_left_out() -> None:
    reading = reading_of(item(), item("label", "Alleen soms", number="2", depends=("1", "x")), item(number="3"))

    assert reading.survey.pages[0].text is None
    assert why_left_out(reading) == ["It is shown on a condition, which texts do not have here."]


def test_braces_in_a_text_stand_for_themselves() -> None:
    reading = reading_of(item(label="naam"), item(number="2", text="Schrijf {naam} of {onbekend|x} over"))

    assert the_question(reading)["text"] == {"nl": "Schrijf { naam} of { onbekend|x} over"}
    assert any("{name}" in finding.why for finding in reading.report.of(Outcome.CHANGED))


def test_pictures_and_links_are_named_in_the_report() -> None:
    reading = reading_of(item(text='<p>Kijk <a href="https://example.org">hier</a><img src="x.png"></p>'))

    assert the_question(reading)["text"] == {"nl": "Kijk hier"}
    assert [finding.what for finding in reading.report.of(Outcome.LEFT_OUT)] == ["In the text: img"]
    assert "Link in the text" in [finding.what for finding in reading.report.of(Outcome.CHANGED)]


@pytest.mark.parametrize(
    "text", ['<span lang="nl" class="multilang">Ja</span>', "{mlang nl}Ja{mlang}{mlang en}Yes{mlang}"]
)
def test_several_languages_in_one_text_are_reported(text: str) -> None:
    reading = reading_of(item(text=text))

    assert "Several languages" in [finding.what for finding in reading.report.of(Outcome.CHANGED)]


def test_an_item_without_words_is_called_by_its_label() -> None:
    reading = reading_of(item(text="", label="Functie"))

    assert the_question(reading)["text"] == {"nl": "Functie"}


def test_ids_that_are_used_twice_become_two() -> None:
    reading = reading_of(item(number="7", label="vraag"), item(number="7", label="vraag"))

    assert list(reading.survey.questions) == ["vraag", "vraag_2"]


def test_long_texts_get_the_room_that_there_is() -> None:
    reading = reading_of(*(item("textarea", number=str(number)) for number in range(1, 11)))

    assert {question.maximum for question in reading.survey} == {3_000}  # 30,000 characters for ten
    assert any("3,000" in finding.what for finding in reading.report.of(Outcome.CHANGED))


def test_the_language_and_source_are_those_assumed() -> None:
    survey = reading_of(item()).survey

    assert (survey.languages, survey.licence, survey.source) == (("nl",), "CC0-1.0", ASSUMPTIONS.source)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"<quiz/>", "not the export of a Moodle feedback"),
        (b"<FEEDBACK/>", "no items"),
        (feedback(item("captcha")), "no survey in it"),
        (feedback(item("label", "Welkom")), "no survey in it"),
        (feedback(*[item()] * 2_001), "2,001 items"),
        (feedback(*[item()] * 501), "501 questions; 500 is the most"),
        (b"", "empty"),
    ],
)
def test_what_is_no_survey_is_refused(data: bytes, said: str) -> None:
    from surveys.interchange.moodle import read

    with pytest.raises(FileRefused, match=said):
        read(data, "feedback.xml", ASSUMPTIONS)
