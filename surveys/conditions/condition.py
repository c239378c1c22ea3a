"""A condition, ready to be asked whether it holds."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field

from surveys.conditions.errors import ConditionInvalid
from surveys.conditions.evaluation import Test, test_of
from surveys.conditions.expression import variables_in
from surveys.conditions.reading import parse


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition that was read without problems. Made by ``read_condition``.

    ``document`` is what it was read from and what the browser evaluates; ``variables`` names the questions that it
    looks at.
    """

    document: object = field(hash=False)
    variables: frozenset[str]
    _test: Test = field(repr=False, compare=False)

    def holds(self, values: Mapping[str, object]) -> bool:
        """Return whether the condition holds for ``values`` (question id → answer). Raises nothing.

        Answers are texts (codes, dates), numbers and lists of texts; what is absent or None is unanswered.
        """
        return self._test(values)


def read_condition(document: object, path: str = "condition") -> Condition:
    """Return the condition in ``document`` (parsed JSON), which stands at ``path``.

    Raises ConditionInvalid with every problem.
    """
    expression, problems = parse(document, path)
    if problems:
        raise ConditionInvalid(problems)
    return Condition(deepcopy(document), frozenset(variables_in(expression)), test_of(expression))
