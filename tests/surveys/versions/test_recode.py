"""Answers in the terms of both versions."""

from __future__ import annotations

from typing import Any

import pytest

from surveys.scoring import scale_score
from surveys.versions import Recoded, compare, recode, recode_new
from tests.surveys.documents import Document, options, question_document
from tests.surveys.versions.pairs import codes, survey

Members = dict[str, Any]


def recoded(kind: str, old: Members, new: Members, answer: Any, *, later: bool = False) -> Recoded:
    """Return what becomes of ``answer`` to a question q that went from ``old`` to ``new``."""
    before, after = (survey(question_document(kind, id="q", **members)) for members in (old, new))
    return (recode_new if later else recode)(compare(before, after), {"q": answer})


def kept(answer: Any) -> Recoded:
    """Return the outcome of an answer that stays in the series as this one."""
    return Recoded({"q": answer}, {}, ())


LEFT_OUT = Recoded({}, {}, ("q",))
SEVERAL = "multiple_response"


@pytest.mark.parametrize(
    ("kind", "old", "new", "answer", "outcome"),
    [
        ("scale", {}, {"version": 2}, "low", LEFT_OUT),
        ("scale", {}, {"required": True}, "low", kept("low")),
        ("scale", {"declinable": True}, {"declinable": True}, None, kept(None)),
        ("scale", {"declinable": True}, {}, None, LEFT_OUT),
        ("single_choice", {"options": codes("a", "b")}, {"options": codes("a", "c")}, "b", kept("c")),
        (SEVERAL, {"options": codes("a", "b", "c")}, {"options": codes("c", "a")}, ["a", "b", "c"], kept(["c", "a"])),
        (SEVERAL, {"options": codes("a", "b", "c")}, {"options": codes("a", "b")}, ["c"], LEFT_OUT),
        (
            SEVERAL,
            {"options": codes("a", "b", "c", other="o")},
            {"options": codes("a", other="o")},
            ["a", "b", "c"],
            kept(["a", "o"]),
        ),
        (SEVERAL, {"options": codes("a", "b")}, {"options": codes("a", exclusive="b")}, ["a", "b"], LEFT_OUT),
        (SEVERAL, {"options": codes("a", "b")}, {"options": codes("a", exclusive="b")}, ["b"], kept(["b"])),
        ("ranking", {}, {"maximum": 2}, ["c", "a", "b"], kept(["c", "a"])),
        ("ranking", {"options": codes("a", "b", "c")}, {"options": codes("a", "c")}, ["b", "c", "a"], kept(["c", "a"])),
        ("number", {}, {"maximum": 5}, 5, kept(5)),
        ("number", {}, {"maximum": 5}, 6, LEFT_OUT),
        ("number", {}, {"minimum": 0}, -1, LEFT_OUT),
        ("number", {"whole": False}, {}, 2.5, kept(3)),
        ("number", {"whole": False}, {}, -2.5, kept(-2)),
        ("number", {"whole": False}, {"maximum": 5}, 5.5, LEFT_OUT),
        ("date", {}, {"earliest": "2026-03-01"}, "2026-02-28", LEFT_OUT),
        ("date", {}, {"earliest": "2026-03-01"}, "2026-03-01", kept("2026-03-01")),
        ("free_text", {}, {"maximum": 5}, "A longer one", LEFT_OUT),
        ("free_text", {}, {"type": "short_text"}, "Two\nlines", kept("Two lines")),
    ],
)
def test_an_earlier_answer_is_recoded(kind: str, old: Members, new: Members, answer: Any, outcome: Recoded) -> None:
    assert recoded(kind, old, new, answer) == outcome


@pytest.mark.parametrize(
    ("kind", "old", "new", "answer", "outcome"),
    [
        ("scale", {}, {"declinable": True}, None, LEFT_OUT),
        ("number", {"maximum": 5}, {}, 6, LEFT_OUT),
        ("number", {}, {"whole": False}, 2.4, kept(2)),
        ("single_choice", {"options": codes("a", "b")}, {"options": codes("a", "x", "y")}, "y", kept("x")),
        (SEVERAL, {"options": codes("a", exclusive="b")}, {"options": codes("a", "b")}, ["a", "b"], LEFT_OUT),
        ("ranking", {"maximum": 2}, {}, ["c", "a", "b"], kept(["c", "a"])),
    ],
)
def test_a_later_answer_is_recoded(kind: str, old: Members, new: Members, answer: Any, outcome: Recoded) -> None:
    assert recoded(kind, old, new, answer, later=True) == outcome


def test_an_answer_on_other_points_is_a_place_from_0_to_100() -> None:
    old, new = (
        {"options": options("low", "high", not_applicable=("na",))},
        {"options": options("low", "mid", "high", not_applicable=("na",))},
    )
    assert recoded("scale", old, new, "high") == Recoded({}, {"q": 100}, ())
    assert recoded("scale", old, new, "mid", later=True) == Recoded({}, {"q": 50}, ())
    assert recoded("scale", old, new, "na") == kept("na")


def test_answers_to_questions_that_only_one_version_has_are_left_out() -> None:
    comparison = compare(
        survey(question_document(id="both"), question_document(id="old")),
        survey(question_document(id="both"), question_document(id="new")),
    )
    assert recode(comparison, {"both": "low", "old": "low"}) == Recoded({"both": "low"}, {}, ("old",))
    assert recode_new(comparison, {"both": "low", "new": "low"}) == Recoded({"both": "low"}, {}, ("new",))
    assert recode(comparison, {}) == Recoded({}, {}, ())


def test_recoded_answers_are_scored_with_the_new_key() -> None:
    """ "low" of three counts 1 with the old key and 3 with the new one."""

    def items(*, turned: bool) -> list[Document]:
        return [question_document(id=name, scale="s", reversed=turned) for name in "ab"]

    old, new = survey(*items(turned=False)), survey(*items(turned=True))
    answers = {"a": "low", "b": "middle"}
    before = scale_score(old, "s", answers)
    after = scale_score(new, "s", recode(compare(old, new), answers).answers)
    assert before is not None
    assert after is not None
    assert (before.mean, after.mean) == (1.5, 2.5)


def test_what_is_given_stays_as_it_was() -> None:
    comparison = compare(
        survey(question_document(SEVERAL, id="q", options=codes("a", "b"))),
        survey(question_document(SEVERAL, id="q", options=codes("a", "c"))),
    )
    answers = {"q": ["a", "b"]}
    recode(comparison, answers)
    assert answers == {"q": ["a", "b"]}
