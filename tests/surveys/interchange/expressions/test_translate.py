"""What expressions say as conditions of ours; what these cannot say is refused with a sentence."""

from __future__ import annotations

from typing import Any

import pytest

from surveys.interchange.expressions import Meanings, Untranslatable, parse_expression, translate
from tests.surveys.interchange.expressions.dialects import BRACED, LAX, PLAIN, meaning_of


def said(expression: str, meanings: Meanings = PLAIN) -> Any:
    """Return the condition that ``expression`` becomes."""
    return translate(parse_expression(expression, BRACED), meanings).document


def var(name: str) -> dict[str, str]:
    """Return the variable ``name``."""
    return {"var": name}


@pytest.mark.parametrize(
    ("expression", "condition"),
    [
        ("{one} = 'a'", {"===": [var("one"), "a"]}),
        ("'a' = {one}", {"===": [var("one"), "a"]}),
        ("{one} != 'a'", {"!==": [var("one"), "a"]}),
        ("!({one} != 'a')", {"===": [var("one"), "a"]}),
        ("{one} = ''", {"!": {"answered": var("one")}}),
        ("{one} != nothing", {"answered": var("one")}),
        ("{one} notempty", {"answered": var("one")}),
        ("!({one} empty)", {"answered": var("one")}),
        ("{one} anyof ['a', 'b']", {"any_of": [var("one"), ["a", "b"]]}),
        ("{one} noneof ['a']", {"!": {"any_of": [var("one"), ["a"]]}}),
        ("['a', 'c'] contains {one}", {"any_of": [var("one"), ["a", "c"]]}),
        ("{one} allof ['b']", {"===": ["b", var("one")]}),
        ("{one} contains 'a'", {"===": [var("one"), "a"]}),
        ("{one} = {other_one}", {"===": [var("one"), var("other_one")]}),
        ("{yes_no} = true", {"===": [var("yes_no"), "yes"]}),
        ("{yes_no} = 'false'", {"===": [var("yes_no"), "no"]}),
        ("{yes_no}", {"===": [var("yes_no"), "yes"]}),
        ("{one}", {"answered": var("one")}),
        ("{points} = 2", {"===": [var("points"), "mid"]}),
        ("{points} >= 2", {"in": [var("points"), ["mid", "high"]]}),
        ("2 > {points}", {"===": [var("points"), "low"]}),
        ("{points} > '2.5'", {"===": [var("points"), "high"]}),
        ("{points} > 3", False),
        ("{points} <= 3", {"in": [var("points"), ["low", "mid", "high"]]}),
        ("{many} contains 'a'", {"in": ["a", var("many")]}),
        ("{many} contains {one}", {"in": [var("one"), var("many")]}),
        ("{many} lacks 'a'", {"!": {"in": ["a", var("many")]}}),
        ("{many} contains ['a', 'b']", {"and": [{"in": ["a", var("many")]}, {"in": ["b", var("many")]}]}),
        ("{many} anyof ['a', 'b']", {"any_of": [var("many"), ["a", "b"]]}),
        ("{many} anyof 'a'", {"any_of": [var("many"), ["a"]]}),
        ("{many} = ['a']", {"and": [{"in": ["a", var("many")]}, {"===": [{"count": var("many")}, 1]}]}),
        ("{many} = []", {"!": {"answered": var("many")}}),
        ("{many} empty", {"!": {"answered": var("many")}}),
        ("{many.length} >= 2", {">=": [{"count": var("many")}, 2]}),
        ("2 >= {many.length}", {"<=": [{"count": var("many")}, 2]}),
        ("{number} = {many.length}", {"===": [var("number"), {"count": var("many")}]}),
        ("{number} > {many.length}", {">": [var("number"), {"count": var("many")}]}),
        ("count({many}, {one}) = 2", {"===": [{"count": [var("many"), var("one")]}, 2]}),
        ("count({many.a}, {many.b}, {many.c}) < 2", {"<": [{"count": [var("many")]}, 2]}),
        ("{many.a} = 'Y'", {"in": ["a", var("many")]}),
        ("{many.b} != 'Y'", {"!": {"in": ["b", var("many")]}}),
        ("{many.b} = 'N'", {"!": {"in": ["b", var("many")]}}),
        ("{many.c}", {"in": ["c", var("many")]}),
        ("is_empty({many.c})", {"!": {"in": ["c", var("many")]}}),
        ("selected({many}, 'b') and selected({one}, 'b')",
         {"and": [{"in": ["b", var("many")]}, {"===": ["b", var("one")]}]}),
        ("{number} < 3.5", {"<": [var("number"), 3.5]}),
        ("{number} = '3'", {"===": [var("number"), 3]}),
        ("{number} = '3.0'", {"===": [var("number"), 3]}),
        ("3 < {number}", {">": [var("number"), 3]}),
        ("{number} <= {second}", {"<=": [var("number"), var("second")]}),
        ("{number}", {"answered": var("number")}),
        ("{day} >= '2026-01-31'", {">=": [var("day"), "2026-01-31"]}),
        ("{words} = 'Yes'", {"===": [var("words"), "Yes"]}),
        ("{words} = 5", {"===": [var("words"), "5"]}),
        ("({one} = 'a') = false", {"!==": [var("one"), "a"]}),
        ("({one} = 'a') != 0", {"===": [var("one"), "a"]}),
        ("true = ({one} empty)", {"!": {"answered": var("one")}}),
        ("true", True),
        ("0", False),
        ("1 = 1", True),
        ("1 < 0", False),
        ("{one} = 'a' and true", {"===": [var("one"), "a"]}),
        ("{one} = 'a' and 1 = 2", False),
        ("{one} = 'a' or true", True),
        ("{one} = 'a' and ({many} contains 'b' and {number} > 1)",
         {"and": [{"===": [var("one"), "a"]}, {"in": ["b", var("many")]}, {">": [var("number"), 1]}]}),
    ],
)  # fmt: skip
def test_what_an_expression_says(expression: str, condition: Any) -> None:
    assert said(expression) == condition


_BOTH_OPEN = {"and": [{"!": {"answered": var("number")}}, {"!": {"answered": var("second")}}]}


@pytest.mark.parametrize(
    ("expression", "condition"),
    [
        ("{number} = {second}", {"or": [{"===": [var("number"), var("second")]}, _BOTH_OPEN]}),
        ("{number} != {second}", {"!": {"or": [{"===": [var("number"), var("second")]}, _BOTH_OPEN]}}),
        ("{number} <= {second}", {"or": [{"<=": [var("number"), var("second")]}, _BOTH_OPEN]}),
        ("{number} < {second}", {"<": [var("number"), var("second")]}),
        ("{many} = 'a'", {"and": [{"in": ["a", var("many")]}, {"===": [{"count": var("many")}, 1]}]}),
        ("{one} = 'A'", {"===": [var("one"), "a"]}),
        ("{points} contains 'I'", False),
        ("{points}", {"in": [var("points"), ["mid", "high"]]}),
        ("{number}", {"and": [{"answered": var("number")}, {"!==": [var("number"), 0]}]}),
    ],
)
def test_a_system_that_compares_otherwise_is_followed(expression: str, condition: Any) -> None:
    assert said(expression, LAX) == condition


def test_where_only_true_holds_alone_other_answers_do_not() -> None:
    strict = Meanings(meaning_of, only_true_alone=True)
    assert said("{yes_no}", strict) == {"===": [var("yes_no"), "yes"]}
    with pytest.raises(Untranslatable, match="one alone is no condition"):
        said("{one}", strict)


def test_capital_letters_that_count_now_are_noted_once() -> None:
    translation = translate(parse_expression("{words} = 'Yes' or {words} = 'Yes' or {words} = '1'", BRACED), LAX)
    assert translation.notes == ("The comparison with 'Yes' minds capital letters now.",)


@pytest.mark.parametrize(
    ("expression", "reason"),
    [
        ("{unknown} = 1", "There is no unknown"),
        ("{one} = 'z'", "one has no option 'z'"),
        ("{one} anyof ['a', 'z']", "one has no option 'z'"),
        ("{one} < 'b'", "not all numbers"),
        ("{one} > {number}", "one of several options"),
        ("{one} = {points}", "no option in common"),
        ("{shifted} = {points}", "do not have the same options"),
        ("{one} = {many}", "several answers cannot be compared whole"),
        ("{many} = 'a'", "never the same as one value"),
        ("{order} = ['a', 'b']", "whose order counts"),
        ("{many} contains {words}", "not one of the options"),
        ("{one} contains {other_one}", "searched for"),
        ("{many} < 2", "no option '2'"),
        ("{many.a} = 'perhaps'", "only be compared with yes and no"),
        ("{many.a} < 2", "have no order"),
        ("count({many.a}, {many.b}) = 2", "Only some of the options of many are counted"),
        ("count('a') = 1", "Only answers can be counted"),
        ("{many.length} = 'x'", "is no number"),
        ("{many.length} empty", "whether it is answered"),
        ("{number} = 'x'", "number is a number, and 'x' is none"),
        ("{number} = true", "number is a number"),
        ("{number} contains 5", "cannot look into"),
        ("{words} contains 'a'", "cannot look into"),
        ("{words} > 'a'", "is a text"),
        ("{number} < ''", "what has none"),
        ("{day} = '31-01-2026'", "is a date"),
        ("{day} = '2026-02-30'", "no such date"),
        ("{number} + 1 = 2", "not the result of another calculation"),
        ("{number} + 1 = 1", "not the result of another calculation"),
        ("{number} + 1", "does no arithmetic"),
        ("{number} = {second} = 5", "not the result of another calculation"),
        ("({one} = 'a') = 5 < 3", "not the result"),
        ("{one} = sum({number})", r"no counterpart of the function sum\(\)"),
        ("not({one}, {one})", "too many or too few arguments"),
        ("not()", "too many or too few arguments"),
        ("['a']", "A list alone is no condition"),
        ("{one} = ['a', 'b']", "never what it is compared with"),
        ("{one} anyof []", "looked up in a list"),
        ("{one} anyof [{other_one}]", "A list holds fixed values only"),
        ("'a' empty", "Only of a question"),
        ("'a' < 'b'", "no numbers are compared by order"),
        ("{one} contains ''", "searched for what is no text"),
    ],
)
def test_what_conditions_cannot_say_is_refused_with_the_reason(expression: str, reason: str) -> None:
    with pytest.raises(Untranslatable, match=reason):
        said(expression)


def test_a_condition_with_more_parts_than_ours_have_is_refused() -> None:
    with pytest.raises(Untranslatable, match="more than 500 parts"):
        said(" or ".join(["{one}='a'"] * 240))
