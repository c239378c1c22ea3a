"""Reading JSON from strangers."""

from __future__ import annotations

import json
import math
import re
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.errors import JSONRefused
from surveys.limits import MAX_DEPTH
from surveys.strict_json import parse_json, problems_in

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))
scalars = st.none() | st.booleans() | st.integers(-(10**15), 10**15) | texts
numbers = st.floats(-1e15, 1e15)
documents = st.recursive(
    scalars | numbers,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=20,
)


@given(documents, st.booleans())
def test_every_document_that_can_be_stored_comes_back_as_it_was(document: Any, ascii_only: bool) -> None:
    raw = json.dumps(document, ensure_ascii=ascii_only).encode()
    assert parse_json(raw) == document
    assert not list(problems_in(document))


@given(st.binary(max_size=200) | st.text(alphabet='{}[]":,\\u0d8eE+-.1ntfN ', max_size=60).map(str.encode))
def test_any_bytes_are_read_as_they_are_or_refused(raw: bytes) -> None:
    with suppress(JSONRefused):
        assert parse_json(raw) == json.loads(raw)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"\xff", "not UTF-8"),
        (b"", "not JSON"),
        (b"\xef\xbb\xbf{}", "not JSON"),
        (b"{", "not JSON"),
        (b"{'a': 1}", "not JSON"),
        (b'"\x00"', "not JSON"),
        (b"NaN", "NaN is not a number"),
        (b"[Infinity]", "Infinity is not a number"),
        (b"[-Infinity]", "-Infinity is not a number"),
        (b"1e999", "too large"),
        (b"1" * 5_000, "more than 32 characters"),
        (b"0." + b"1" * 5_000, "more than 32 characters"),
        (b"[" * 100 + b"]" * 100, "nested more than 32"),
        (b'{"a":' * 100 + b"1" + b"}" * 100, "nested more than 32"),
        (b"[" * 1_000_000, "nested more than 32"),
        (b'{"a": 1, "a": 1}', "given twice"),
        (rb'{"a": 1, "\u0061": 1}', "given twice"),
        (rb'"\u0000"', "cannot be stored"),
        (rb'{"\u0000": 1}', "cannot be stored"),
        (rb'[["\ud800"]]', "cannot be stored"),
        (rb'"\uDFFF"', "cannot be stored"),
        (rb'"\udc00\ud800"', "cannot be stored"),
    ],
)
def test_what_a_database_or_another_reader_could_not_hold_is_refused(raw: bytes, reason: str) -> None:
    with pytest.raises(JSONRefused, match=re.escape(reason)):
        parse_json(raw)


def test_brackets_in_texts_are_no_nesting() -> None:
    assert parse_json(json.dumps(["[" * 100, '"{' * 100]).encode()) == ["[" * 100, '"{' * 100]


def test_the_deepest_that_is_allowed_is_read() -> None:
    assert json.dumps(parse_json(b"[" * MAX_DEPTH + b"]" * MAX_DEPTH)) == "[" * MAX_DEPTH + "]" * MAX_DEPTH


def test_a_pair_of_surrogates_is_one_character() -> None:
    assert parse_json(rb'"\ud83d\ude00"') == "\N{GRINNING FACE}"


@pytest.mark.parametrize("unit", [b'a\\"', b'"', b"\\", b'\\"', b'""', b'"\\'])
def test_a_text_without_an_end_is_refused_without_reading_it_again_and_again(unit: bytes) -> None:
    """1 MiB of these took a quadratic pattern hours; the suite would not end."""
    with pytest.raises(JSONRefused):
        parse_json(b'"' + unit * (1024 * 1024 // len(unit)) + b"x")


@pytest.mark.parametrize(
    ("document", "path"),
    [
        ({"a": [1, "\x00"]}, "a[1]"),
        ({"a": {"b": "\ud800"}}, "a.b"),
        ({"a": {1: 2}}, "a"),
        ({"a": {"\x00": 2}}, "a"),
        ({"a": math.nan}, "a"),
        ({"a": 10**16}, "a"),
        ({"a": {1, 2}}, "a"),
        ({"a": (1, 2)}, "a"),
        ({"a": b"b"}, "a"),
    ],
)
def test_a_document_that_came_another_way_is_held_to_the_same_rules(document: object, path: str) -> None:
    assert [problem.path for problem in problems_in(document)] == [path]


def test_a_document_that_is_too_deep_is_named_once() -> None:
    document: list[Any] = []
    for _ in range(100_000):
        document = [document]
    assert len(list(problems_in(document))) == 1
