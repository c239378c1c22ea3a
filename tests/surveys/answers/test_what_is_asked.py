"""Conditions decide what is asked; what is not asked is neither stored nor missed."""

from __future__ import annotations

from typing import Any

import pytest

from surveys.answers import DECLINED, check_answers
from surveys.definition import Survey, load_survey
from tests.surveys.documents import a_text, options, question_document, survey_document, survey_of
from tests.surveys.form.every_type import EVERY_TYPE

USED = question_document("single_choice", id="used", options=options("yes", "tried", "no"))
WHY = question_document("free_text", id="why", required=True, condition={"===": [{"var": "used"}, "no"]})
WHAT = question_document("short_text", id="what", condition={"answered": {"var": "why"}})
CHAIN = survey_of(USED, WHY, WHAT)


def stored(survey: Survey, raw: dict[str, Any], **options_: Any) -> dict[str, Any]:
    """Return what is kept of ``raw``."""
    return dict(check_answers(survey, raw, "nl", **options_).values)


def test_an_answer_to_what_is_not_asked_is_left_out_without_a_word() -> None:
    checked = check_answers(CHAIN, {"used": "yes", "why": "Geen tijd", "what": "x"}, "nl")
    assert (dict(checked.values), checked.problems, checked.asked) == ({"used": "yes"}, (), ("used",))


def test_what_a_hidden_answer_would_have_led_to_is_hidden_too() -> None:
    assert stored(CHAIN, {"used": "no", "why": "Geen tijd", "what": "x"}) == {
        "used": "no",
        "why": "Geen tijd",
        "what": "x",
    }
    assert stored(CHAIN, {"used": "tried", "why": "Geen tijd", "what": "x"}) == {"used": "tried"}


def test_a_required_question_is_only_missed_when_it_is_asked() -> None:
    assert [one.question_id for one in check_answers(CHAIN, {"used": "no"}, "nl").problems] == ["why"]
    assert check_answers(CHAIN, {"used": "yes"}, "nl").problems == ()


def test_a_refused_answer_counts_as_none_for_what_comes_after() -> None:
    survey = survey_of(
        question_document("number", id="times", maximum=10),
        question_document("free_text", id="more", condition={">": [{"var": "times"}, 3]}),
    )
    assert check_answers(survey, {"times": "50"}, "nl").asked == ("times",)
    assert check_answers(survey, {"times": "5"}, "nl").asked == ("times", "more")


def test_prefer_not_to_say_counts_as_unanswered_in_conditions() -> None:
    survey = survey_of(
        question_document("number", id="age", declinable=True),
        question_document("free_text", id="more", condition={"answered": {"var": "age"}}),
    )
    assert check_answers(survey, {"age": None}, "nl").asked == ("age",)
    assert stored(survey, {"age": None}) == {"age": None}


def test_a_page_is_left_out_as_a_whole() -> None:
    document = survey_document(USED)
    page = {"id": "later", "title": a_text(), "questions": [question_document("number", id="n", required=True)]}
    document["pages"].append({**page, "condition": {"===": [{"var": "used"}, "yes"]}})
    survey = load_survey(document)
    assert check_answers(survey, {"used": "no", "n": "5"}, "nl").asked == ("used",)
    assert [one.question_id for one in check_answers(survey, {"used": "yes"}, "nl").problems] == ["n"]


def test_answers_to_earlier_surveys_decide_too() -> None:
    survey = survey_of(
        question_document("number", condition={"answered": {"var": "goal"}}),
        recalls=[{"id": "goal", "survey": "baseline", "question": "commitment_1"}],
    )
    assert check_answers(survey, {}, "nl").asked == ()
    assert check_answers(survey, {}, "nl", recalled={"goal": "Vragen stellen"}).asked == ("number",)


@pytest.mark.parametrize("kind", ["single_choice", "multiple_response"])
def test_the_words_for_other_are_a_question_of_their_own(kind: str) -> None:
    choices = [*options("a", "b"), {"code": "else", "text": a_text("Anders"), "other": True}]
    survey = survey_of(question_document(kind, id="q", options=choices))
    words = survey.questions["q_other"]
    assert (words.type, words.specifies, words.privacy) == ("short_text", ("q", "else"), "free_text")
    chosen = "else" if kind == "single_choice" else ["else"]
    assert stored(survey, {"q": "else", "q_other": " Fietsen "}) == {"q": chosen, "q_other": "Fietsen"}
    assert stored(survey, {"q": "a", "q_other": ""}) == {"q": "a" if kind == "single_choice" else ["a"]}


def test_whoever_writes_the_words_has_chosen_other() -> None:
    """Without scripts nothing ticks the option for them."""
    choices = [*options("a"), {"code": "else", "text": a_text(), "other": True}]
    none = {"code": "none", "text": a_text(), "exclusive": True}
    one = survey_of(question_document("single_choice", id="q", options=choices))
    many = survey_of(question_document("multiple_response", id="q", options=[*choices, none]))
    assert stored(one, {"q_other": "Fietsen"}) == {"q": "else", "q_other": "Fietsen"}
    assert stored(one, {"q": "a", "q_other": "Fietsen"}) == {"q": "a"}
    assert stored(many, {"q": ["a"], "q_other": "Fietsen"}) == {"q": ["a", "else"], "q_other": "Fietsen"}
    assert stored(many, {"q": ["none"], "q_other": "Fietsen"}) == {"q": ["none"]}


@pytest.mark.parametrize("kind", ["single_choice", "multiple_response"])
def test_words_for_other_do_not_undo_prefer_not_to_say(kind: str) -> None:
    choices = [*options("a"), {"code": "else", "text": a_text(), "other": True}]
    survey = survey_of(question_document(kind, id="q", options=choices, declinable=True))
    assert stored(survey, {"q": None, "q_other": "Fietsen"}) == {"q": None}


def test_the_items_of_a_battery_are_answered_one_by_one() -> None:
    survey = survey_of(question_document("battery", id="support", required=True))
    assert list(survey.questions) == ["item_1", "item_2"]
    checked = check_answers(survey, {"item_1": "low", "support": "low"}, "nl")
    assert dict(checked.values) == {"item_1": "low"}
    assert [one.question_id for one in checked.problems] == ["item_2", "support"]


def test_parts_of_an_unknown_question_are_one_problem() -> None:
    checked = check_answers(survey_of(USED), {"x.hours": "1", "x.minutes": "2", ".": "3"}, "nl")
    assert [one.question_id for one in checked.problems] == ["", "x"]


def test_what_is_stored_is_stored_the_same_again() -> None:
    raw = {
        "used": "otherwise", "used_other": "Half", "often": "often", "spent.hours": "1", "spent.minutes": "30",
        "since": "2026-01-05", "helped": ["peers", "time"], "first.peers": "1", "first.time": "2",
        "support_1": "none", "times": "3", "recommend": DECLINED, "result": "Meer klanten",
    }  # fmt: skip
    checked = check_answers(EVERY_TYPE, raw, "nl")
    assert checked.problems == ()
    assert (checked.values["spent"], checked.values["first"], checked.values["recommend"]) == (
        90,
        ["peers", "time"],
        None,
    )
    assert check_answers(EVERY_TYPE, checked.values, "nl").values == checked.values
