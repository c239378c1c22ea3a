"""Made-up conditions and answers, many in little time; and what Python and the page's script say of them.

Hypothesis chooses the seed only: drawing thousands of nested documents by itself would take minutes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from random import Random
from typing import Any

from surveys.conditions import read_condition
from tests.oracles.node import Node

Pair = tuple[Any, Mapping[str, object]]

NAMES = ("a", "b", "c", "constructor")
TEXTS = ("a", "b", "A", "ab", "1", "0", " ", "é", "😀", "2026-01-31", "2026-02-01", "2026-1-31", "true", "null")
NUMBERS = (0, -0.0, 1, 1.0, 2, 3, -1, 0.1, 0.30000000000000004, 1e15, -(10**15), 999_999_999_999_999, 1e-300)
NO_ANSWERS = (None, "", [], True, False, {}, {"a": 1}, 1e16, 10**15 + 1, 10**30, 1e300)
ODD_LISTS = ([1], ["a", 1], [None], [["a"]], [""], [True], ["a", "a"], [{}], [10**30])


class MadeUp:
    """Conditions and answers of one seed."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)

    def pair(self) -> Pair:
        """Return a condition that can be read, and answers: also what no form sends, so that nothing is left open."""
        return self.condition(self.random.randint(1, 6)), self.values()

    def values(self) -> dict[str, object]:
        """Return answers to some of the questions."""
        return {name: self._value() for name in NAMES if self.random.random() < 0.8}

    def condition(self, levels: int) -> Any:
        """Return a condition of at most that many levels above its comparisons."""
        choose = self.random.choice
        if levels == 0 or self.random.random() < 0.3:
            return self._comparison()
        operator = choose(("and", "or", "!"))
        if operator == "!":
            inner = self.condition(levels - 1)
            return {"!": choose((inner, [inner]))}
        return {operator: [self.condition(levels - 1) for _ in range(self.random.randint(1, 3))]}

    def _comparison(self) -> Any:
        choose, operand = self.random.choice, self._operand
        operator = choose(("===", "!==", "<", "<=", ">", ">=", "in", "in", "any_of", "answered", "constant"))
        if operator == "constant":
            return choose((True, False))
        if operator == "answered":
            return {operator: choose((self._variable(), [self._variable()]))}
        if operator == "any_of":
            return {operator: [operand(), self._list()]}
        if operator == "in":
            return {operator: [operand(), choose((self._list(), self._variable()))]}
        return {operator: [operand(), operand()]}

    def _operand(self) -> Any:
        return self.random.choice((self._variable, self._variable, self._count, self._scalar))()

    def _variable(self) -> Any:
        return {"var": self.random.choice(NAMES)}

    def _count(self) -> Any:
        several = [self._variable() for _ in range(self.random.randint(1, 3))]
        return {"count": several if len(several) > 1 else self.random.choice((several, several[0]))}

    def _scalar(self) -> str | int | float:
        return self.random.choice(self.random.choice((TEXTS, NUMBERS)))

    def _list(self) -> list[object]:
        return [self._scalar() for _ in range(self.random.randint(1, 4))]

    def _value(self) -> object:
        kind = self.random.randrange(8)
        if kind < 5:
            return self.random.choice((TEXTS, TEXTS, NUMBERS, NUMBERS, ODD_LISTS)[kind])
        return self.random.choice(NO_ANSWERS) if kind == 5 else self.random.sample(TEXTS, self.random.randint(1, 4))


def disagreements(node: Node, pairs: Iterable[Pair]) -> list[str]:
    """Return the pairs on which Python and the page's script differ, the shortest first, as JSON that can be added to
    the vectors. One trip to Node, however many pairs there are.
    """
    asked = list(pairs)
    results = node.call("conditions", "holds", asked)
    found = []
    for (condition, values), script in zip(asked, results, strict=True):
        python = read_condition(condition).holds(values)
        if script is not python:
            found.append(json.dumps({"condition": condition, "values": values, "python": python, "script": script}))
    return sorted(found, key=len)
