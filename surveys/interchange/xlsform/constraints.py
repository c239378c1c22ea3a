"""The column constraint: what of it is a bound of ours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from surveys.interchange.expressions import Call, Literal, Node, Operation, Untranslatable, Variable, parse_expression
from surveys.interchange.expressions import operators as op
from surveys.interchange.xlsform.dialect import XPATH_OF_ITSELF

_FLIPPED = {**op.ORDERS, op.SAME: op.SAME}
_MEASURES = frozenset({"string-length", "count-selected"})


@dataclass(slots=True)
class Bounds:
    """The bounds of a constraint. ``of``: what they bound, "" for the answer itself, or the name of a function."""

    of: str = ""
    least: float | str | None = None  # a number, or an ISO date
    most: float | str | None = None
    excludes_least: bool = False
    excludes_most: bool = False
    alone: list[str] = field(default_factory=list)  # names of options that go with no other
    complete: bool = True  # the bounds say all that the constraint says


def bounds_in(constraint: str) -> Bounds:
    """Return what ``constraint`` bounds; what it says beside that makes it incomplete."""
    bounds = Bounds()
    try:
        terms = list(_terms(parse_expression(constraint, XPATH_OF_ITSELF)))
    except Untranslatable:
        return Bounds(complete=False)
    for term in terms:
        if code := _alone(term):
            bounds.alone.append(code)
        else:
            bounds.complete &= _bound(bounds, term)
    return bounds


def _terms(node: Node) -> Iterator[Node]:
    if isinstance(node, Operation) and node.operator == op.AND:
        for operand in node.operands:
            yield from _terms(operand)
    else:
        yield node


def _bound(bounds: Bounds, term: Node) -> bool:
    """Take the bound of ``term`` over; tell whether it is one."""
    if not isinstance(term, Operation) or term.operator not in _FLIPPED or len(term.operands) != 2:
        return False
    (left, right), operator = term.operands, term.operator
    if _value(left) is not None:
        left, right, operator = right, left, _FLIPPED[operator]
    measured, value = _measured(left), _value(right)
    if measured is None or value is None or (_is_bounding(bounds) and measured != bounds.of):
        return False
    bounds.of = measured
    if operator in {op.MORE, op.AT_LEAST, op.SAME}:
        bounds.least, bounds.excludes_least = value, operator == op.MORE
    if operator in {op.LESS, op.AT_MOST, op.SAME}:
        bounds.most, bounds.excludes_most = value, operator == op.LESS
    return True


def _is_bounding(bounds: Bounds) -> bool:
    return bounds.least is not None or bounds.most is not None


def _measured(node: Node) -> str | None:
    if isinstance(node, Variable):
        return ""
    if isinstance(node, Call) and node.name in _MEASURES and _is_itself(node.arguments):
        return node.name
    return None


def _is_itself(arguments: tuple[Node, ...]) -> bool:
    return len(arguments) == 1 and isinstance(arguments[0], Variable)


def _value(node: Node) -> float | str | None:
    if isinstance(node, Literal) and not isinstance(node.value, str | bool):
        return node.value
    if isinstance(node, Call) and node.name == "date" and len(node.arguments) == 1:
        (day,) = node.arguments
        return _day(day.value) if isinstance(day, Literal) else None
    return None


def _day(value: object) -> str | None:
    try:
        return date.fromisoformat(value).isoformat() if isinstance(value, str) else None
    except ValueError:
        return None


def _alone(term: Node) -> str | None:
    """Return the option that ``not(selected(., 'none') and count-selected(.) > 1)`` keeps from all others."""
    match term:
        case Call("not", (Operation(op.AND, (Call("selected", (Variable(), Literal(str() as name))), counted)),)):
            return name if counted == _SEVERAL else None
    return None


_SEVERAL = Operation(op.MORE, (Call("count-selected", (Variable("."),)), Literal(1)))


def parameters_in(cell: str) -> Mapping[str, str]:
    """Return what the column parameters sets: ``start=0 end=10 step=1``."""
    pairs = (part.partition("=") for part in cell.replace(",", " ").replace(";", " ").split())
    return {name.lower(): value for name, _, value in pairs if value}
