"""How answers spread over the options of one question."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


def distribution(counts: pd.Series[int], options: Sequence[str]) -> pd.DataFrame:
    """Return one row for each of ``options``, in their order.

    ``counts``: answers by option code; options that nobody chose may be absent. Not mutated. Index
    ``option``; columns ``count`` (int, 0 and up) and ``share`` (float, of the sum over ``options``; NaN when
    that is 0).
    """
    table = counts.reindex(list(options), fill_value=0).astype("int64").rename("count").to_frame()
    table.index.name = "option"
    # 0/0 is NaN: of nobody, no share.
    table["share"] = table["count"] / table["count"].sum()
    return table
