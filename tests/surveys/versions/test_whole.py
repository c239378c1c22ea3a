"""What is said of a survey as a whole and its pages."""

from __future__ import annotations

from typing import Any

import pytest

from surveys.versions import Effect, Verdict, compare
from tests.surveys.documents import a_text, question_document, survey_of
from tests.surveys.versions.pairs import keys, texts

ONE = {"recalls": [{"id": "goal", "survey": "baseline", "question": "goal"}]}
ANSWERED = {"answered": {"var": "scale"}}


def pages(**second: Any) -> dict[str, Any]:
    """Return two pages, the second with ``second``."""
    return {
        "pages": [
            {"id": "one", "title": a_text("Een"), "questions": [question_document()]},
            {"id": "two", "title": a_text("Twee"), "questions": [question_document(id="q")], **second},
        ]
    }


@pytest.mark.parametrize(
    ("old", "new", "key", "effect"),
    [
        ({}, {"id": "another"}, "other_survey", Effect.CAUTION),
        ({}, {"version": 2}, "survey_version", Effect.NOTE),
        ({}, {"minutes": 9}, "minutes_changed", Effect.NOTE),
        ({}, {"licence": "MIT"}, "licence_changed", Effect.NOTE),
        ({}, {"source": "Another"}, "source_changed", Effect.NOTE),
        ({}, {"title": a_text("Ander")}, "wording_changed", Effect.NOTE),
        ({}, {"purpose": a_text("Ander")}, "wording_changed", Effect.NOTE),
        ({}, {"title": texts("Titel", "Title")}, "translation_added", Effect.CAUTION),
        ({}, {"languages": ["nl", "fr"]}, "language_added", Effect.CAUTION),
        ({"languages": ["nl", "fr"]}, {}, "language_removed", Effect.CAUTION),
        ({"languages": ["nl", "fr", "de"]}, {"languages": ["nl", "de", "fr"]}, "languages_reordered", Effect.NOTE),
        ({}, ONE, "recall_added", Effect.NOTE),
        (ONE, {}, "recall_removed", Effect.NOTE),
        (ONE, {"recalls": [{**ONE["recalls"][0], "question": "other"}]}, "recall_changed", Effect.CAUTION),
        (ONE, {"recalls": [{**ONE["recalls"][0], "text": a_text()}]}, "text_added", Effect.CAUTION),
        ({}, {"recalls": []}, "written_differently", Effect.NOTE),
        ({}, {"scales": []}, "written_differently", Effect.NOTE),
        (pages(), pages(title=a_text("Drie")), "wording_changed", Effect.NOTE),
        (pages(), pages(text=a_text("Lees dit")), "text_added", Effect.CAUTION),
        (pages(), pages(condition=ANSWERED), "condition_of_page", Effect.CAUTION),
        (pages(), {"pages": pages()["pages"][::-1]}, "pages_reordered", Effect.CAUTION),
        (pages(), {"pages": pages()["pages"][:1]}, "pages_removed", Effect.NOTE),
        ({"pages": pages()["pages"][:1]}, pages(), "pages_added", Effect.NOTE),
    ],
)
def test_each_change_has_its_reason(old: dict[str, Any], new: dict[str, Any], key: str, effect: Effect) -> None:
    comparison = compare(survey_of(**old), survey_of(**new))
    assert [(reason.key, reason.effect) for reason in comparison.reasons] == [(key, effect)]


def test_another_first_language_is_another_one_to_fall_back_on() -> None:
    document = {"title": texts("Titel", "Title"), "purpose": texts("Doel", "Purpose")}
    page = {"id": "p", "title": texts("P", "P"), "questions": [question_document("date", text=texts("V", "Q"))]}
    old, new = (survey_of(**document, pages=[page], languages=order) for order in (["nl", "en"], ["en", "nl"]))
    assert keys(compare(old, new)) == ["other_first_language"]


def test_scales_in_another_order_are_said_once() -> None:
    scales = [{"id": name, "title": a_text()} for name in "xyz"]
    comparison = compare(survey_of(scales=scales), survey_of(scales=scales[::-1]))
    assert keys(comparison) == ["scales_reordered"]


def test_what_one_question_says_is_not_said_again_of_the_whole() -> None:
    comparison = compare(survey_of(), survey_of(question_document(text=a_text("Beter"))))
    assert comparison.reasons == ()
    assert not comparison.unchanged


def test_the_worst_question_gives_the_verdict() -> None:
    old = survey_of(question_document(id="a"), question_document(id="b"), question_document(id="c"))
    recoded = survey_of(question_document(id="a", declinable=True), question_document(id="b"))
    broken = survey_of(question_document(id="a", declinable=True), question_document(id="b", version=2))
    assert compare(old, recoded).verdict is Verdict.AFTER_RECODING
    assert compare(old, broken).verdict is Verdict.NOT_COMPARABLE
    assert compare(old, survey_of(question_document(id="b"))).verdict is Verdict.COMPARABLE


def test_a_recall_of_something_else_leads_to_others() -> None:
    def survey(question: str) -> Any:
        asked = question_document(condition={"answered": {"var": "goal"}})
        return survey_of(asked, recalls=[{"id": "goal", "survey": "baseline", "question": question}])

    comparison = compare(survey("goal"), survey("plan"))
    assert keys(comparison.questions["scale"]) == ["led_to_by_changed"]
