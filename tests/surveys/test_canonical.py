"""One byte form for every document."""

from __future__ import annotations

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.canonical import canonical_json, digest


def test_names_are_sorted_and_nothing_is_padded_or_escaped() -> None:
    assert canonical_json({"b": [1, 2.5, None], "a": "é\n"}) == '{"a":"é\\n","b":[1,2.5,null]}'.encode()


def test_the_digest_is_sha_256_in_hexadecimal() -> None:
    """FIPS 180-4 example: SHA-256("abc")."""
    assert digest(b"abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_what_is_not_a_number_has_no_canonical_form(number: float) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        canonical_json({"a": number})


def test_half_a_surrogate_pair_has_no_canonical_form() -> None:
    with pytest.raises(UnicodeEncodeError):
        canonical_json("\ud800")


@given(st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), st.integers()))
def test_the_order_in_which_names_were_written_does_not_matter(document: dict[str, int]) -> None:
    backwards = dict(reversed(document.items()))
    assert canonical_json(document) == canonical_json(backwards)
    assert json.loads(canonical_json(document)) == document
