"""In which order questions can be asked: a condition looks only at what has been asked before."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from surveys.errors import Problem

_MOST_NAMES_SHOWN = 10


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
    at before it is asked, none of them twice. What is looked at and is not in ``asked`` is no matter of order.
    """
    yield from dict.fromkeys(_problems(asked))


def _problems(asked: Sequence[Asked]) -> Iterator[Problem]:
    places = {one.id: place for place, one in reversed(list(enumerate(asked))) if one.id}
    waits = _waits(asked)
    told: set[tuple[str, str]] = set()
    in_circles: set[str] = set()
    for place, one in enumerate(asked):
        own_place = places.get(one.id, place)
        later = sorted(name for name in one.looks_at if places.get(name, -1) >= own_place)
        if later and one.id not in in_circles and (circle := _shortest_circle(one, waits)):
            yield Problem(one.path, _said(circle))
            told.update(pairwise(circle))
            in_circles.update(circle)
        if untold := [name for name in later if (one.id, name) not in told]:
            verb = "is" if len(untold) == 1 else "are"
            yield Problem(one.path, f"{_shown(untold, ' and ')} {verb} asked later. Look at what is asked before.")


def _waits(asked: Sequence[Asked]) -> dict[str, list[str]]:
    """Return what each question looks at, over all its conditions."""
    waits: dict[str, set[str]] = {}
    for one in asked:
        waits.setdefault(one.id, set()).update(one.looks_at)
    return {name: sorted(looks_at) for name, looks_at in waits.items() if name}


def _shortest_circle(start: Asked, waits: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the ids from ``start`` over what it looks at back to itself, or nothing."""
    came_from = dict.fromkeys(sorted(start.looks_at), "")
    to_visit = deque(came_from)
    while to_visit:
        name = to_visit.popleft()
        if name == start.id:
            return [start.id, *reversed(list(_way_back(name, came_from)))]
        for further in waits.get(name, ()):
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
    chain = _shown(circle[1:], ", which depends on ")
    return f"{circle[0]} depends on {chain}. Ask one of them whatever is answered to the others."


def _shown(names: Sequence[str], between: str) -> str:
    """Return the names as text, the last always among them, and not too many."""
    left_out = len(names) > _MOST_NAMES_SHOWN
    return between.join([*names[: _MOST_NAMES_SHOWN - 2], "…", names[-1]] if left_out else names)
