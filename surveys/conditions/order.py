"""In which order questions can be asked: a condition looks only at what has been asked before it."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from surveys.errors import Problem

_LONGEST_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Asked:
    """A question in the order of the form, with the variables of its condition and where that stands.

    A question with two conditions is there twice. What has a condition and no answer, such as a page, has the empty
    id and stands before its questions.
    """

    id: str
    looks_at: frozenset[str]
    path: str


def problems_of_order(asked: Sequence[Asked]) -> Iterator[Problem]:
    """Yield a problem for questions that wait for each other in a circle, and one for everything else that is looked
    at before it is asked. What is looked at and is not in ``asked`` is no matter of order.
    """
    places: dict[str, int] = {}
    waits: defaultdict[str, set[str]] = defaultdict(set)
    for place, one in enumerate(asked):
        if one.id:
            places.setdefault(one.id, place)
            waits[one.id] |= one.looks_at
    told: set[tuple[str, str]] = set()
    in_circles: set[str] = set()
    for place, one in enumerate(asked):
        own_place = places.get(one.id, place)
        later = sorted(name for name in one.looks_at if places.get(name, -1) >= own_place)
        if later and one.id not in in_circles and (circle := _shortest_circle(one, waits)):
            yield Problem(one.path, _said(circle))
            told.update(pairwise(circle))
            in_circles.update(circle)
        for name in later:
            if (one.id, name) not in told:
                yield Problem(one.path, f"{name} is asked later. Look at what is asked before, or move {name} up.")


def _shortest_circle(start: Asked, waits: Mapping[str, set[str]]) -> list[str]:
    """Return the ids from ``start`` over what it looks at back to itself, or nothing."""
    came_from = dict.fromkeys(sorted(start.looks_at), "")
    to_visit = deque(came_from)
    while to_visit:
        name = to_visit.popleft()
        if name == start.id:
            return [start.id, *reversed(list(_way_back(name, came_from)))]
        for further in sorted(waits.get(name, ())):
            if further not in came_from:
                came_from[further] = name
                to_visit.append(further)
    return []


def _way_back(name: str, came_from: Mapping[str, str]) -> Iterator[str]:
    while name:
        yield name
        name = came_from[name]


def _said(circle: Sequence[str]) -> str:
    if len(circle) == 2:
        return f"{circle[0]} depends on its own answer."
    shown = circle[1:] if len(circle) <= _LONGEST_SHOWN else [*circle[1 : _LONGEST_SHOWN - 1], "…", circle[-1]]
    chain = ", which depends on ".join(shown)
    return f"{circle[0]} depends on {chain}. Ask one of them whatever is answered to the others."
