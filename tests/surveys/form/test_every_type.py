"""Every question type in the form: named inputs, groups, what is hidden, what is repeated, and nothing unescaped."""

from __future__ import annotations

from typing import Any

import pytest

from surveys.answers import DECLINED, check_answers
from surveys.definition import Survey
from surveys.form import FormState, render_form
from surveys.words import words_in
from tests.surveys.documents import KINDS, a_text, options, question_document, survey_of
from tests.surveys.form.every_type import EVERY_TYPE
from tests.surveys.form.pages import Elements
from tests.surveys.form.test_render_form import HOSTILE

STORED = {
    "used": "otherwise", "used_other": "Half", "often": "often", "spent": 90, "since": "2026-01-05",
    "helped": ["time", "peers"], "first": ["peers", "time"], "support_1": "none", "times": 3, "recommend": None,
    "result": "Meer",
}  # fmt: skip


def form_of(answers: dict[str, Any] | None = None, language: str = "nl", **state: Any) -> Elements:
    """Return the elements of the form with every type."""
    return Elements(render_form(EVERY_TYPE, language, FormState("form", answers=answers or {}, **state)))


def hidden(form: Elements) -> set[str | None]:
    """Return the ids of the questions and pages that are hidden."""
    names = ("data-impact-question", "data-impact-page")
    return {one[name] for _, one in form.all for name in names if name in one and "hidden" in one}


def test_what_is_stored_is_shown_as_it_was_given() -> None:
    form = form_of(STORED)
    checked = {(one["name"], one["value"]) for _, one in form.all if "checked" in one}
    assert checked == {
        ("used", "otherwise"), ("often", "often"), ("helped", "time"), ("helped", "peers"), ("support_1", "none"),
        ("recommend", DECLINED),
    }  # fmt: skip
    typed = {one["name"]: one["value"] for one in form.find("input", type="text")}
    assert typed == {
        "used_other": "Half", "helped_other": "", "spent.hours": "1", "spent.minutes": "30", "since.day": "5",
        "since.month": "1", "since.year": "2026", "times": "3", "result": "Meer",
    }  # fmt: skip
    assert len([one for one in form.find("option") if "selected" in one]) == 2


def test_what_is_shown_is_read_as_it_was_stored() -> None:
    """Every input sent back as it stands gives the same answers."""
    form = form_of(STORED)
    sent: dict[str, Any] = {}
    for tag, one in form.all:
        if tag == "input" and one.get("type") in {"radio", "text"} and ("checked" in one or one["type"] == "text"):
            sent[one["name"] or ""] = one["value"]
        elif tag == "input" and one.get("type") == "checkbox" and "checked" in one:
            sent.setdefault(one["name"] or "", []).append(one["value"])
    sent |= {"first.peers": "1", "first.time": "2"}
    assert check_answers(EVERY_TYPE, sent, "nl").values == STORED


def test_what_the_answers_do_not_lead_to_is_there_but_hidden() -> None:
    assert hidden(form_of()) == {"why_not", "first", "value"}
    assert hidden(form_of({"used": "no"})) == {"spent", "first", "value"}
    assert hidden(form_of({"often": "often", "helped": ["time", "tools"]})) == {"why_not"}


def test_the_words_for_other_are_there_without_scripts() -> None:
    """Whoever writes them has chosen the option; a script hides them until it is chosen."""
    (words,) = form_of().find("input", name="used_other")
    assert words["type"] == "text"


def test_questions_that_are_not_asked_have_no_number() -> None:
    form = Elements(render_form(EVERY_TYPE, "nl", FormState("form", answers={"used": "yes"})))
    assert form.text.index("3. ") > 0
    assert "9. " not in form.text


def test_answers_are_repeated_in_texts_and_always_escaped() -> None:
    form = form_of({"since.day": "5", "since.month": "1", "since.year": "2026"}, recalled={"goal": HOSTILE})
    assert HOSTILE in form.text
    assert "sinds 5 januari 2026?" in form.text
    assert not form.find("script")
    assert not form.find("img")
    (repeats,) = form.find("bdi", **{"data-impact-repeats": "since"})
    assert repeats["data-impact-without"] == "het begin"


def test_without_an_answer_the_texts_have_their_own_words() -> None:
    text = form_of().text
    assert "Je nam je voor: iets anders te doen. Deed je dat?" in text
    assert "sinds het begin?" in text


def test_each_item_of_a_battery_is_a_group_within_a_named_group() -> None:
    form = form_of()
    (battery,) = form.find("div", role="group")
    assert battery["aria-labelledby"] == "form-support-text"
    assert "impact-grid" in (battery["class"] or "")
    assert len([one for tag, one in form.all if tag == "fieldset" and "data-impact-item" in one]) == 2


def test_a_battery_is_a_table_only_where_its_author_asks() -> None:
    form = Elements(render_form(survey_of(question_document("battery")), "nl", FormState("form")))
    assert not form.find("div", **{"class": "impact-columns"})
    assert "impact-grid" not in str(form.all)


@pytest.mark.parametrize("kind", ["number", "duration", "date", "ranking", "short_text", "free_text"])
def test_prefer_not_to_say_is_a_check_box_beside_what_is_typed(kind: str) -> None:
    survey = survey_of(question_document(kind, id="q", declinable=True))
    form = Elements(render_form(survey, "nl", FormState("form", answers={"q": None})))
    (box,) = form.find("input", name="q.~declined")
    assert "checked" in box
    assert len(form.find("fieldset")) == 1


def test_wrong_parts_are_shown_again_with_what_is_wrong() -> None:
    answers = {"since.day": "31", "since.month": "2", "since.year": "2026", "spent.hours": "one"}
    problems = check_answers(EVERY_TYPE, answers, "nl").problems
    form = form_of(answers, problems=problems)
    assert [one["href"] for one in form.find("a")] == ["#form-used-0", "#form-spent-0", "#form-since-0"]
    assert {one["name"] for one in form.find("input", type="text") if "aria-invalid" in one} == {
        "spent.hours", "spent.minutes", "since.day", "since.month", "since.year",
    }  # fmt: skip
    assert form.find("input", name="since.day")[0]["value"] == "31"


def test_every_reference_leads_to_an_element_and_every_id_is_used_once() -> None:
    problems = check_answers(EVERY_TYPE, {"times": "x", "support_1": "x", "helped": ["nothing", "time"]}, "nl").problems
    form = form_of(problems=problems)
    ids = [attributes["id"] for _, attributes in form.all if "id" in attributes]
    assert len(ids) == len(set(ids))
    names = ("for", "aria-describedby", "aria-labelledby")
    referred = {one for _, at in form.all for name in names for one in (at.get(name) or "").split()}
    links = {(link["href"] or "").removeprefix("#") for link in form.find("a")}
    assert referred | links <= set(ids)


NAMES_OF_THE_FORM = ("title", "notice", "changed", "more", "problems", "progress", "page", "page_1")


@pytest.mark.parametrize("kind", ["short_text", "single_choice"])
def test_a_question_may_be_called_like_a_part_of_the_form(kind: str) -> None:
    survey = survey_of(*(question_document(kind, id=name, required=True) for name in NAMES_OF_THE_FORM))
    problems = check_answers(survey, {}, "nl").problems
    state = FormState("form", problems=problems, notice="x", notice_changed=True, more=True)
    form = Elements(render_form(survey, "nl", state))
    ids = [attributes["id"] for _, attributes in form.all if "id" in attributes]
    assert len(ids) == len(set(ids))


def links_and_ids(survey: Survey, answers: dict[str, Any]) -> tuple[list[str], set[str | None]]:
    """Return where the summary of what is wrong leads to, and the ids of all inputs."""
    problems = check_answers(survey, answers, "nl").problems
    form = Elements(render_form(survey, "nl", FormState("form", answers=answers, problems=problems)))
    inputs = {one["id"] for tag, one in form.all if tag in {"input", "select", "textarea"} and "id" in one}
    return [(link["href"] or "").removeprefix("#") for link in form.find("a")], inputs


@pytest.mark.parametrize("declinable", [True, False])
@pytest.mark.parametrize("flag", ["exclusive", "not_applicable", None])
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_wrong_leads_to_an_input(kind: str, flag: str | None, declinable: bool) -> None:
    changes: dict[str, Any] = {"declinable": declinable, "required": True}
    if kind == "multiple_response" and flag:
        changes["options"] = [{**option, flag: True} for option in options("a", "b")]
    links, inputs = links_and_ids(survey_of(question_document(kind, id="q", **changes)), {})
    assert len(links) == (2 if kind == "battery" else 1)
    assert set(links) <= inputs


def test_items_of_a_battery_are_told_apart_where_something_is_wrong() -> None:
    survey = survey_of(question_document("battery", required=True))
    problems = check_answers(survey, {}, "nl").problems
    html = render_form(survey, "nl", FormState("form", problems=problems))
    assert "Vraag 1 (Een): " in html
    assert "Vraag 1 (Twee): " in html


@pytest.mark.parametrize(
    ("heads", "drawn"),
    [
        (["Nooit", "Soms", "Vaak"], True),
        (["Helemaal oneens", "Oneens", "Neutraal", "Eens", "Helemaal eens"], True),
        ([f"k{place}" for place in range(7)], True),
        ([f"k{place}" for place in range(8)], False),
        (["Onbetwistbaarheidsgraad", "Soms", "Vaak"], False),
    ],
)
def test_a_table_is_drawn_where_its_heads_can_be_read(heads: list[str], drawn: bool) -> None:
    points = [{"code": f"c{place}", "text": a_text(head)} for place, head in enumerate(heads)]
    html = render_form(survey_of(question_document("battery", grid=True, options=points)), "nl", FormState("form"))
    assert ("impact-grid" in html) is drawn


def test_a_scale_with_a_long_word_is_not_squeezed_into_a_row() -> None:
    points = [{"code": code, "text": a_text(text)} for code, text in (("a", "x" * 14), ("b", "y"))]
    assert "impact-row" not in render_form(
        survey_of(question_document("scale", options=points)), "nl", FormState("form")
    )


def test_a_tiny_number_is_shown_as_it_can_be_read_again() -> None:
    survey = survey_of(question_document("number", id="n", whole=False))
    (shown,) = Elements(render_form(survey, "nl", FormState("form", answers={"n": 1e-07}))).find("input", name="n")
    assert check_answers(survey, {"n": shown["value"]}, "nl").values == {"n": 1e-07}


def test_what_the_form_says_in_another_language_than_the_survey_is_marked_as_a_whole() -> None:
    """Else sentences in English change their order and their full stops in an Arabic form."""
    answers = {"times": "9999"}
    problems = check_answers(EVERY_TYPE, answers, "ar").problems
    state = FormState("form", answers=answers, problems=problems, notice="Who sees what.")
    html = render_form(EVERY_TYPE, "ar", state)
    own = '<span lang="en" dir="ltr">'
    assert f"</strong> {own}Who sees what.</span>" in html
    assert f"{own}{words_in('en')['duration'].format(minutes=3)} {words_in('en')['may_skip']}</span>" in html
    assert f"</span>{own}Give 500 or less.</span></p>" in html


def test_hostile_texts_stay_texts_in_every_type() -> None:
    text = a_text(HOSTILE)
    hostile = [{**option, "text": text} for option in options("a", "b", "c")]
    other = [*hostile, {"code": "else", "text": text, "other": True}, {"code": "x", "text": text, "exclusive": True}]
    survey = survey_of(
        question_document("multiple_response", text=text, help=text, options=other, declinable=True),
        question_document("battery", text=text, help=text, options=hostile, grid=True,
                          items=[{"id": "item", "version": 1, "text": text}]),
        question_document("ranking", text=text, options=hostile),
        question_document("date", text=text),
        question_document("duration", text=text),
        question_document("short_text", text=a_text("{goal|x}")),
        recalls=[{"id": "goal", "survey": "baseline", "question": "c"}],
    )  # fmt: skip
    answers = {name: HOSTILE for question in survey for name in (question.id, f"{question.id}.day", f"{question.id}.a")}
    problems = check_answers(survey, answers, "nl").problems
    state = FormState("form", answers=answers, problems=problems, recalled={"goal": HOSTILE})
    form = Elements(render_form(survey, "nl", state))
    assert not [tag for tag, _ in form.all if tag in {"script", "img", "style"}]
    assert not [name for _, attributes in form.all for name in attributes if name.startswith("on")]
