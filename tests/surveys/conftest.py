"""Node, for what the browser's script and JSONLogic say."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.oracles.node import Node, running_node


@pytest.fixture(scope="session")
def node() -> Iterator[Node]:
    """One Node process for all tests of a run."""
    with running_node() as node:
        yield node
