"""Places that the options of a ranking were given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Places:
    """``counts[0]`` people put the option first, ``counts[1]`` second, and so on; ``n`` gave it any place.

    ``mean`` is of those n, 1 at best; None of nobody. Where not every option is placed, it says nothing of those who
    left this one out: never to be read without ``counts`` and the number of all who ranked.
    """

    n: int
    mean: float | None
    counts: tuple[int, ...]


def places(counts: pd.DataFrame, options: Sequence[str], most: int) -> dict[str, Places]:
    """Return the places of each of ``options``, in their order.

    ``counts``: columns ``place`` (1 and up), ``option`` and ``count``, one row for each pair that anybody chose. Not
    mutated. ``most``: how many places there were to give, and so the length of each ``Places.counts``.
    """
    table = counts.pivot_table(index="option", columns="place", values="count", aggfunc="sum", fill_value=0)
    table = table.reindex(index=list(options), columns=range(1, most + 1), fill_value=0)
    return {str(option): _places(row.to_list()) for option, row in table.iterrows()}


def _places(counts: list[int]) -> Places:
    n = sum(map(int, counts))
    weighted = sum(place * int(count) for place, count in enumerate(counts, 1))
    return Places(n, weighted / n if n else None, tuple(map(int, counts)))
