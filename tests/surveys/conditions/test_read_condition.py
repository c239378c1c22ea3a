"""Reading conditions: what is refused, where, and in which words."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pytest

from surveys.conditions import ConditionInvalid, problems_of, read_condition
from surveys.conditions.grammar import INSTEAD, MAX_NESTING, MAX_PARTS, OPERATORS
from surveys.errors import DefinitionInvalid

Q1 = {"var": "q1"}
YES = {"===": [Q1, "yes"]}


@pytest.mark.parametrize(
    "document",
    [
        True,
        False,
        YES,
        {"===": ["yes", Q1]},
        {"===": [Q1, {"var": "q2"}]},
        {"!==": [{"count": Q1}, 0]},
        {"<": [{"count": [Q1, {"var": "q2"}]}, -1.5]},
        {">=": [Q1, 1e15]},
        {"<=": [Q1, "2026-01-31"]},
        {"and": [YES]},
        {"or": [YES, True, {"and": [False, {"!": YES}]}]},
        {"!": [YES]},
        {"!": {"!": YES}},
        {"in": [Q1, ["a", 1, 2.5]]},
        {"in": ["a", Q1]},
        {"in": [{"count": Q1}, [1, 2]]},
        {"any_of": [Q1, ["a", "b"]]},
        {"answered": Q1},
        {"answered": [Q1]},
        {"===": [{"var": "constructor"}, "é 😀"]},
    ],
    ids=str,
)
def test_what_the_language_has_is_read(document: object) -> None:
    assert read_condition(document).document == document
    assert not list(problems_of(document))


@pytest.mark.parametrize(
    ("document", "path", "words"),
    [
        (None, "condition", "Here stands a condition"),
        ("yes", "condition", "Here stands a condition"),
        (1, "condition", "Here stands a condition"),
        ([YES], "condition", "Here stands a condition"),
        ({}, "condition", "this one holds none"),
        ({"var": "q1", "===": 1}, "condition", "this one holds var, ==="),
        ({"==": [Q1, "yes"]}, "condition", "There is no operator ==. Use ===."),
        ({"if": [YES, True]}, "condition", "There are ===, !=="),
        ({"\ud800": 1}, "condition", r"'\ud800'"),
        ({" ": 1}, "condition", "There is no operator ' '."),
        ({"x" * 5000: 1}, "condition", "xxx…"),
        ({1: 1}, "condition", "There is no operator int."),
        (Q1, "condition", "An answer alone is no condition."),
        ({"count": Q1}, "condition", "count gives a number: compare it with another."),
        ({"!": Q1}, "condition.!", "An answer alone"),
        ({"!": [Q1]}, "condition.![0]", "An answer alone"),
        ({"!": [YES, YES]}, "condition.!", "Write it as"),
        ({"and": []}, "condition.and", "Write it as"),
        ({"and": YES}, "condition.and", "Write it as"),
        ({"or": "yes"}, "condition.or", "Write it as"),
        ({"and": [YES, 1]}, "condition.and[1]", "Here stands a condition"),
        ({"and": [YES, None]}, "condition.and[1]", "Here stands a condition"),
        ({"and": [YES, {"or": [{"<": [Q1]}]}]}, "condition.and[1].or[0].<", 'Write it as {"<": [{"var": "q1"}, 5]}.'),
        ({"===": [Q1, "a", "b"]}, "condition.===", "Write it as"),
        ({"===": Q1}, "condition.===", "Write it as"),
        ({"===": [Q1, True]}, "condition.===[1]", "Here stands a text or a number"),
        ({"===": [Q1, None]}, "condition.===[1]", "To ask whether a question was answered"),
        ({"===": [Q1, ""]}, "condition.===[1]", "To ask whether a question was answered"),
        ({"===": [Q1, ["a"]]}, "condition.===[1]", "only as the second of in or any_of"),
        ({"===": [Q1, YES]}, "condition.===[1]", "=== cannot stand here"),
        ({"===": [Q1, math.nan]}, "condition.===[1]", "too large or is none"),
        ({"===": [Q1, -math.inf]}, "condition.===[1]", "too large or is none"),
        ({"===": [Q1, 10**15 + 1]}, "condition.===[1]", "too large or is none"),
        ({"===": [Q1, 10**400]}, "condition.===[1]", "too large or is none"),
        ({"===": [Q1, "\x00"]}, "condition.===[1]", "cannot be stored"),
        ({"===": [Q1, "\udc00"]}, "condition.===[1]", "cannot be stored"),
        ({"===": [Q1, {1, 2}]}, "condition.===[1]", "Here stands a text or a number"),
        ({"===": [{"var": 1}, 1]}, "condition.===[0].var", "Name one question"),
        ({"===": [{"var": ["q1"]}, 1]}, "condition.===[0].var", "Name one question"),
        ({"===": [{"var": ""}, 1]}, "condition.===[0].var", "Name one question"),
        ({"===": [{"var": "a.b"}, 1]}, "condition.===[0].var", "Name one question"),
        ({"===": [{"var": "q1\n"}, 1]}, "condition.===[0].var", "Name one question"),
        ({"===": [{"var": "__proto__"}, 1]}, "condition.===[0].var", "Name one question"),
        ({"in": ["a", "abc"]}, "condition.in[1]", "Here stands a list of texts and numbers"),
        ({"in": ["a", []]}, "condition.in[1]", "The list is empty"),
        ({"in": ["a", [["a"]]]}, "condition.in[1][0]", "Here stands a text or a number"),
        ({"in": ["a", ["a", Q1]]}, "condition.in[1][1]", "Here stands a text or a number"),
        ({"in": ["a", {"count": Q1}]}, "condition.in[1]", "count cannot stand here"),
        ({"in": [["a"], Q1]}, "condition.in[0]", "only as the second of in or any_of"),
        ({"any_of": [Q1, {"var": "q2"}]}, "condition.any_of[1]", "Here stands a list"),
        ({"any_of": [Q1, "a"]}, "condition.any_of[1]", "Here stands a list"),
        ({"answered": "q1"}, "condition.answered", 'Here stands a question, as in {"var": "q1"}.'),
        ({"answered": [Q1, Q1]}, "condition.answered", "Write it as"),
        ({"answered": YES}, "condition.answered", "=== cannot stand here"),
        ({">": [{"count": []}, 1]}, "condition.>[0].count", "Write it as"),
        ({">": [{"count": [Q1, "q2"]}, 1]}, "condition.>[0].count[1]", "Here stands a question"),
    ],
    ids=str,
)
def test_what_the_language_has_not_is_refused_with_its_place(document: object, path: str, words: str) -> None:
    (problem,) = problems_of(document)
    assert problem.path == path
    assert words in problem.message
    str(problem).encode()  # a problem can always be stored


def test_every_problem_is_named_at_once() -> None:
    document = {"and": [{"==": [Q1, 1]}, {"<": [Q1, None]}, {"or": [Q1, {"answered": 5}, YES]}]}
    with pytest.raises(ConditionInvalid, match=r"no operator ==.*; pages\[0\]") as refused:
        read_condition(document, "pages[0].questions[2].condition")
    assert [problem.path.removeprefix("pages[0].questions[2].condition.and") for problem in refused.value.problems] == [
        "[0]",
        "[1].<[1]",
        "[2].or[0]",
        "[2].or[1].answered",
    ]
    assert isinstance(refused.value, DefinitionInvalid)


def test_a_condition_that_is_the_whole_document_has_no_path_before_it() -> None:
    assert [problem.path for problem in problems_of({"or": [1, {"!": {"<": [{"var": 1}, 5]}}]}, "")] == [
        "or[0]",
        "or[1].!.<[0].var",
    ]


def test_every_operator_of_another_language_has_one_of_ours() -> None:
    for theirs, ours in INSTEAD.items():
        assert theirs not in OPERATORS
        assert all(name in OPERATORS for name in ours.replace(", within", "").split())


def nested(levels: int) -> Any:
    """Return a condition of that many levels: negations, and a variable as the innermost."""
    document: Any = {"answered": Q1}
    for _ in range(levels - 2):
        document = {"!": document}
    return document


def wide(parts: int) -> Any:
    """Return a condition of that many parts."""
    return {"and": [True] * (parts - 1)}


def listing(parts: int) -> Any:
    """Return a condition of that many parts, nearly all of them in a list."""
    return {"in": [Q1, ["a"] * (parts - 3)]}


def test_the_deepest_that_is_allowed_is_read_and_no_deeper() -> None:
    assert read_condition(nested(MAX_NESTING)).variables == {"q1"}
    (problem,) = problems_of(nested(MAX_NESTING + 1))
    assert problem.message == "This is nested more than 12 levels deep."
    (problem,) = problems_of(nested(5_000))
    assert problem.path == "condition" + ".!" * MAX_NESTING


@pytest.mark.parametrize("of", [wide, listing])
def test_the_largest_that_is_allowed_is_read_and_no_larger(of: Callable[[int], Any]) -> None:
    read_condition(of(MAX_PARTS))
    (problem,) = problems_of(of(MAX_PARTS + 1), "there")
    assert (problem.path, problem.message) == ("there", "The condition has more than 500 parts.")


def test_the_last_part_of_the_largest_counts() -> None:
    assert read_condition({"or": [False] * (MAX_PARTS - 2) + [True]}).holds({})
    assert read_condition({"in": [Q1, ["a"] * (MAX_PARTS - 4) + ["b"]]}).holds({"q1": "b"})


def test_a_document_that_never_ends_is_refused() -> None:
    document: dict[str, Any] = {"and": []}
    document["and"] += [document] * 10
    assert "The condition has more than 500 parts." in [problem.message for problem in problems_of(document)]


def test_a_condition_names_what_it_looks_at() -> None:
    document = {"or": [{"answered": {"var": "a"}}, {"===": [{"count": [{"var": "b"}, {"var": "c"}]}, {"var": "a"}]}]}
    assert read_condition(document).variables == {"a", "b", "c"}
    assert read_condition(True).variables == frozenset()


def test_what_is_done_to_the_document_later_changes_no_condition() -> None:
    document = {"===": [{"var": "q1"}, "yes"]}
    condition = read_condition(document)
    document["==="][1] = "no"
    assert condition.document == YES
    assert condition.holds({"q1": "yes"})


def test_equal_documents_give_equal_conditions() -> None:
    assert read_condition(YES) == read_condition({"===": [{"var": "q1"}, "yes"]})
    assert read_condition(YES) != read_condition({"===": [{"var": "q1"}, "no"]})
    assert len({read_condition(YES), read_condition(YES)}) == 1
