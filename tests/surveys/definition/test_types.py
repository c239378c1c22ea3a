"""Every question type: what its document may hold, and the questions it stands for."""

from __future__ import annotations

from typing import Any

import pytest

from surveys.contract import MAX_SUBMISSION_BYTES
from surveys.definition import load_survey
from surveys.definition.model import Battery
from surveys.errors import DefinitionInvalid
from surveys.privacy import PrivacyClass
from surveys.texts import Text
from tests.bench.load import submission
from tests.surveys.documents import a_text, options, question_document, survey_document, survey_of

QUESTION = "pages[0].questions[0]"


def problems(*questions: Any, **changes: Any) -> dict[str, str]:
    """Return what is wrong with a survey of ``questions``, by path."""
    with pytest.raises(DefinitionInvalid) as invalid:
        load_survey(survey_document(*questions, **changes))
    return {problem.path: problem.message for problem in invalid.value.problems}


def wrong(kind: str, **changes: Any) -> set[str]:
    """Return the members of one question that have a problem."""
    found = problems(question_document(kind, **changes))
    return {path.removeprefix(f"{QUESTION}.") for path in found}


@pytest.mark.parametrize(
    ("kind", "changes", "members"),
    [
        ("multiple_response", {"options": None}, {"options"}),
        ("multiple_response", {"minimum": 3, "maximum": 2}, {"minimum"}),
        ("multiple_response", {"maximum": 4}, {"maximum"}),
        ("multiple_response", {"maximum": 1.5}, {"maximum"}),
        ("ranking", {"maximum": 0}, {"maximum"}),
        ("ranking", {"minimum": 1}, {"minimum"}),
        ("ranking", {"options": options("a", "b", not_applicable=("c",))}, {"options"}),
        ("single_choice", {"items": []}, {"items"}),
        (
            "single_choice",
            {"options": [*options("a"), {"code": "b", "text": a_text(), "exclusive": True}]},
            {"options"},
        ),
        ("scale", {"options": [*options("a", "b"), {"code": "c", "text": a_text(), "other": True}]}, {"options"}),
        ("battery", {"items": None}, {"items"}),
        ("battery", {"items": []}, {"items"}),
        ("battery", {"options": options("a", not_applicable=("b",))}, {"options"}),
        ("battery", {"reversed": True}, {"reversed"}),
        ("scale", {"grid": True}, {"grid"}),
        ("duration", {"unit": a_text()}, {"unit"}),
        ("duration", {"minimum": -1}, {"minimum"}),
        ("duration", {"maximum": 0.5}, {"maximum"}),
        ("date", {"earliest": "2026-02-30"}, {"earliest"}),
        ("date", {"earliest": "2026-02-02", "latest": "2026-02-01"}, {"earliest"}),
        ("date", {"minimum": 1}, {"minimum"}),
        ("short_text", {"maximum": 1001}, {"maximum"}),
        ("free_text", {"maximum": 0}, {"maximum"}),
        ("number", {"earliest": "2026-01-01"}, {"earliest"}),
        ("number", {"type": "essay"}, {"type"}),
        ("number", {"declinable": "yes"}, {"declinable"}),
    ],
)
def test_what_does_not_belong_to_a_type_is_named(kind: str, changes: dict[str, Any], members: set[str]) -> None:
    assert wrong(kind, **changes) == members


def test_an_option_is_one_thing_only() -> None:
    both = {"code": "x", "text": a_text(), "exclusive": True, "other": True}
    assert wrong("multiple_response", options=[*options("a"), both]) == {"options[1]"}


def test_each_item_of_a_battery_is_a_scale_with_what_the_battery_says() -> None:
    items = [
        {"id": "one", "version": 2, "text": a_text("Een"), "reversed": True},
        {"id": "two", "version": 1, "text": a_text("Twee"), "level": "indicators", "node": "n2"},
    ]
    survey = survey_of(
        question_document(
            "battery", items=items, scale="s", node="n1", required=True, help=a_text("Hulp"), privacy="sensitive",
            options=options("low", "high", not_applicable=("unknown",)),
        ),
        scales=[{"id": "s", "title": a_text()}],
    )  # fmt: skip
    one, two = survey
    assert (one.id, one.version, one.type, one.scale, one.reversed, one.node) == ("one", 2, "scale", "s", True, "n1")
    assert (two.level, two.node, two.reversed, two.required) == ("indicators", "n2", False, True)
    assert one.battery is not None
    assert one.battery == two.battery
    assert one.battery == Battery("battery", Text(a_text("Vraag")), Text(a_text("Hulp")), grid=False)
    assert [option.code for option in one.points] == ["low", "high"]
    assert one.privacy is PrivacyClass.SENSITIVE


def test_ids_of_items_and_of_words_for_other_are_ids_like_any_other() -> None:
    choices = [*options("a"), {"code": "b", "text": a_text(), "other": True}]
    found = problems(
        question_document("battery", id="q"),
        question_document("number", id="item_1"),
        question_document("single_choice", id="choice", options=choices),
        question_document("number", id="choice_other"),
        question_document("scale", id="goal"),
        recalls=[{"id": "goal", "survey": "baseline", "question": "c"}],
    )
    assert set(found) == {
        "pages[0].questions[0].items[0].id", "pages[0].questions[1].id", "pages[0].questions[2].id",
        "pages[0].questions[3].id", "pages[0].questions[4].id", "recalls[0].id",
    }  # fmt: skip


def test_an_id_leaves_room_for_that_of_the_words_for_other() -> None:
    """An id longer than 64 characters could be answered, and then not be sent."""
    choices = [*options("a"), {"code": "b", "text": a_text(), "other": True}]
    assert set(problems(question_document("single_choice", id="q" * 59, options=choices))) == {
        "pages[0].questions[0].id"
    }
    assert f"{'q' * 58}_other" in survey_of(question_document("single_choice", id="q" * 58, options=choices)).questions
    assert "q" * 64 in survey_of(question_document("single_choice", id="q" * 64)).questions


def test_a_battery_has_an_id_of_its_own() -> None:
    items = [{"id": "q", "version": 1, "text": a_text()}]
    assert set(problems(question_document("battery", id="q", items=items))) == {
        "pages[0].questions[0].id", "pages[0].questions[0].items[0].id",
    }  # fmt: skip


def test_every_item_counts_towards_the_most_questions() -> None:
    def items(battery: int) -> list[dict[str, Any]]:
        return [{"id": f"i{battery}_{one}", "version": 1, "text": a_text()} for one in range(100)]

    batteries = [question_document("battery", id=f"b{one}", items=items(one)) for one in range(6)]
    assert problems(*batteries)["pages"] == "There are 600 questions; 500 is the most."


def test_lists_of_long_codes_count_towards_what_may_be_answered() -> None:
    codes = options(*(f"{'c' * 60}{one:03}" for one in range(200)))
    many = [question_document("multiple_response", id=f"q{one}", options=codes) for one in range(15)]
    assert "30,000 is the most" in problems(*many)["pages"]


def test_the_largest_answers_that_a_definition_allows_fit_a_submission() -> None:
    codes = options(*(f"{'c' * 60}{one:03}" for one in range(200)))
    lists = [question_document("ranking", id=f"{'q' * 60}{one:03}", options=codes) for one in range(12)]
    two = options("x" * 64, "y" * 64)
    rest = [question_document("scale", id=f"{'s' * 60}{one:03}", options=two) for one in range(487)]
    document = survey_document(*lists, question_document("free_text", id="t", maximum=3_500))
    for start in range(0, len(rest), 200):
        page = {"id": f"p{start}", "title": a_text(), "questions": rest[start : start + 200]}
        document["pages"].append(page)
    survey = load_survey(document)
    answers: dict[str, Any] = {
        one.id: [option.code for option in one.options] for one in survey if one.type == "ranking"
    }
    answers |= {one.id: one.options[0].code for one in survey if one.type == "scale"}
    answers["t"] = "\u0001" * 3_500
    assert len(submission(survey, "c" * 63, answers).to_bytes()) <= MAX_SUBMISSION_BYTES
