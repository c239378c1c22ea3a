"""What becomes of a question: one row a change, with verdict and reason."""

from __future__ import annotations

from typing import Any

import pytest

from surveys.versions import Effect, Recoding, Verdict, compare, reason_in_words
from tests.surveys.documents import a_text, question_document, survey_of
from tests.surveys.versions.pairs import an_item, changed, keys, survey, texts

COMPARABLE, AFTER_RECODING, NOT_COMPARABLE = Verdict.COMPARABLE, Verdict.AFTER_RECODING, Verdict.NOT_COMPARABLE
IF_ANSWERED = {"answered": {"var": "first"}}


def test_a_text_may_be_corrected_without_breaking_the_series() -> None:
    result = changed("scale", {"text": a_text("Hoe vak?")}, {"text": a_text("Hoe vaak?")})
    assert result.verdict is COMPARABLE
    [reason] = result.reasons
    assert reason.effect is Effect.NOTE
    assert reason_in_words(reason, "en") == (
        "Question: wording corrected in nl. The version stayed the same, so the meaning did."
    )


def test_a_raised_version_begins_a_new_series() -> None:
    result = changed("scale", {}, {"version": 2, "text": a_text("Wat anders")})
    assert result.verdict is NOT_COMPARABLE
    assert keys(result) == ["meaning_changed", "wording_changed"]


def test_a_raised_version_says_enough_even_where_nothing_else_differs() -> None:
    assert keys(changed("number", {}, {"version": 2})) == ["meaning_changed"]


ROWS: list[tuple[str, dict[str, Any], dict[str, Any], Verdict, str]] = [
    ("scale", {}, {"text": texts("Vraag", "Question")}, COMPARABLE, "translation_added"),
    ("scale", {"text": texts("Vraag", "Question")}, {}, COMPARABLE, "translation_removed"),
    ("scale", {}, {"help": a_text()}, COMPARABLE, "text_added"),
    ("scale", {"help": a_text()}, {}, COMPARABLE, "text_removed"),
    ("scale", {"help": a_text()}, {"help": a_text("Beter")}, COMPARABLE, "wording_corrected"),
    ("scale", {}, {"required": True}, COMPARABLE, "required_now"),
    ("scale", {"required": True}, {}, COMPARABLE, "required_no_more"),
    ("scale", {}, {"declinable": True}, AFTER_RECODING, "declinable_now"),
    ("scale", {"declinable": True}, {}, AFTER_RECODING, "declinable_no_more"),
    ("scale", {}, {"level": "indicators"}, COMPARABLE, "other_level"),
    ("scale", {}, {"node": "n"}, COMPARABLE, "other_node"),
    ("scale", {}, {"privacy": "sensitive"}, COMPARABLE, "other_privacy"),
    ("scale", {}, {"scale": "s"}, COMPARABLE, "on_scale_now"),
    ("scale", {"scale": "s"}, {}, COMPARABLE, "on_scale_no_more"),
    ("scale", {"scale": "s"}, {"scale": "t"}, COMPARABLE, "other_scale"),
    ("scale", {"scale": "s"}, {"scale": "s", "reversed": True}, AFTER_RECODING, "reversed_now"),
    ("scale", {"scale": "s", "reversed": True}, {"scale": "s"}, AFTER_RECODING, "reversed_no_more"),
    ("scale", {}, {"reversed": True}, COMPARABLE, "reversed_off_scale"),
    ("scale", {}, {"required": False}, COMPARABLE, "written_differently"),
    ("recommendation", {}, {"ends": [a_text("Nee"), a_text("Ja")]}, COMPARABLE, "text_added"),
    (
        "recommendation",
        {"ends": [a_text("Nee"), a_text("Ja")]},
        {"ends": [a_text("Nee"), a_text("Jazeker")]},
        COMPARABLE,
        "wording_corrected",
    ),
    ("battery", {}, {"text": a_text("Inleiding")}, COMPARABLE, "wording_corrected"),
    ("battery", {}, {"help": a_text("Inleiding")}, COMPARABLE, "text_added"),
    ("battery", {}, {"version": 2}, NOT_COMPARABLE, "battery_meaning_changed"),
    ("battery", {}, {"grid": True}, COMPARABLE, "grid_now"),
    ("battery", {"grid": True}, {}, COMPARABLE, "grid_no_more"),
    ("battery", {}, {"id": "another"}, COMPARABLE, "other_battery"),
    ("battery", {}, {"items": [an_item("q", version=2)]}, NOT_COMPARABLE, "meaning_changed"),
    ("battery", {}, {"items": [an_item("q", level="indicators")]}, COMPARABLE, "other_level"),
    ("battery", {}, {"items": [an_item("q", level="interventions")]}, COMPARABLE, "written_differently"),
]


@pytest.mark.parametrize(("kind", "old", "new", "verdict", "key"), ROWS)
def test_each_change_has_its_verdict_and_its_reason(
    kind: str, old: dict[str, Any], new: dict[str, Any], verdict: Verdict, key: str
) -> None:
    result = changed(kind, old, new)
    assert result.verdict is verdict
    assert key in keys(result)


@pytest.mark.parametrize(
    ("old", "new", "verdict", "key"),
    [
        ("single_choice", "multiple_response", NOT_COMPARABLE, "type_changed"),
        ("number", "duration", NOT_COMPARABLE, "type_changed"),
        ("scale", "recommendation", NOT_COMPARABLE, "type_changed"),
        ("ranking", "multiple_response", NOT_COMPARABLE, "type_changed"),
        ("free_text", "short_text", COMPARABLE, "type_reads_alike"),
    ],
)
def test_another_type_begins_a_new_series_unless_it_stores_the_same(
    old: str, new: str, verdict: Verdict, key: str
) -> None:
    before, after = (survey(question_document(kind, id="q")) for kind in (old, new))
    result = compare(before, after).questions["q"]
    assert result.verdict is verdict
    assert key in keys(result)


def test_a_choice_becomes_a_scale_of_the_same_codes() -> None:
    same = question_document("scale")["options"]
    before, after = (survey(question_document(kind, id="q", options=same)) for kind in ("single_choice", "scale"))
    result = compare(before, after).questions["q"]
    assert (result.verdict, keys(result)) == (COMPARABLE, ["type_reads_alike"])


def test_what_is_added_and_removed_is_said() -> None:
    result = compare(survey(question_document(id="q")), survey(question_document(id="r")))
    assert {name: one.verdict for name, one in result.questions.items()} == {
        "r": Verdict.ADDED,
        "q": Verdict.REMOVED,
    }
    assert result.verdict is NOT_COMPARABLE  # nothing is asked in both


def two_questions(condition: Any = None, page_condition: Any = None, **first: Any) -> Any:
    """Return a survey with the questions first, then q on a page of its own, under these conditions."""
    pages = [
        {"id": "one", "title": a_text(), "questions": [question_document(**{"id": "first", **first})]},
        {"id": "two", "title": a_text(), "questions": [question_document(id="q")]},
    ]
    if condition:
        pages[1]["questions"][0]["condition"] = condition
    if page_condition:
        pages[1]["condition"] = page_condition
    return survey_of(pages=pages)


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ({}, {"condition": IF_ANSWERED}, "condition_added"),
        ({"condition": IF_ANSWERED}, {}, "condition_removed"),
        ({"condition": IF_ANSWERED}, {"condition": {"!": IF_ANSWERED}}, "condition_changed"),
        ({}, {"page_condition": IF_ANSWERED}, "page_condition_added"),
        ({"page_condition": IF_ANSWERED}, {}, "page_condition_removed"),
        ({"page_condition": IF_ANSWERED}, {"page_condition": {"!": IF_ANSWERED}}, "page_condition_changed"),
        ({"condition": IF_ANSWERED}, {"condition": IF_ANSWERED, "version": 2}, "led_to_by_changed"),
        ({"page_condition": IF_ANSWERED}, {"page_condition": IF_ANSWERED, "declinable": True}, "led_to_by_changed"),
    ],
)
def test_who_is_asked_is_a_caution(old: dict[str, Any], new: dict[str, Any], key: str) -> None:
    result = compare(two_questions(**old), two_questions(**new)).questions["q"]
    assert result.verdict is COMPARABLE
    assert [(reason.key, reason.effect) for reason in result.reasons] == [(key, Effect.CAUTION)]


def test_a_condition_on_what_only_reads_differently_leads_to_the_same_people() -> None:
    old = two_questions(condition=IF_ANSWERED)
    new = two_questions(condition=IF_ANSWERED, text=a_text("Beter"))
    assert compare(old, new).questions["q"].reasons == ()


def test_who_is_asked_is_followed_over_several_questions() -> None:
    def chain(**first: Any) -> Any:
        conditions = [None, {"answered": {"var": "a"}}, {"answered": {"var": "b"}}]
        return survey(
            *(
                question_document(id=name, condition=condition, **(first if name == "a" else {}))
                for name, condition in zip("abc", conditions, strict=True)
            )
        )

    result = compare(chain(), chain(version=2)).questions
    assert keys(result["b"]) == keys(result["c"]) == ["led_to_by_changed"]
    assert result["c"].reasons[0].facts == {"questions": ("b",)}


def test_one_question_that_moved_is_the_one_that_moved() -> None:
    before, after = (survey(*(question_document(id=name) for name in order)) for order in ("abcd", "bcda"))
    result = compare(before, after).questions
    assert {name: keys(one) for name, one in result.items() if one.reasons} == {"a": ["asked_elsewhere"]}


def test_another_page_is_a_caution() -> None:
    both = [question_document(id=name) for name in "ab"]
    apart = survey_of(
        pages=[{"id": f"page_{one['id']}", "title": a_text(one["id"]), "questions": [one]} for one in both]
    )
    result = compare(survey_of(*both), apart).questions
    assert keys(result["a"]) == keys(result["b"]) == ["other_page"]


def test_an_item_that_leaves_its_battery_keeps_its_series_with_a_caution() -> None:
    battery = question_document("battery", id="b", items=[an_item("q")])
    alone = question_document("scale", id="q", text=a_text("Een"), options=battery["options"])
    there = compare(survey(battery), survey(alone)).questions["q"]
    back = compare(survey(alone), survey(battery)).questions["q"]
    assert (there.verdict, keys(there)) == (COMPARABLE, ["in_battery_no_more"])
    assert (back.verdict, keys(back)) == (COMPARABLE, ["in_battery_now"])


def test_a_key_that_is_turned_asks_for_new_scores_of_old_answers() -> None:
    result = changed("scale", {"scale": "s"}, {"scale": "s", "reversed": True})
    assert (result.old_recoding, result.new_recoding) == (Recoding(by_other_key=True), None)
