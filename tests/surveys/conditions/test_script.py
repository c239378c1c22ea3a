"""The script in the page: it never differs from Python, and never fails."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import surveys
from surveys.conditions import read_condition
from surveys.conditions.grammar import MAX_PARTS
from tests.oracles.node import Node, ScriptFailed
from tests.surveys.conditions.made_up import MadeUp, SharedWithJSONLogic, disagreements

SCRIPT = Path(surveys.__file__).parent / "form" / "assets" / "conditions.js"
BATCH = 200

seeds = st.integers(0, 2**32 - 1)
json_documents = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["===", "<", "in", "any_of", "and", "!", "var", "count", "answered"]), inner)
        | st.dictionaries(st.text(max_size=3), inner, max_size=2)
    ),
    max_leaves=10,
)


@settings(max_examples=50)
@given(seeds)
def test_python_and_the_script_never_differ(node: Node, seed: int) -> None:
    """10,000 conditions in a run, each with its own answers."""
    made_up = MadeUp(seed)
    assert disagreements(node, (made_up.pair() for _ in range(BATCH)))[:3] == []


@settings(max_examples=10)
@given(seeds)
def test_jsonlogic_agrees_on_what_both_languages_say(node: Node, seed: int) -> None:
    made_up = SharedWithJSONLogic(seed)
    assert disagreements(node, (made_up.pair() for _ in range(BATCH)), "jsonLogic")[:3] == []


def test_made_up_conditions_hold_about_as_often_as_not() -> None:
    """The comparison above would show nothing if they were all false."""
    made_up = MadeUp(0)
    held = [read_condition(condition).holds(values) for condition, values in (made_up.pair() for _ in range(2_000))]
    assert 600 < sum(held) < 1_400


@given(json_documents, json_documents)
def test_whatever_it_is_given_it_answers(node: Node, condition: Any, values: Any) -> None:
    (result,) = node.call("conditions", "holds", [(condition, values)])
    assert isinstance(result, bool)


@pytest.mark.parametrize(
    ("condition", "values"),
    [
        ("undefined", "{}"),
        ("null", "{}"),
        ("0", "{}"),
        ("'true'", "{}"),
        ("[]", "{}"),
        ("{}", "{}"),
        ("{'==': [1, 1]}", "{}"),
        ("{'constructor': [1, 1]}", "{}"),
        ("{'toString': []}", "{}"),
        ("JSON.parse('{\"__proto__\": [1, 1]}')", "{}"),
        ("{'!': {'if': [true]}}", "{}"),
        ("{'!': null}", "{}"),
        ("{'!': {'any_of': [{'var': 'a'}, null]}}", "{a: ['a']}"),
        ("{'and': [true, {'var': 'a'}]}", "{a: true}"),
        ("{'answered': {'var': 'toString'}}", "{}"),
        ("{'answered': {'var': '__proto__'}}", "{}"),
        ("{'answered': {'var': 'constructor'}}", "{}"),
        ("{'answered': {'var': 'a'}}", "null"),
        ("{'answered': {'var': 'a'}}", "undefined"),
        ("{'answered': {'var': 'a'}}", "Object.create({a: 'inherited'})"),
        ("{'answered': {'var': 'a'}}", "{a: NaN}"),
        ("{'answered': {'var': 'a'}}", "{a: Infinity}"),
        ("{'answered': {'var': 'a'}}", "{a: undefined}"),
        ("{'answered': {'var': 'a'}}", "{a: 5n}"),
        ("{'answered': {'var': 'a'}}", "{a: new String('a')}"),
        ("{'answered': {'var': 'a'}}", "{a: () => 'a'}"),
        ("{'===': [{'var': 'a'}, {'var': 'a'}]}", "{a: NaN}"),
        ("{'===': [{'var': 'a'}, {'var': 'a'}]}", "{a: ['a']}"),
        ("{'<': [{'var': 'a'}, 5]}", "{a: {valueOf: () => 1}}"),
        ("{'<': [{'var': 'a'}, '2026-02-01']}", "{a: ['2026-01-31']}"),
        ("{'answered': {'var': {toString() { throw new Error('no name'); }}}}", "{}"),
        ("{'answered': {'var': 'a'}}", "{get a() { throw new Error('no value'); }}"),
        ("new Proxy({}, {ownKeys() { throw new Error('no keys'); }})", "{}"),
        ("(() => { const own = {and: []}; own.and.push(own, own); return own; })()", "{}"),
        ("(() => { const own = {}; own['!'] = own; return own; })()", "{}"),
        ("(() => { let deep = true; for (let i = 0; i < 1e5; i++) deep = {'!': deep}; return deep; })()", "{}"),
        ("(() => { let wide = true; for (let i = 0; i < 99; i++) wide = {and: [wide, wide]}; return wide; })()", "{}"),
    ],
)
def test_what_is_not_known_and_what_is_no_answer_does_not_hold(node: Node, condition: str, values: str) -> None:
    (result,) = node.call("conditions", "evaluate", [[f"ImpactConditions.holds({condition}, {values})"]])
    assert result is False


def test_answers_without_a_prototype_are_read(node: Node) -> None:
    values = "Object.assign(Object.create(null), {a: 'x'})"
    expression = f"ImpactConditions.holds({{'===': [{{'var': 'a'}}, 'x']}}, {values})"
    assert node.call("conditions", "evaluate", [[expression]]) == [True]


def test_the_largest_condition_is_followed_to_its_end(node: Node) -> None:
    parts = 2 * 249 + 1
    assert MAX_PARTS - 2 < parts <= MAX_PARTS
    condition = {"and": [{"answered": {"var": "a"}}] * 249}
    assert read_condition(condition).holds({"a": 1})
    assert node.call("conditions", "holds", [(condition, {"a": 1})]) == [True]


def test_the_script_changes_neither_condition_nor_answers(node: Node) -> None:
    expression = """(() => {
        const both = [{and: [{in: ["a", {var: "q"}]}, {"===": [{count: {var: "q"}}, 2]}]}, {q: ["b", "a"]}];
        const before = JSON.stringify(both);
        return ImpactConditions.holds(...both) && before === JSON.stringify(both);
    })()"""
    assert node.call("conditions", "evaluate", [[expression]]) == [True]


def test_the_script_is_small() -> None:
    """1.2 KB of the 15 that the form's scripts may have together [bytes, gzipped]."""
    assert len(gzip.compress(SCRIPT.read_bytes())) <= 1_229


def test_what_fails_in_node_is_said(node: Node) -> None:
    with pytest.raises(ScriptFailed, match="is not defined"):
        node.call("conditions", "evaluate", [["nowhere"]])
    assert node.call("conditions", "holds", [(True, {})]) == [True]
