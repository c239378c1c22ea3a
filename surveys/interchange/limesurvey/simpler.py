"""Conditions said the way an author of ours would: what LimeSurvey has no words for is read back as it was meant."""

from __future__ import annotations

from typing import Any, TypeAlias

from surveys.interchange.expressions.folding import negated

Condition: TypeAlias = Any
"""A condition document."""

_IMPLIES_ANSWER = frozenset({"===", "<", "<=", ">", ">=", "in", "any_of"})


def simpler(condition: Condition) -> Condition:
    """Return a condition that holds exactly when ``condition`` does, with lists in place of many equalities, without
    asking for an answer that is compared anyway, and without lists of one.
    """
    if not isinstance(condition, dict):
        return condition
    ((operator, operands),) = condition.items()
    if operator in {"and", "or"}:
        parts = [simpler(part) for part in operands]
        parts = _without_implied(parts) if operator == "and" else _listed(parts)
        return parts[0] if len(parts) == 1 else {operator: parts}
    if operator == "!":
        return negated(simpler(operands[0] if isinstance(operands, list) else operands))
    if operator == ">=" and operands[1] == 1 and (several := _only_counted(operands[0])):
        return {"answered": several}
    if operator in _IMPLIES_ANSWER | {"!=="}:
        return {operator: [_bare(operand) for operand in operands]}
    return condition


def _bare(operand: Any) -> Any:
    counted = _only_counted(operand)
    return {"count": counted} if counted else operand


def _only_counted(operand: Any) -> Any:
    """Return the one variable that is counted, None if there are several or none."""
    counted = operand.get("count") if isinstance(operand, dict) else None
    if isinstance(counted, list):
        return counted[0] if len(counted) == 1 else None
    return counted


def _without_implied(parts: list[Condition]) -> list[Condition]:
    compared = [variable for part in parts for variable in _compared(part)]
    return [part for part in parts if not ("answered" in part and part["answered"] in compared)]


def _compared(part: Condition) -> list[Any]:
    """Return the variables that have to be answered for ``part`` to hold."""
    ((operator, operands),) = part.items()
    return [operand for operand in operands if _is_variable(operand)] if operator in _IMPLIES_ANSWER else []


def _listed(parts: list[Condition]) -> list[Condition]:
    """Return the alternatives, neighbours that look for codes of one question made into one."""
    merged: list[Condition] = []
    for part in parts:
        before = _codes_of(merged[-1]) if merged else None
        here = _codes_of(part)
        if before and here and before[0] == here[0]:
            merged[-1] = {"any_of": [here[0], list(dict.fromkeys([*before[1], *here[1]]))]}
        else:
            merged.append(part)
    return merged


def _codes_of(part: Condition) -> tuple[Any, list[Any]] | None:
    """Return the variable and the values of a condition that one of them is the answer, or among the answers."""
    ((operator, operands),) = part.items()
    if operator == "===" and _is_variable(operands[0]) and not isinstance(operands[1], dict):
        return operands[0], [operands[1]]
    if operator == "in" and not isinstance(operands[0], dict) and _is_variable(operands[1]):
        return operands[1], [operands[0]]
    if operator in {"in", "any_of"} and _is_variable(operands[0]) and isinstance(operands[1], list):
        return operands[0], operands[1]
    return None


def _is_variable(operand: Any) -> bool:
    return isinstance(operand, dict) and "var" in operand
