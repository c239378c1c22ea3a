"""Python, the browser's script and JSONLogic say of the same vectors the same."""

from __future__ import annotations

from collections import Counter

from surveys.conditions import read_condition
from surveys.conditions.grammar import OPERATORS
from tests.oracles.node import Node
from tests.surveys.conditions.vectors import VECTORS, Vector


def wrong(vectors: list[Vector], results: list[object]) -> list[Vector]:
    """Return the vectors with another result than the expected one."""
    return [vector for vector, result in zip(vectors, results, strict=True) if result is not vector.expected]


def test_python_agrees() -> None:
    assert wrong(VECTORS, [read_condition(vector.condition).holds(vector.values) for vector in VECTORS]) == []


def test_the_script_in_the_page_agrees(node: Node) -> None:
    calls = [(vector.condition, vector.values) for vector in VECTORS]
    assert wrong(VECTORS, node.call("conditions", "holds", calls)) == []


def test_jsonlogic_agrees_where_the_languages_overlap(node: Node) -> None:
    shared = [vector for vector in VECTORS if vector.overlap]
    calls = [(vector.condition, vector.values) for vector in shared]
    assert wrong(shared, node.call("conditions", "jsonLogic", calls)) == []


def test_the_vectors_are_many_and_cover_every_operator_both_ways() -> None:
    assert len(VECTORS) >= 400
    assert sum(vector.overlap for vector in VECTORS) >= 200
    outermost = Counter(
        (operator, vector.expected)
        for vector in VECTORS
        if isinstance(vector.condition, dict)
        for operator in vector.condition
    )
    for operator in OPERATORS.keys() - {"count"}:
        assert outermost[operator, True]
        assert outermost[operator, False]


def test_no_vector_is_there_twice() -> None:
    assert len({repr((vector.condition, vector.values)) for vector in VECTORS}) == len(VECTORS)
