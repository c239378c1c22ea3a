"""Places for answers in texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.placeholders import MAX_PIPED, Piece, pieces, references, without_answers

TEXT = "Je nam je voor: {goal|iets anders}. Lukte {goal}?"


def test_a_text_is_cut_at_its_places() -> None:
    assert list(pieces(TEXT, {"goal": "vragen"}.get)) == [
        Piece("Je nam je voor: "),
        Piece("vragen", "goal", "iets anders"),
        Piece(". Lukte "),
        Piece("vragen", "goal", "…"),
        Piece("?"),
    ]


def test_without_an_answer_there_are_words_or_an_ellipsis() -> None:
    said = "Je nam je voor: iets anders. Lukte …?"
    assert without_answers(TEXT) == said
    assert "".join(piece.text for piece in pieces(TEXT, lambda _name: None)) == said


def test_an_answer_is_never_read_as_a_place_again() -> None:
    (piece,) = pieces("{a}", {"a": "{b|<script>}", "b": "x"}.get)
    assert piece.text == "{b|<script>}"


def test_a_long_answer_is_cut() -> None:
    (piece,) = pieces("{a}", lambda _name: "x" * 20_000)
    assert len(piece.text) == MAX_PIPED
    assert piece.text.endswith("…")


@pytest.mark.parametrize("text", ["", "{", "{}", "{ a }", "{A}", "{1a}", "{a|b|c", "a|b"])
def test_anything_else_in_braces_is_text(text: str) -> None:
    assert references(text) == frozenset()
    assert without_answers(text) == text


@given(st.text())
def test_what_has_no_places_stays_as_it_is(text: str) -> None:
    if not references(text):
        assert "".join(piece.text for piece in pieces(text, lambda _name: "answer")) == text
