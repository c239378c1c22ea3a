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
DATES = ("2026-01-31", "2026-02-01", "1999-12-31", "2026-02-30")
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


class SharedWithJSONLogic(MadeUp):
    """Conditions and answers on which JSONLogic must agree: every answer is given, and what is ordered has an order."""

    def values(self) -> dict[str, object]:
        """Return two texts, two numbers, two dates and a list."""
        choose = self.random.choice
        pools = {"text": TEXTS, "number": NUMBERS, "date": DATES}
        values: dict[str, object] = {f"{name}{n}": choose(pool) for name, pool in pools.items() for n in (1, 2)}
        return values | {"list": self.random.sample(TEXTS, self.random.randint(1, 4))}

    def _comparison(self) -> Any:
        choose = self.random.choice
        operator = choose(("===", "!==", "<", "<=", ">", ">=", "in", "constant"))
        if operator == "constant":
            return choose((True, False))
        if operator == "in":
            return {operator: [self._any_operand(), choose((self._list(), {"var": "list"}))]}
        if operator in {"===", "!=="}:
            return {operator: [self._any_operand(), self._any_operand()]}
        kind = choose(("number", "date"))
        return {operator: [self._operand_of(kind), self._operand_of(kind)]}

    def _any_operand(self) -> Any:
        return self._operand_of(self.random.choice(("text", "number", "date")))

    def _operand_of(self, kind: str) -> Any:
        pool = {"text": TEXTS, "number": NUMBERS, "date": DATES}[kind]
        return self.random.choice(({"var": f"{kind}{self.random.randint(1, 2)}"}, self.random.choice(pool)))


def disagreements(node: Node, pairs: Iterable[Pair], other: str = "holds") -> list[str]:
    """Return the pairs on which Python and ``other``, a function of tests/oracles/conditions.js, differ: the shortest
    first, as JSON, with what Python says. One trip to Node, however many pairs there are.
    """
    asked = list(pairs)
    found = []
    for (condition, values), theirs in zip(asked, node.call("conditions", other, asked), strict=True):
        ours = read_condition(condition).holds(values)
        if theirs is not ours:
            found.append(json.dumps({"condition": condition, "values": values, "python": ours}))
    return sorted(found, key=len)
