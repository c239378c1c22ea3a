"""The form's HTML: complete, accessible by construction, and safe whatever stands in it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.answers import check_answers
from surveys.form import FormState, render_form
from surveys.texts import LANGUAGES
from surveys.words import words_in
from tests.surveys.documents import a_text, options, question_document, survey_of
from tests.surveys.form.pages import ALL_TYPES, PILOT, WRONG, Elements, form_with, pilot_form

HOSTILE = "\"'><script>alert(1)</script>&amp;{{ 7*7 }}{% raw %}</textarea><img src=x onerror=alert(1)>"


def test_every_question_has_inputs_named_after_it() -> None:
    form = form_with()
    names = {attributes["name"] for tag, attributes in form.all if tag in {"input", "textarea"}}
    assert names == {*ALL_TYPES.questions, "submission_id"}
    for question in ALL_TYPES:
        values = {radio["value"] for radio in form.find("input", type="radio", name=question.id)}
        assert values == question.codes or question.type == "recommendation"


def test_a_form_without_scripts_is_posted() -> None:
    (form,) = form_with(action="/send?a=1&b=2").find("form")
    assert (form["method"], form["action"]) == ("post", "/send?a=1&b=2")
    assert "novalidate" in form  # the server's own words, in the learner's language, say what is wrong


def test_hidden_inputs_travel_with_the_form() -> None:
    form = form_with(hidden={"csrf_token": "abc", "submission_id": "0a1b"})
    hidden = {element["name"]: element["value"] for element in form.find("input", type="hidden")}
    assert hidden == {"csrf_token": "abc", "submission_id": "0a1b"}


def test_a_form_speaks_the_readers_language() -> None:
    for language in LANGUAGES:
        (root,) = form_with(PILOT, language).find("div", **{"class": "impact"})
        assert (root["lang"], root["dir"]) == (language, "ltr")
        text = form_with(PILOT, language).text
        assert PILOT.title[language] in text
        assert words_in(language)["send"] in text


def test_a_text_that_is_only_there_in_another_language_says_so() -> None:
    """WCAG 2.2, 3.1.2: language of parts."""
    texts = {"nl": "Alleen Nederlands", "ar": "نص"}
    survey = survey_of(question_document("number", text=texts), question_document("free_text"), languages=["nl", "ar"])
    form = form_with(survey, "ar")
    (root,) = form.find("div", **{"class": "impact"})
    assert (root["lang"], root["dir"]) == ("ar", "rtl")
    marked = {(span["lang"], span["dir"]) for span in form.find("span") if "lang" in span}
    assert marked == {("nl", "ltr"), ("en", "ltr")}  # the survey's first language; the form's own words in English


def test_a_group_has_a_legend_and_a_single_input_a_label() -> None:
    form = form_with()
    assert len(form.find("fieldset")) == len(form.find("legend")) == 4
    labelled = {label["for"] for label in form.find("label") if "for" in label}
    assert labelled == {"form-number", "form-free_text"}


def ids_of(form: Elements) -> list[str]:
    """Return every element id."""
    return [attributes["id"] or "" for _, attributes in form.all if "id" in attributes]


@pytest.mark.parametrize("state", [{}, {"problems": check_answers(ALL_TYPES, {"number": "x"}, "nl").problems}])
def test_every_reference_leads_to_an_element_and_every_id_is_used_once(state: dict[str, Any]) -> None:
    form = form_with(**state)
    ids = ids_of(form)
    assert len(ids) == len(set(ids))
    assert all(element_id.startswith("form") for element_id in ids)
    referred = [
        reference
        for _, attributes in form.all
        for name in ("for", "aria-describedby", "aria-labelledby")
        for reference in (attributes.get(name) or "").split()
    ]
    links = [(link["href"] or "").removeprefix("#") for link in form.find("a")]
    assert set(referred) | set(links) <= set(ids)


def test_a_draft_is_shown_as_it_was_typed() -> None:
    answers = {"single_choice": "no", "number": "twee", "recommendation": 7, "free_text": "\n<b>", "scale": ["x"]}
    form = form_with(answers=answers)
    chosen = [(radio["name"], radio["value"]) for radio in form.find("input", type="radio") if "checked" in radio]
    assert chosen == [("single_choice", "no"), ("recommendation", "7")]
    assert form.find("input", name="number")[0]["value"] == "twee"
    assert "\n<b>" in form.text


def test_problems_stand_in_a_summary_and_at_their_question() -> None:
    problems = check_answers(ALL_TYPES, {"number": "two", "other": "x"}, "en").problems
    form = form_with(problems=problems)
    assert [link["href"] for link in form.find("a")] == ["#form-single_choice-0", "#form-number"]
    (number,) = form.find("input", name="number")
    assert number["aria-invalid"] == "true"
    assert "form-number-error" in (number["aria-describedby"] or "").split()
    assert "form-single_choice-error" in ids_of(form)
    assert form.text.count("Give a number in digits, such as 45.") == 2
    assert words_in("en")["unknown_question"] in form.text


def test_without_problems_there_is_no_summary() -> None:
    assert not form_with().find("div", role="alert")


def test_a_required_question_says_so_in_words() -> None:
    assert form_with().text.count(f"({words_in('nl')['required']})") == 1


def test_sensitive_and_open_questions_say_what_to_mind() -> None:
    text = form_with().text
    assert text.count(words_in("nl")["sensitive"]) == 1
    assert text.count(words_in("nl")["no_names"]) == 1


def test_options_stand_in_a_row_only_where_they_are_few_and_short() -> None:
    row = form_with(survey_of(question_document("scale"))).find("div", **{"class": "impact-options impact-row"})
    long = [*(f"quite-a-long-answer-indeed-{n}" for n in range(3))]
    many = [f"o{n}" for n in range(7)]
    for codes in (long, many):
        form = form_with(survey_of(question_document("scale", options=options(*codes))))
        assert not form.find("div", **{"class": "impact-options impact-row"})
    assert len(row) == 1


def test_cannot_judge_stands_apart_after_the_points() -> None:
    html = render_form(survey_of(question_document("scale")), "nl", FormState("form"))
    assert html.index('value="high"') < html.index("impact-apart") < html.index('value="cannot_judge"')


def test_who_sees_what_stands_before_the_first_question() -> None:
    html = render_form(ALL_TYPES, "nl", FormState("form", notice="Niemand ziet dit."))
    assert html.index("Niemand ziet dit.") < html.index("<fieldset")
    assert words_in("nl")["who_sees"] not in render_form(ALL_TYPES, "nl", FormState("form"))


def test_hostile_texts_stay_texts_wherever_they_stand() -> None:
    survey = survey_of(
        question_document(
            "scale",
            text=a_text(HOSTILE),
            help=a_text(HOSTILE),
            options=[
                {"code": "a", "text": a_text(HOSTILE)},
                {"code": "b", "text": a_text(HOSTILE)},
            ],
        ),
        question_document("number", unit=a_text(HOSTILE)),
        question_document("recommendation", ends=[a_text(HOSTILE), a_text(HOSTILE)]),
        question_document("free_text"),
        title=a_text(HOSTILE),
        purpose=a_text(HOSTILE),
    )
    answers = dict.fromkeys(survey.questions, HOSTILE)
    problems = check_answers(survey, {**answers, HOSTILE: HOSTILE}, "nl").problems
    state = FormState(HOSTILE, HOSTILE, answers, problems, HOSTILE, {HOSTILE: HOSTILE})
    form = Elements(render_form(survey, "nl", state))
    assert not form.find("script")
    assert not form.find("img")
    assert not [name for _, attributes in form.all for name in attributes if name.startswith("on")]
    assert form.text.count(HOSTILE) >= 9
    assert form.find("input", name="number")[0]["value"] == HOSTILE


@given(st.text(min_size=1, max_size=50).filter(str.strip))
def test_what_was_typed_comes_back_as_it_was(typed: str) -> None:
    form = form_with(answers={"number": typed})
    assert form.find("input", name="number")[0]["value"] == typed


def test_nothing_in_the_form_is_script_or_style() -> None:
    """A page may forbid both (Content-Security-Policy without unsafe-inline)."""
    html = pilot_form("nl", WRONG, checked=True)
    assert not re.search(r"<script|<style|\sstyle=|\son\w+=|javascript:", html)


def test_there_is_one_primary_button() -> None:
    assert len(form_with().find("button", type="submit")) == 1


def test_a_choice_can_be_taken_back_unless_one_is_required() -> None:
    buttons = form_with().find("button", type="button")
    assert len(buttons) == 3
    assert all("hidden" in button for button in buttons)  # only a script can do it


def test_a_form_that_needs_its_script_offers_no_button_before_it_runs() -> None:
    """A hidden default button would still send on Enter; a disabled one does not."""
    form = form_with(needs_script=True)
    (foot,) = form.find("div", **{"class": "impact-foot"})
    (button,) = form.find("button", type="submit")
    assert "hidden" in foot
    assert "disabled" in button


def test_a_form_that_needs_no_script_can_be_sent_at_once() -> None:
    form = form_with()
    assert "hidden" not in form.find("div", **{"class": "impact-foot"})[0]
    assert "disabled" not in form.find("button", type="submit")[0]


@pytest.mark.parametrize("wrong", [False, True])
def test_a_changed_notice_is_announced_first_and_gets_the_focus(wrong: bool) -> None:
    problems = check_answers(ALL_TYPES, {"number": "x"}, "nl").problems if wrong else ()
    form = form_with(notice="Nieuw.", notice_changed=True, problems=problems)
    words = words_in("nl")
    assert words["changed"] in form.text
    focused = [attributes for _, attributes in form.all if "data-impact-focus" in attributes]
    assert [(one["role"], one["aria-labelledby"]) for one in focused] == [("alert", "form--changed")]
    assert (words["errors_title"] in form.text) is wrong
