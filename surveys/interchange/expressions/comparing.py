"""Comparisons in the words of our conditions, for each sort of side."""

from __future__ import annotations

import operator as python
from collections.abc import Callable
from typing import Any

from surveys.conditions import ValueType
from surveys.interchange.expressions.errors import Untranslatable
from surveys.interchange.expressions.folding import Condition, all_of, any_of, negated
from surveys.interchange.expressions.meaning import Answer, Chosen
from surveys.interchange.expressions.operators import AT_LEAST, AT_MOST, LESS, MORE
from surveys.interchange.expressions.sides import Count, Fixed, Listed, Side, Sides, as_number, values_of

_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    LESS: python.lt,
    AT_MOST: python.le,
    MORE: python.gt,
    AT_LEAST: python.ge,
}


def alone(sides: Sides, side: Side) -> Condition:
    """Return what a variable says that stands where a condition should."""
    if not isinstance(side, Answer):
        return answered(side)
    false = sides.meanings.false_values
    if sides.meanings.only_true_alone:
        return _only_true(side)
    if side.kind.type is ValueType.NUMBER and "0" in false:
        return all_of([answered(side), {"!==": [_var(side), 0]}])
    if side.kind.type is not ValueType.CODE:
        return answered(side)
    holding = [code for value, code in values_of(side).items() if value.lower() not in false]
    return answered(side) if set(holding) == set(side.kind.codes) else _one_of(side, holding)


def _only_true(answer: Answer) -> Condition:
    holding = [code for value, code in values_of(answer).items() if value.lower() == "true"]
    if answer.kind.type is not ValueType.CODE or not holding:
        raise Untranslatable(f"The answer to {answer.id} alone is no condition: compare it.")
    return _one_of(answer, holding)


def answered(side: Side) -> Condition:
    """Return whether there is an answer: an option of its own counts if it is chosen."""
    if isinstance(side, Chosen):
        return {"in": [side.code, {"var": side.id}]}
    if isinstance(side, Answer):
        return {"answered": _var(side)}
    raise Untranslatable("Only of a question it can be asked whether it is answered.")


def same(sides: Sides, left: Side, right: Side) -> Condition:
    """Return whether both sides are the same; a fixed value stands on the right unless both are fixed."""
    if isinstance(left, Answer):
        return _same_as_answer(sides, left, right)
    if isinstance(left, Count):
        return {"===": [left.document, _counted(right)]}
    if isinstance(left, Chosen):
        return _is_chosen(left, right)
    if isinstance(left, Fixed):
        return _both_fixed(left, right)
    raise Untranslatable("Only the answer to a question can be compared with a list.")


def _same_as_answer(sides: Sides, left: Answer, right: Side) -> Condition:
    if isinstance(right, Answer):
        return _same_answers(sides, left, right)
    if isinstance(right, Fixed) and right.is_nothing:
        return negated(answered(left))
    if left.kind.type is ValueType.CODES:
        return _exactly(sides, left, right)
    if isinstance(right, Fixed):
        return {"===": [_var(left), sides.value_for(left, right)]}
    if isinstance(right, Count):
        return {"===": [_var(left), right.document]}
    raise Untranslatable(f"{left.id} is never what it is compared with.")


def _both_fixed(left: Fixed, right: Side) -> Condition:
    if not isinstance(right, Fixed):
        raise Untranslatable("Fixed values are compared with a list.")
    return left.text == right.text


def _is_chosen(left: Chosen, right: Side) -> Condition:
    if isinstance(right, Fixed):
        text = "" if right.is_nothing else right.text
        if text in left.yes:
            return answered(left)
        if text in left.no:
            return negated(answered(left))
        if left.words:
            return {"===": [{"var": left.words}, text]}
    raise Untranslatable(f"Whether an option of {left.id} is chosen can only be compared with yes and no.")


def _same_answers(sides: Sides, left: Answer, right: Answer) -> Condition:
    if ValueType.CODES in {left.kind.type, right.kind.type}:
        raise Untranslatable(f"{left.id} and {right.id}: questions with several answers cannot be compared whole.")
    if left.kind.type is ValueType.CODE and not _agree(left, right):
        raise Untranslatable(f"{left.id} and {right.id} do not have the same options.")
    condition: Condition = {"===": [_var(left), _var(right)]}
    return _or_both_empty(condition, left, right) if sides.meanings.empty_equals_empty else condition


def _agree(left: Answer, right: Answer) -> bool:
    """Tell whether equal values in the file are equal codes of ours, and different ones different."""
    mine, theirs = values_of(left), values_of(right)
    pairs = [(value, code, other, to) for value, code in mine.items() for other, to in theirs.items()]
    return all((value == other) == (code == to) for value, code, other, to in pairs)


def _or_both_empty(condition: Condition, *answers: Answer) -> Condition:
    return any_of([condition, all_of([negated(answered(answer)) for answer in answers])])


def _exactly(sides: Sides, left: Answer, right: Side) -> Condition:
    if isinstance(right, Fixed):
        if not sides.meanings.list_equals_only_value:
            raise Untranslatable(f"{left.id} can have several answers, so it is never the same as one value.")
        right = Listed((right,))
    if not isinstance(right, Listed) or left.ordered:
        raise Untranslatable(f"{left.id} is a list whose order counts, or is compared with what is none.")
    codes = list(dict.fromkeys(sides.value_for(left, value) for value in right.values))
    if not codes:
        return negated(answered(left))
    return all_of([*({"in": [code, _var(left)]} for code in codes), {"===": [{"count": _var(left)}, len(codes)]}])


def ordered(sides: Sides, operator: str, left: Side, right: Side) -> Condition:
    """Return whether ``left`` is less or more than ``right``; a fixed value stands on the right, unless both are."""
    if isinstance(left, Fixed):
        return _fixed_order(operator, left, right)
    if isinstance(left, Count):
        return {operator: [left.document, _counted(right)]}
    if not isinstance(left, Answer):
        raise Untranslatable("Options and lists have no order.")
    if isinstance(right, Answer):
        condition: Condition = {operator: [_var(left), _var(right)]}
        both_empty = sides.meanings.empty_at_most_empty and operator in {AT_MOST, AT_LEAST}
        return _or_both_empty(condition, left, right) if both_empty else condition
    if isinstance(right, Count):
        return {operator: [_var(left), right.document]}
    if not isinstance(right, Fixed) or right.is_nothing:
        raise Untranslatable(f"{left.id} is compared by order with what has none.")
    if left.kind.type is ValueType.CODE:
        return _points(operator, left, right)
    return {operator: [_var(left), sides.value_for(left, right)]}


def _points(operator: str, left: Answer, right: Fixed) -> Condition:
    """Return whether the answer is one of the options whose values, being numbers, are less or more."""
    bound = as_number(right)
    points = {code: as_number(Fixed(value)) for value, code in values_of(left).items()}
    if bound is None or any(point is None for point in points.values()):
        raise Untranslatable(f"The options of {left.id} are not all numbers, so they have no order.")
    return _one_of(left, [code for code, point in points.items() if _COMPARE[operator](point, bound)])


def _fixed_order(operator: str, left: Fixed, right: Side) -> Condition:
    numbers = as_number(left), as_number(right) if isinstance(right, Fixed) else None
    if None in numbers:
        raise Untranslatable("Fixed values that are no numbers are compared by order.")
    return _COMPARE[operator](*numbers)


def _counted(side: Side) -> Any:
    """Return what a count is compared with."""
    if isinstance(side, Count):
        return side.document
    if isinstance(side, Answer):
        return _var(side)
    number = as_number(side) if isinstance(side, Fixed) else None
    if number is None:
        raise Untranslatable("A count is compared with what is no number.")
    return number


def chosen(sides: Sides, whole: Side, one: Side) -> Condition:
    """Return whether the option ``one`` is the answer, or among the answers."""
    if isinstance(whole, Answer) and isinstance(one, Answer) and whole.kind.type is ValueType.CODES:
        return _includes(whole, one)
    if not isinstance(whole, Answer) or not isinstance(one, Fixed) or one.is_nothing:
        raise Untranslatable("Only fixed options of a question can be chosen.")
    operator = "in" if whole.kind.type is ValueType.CODES else "==="
    return {operator: [sides.value_for(whole, one), _var(whole)]}


def _includes(whole: Answer, one: Answer) -> Condition:
    if one.kind.type is not ValueType.CODE or not _agree(whole, one):
        raise Untranslatable(f"{one.id} is not one of the options of {whole.id}.")
    return {"in": [_var(one), _var(whole)]}


def contains(sides: Sides, whole: Side, part: Side) -> Condition:
    """Return whether the option ``part`` is among the answers, or its text is a part of the one option's value."""
    if not isinstance(whole, Answer) or whole.kind.type is not ValueType.CODE:
        if isinstance(whole, Answer) and whole.kind.type is not ValueType.CODES:
            raise Untranslatable(f"A condition cannot look into the words, digits or date of {whole.id}.")
        return chosen(sides, whole, part)
    if not isinstance(part, Fixed) or part.is_nothing:
        raise Untranslatable(f"The answer to {whole.id} is searched for what is no text.")
    case: Callable[[str], str] = str.lower if sides.meanings.ignores_case else str
    return _one_of(whole, [code for value, code in values_of(whole).items() if case(part.text) in case(value)])


def among(sides: Sides, side: Side, listed: Side) -> Condition:
    """Return whether the answer, or one of several, is in a list."""
    if isinstance(listed, Fixed) and isinstance(side, Answer) and side.kind.type is ValueType.CODES:
        listed = Listed((listed,))
    if not isinstance(side, Answer) or not isinstance(listed, Listed) or not listed.values:
        raise Untranslatable("Only an answer can be looked up in a list of fixed values.")
    values = [sides.value_for(side, value) for value in listed.values]
    return {"any_of": [_var(side), values]}


def _one_of(answer: Answer, codes: list[str]) -> Condition:
    if not codes:
        return False
    return {"===": [_var(answer), codes[0]]} if len(codes) == 1 else {"in": [_var(answer), codes]}


def _var(answer: Answer) -> dict[str, str]:
    return {"var": answer.id}
