"""Rankings in LimeSurvey's expressions: a variable for each place, where conditions of ours know the whole answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from surveys.interchange.expressions.nodes import Call, Literal, Node, Operation, Variable
from surveys.interchange.expressions.operators import CHOSEN, OR, SAME


@dataclass(frozen=True, slots=True)
class Place:
    """One place of a ranking that has ``places`` of them; ``question`` names the whole answer."""

    question: str
    place: int
    places: int


FindPlace: TypeAlias = Callable[[str], Place | None]


def with_whole_rankings(node: Node, find: FindPlace) -> Node:
    """Return ``node``, in which what is said of all places of a ranking is said of the whole answer.

    "The first place is empty" says that there is no answer; "one place holds this" that it is among the answers.
    """
    if isinstance(node, Call):
        return _call(node, find)
    if isinstance(node, Operation):
        operands = tuple(with_whole_rankings(operand, find) for operand in node.operands)
        if node.operator != OR:
            return replace(node, operands=operands)
        operands = tuple(_chosen(operands, find))
        return operands[0] if len(operands) == 1 else replace(node, operands=operands)
    return node


def _call(call: Call, find: FindPlace) -> Node:
    arguments = call.arguments
    if call.name == "is_empty" and len(arguments) == 1:
        place = _place(arguments[0], find)
        return replace(call, arguments=(Variable(place.question),)) if place and place.place == 1 else call
    if call.name == "count":
        return replace(call, arguments=tuple(_counted(arguments, find)))
    return replace(call, arguments=tuple(with_whole_rankings(argument, find) for argument in arguments))


def _counted(arguments: tuple[Node, ...], find: FindPlace) -> Iterator[Node]:
    index = 0
    while index < len(arguments):
        place = _place(arguments[index], find)
        if place and _all_places([_place(one, find) for one in arguments[index : index + place.places]], place):
            yield Variable(place.question)
            index += place.places
        else:
            yield arguments[index]
            index += 1


def _chosen(operands: tuple[Node, ...], find: FindPlace) -> Iterator[Node]:
    """Yield alternatives; neighbours that look for one option on every place become one."""
    index = 0
    while index < len(operands):
        place, value = _equality(operands[index], find)
        found = [_equality(one, find) for one in operands[index : index + (place.places if place else 0)]]
        if place and {other for _, other in found} == {value} and _all_places([one for one, _ in found], place):
            yield Operation(CHOSEN, (Variable(place.question), Literal(value)))
            index += place.places
        else:
            yield operands[index]
            index += 1


def _equality(node: Node, find: FindPlace) -> tuple[Place | None, str]:
    if isinstance(node, Operation) and node.operator == SAME:
        variable, value = node.operands
        if isinstance(value, Literal) and isinstance(value.value, str):
            return _place(variable, find), value.value
    return None, ""


def _place(node: Node, find: FindPlace) -> Place | None:
    return find(node.name) if isinstance(node, Variable) else None


def _all_places(found: list[Place | None], first: Place) -> bool:
    return found == [Place(first.question, place, first.places) for place in range(1, first.places + 1)]
