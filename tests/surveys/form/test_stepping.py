"""A survey page by page, without scripts: where each page that is sent leads."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from surveys.answers import check_answers
from surveys.definition import Survey, load_survey
from surveys.form import FormState, render_form
from surveys.form.stepping import answers_in, first_page, step_from
from tests.surveys.documents import a_text, options, question_document, survey_document
from tests.surveys.form.every_type import EVERY_TYPE
from tests.surveys.form.pages import Elements

USED = question_document("single_choice", id="used", required=True, options=options("yes", "no"))
WHY = question_document("free_text", id="why", required=True, condition={"===": [{"var": "used"}, "no"]})
HOW = question_document("number", id="how")
LAST = question_document("number", id="last", required=True)


def page(name: str, *questions: dict[str, Any], **members: Any) -> dict[str, Any]:
    """Return the document of a page."""
    return {"id": name, "title": a_text(), "questions": list(questions), **members}


SURVEY = load_survey(
    survey_document(
        pages=[
            page("first", USED, WHY),
            page("only_if_used", HOW, condition={"===": [{"var": "used"}, "yes"]}),
            page("last", LAST),
        ]
    )
)


def posted(place: int, go: str = "next", shown: str | None = None, **answers: Any) -> dict[str, Any]:
    """Return what a page sends."""
    own = {} if shown is None else {"impact.shown": shown}
    return {"impact.page": str(place), "impact.go": go, **own, **answers}


def sent_by(form: Elements) -> dict[str, Any]:
    """Return what a browser sends of ``form`` as it stands."""
    sent: dict[str, list[str]] = {}
    select = ""
    for tag, one in form.all:
        select = one["name"] or "" if tag == "select" else select
        kind = one.get("type")
        if tag == "input" and (kind in {"hidden", "text"} or "checked" in one):
            sent.setdefault(one["name"] or "", []).append(one["value"] or "")
        elif tag == "option" and "selected" in one:
            sent.setdefault(select, []).append(one["value"] or "")
    return {name: values[0] if len(values) == 1 else values for name, values in sent.items()}


def test_a_page_without_anything_to_ask_is_passed_over_both_ways() -> None:
    assert step_from(SURVEY, posted(0, used="yes"), "nl").page == 1
    assert step_from(SURVEY, posted(0, used="no", why="x"), "nl").page == 2
    assert step_from(SURVEY, posted(2, "back", used="no", why="x"), "nl").page == 0


def test_what_is_wrong_on_a_page_keeps_the_respondent_on_it() -> None:
    step = step_from(SURVEY, posted(0), "nl")
    assert (step.page, [one.question_id for one in step.problems], step.checked) == (0, ["used"], None)


def test_what_could_not_be_seen_is_shown_before_it_is_missed() -> None:
    step = step_from(SURVEY, posted(0, shown="used", used="no"), "nl")
    assert (step.page, step.more, step.problems) == (0, True, ())
    again = step_from(SURVEY, posted(0, shown="used why", used="no"), "nl")
    assert (again.page, again.more, [one.question_id for one in again.problems]) == (0, False, ["why"])


def test_back_takes_along_whatever_was_typed() -> None:
    sent = posted(2, "back", used="yes", how="twelve", last="")
    assert step_from(SURVEY, sent, "nl").page == 1
    assert answers_in(sent) == {"used": "yes", "how": "twelve", "last": ""}
    assert step_from(SURVEY, posted(0, "back", used=""), "nl").page == 0


def test_the_last_page_ends_with_all_answers() -> None:
    step = step_from(SURVEY, posted(2, "send", used="yes", how="3", last="4", why="left over"), "nl")
    assert step.checked is not None
    assert dict(step.checked.values) == {"used": "yes", "how": 3, "last": 4}


OPENS_ONE = load_survey(
    survey_document(pages=[page("first", USED), page("more", LAST, condition={"===": [{"var": "used"}, "yes"]})])
)


def test_whoever_goes_on_is_asked_before_anything_is_sent() -> None:
    """An answer on the last page so far may open another, so its button cannot say whether it sends."""
    assert [one["value"] for one in elements(OPENS_ONE, 0).find("button", type="submit")] == ["next"]
    assert step_from(OPENS_ONE, posted(0, used="yes"), "nl").page == 1
    last = step_from(OPENS_ONE, posted(0, used="no"), "nl")
    assert (last.page, last.last, last.checked) == (0, True, None)
    form = elements(OPENS_ONE, 0, answers={"used": "no"}, last=True)
    assert [one["value"] for one in form.find("button", type="submit")] == ["send"]
    assert step_from(OPENS_ONE, posted(0, "send", used="no"), "nl").checked is not None


def test_a_problem_on_an_earlier_page_leads_back_to_it() -> None:
    step = step_from(SURVEY, posted(2, "send", used="maybe", last="4"), "nl")
    assert (step.page, [one.question_id for one in step.problems]) == (0, ["used"])


def test_the_first_page_is_the_first_that_asks_something() -> None:
    document = survey_document(pages=[page("never", HOW, condition=False), page("last", LAST)])
    assert first_page(load_survey(document), "nl") == 1


@given(
    st.dictionaries(st.sampled_from(["impact.page", "impact.go", "impact.shown", "used", "how", "x", "x.y"]), st.text())
)
def test_whatever_is_sent_leads_somewhere(sent: dict[str, Any]) -> None:
    assert 0 <= step_from(SURVEY, sent, "nl").page < 3


def elements(survey: Survey, place: int, **state: Any) -> Elements:
    """Return the elements of one page of a form."""
    return Elements(render_form(survey, "nl", FormState("form", page=place, **state)))


def test_one_page_is_shown_and_the_answers_to_the_others_travel_along() -> None:
    answers = {"used": "yes", "helped": ["time", "peers"], "times": "3", "first.time": "1", "goal.x": "y"}
    form = elements(EVERY_TYPE, 0, answers=answers)
    hidden = [(one["name"], one["value"]) for one in form.find("input", type="hidden")]
    assert [one for one in hidden if not (one[0] or "").startswith("impact.")] == [
        ("submission_id", ""), ("helped", "time"), ("helped", "peers"), ("times", "3"), ("first.time", "1"),
    ]  # fmt: skip
    assert not form.find("input", name="result")
    assert dict(hidden)["impact.page"] == "0"
    assert (dict(hidden)["impact.shown"] or "").split() == ["used", "used_other", "often", "spent", "since"]


def test_what_belongs_to_no_question_does_not_travel_along() -> None:
    """It is told once; sent again and again, nobody could ever finish."""
    sent = posted(2, used="no", why="x", last="1", utm="x")
    assert [one.question_id for one in step_from(SURVEY, sent, "nl").problems] == ["utm"]
    form = elements(SURVEY, 2, answers=answers_in(sent))
    again = {one["name"] or "": one["value"] for one in form.find("input")}
    assert step_from(SURVEY, again, "nl").checked is not None


def test_words_for_other_are_no_new_question() -> None:
    """They can be written before the option is chosen, so nothing new is to be seen."""
    sent = {"used": "otherwise", "used_other": "Half"}
    shown = {one["name"]: one["value"] for one in elements(EVERY_TYPE, 0).find("input", type="hidden")}
    step = step_from(EVERY_TYPE, {**posted(0, shown=shown["impact.shown"]), **sent}, "nl")
    assert (step.page, step.more) == (1, False)


STORED = {"used": "yes", "spent": 90, "since": "2026-01-05", "helped": ["time", "tools"], "first": ["tools"],
          "times": 3, "often": "often", "recommend": None}  # fmt: skip


def test_stored_answers_go_through_all_pages_unchanged() -> None:
    """Each page is shown, sent as it stands and shown again; in the end everything is as it was."""
    answers: dict[str, Any] = dict(STORED)
    for place in (2, 0, 1, 2):
        form = elements(EVERY_TYPE, place, answers=answers)
        answers = answers_in(sent_by(form))
    assert check_answers(EVERY_TYPE, answers, "nl").values == STORED


TYPED = ("number", "duration", "date", "ranking", "short_text", "free_text")


def test_prefer_not_to_say_travels_along_as_well() -> None:
    survey = load_survey(
        survey_document(
            pages=[page("one", *(question_document(kind, declinable=True) for kind in TYPED)), page("two", USED)]
        )
    )
    answers: dict[str, Any] = dict.fromkeys(TYPED)
    for place in (1, 0, 1):
        answers = answers_in(sent_by(elements(survey, place, answers=answers)))
    assert check_answers(survey, {**answers, "used": "yes"}, "nl").values == {**dict.fromkeys(TYPED), "used": "yes"}


def test_the_buttons_go_on_and_back_and_send_at_the_end() -> None:
    def buttons(place: int, **answers: str) -> list[str | None]:
        return [one.get("value") for one in elements(SURVEY, place, answers=answers).find("button", type="submit")]

    assert buttons(0) == ["next"]
    assert buttons(1, used="yes") == ["next", "back"]
    assert buttons(2, used="no") == ["send", "back"]


def test_the_form_says_how_far_it_is_among_the_pages_that_ask() -> None:
    assert "Pagina 2 van 2" in elements(SURVEY, 2, answers={"used": "no"}).text
    assert "Pagina 3 van 3" in elements(SURVEY, 2, answers={"used": "yes"}).text


def test_new_questions_are_announced() -> None:
    form = elements(SURVEY, 0, answers={"used": "no"}, more=True)
    focused = [attributes for _, attributes in form.all if "data-impact-focus" in attributes]
    assert [one["role"] for one in focused] == ["alert"]
