"""In what two documents of a definition differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from surveys.definition.paths import join

_TRUE_UNLESS_SAID = frozenset({"whole"})
CONDITION = "condition"


@dataclass(frozen=True, slots=True)
class Difference:
    """What stands at ``path`` in each of two documents; False or None where nothing does."""

    path: str
    ours: Any
    theirs: Any

    @property
    def is_condition(self) -> bool:
        """Whether it is a condition as a whole."""
        return _is_condition(self.path)


def differences(ours: Any, theirs: Any, path: str = "") -> Iterator[Difference]:
    """Yield all that differs; members that say what goes without saying are as good as absent."""
    if isinstance(ours, Mapping) and isinstance(theirs, Mapping) and not _is_condition(path):
        for name in dict.fromkeys([*ours, *theirs]):
            unless_said = name in _TRUE_UNLESS_SAID
            yield from differences(ours.get(name, unless_said), theirs.get(name, unless_said), join(path, name))
    elif isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        for index, (one, other) in enumerate(zip(ours, theirs, strict=True)):
            yield from differences(one, other, f"{path}[{index}]")
    elif ours != theirs or type(ours) is not type(theirs):
        yield Difference(path, ours, theirs)


def _is_condition(path: str) -> bool:
    return path.rpartition(".")[2] == CONDITION
