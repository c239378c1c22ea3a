"""What the variables and functions of an expression mean in a survey of ours."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from surveys.conditions import Kind
from surveys.interchange.expressions.errors import Untranslatable
from surveys.interchange.expressions.nodes import Node, Operation


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to our question ``id``.

    ``codes``: our code for each value of an option in the file, as text (``true`` and ``false`` for yes and no); where
    it is empty, values are codes. ``ordered``: the answer is a list in which the order matters.
    """

    id: str
    kind: Kind
    codes: Mapping[str, str] = field(default_factory=dict)
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Chosen:
    """Whether option ``code`` of our question ``id`` with several answers is chosen, as a variable of its own.

    ``yes`` and ``no``: the values, as texts, that the file has for chosen and not chosen. ``words``: id of the question
    for what was typed, where the variable holds that.
    """

    id: str
    kind: Kind
    code: str
    yes: frozenset[str]
    no: frozenset[str]
    words: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """How many options of our question ``id`` are chosen, as a variable of its own: 0 for none."""

    id: str
    kind: Kind


Meaning: TypeAlias = Answer | Chosen | Counted
Builder: TypeAlias = Callable[[tuple[Node, ...]], Node]
"""Arguments of a function → what it says with the operators that all systems have. Raises Untranslatable."""


@dataclass(frozen=True)
class Meanings:
    """What a system and one file of it mean.

    ``variable`` gives the meaning of a name, and raises Untranslatable for one that there is none for. ``functions``:
    by name in lower case. The rest says how the system compares.
    """

    variable: Callable[[str], Meaning]
    functions: Mapping[str, Builder] = field(default_factory=dict)
    empty_equals_empty: bool = False  # two unanswered questions are the same
    empty_at_most_empty: bool = False  # and, likewise, at most and at least each other
    list_equals_only_value: bool = False  # a list of one is the same as that one
    ignores_case: bool = False  # of texts
    false_values: frozenset[str] = frozenset({"false"})  # answers that, standing alone, do not hold
    only_true_alone: bool = False  # standing alone, no answer but "true" holds


def rewritten(operator: str, least: int, most: int | None = None) -> Builder:
    """Return the builder for a function that does what ``operator`` does; ``least`` and ``most``: of arguments."""
    highest = least if most is None else most

    def build(arguments: tuple[Node, ...]) -> Node:
        if not least <= len(arguments) <= highest:
            raise Untranslatable("A function has too many or too few arguments.")
        return Operation(operator, arguments)

    return build
