"""Conditions compared with the questions that they look at."""

from __future__ import annotations

import pytest

from surveys.conditions import Kind, ValueType, misuses, read_condition

KINDS = {
    "device": Kind(ValueType.CODE, ("phone", "laptop", "5")),
    "role": Kind(ValueType.CODE, ("teacher", "student")),
    "owned": Kind(ValueType.CODES, ("phone", "tablet")),
    "minutes": Kind(ValueType.NUMBER),
    "start": Kind(ValueType.DATE),
    "end": Kind(ValueType.DATE),
    "remark": Kind(ValueType.TEXT),
    "motto": Kind(ValueType.TEXT),
}


def var(name: str) -> dict[str, str]:
    """Return the answer to a question, as it stands in a condition."""
    return {"var": name}


@pytest.mark.parametrize(
    "document",
    [
        True,
        {"===": [var("device"), "phone"]},
        {"!==": ["phone", var("device")]},
        {"===": [var("minutes"), 5]},
        {"===": [var("start"), "2026-01-31"]},
        {"===": [var("remark"), "nothing"]},
        {"===": [var("remark"), var("motto")]},
        {"<": [var("start"), var("end")]},
        {">=": ["2024-02-29", var("end")]},
        {"<": [{"count": var("owned")}, var("minutes")]},
        {">": [{"count": [var("device"), var("remark")]}, 1]},
        {"in": [var("device"), ["phone", "laptop"]]},
        {"in": [var("minutes"), [1, 2.5]]},
        {"in": ["tablet", var("owned")]},
        {"in": [var("device"), var("owned")]},
        {"any_of": [var("owned"), ["phone"]]},
        {"any_of": [var("device"), ["phone", "5"]]},
        {"answered": var("owned")},
    ],
    ids=str,
)
def test_what_can_hold_and_fail_is_no_misuse(document: object) -> None:
    read_condition(document)
    assert not list(misuses(document, KINDS))


@pytest.mark.parametrize(
    ("document", "path", "words"),
    [
        ({"answered": var("nobody")}, ".answered.var", "There is no question called nobody."),
        ({"===": [var("nobody"), "a"]}, ".===[0].var", "There is no question called nobody."),
        ({"===": [var("device"), var("nobody")]}, ".===[1].var", "There is no question called nobody."),
        ({"===": ["a", "a"]}, ".===", "fixed values only"),
        ({"<": [1, 2]}, ".<", "fixed values only"),
        ({"in": [1, [1]]}, ".in", "fixed values only"),
        ({"any_of": ["a", ["a"]]}, ".any_of", "fixed values only"),
        ({"===": [var("device"), "tablet"]}, ".===[1]", "Its codes are phone, laptop, 5."),
        ({"!==": ["tablet", var("device")]}, ".!==[0]", "device has no option with this code."),
        ({"===": [var("device"), 5]}, ".===[1]", 'Codes are texts: write "5".'),
        ({"===": [var("device"), 6]}, ".===[1]", "no option"),
        ({"===": [var("minutes"), "5"]}, ".===[1]", "minutes is a number"),
        ({"===": [{"count": var("owned")}, "1"]}, ".===[1]", "The count is a number"),
        ({"===": [var("start"), 20260131]}, ".===[1]", 'write one as in "2026-01-31"'),
        ({"===": [var("start"), "31-01-2026"]}, ".===[1]", 'write one as in "2026-01-31"'),
        ({"<": [var("start"), "2026-02-29"]}, ".<[1]", "The calendar has no such date."),
        ({"===": [var("remark"), 5]}, ".===[1]", "remark is a text"),
        ({"===": [var("owned"), "phone"]}, ".===[0].var", "owned can have several answers. Use in or any_of."),
        ({"!==": ["phone", var("owned")]}, ".!==[1].var", "Use in or any_of."),
        ({"===": [var("device"), var("remark")]}, ".===", "answered in different ways"),
        ({"===": [var("device"), var("role")]}, ".===", "no option in common"),
        ({"<": [var("minutes"), var("start")]}, ".<", "answered in different ways"),
        ({"<": [var("device"), "phone"]}, ".<[0].var", "no order here. Use in"),
        ({"<": [5, var("owned")]}, ".<[1].var", "compare their count"),
        ({">": [var("remark"), "a"]}, ".>[0].var", "remark is a text, which has no order."),
        ({">": [var("minutes"), "2026-01-31"]}, ".>[1]", "minutes is a number"),
        ({"in": [var("device"), ["phone", "tablet", "watch", 5]]}, ".in[1][1]", "no option"),
        ({"in": ["laptop", var("owned")]}, ".in[0]", "Its codes are phone, tablet."),
        ({"in": ["phone", var("device")]}, ".in[1].var", "device has one answer and is no list. Use ===."),
        ({"in": [var("owned"), ["phone"]]}, ".in[0].var", "Use any_of with a list."),
        ({"in": [var("role"), var("owned")]}, ".in", "no option in common"),
        ({"in": [var("minutes"), var("owned")]}, ".in", "answered in different ways"),
        ({"any_of": [var("owned"), ["laptop"]]}, ".any_of[1][0]", "no option"),
        ({"any_of": [var("minutes"), ["1"]]}, ".any_of[1][0]", "minutes is a number"),
    ],
    ids=str,
)
def test_what_is_always_the_same_is_named_with_its_place(document: object, path: str, words: str) -> None:
    read_condition(document)
    first, *_ = misuses({"and": [True, document]}, KINDS, "pages[0].condition")
    assert first.path == f"pages[0].condition.and[1]{path}"
    assert words in first.message


def test_every_misuse_is_named_at_once() -> None:
    document = {"or": [{"in": [var("device"), ["a", "phone", "b"]]}, {"!": {"<": [var("remark"), var("device")]}}]}
    assert [problem.path for problem in misuses(document, KINDS, "c")] == [
        "c.or[0].in[1][0]",
        "c.or[0].in[1][2]",
        "c.or[1].!.<[0].var",
        "c.or[1].!.<[1].var",
    ]


def test_many_codes_are_not_all_listed() -> None:
    kinds = {"long": Kind(ValueType.CODE, tuple(f"c{number}" for number in range(200)))}
    (problem,) = misuses({"===": [var("long"), "x"]}, kinds)
    assert problem.message.endswith("c10, c11, ….")


def test_codes_that_are_not_known_may_be_any() -> None:
    kinds = {**KINDS, "open": Kind(ValueType.CODE), "several": Kind(ValueType.CODES)}
    for document in (
        {"===": [var("open"), "x"]},
        {"in": ["x", var("several")]},
        {"===": [var("open"), var("role")]},
        {"===": [var("role"), var("open")]},
    ):
        assert not list(misuses(document, kinds))


def test_what_cannot_be_read_is_left_to_reading() -> None:
    assert not list(misuses({"==": [var("nobody"), 1]}, KINDS))
