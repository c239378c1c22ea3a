"""From conditions of ours to another system's words, and what they keep of the meaning."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from surveys.interchange.expressions import ConditionWriter, Untranslatable, write_condition


class Words(ConditionWriter):
    """Says everything as plainly as can be."""

    def same(self, question: str, value: str | float) -> str:
        return f"{question} is {value}"

    def same_answers(self, question: str, other: str) -> str:
        return f"{question} is as {other}"

    def ordered(self, operator: str, question: str, value: str | float) -> str:
        return f"{question} {operator} {value}"

    def ordered_answers(self, operator: str, question: str, other: str) -> str:
        return f"{question} {operator} that of {other}"

    def includes(self, question: str, code: str) -> str:
        return f"{question} has {code}"

    def among(self, question: str, values: Sequence[str | float], *, several: bool) -> str:
        return f"{question} {'meets' if several else 'in'} {'/'.join(map(str, values))}"

    def answered(self, question: str) -> str:
        return f"{question} given"

    def counted(self, operator: str, questions: Sequence[str], value: str | float) -> str:
        return f"#{'+'.join(questions)} {operator} {value}"

    def always(self, *, holds: bool) -> str:
        return "always" if holds else "never"

    def every(self, parts: Sequence[str]) -> str:
        return f"({' and '.join(parts)})"

    def some(self, parts: Sequence[str]) -> str:
        return f"({' or '.join(parts)})"

    def opposite(self, part: str) -> str:
        return f"not {part}"


Q, R = {"var": "q"}, {"var": "r"}


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ({"===": [Q, "a"]}, "q is a"),
        ({"===": ["a", Q]}, "q is a"),
        ({"!==": [Q, "a"]}, "not q is a"),
        ({"===": [Q, R]}, "q is as r"),
        ({"!==": [Q, R]}, "not q is as r"),
        ({"<": [Q, 3]}, "q < 3"),
        ({"<": [3, Q]}, "q > 3"),
        ({">=": [3, Q]}, "q <= 3"),
        ({">=": [Q, R]}, "q >= that of r"),
        ({"in": [Q, ["a", "b"]]}, "q in a/b"),
        ({"in": ["a", Q]}, "q has a"),
        ({"any_of": [Q, ["a"]]}, "q meets a"),
        ({"answered": Q}, "q given"),
        ({"answered": [Q]}, "q given"),
        ({"!": {"answered": Q}}, "not q given"),
        ({">": [{"count": Q}, 1]}, "#q > 1"),
        ({">": [1, {"count": [Q, R]}]}, "#q+r < 1"),
        ({"!==": [{"count": Q}, 0]}, "not #q === 0"),
        ({"in": [{"count": Q}, [0, 2]]}, "(#q === 0 or #q === 2)"),
        ({"any_of": [{"count": Q}, [2]]}, "#q === 2"),
        ({"and": [{"answered": Q}, {"or": [{"answered": R}, True]}]}, "(q given and (r given or always))"),
        ({"and": [{"answered": Q}]}, "q given"),
        (False, "never"),
    ],
)
def test_what_a_condition_becomes(condition: Any, words: str) -> None:
    assert write_condition(condition, Words()) == words


@pytest.mark.parametrize(
    ("condition", "reason"),
    [
        ({"in": [Q, R]}, "no way to say that r includes the answer to q"),
        ({"===": [{"count": Q}, {"count": R}]}, "only be compared with a fixed number"),
        ({"<": [{"count": Q}, R]}, "only be compared with a fixed number"),
        ({"in": [{"count": Q}, R]}, "only a question can be carried|fixed"),
        ({"===": [1, 2]}, "only a question can be carried"),
        ({"unknown": [Q]}, "no operator unknown"),
    ],
)
def test_what_a_writer_has_no_words_for_is_refused(condition: Any, reason: str) -> None:
    with pytest.raises(Untranslatable, match=reason):
        write_condition(condition, Words())
