"""Fixtures of the tests of statements."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.oracles.node import Node, running_node
from tests.xblock_impact.aspects.lms import LEARNER, Lms, running_lms

BOTH = ["identified", "confidential"]


@pytest.fixture(scope="session")
def _running_lms() -> Iterator[Lms]:
    with running_lms() as lms:
        lms.people([LEARNER, *range(100, 200)])
        yield lms


@pytest.fixture
def lms(_running_lms: Lms) -> Lms:
    """An LMS with statements switched on for both modes that can be told, in which nobody sent anything yet."""
    _running_lms.switch(BOTH)
    _running_lms.forget()
    _running_lms.logged()
    return _running_lms


@pytest.fixture(scope="session")
def node() -> Iterator[Node]:
    """Node, with the schema of statements."""
    with running_node() as node:
        yield node


@pytest.fixture(scope="session")
def schema_problems(node: Node) -> Callable[[list[dict[str, Any]]], list[str]]:
    """What the schema of xAPI says against statements."""

    def problems(statements: list[dict[str, Any]]) -> list[str]:
        found = node.call("xapi", "problems", [[statement] for statement in statements])
        return [problem for problems in found for problem in problems]

    return problems
