"""Straight lines and speed: published values, worked cases, and what holds of any answers."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.definition import Survey
from surveys.response_quality import MIN_ITEMS, Differentiation, differentiation, pace, words_asked
from tests.surveys.documents import a_text, options, question_document, survey_of

CODES = tuple("12345")


def a_battery(items: int, *, turned: tuple[int, ...] = (), codes: tuple[str, ...] = CODES) -> Survey:
    """Return a survey of one battery; ``turned`` are the numbers of its reversed items, from 1."""
    documents = [
        {"id": f"i{number}", "version": 1, "text": a_text("Een item"), "reversed": number in turned}
        for number in range(1, items + 1)
    ]
    return survey_of(question_document("battery", options=options(*codes, not_applicable=("na",)), items=documents))


def found(survey: Survey, *answers: Any) -> tuple[Differentiation, ...]:
    """Return what is found if the items got these answers, "" for none."""
    return differentiation(survey, {f"i{number}": code for number, code in enumerate(answers, 1) if code != ""})


@pytest.mark.parametrize(("answers", "variation"), [("555", 0), ("551", 0.4444444), ("453", 0.6666667)])
def test_variation_is_that_of_the_published_example(answers: str, variation: float) -> None:
    """Source: README of the R package straightliner, column spv for items 1, 3 and 4, which follows Kim et al. 2019.

    Each answer is doubled to reach the fewest items that are looked at; shares, and so the measure, stay the same.
    """
    [battery] = found(a_battery(6), *answers, *answers)
    assert battery.variation == pytest.approx(variation)
    assert battery.straight_line == (variation == 0)


def test_one_answer_that_differs_is_no_straight_line() -> None:
    """Three of four the same: 1 - (9 + 1) / 16."""
    assert found(a_battery(4), *"4443") == (Differentiation("battery", 4, 0.375, contradictory=False),)


@pytest.mark.parametrize("answers", ["444", ("4", "4", "4", ""), ("4", "4", "4", "na"), ("4", "4", "4", None), ""])
def test_fewer_items_than_four_say_nothing(answers: Any) -> None:
    assert found(a_battery(4), *answers) == ()


def test_what_is_open_or_set_apart_breaks_no_line() -> None:
    [battery] = found(a_battery(7), "4", "", "4", "na", "4", None, "4")
    assert (battery.straight_line, battery.answered) == (True, 4)


def test_whoever_cannot_judge_any_item_drew_no_line() -> None:
    assert found(a_battery(5), *["na"] * 5) == ()


def test_a_line_through_opposite_items_contradicts_itself() -> None:
    assert found(a_battery(4, turned=(2,)), *"5555")[0].contradictory
    assert not found(a_battery(4), *"5555")[0].contradictory
    assert not found(a_battery(4, turned=(1, 2, 3, 4)), *"5555")[0].contradictory
    assert not found(a_battery(4, turned=(2,)), *"5515")[0].contradictory


def test_the_middle_agrees_with_its_opposite() -> None:
    assert not found(a_battery(4, turned=(2,)), *"3333")[0].contradictory
    assert found(a_battery(4, turned=(2,), codes=("1", "2", "3", "4")), *"3333")[0].contradictory


def test_an_opposite_item_that_was_left_open_is_no_contradiction() -> None:
    assert not found(a_battery(5, turned=(2,)), "5", "", "5", "5", "5")[0].contradictory


def test_each_battery_is_looked_at_alone_and_single_questions_are_not() -> None:
    batteries = [
        question_document(
            "battery", id=name, items=[{"id": f"{name}{n}", "version": 1, "text": a_text()} for n in range(4)]
        )
        for name in ("a", "b")
    ]
    singles = [question_document(id=f"c{n}") for n in range(4)]
    answers = {f"{name}{n}": "low" for name in "abc" for n in range(4)} | {"b0": "high"}
    result = differentiation(survey_of(*batteries, *singles), answers)
    assert [(one.battery, one.straight_line) for one in result] == [("a", True), ("b", False)]


def test_by_chance_three_answers_are_the_same_far_more_often_than_four() -> None:
    """The figures behind MIN_ITEMS, for independent items: the sum of the points' shares to the power of the items."""
    shares = (0.02, 0.05, 0.13, 0.45, 0.35)
    by_chance = {items: sum(share**items for share in shares) for items in (MIN_ITEMS - 1, MIN_ITEMS)}
    assert {items: round(share, 2) for items, share in by_chance.items()} == {3: 0.14, 4: 0.06}


@given(st.lists(st.sampled_from(CODES), min_size=4, max_size=9), st.randoms())
def test_variation_depends_on_how_often_answers_come_and_not_on_their_order(answers: list[str], draw: Any) -> None:
    survey, shuffled = a_battery(len(answers)), draw.sample(answers, len(answers))
    [one], [other] = found(survey, *answers), found(survey, *shuffled)
    assert one.variation == pytest.approx(other.variation)
    assert one.straight_line == (len(set(answers)) == 1)
    assert 0 <= one.variation <= 1 - 1 / len(CODES)


TWO_LANGUAGES: dict[str, Any] = {"languages": ["nl", "en"]}


def a_survey_to_read() -> Survey:
    """Return questions of 4, 2 and 3 words in Dutch, the last two in a battery of 5 words, and one with "other"."""
    items = [
        {"id": "i1", "version": 1, "text": {"nl": "Twee woorden", "en": "Two"}},
        {"id": "i2", "version": 1, "text": {"nl": "Drie woorden hier", "en": "Three"}},
    ]
    return survey_of(
        question_document(
            "single_choice",
            id="q",
            text={"nl": "Hoe gaat het nu?", "en": "How is it?"},
            help={"nl": "Wat we hiermee bedoelen"},
            options=[*options("a", "b"), {"code": "o", "text": a_text("Iets anders dan dit"), "other": True}],
        ),
        question_document("battery", text={"nl": "Hoe vaak is dit zo?", "en": "How often?"}, items=items),
        **TWO_LANGUAGES,
    )


def test_words_are_those_of_the_questions_asked_and_of_a_battery_once() -> None:
    survey = a_survey_to_read()
    assert words_asked(survey, ["q"], "nl") == 4
    assert words_asked(survey, ["q", "q_other"], "nl") == 4
    assert words_asked(survey, ["i1"], "nl") == 2 + 5
    assert words_asked(survey, ["q", "i1", "i2", "i1"], "nl") == 4 + 5 + 2 + 3
    assert words_asked(survey, ["q", "i1", "i2"], "en") == 3 + 2 + 1 + 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("L’avez-vous fait ?", 2),
        ("Was it {goal|the goal you set}?", 6),
        ("Ga je {goal} doen?", 3),
        ("هل توصي بالتدريب؟", 3),
        ("– … ?", 0),
        ("3,5 uur", 3),
    ],
)
def test_words_are_counted_as_they_are_read(text: str, words: int) -> None:
    recalls = [{"id": "goal", "survey": "baseline", "question": "goal"}]
    survey = survey_of(question_document(id="q", text=a_text(text)), recalls=recalls)
    assert words_asked(survey, ["q"], "nl") == words


def test_who_takes_less_than_reading_takes_is_speeding() -> None:
    """Four words at 0.3 s: 1.2 s."""
    survey = a_survey_to_read()
    assert pace(survey, ["q"], 1.19, "nl").speeding
    assert not pace(survey, ["q"], 1.2, "nl").speeding


def test_a_long_way_with_few_questions_is_not_held_to_all_of_them() -> None:
    survey = a_survey_to_read()
    assert pace(survey, ["q", "i1", "i2"], 2, "nl").speeding
    assert not pace(survey, ["q"], 2, "nl").speeding


def test_nobody_speeds_through_nothing() -> None:
    nothing = pace(a_survey_to_read(), [], 0, "nl")
    assert (nothing.words, nothing.least_seconds, nothing.speeding) == (0, 0, False)


@pytest.mark.parametrize("seconds", [-1, math.nan, math.inf])
def test_what_is_no_time_is_refused(seconds: float) -> None:
    with pytest.raises(ValueError, match="no time"):
        pace(a_survey_to_read(), ["q"], seconds, "nl")


def test_a_question_of_another_survey_is_refused() -> None:
    with pytest.raises(KeyError):
        pace(a_survey_to_read(), ["unheard_of"], 10, "nl")
