"""From a condition of ours to an expression in the words of another system."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from surveys.conditions.expression import Expression, Fixed, Operation, Variable
from surveys.conditions.reading import parse
from surveys.interchange.expressions.errors import Untranslatable

Scalar: TypeAlias = str | int | float


class ConditionWriter(ABC):
    """A system's words for everything that a condition of ours can say.

    What each method returns must hold exactly when ours does, unanswered questions included (docs/conditions.md):
    ``same`` is false and its opposite true where a question is unanswered, ``ordered`` and ``among`` are false. Each
    may raise Untranslatable. A text that is returned must be safe within ``and``, ``or`` and ``not`` of the system:
    with brackets around it if it has an operator that binds less closely than a comparison.
    ``question`` is always the id of a question or recall of ours; ``other`` is one, too, where it says so.
    """

    @abstractmethod
    def same(self, question: str, value: Scalar) -> str:
        """Say that the answer is ``value``."""

    @abstractmethod
    def same_answers(self, question: str, other: str) -> str:
        """Say that both are answered, and alike."""

    @abstractmethod
    def ordered(self, operator: str, question: str, value: Scalar) -> str:
        """Say that the answer, a number or date, is ``<``, ``<=``, ``>`` or ``>=`` ``value``."""

    @abstractmethod
    def ordered_answers(self, operator: str, question: str, other: str) -> str:
        """Say that both are answered, and the first is so compared with the second."""

    @abstractmethod
    def includes(self, question: str, code: str) -> str:
        """Say that ``code`` is among the several answers."""

    @abstractmethod
    def among(self, question: str, values: Sequence[Scalar], *, several: bool) -> str:
        """Say that the answer is one of ``values``; ``several``: that one of several answers is, too."""

    @abstractmethod
    def answered(self, question: str) -> str:
        """Say that there is an answer."""

    @abstractmethod
    def counted(self, operator: str, questions: Sequence[str], value: Scalar) -> str:
        """Say that the number of options chosen is ``===``, ``<``, ``<=``, ``>`` or ``>=`` ``value``."""

    @abstractmethod
    def always(self, *, holds: bool) -> str:
        """Say what is always so, or never."""

    @abstractmethod
    def every(self, parts: Sequence[str]) -> str:
        """Say that all of two or more ``parts`` hold, in brackets."""

    @abstractmethod
    def some(self, parts: Sequence[str]) -> str:
        """Say that one of two or more ``parts`` holds, in brackets."""

    @abstractmethod
    def opposite(self, part: str) -> str:
        """Say that ``part`` does not hold."""

    def differs(self, question: str, value: Scalar) -> str:
        """Say that the answer is not ``value``, or that there is none."""
        return self.opposite(self.same(question, value))

    def includes_answer(self, question: str, other: str) -> str:
        """Say that the one answer to ``other`` is among the several answers to ``question``."""
        raise Untranslatable(f"There is no way to say that {question} includes the answer to {other}.")


def write_condition(document: Any, writer: ConditionWriter) -> str:
    """Return ``document``, a condition without problems, in the writer's words. Raises Untranslatable."""
    expression, problems = parse(document, "condition")
    if problems:
        raise Untranslatable(problems[0].message)
    return _Writing(writer).condition(expression)


_EXCHANGED: Mapping[str, str] = {"===": "===", "<": ">", ">": "<", "<=": ">=", ">=": "<="}


class _Writing:
    def __init__(self, writer: ConditionWriter) -> None:
        self._writer = writer
        self._operations: dict[str, Callable[[Operation], str]] = {
            "and": self._and,
            "or": self._or,
            "!": lambda one: writer.opposite(self.condition(one.operands[0])),
            "!==": self._differs,
            "in": self._in,
            "any_of": self._any_of,
            "answered": lambda one: writer.answered(_name(one.operands[0])),
        }

    def condition(self, expression: Expression) -> str:
        if isinstance(expression, Operation):
            written = self._operations.get(expression.operator)
            return written(expression) if written else self._comparison(expression.operator, expression)
        if isinstance(expression, Fixed) and isinstance(expression.value, bool):
            return self._writer.always(holds=expression.value)
        raise Untranslatable("Here stands no condition.")

    def _and(self, operation: Operation) -> str:
        return _joined([self.condition(part) for part in operation.operands], self._writer.every)

    def _or(self, operation: Operation) -> str:
        return _joined([self.condition(part) for part in operation.operands], self._writer.some)

    def _comparison(self, operator: str, operation: Operation) -> str:
        left, right = operation.operands
        if _precedence(left) < _precedence(right):
            left, right, operator = right, left, _EXCHANGED[operator]
        if isinstance(left, Operation):
            questions = [_name(operand) for operand in left.operands]
            return self._writer.counted(operator, questions, _scalar(right))
        if isinstance(right, Variable):
            if operator == "===":
                return self._writer.same_answers(_name(left), right.name)
            return self._writer.ordered_answers(operator, _name(left), right.name)
        if operator == "===":
            return self._writer.same(_name(left), _scalar(right))
        return self._writer.ordered(operator, _name(left), _scalar(right))

    def _differs(self, operation: Operation) -> str:
        sides = sorted(operation.operands, key=_precedence, reverse=True)
        if isinstance(sides[0], Variable) and isinstance(sides[1], Fixed):
            return self._writer.differs(sides[0].name, _scalar(sides[1]))
        return self._writer.opposite(self._comparison("===", operation))

    def _in(self, operation: Operation) -> str:
        needle, haystack = operation.operands
        if isinstance(haystack, Variable):
            if isinstance(needle, Variable):
                return self._writer.includes_answer(haystack.name, needle.name)
            return self._writer.includes(haystack.name, str(_scalar(needle)))
        return self._listed(needle, haystack, several=False)

    def _any_of(self, operation: Operation) -> str:
        return self._listed(*operation.operands, several=True)

    def _listed(self, needle: Expression, haystack: Expression, *, several: bool) -> str:
        values = haystack.value if isinstance(haystack, Fixed) and isinstance(haystack.value, tuple) else ()
        if isinstance(needle, Operation):
            questions = [_name(operand) for operand in needle.operands]
            return _joined([self._writer.counted("===", questions, one) for one in values], self._writer.some)
        return self._writer.among(_name(needle), values, several=several)


def _joined(parts: list[str], join: Callable[[Sequence[str]], str]) -> str:
    return parts[0] if len(parts) == 1 else join(parts)


def _precedence(expression: Expression) -> int:
    """Return which side comes first: counts, then answers, then fixed values."""
    return 2 if isinstance(expression, Operation) else int(isinstance(expression, Variable))


def _name(expression: Expression) -> str:
    if isinstance(expression, Variable):
        return expression.name
    raise Untranslatable("A count or a fixed value stands where only a question can be carried.")


def _scalar(expression: Expression) -> Scalar:
    if isinstance(expression, Fixed) and isinstance(expression.value, str | int | float):
        return expression.value
    raise Untranslatable("A count can only be compared with a fixed number there.")
