"""Lines and tables on a terminal: with ``rich`` where it is installed, as plain text where it is not.

Colours only on a terminal, and none where NO_COLOR is set. What comes out of a file is shown as text: neither mark-up
nor control characters in it reach the terminal.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final, Protocol, TextIO

if TYPE_CHECKING:
    from rich.console import Console

WIDTH_OF_A_FILE: Final = 140  # characters, where output does not go to a terminal
_NOT_SHOWN = "\N{REPLACEMENT CHARACTER}"
Rows = Sequence[Sequence[str]]


class Printer(Protocol):
    """Prints."""

    def line(self, text: str) -> None:
        """Print one line."""

    def table(self, title: str, headers: Sequence[str], rows: Rows) -> None:
        """Print a table, nothing if it has no rows. The last column is the one to wrap."""


def printer(stream: TextIO) -> Printer:
    """Return what prints to ``stream``."""
    try:
        from rich.console import Console
    except ImportError:
        return PlainPrinter(stream)
    width = None if stream.isatty() else WIDTH_OF_A_FILE
    return RichPrinter(Console(file=stream, width=width, markup=False, highlight=False, emoji=False))


def shown(text: str) -> str:
    """Return ``text`` on one line, without characters that steer a terminal."""
    return "".join(sign if sign.isprintable() else " " if sign.isspace() else _NOT_SHOWN for sign in text)


class PlainPrinter:
    """Without ``rich``."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def line(self, text: str) -> None:
        self._stream.write(f"{shown(text)}\n")

    def table(self, title: str, headers: Sequence[str], rows: Rows) -> None:
        if not rows:
            return
        self.line("")
        self.line(title)
        for row in _aligned([headers, *rows]):
            self.line(f"  {row}")


def _aligned(rows: Rows) -> Iterable[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


class RichPrinter:
    """With ``rich``."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def line(self, text: str) -> None:
        self._console.print(shown(text), soft_wrap=True)

    def table(self, title: str, headers: Sequence[str], rows: Rows) -> None:
        from rich.table import Table
        from rich.text import Text

        if not rows:
            return
        table = Table(title=Text(title), title_justify="left", title_style="bold", header_style="bold")
        for header in headers:
            table.add_column(header, overflow="fold")
        for row in rows:
            table.add_row(*(Text(shown(cell)) for cell in row))
        self._console.print()
        self._console.print(table)
