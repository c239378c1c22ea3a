"""``make bench``: measure every pair and print the table. Exit status 1 if a bound does not hold."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from rich.console import Console
from rich.table import Table

from tests.bench import checking, cube, ingest, student_view
from tests.bench.pairs import Ratio, short

SIZES = (1_000_000, 10_000_000)  # answers


def ratios() -> Iterator[Ratio]:
    """Yield one ratio after the other, as it is measured."""
    yield from checking.measure()
    yield from student_view.measure()
    yield from ingest.measure()
    for size in SIZES:
        yield from cube.measure(size)


def main() -> int:
    """Print progress, then the table."""
    console = Console(width=150)
    done: list[Ratio] = []
    with console.status("Measuring: this takes about ten minutes."):
        for ratio in ratios():
            done.append(ratio)
            console.print(f"{ratio.name}: {short(ratio.median)}")
    table = Table("pair (ours ÷ theirs)", "ours", "theirs", "ratio", "lowest–highest", "bound", "holds")
    for ratio in done:
        spread = f"{short(min(ratio.values))}–{short(max(ratio.values))}"
        holds = "yes" if ratio.holds else "NO"
        table.add_row(ratio.name, ratio.ours, ratio.theirs, short(ratio.median), spread, ratio.bound, holds)
    console.print(table)
    return 0 if all(ratio.holds for ratio in done) else 1


if __name__ == "__main__":
    sys.exit(main())
