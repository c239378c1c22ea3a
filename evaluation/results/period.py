"""Months on results."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Period:
    """First and last month of something, as YYYYMM."""

    first: int
    last: int

    def to_json(self) -> dict[str, str]:
        """Return the member ``period``, months as in ``2018-09``."""
        return {"from": month_to_wire(self.first), "to": month_to_wire(self.last)}


def month_to_wire(month: int) -> str:
    """Return a month YYYYMM as ``YYYY-MM``."""
    return f"{month // 100:04}-{month % 100:02}"


def month_from_wire(month: str) -> int:
    """Return a month ``YYYY-MM`` as YYYYMM."""
    return int(month.replace("-", ""))
