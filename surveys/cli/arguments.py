"""What is asked for on the command line."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from surveys.interchange import Assumptions
from surveys.interchange.exchange import LICENCE_NOT_STATED
from surveys.interchange.formats import READ, WRITTEN
from surveys.interchange.frame import language_tag
from surveys.levels import Level

_NAMES = "name of the format; found out from the file where it is left out"


@dataclass(frozen=True, slots=True)
class Asked:
    """One command with all that belongs to it."""

    command: str
    file: Path
    assumptions: Assumptions
    format_read: str | None = None
    out: Path | None = None
    format_written: str | None = None
    report: Path | None = None
    force: bool = False


def parse_arguments(arguments: Sequence[str] | None) -> Asked:
    """Return what ``arguments`` ask for. Prints the usage and exits with 2 for what is no command."""
    given = _parser().parse_args(arguments)
    return Asked(
        command=given.command,
        file=given.file,
        assumptions=Assumptions(level=given.level, licence=given.licence, language=given.language),
        format_read=given.format_read,
        out=getattr(given, "out", None),
        format_written=getattr(given, "format_written", None),
        report=given.report,
        force=given.force,
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m surveys", description="Check and convert definitions of surveys.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="check | convert")
    check = commands.add_parser("check", help="say what is wrong with a definition, or what would be carried over")
    check.add_argument("file", type=Path, metavar="FILE")
    convert = commands.add_parser("convert", help="read one format, write another, and say what is not the same")
    convert.add_argument("file", type=Path, metavar="IN")
    convert.add_argument("out", type=Path, metavar="OUT")
    written = [one.name for one in WRITTEN]
    convert.add_argument("--to", dest="format_written", choices=written, help="name of the format; else OUT's ending")
    for command in (check, convert):
        _add_common(command)
    return parser


def _add_common(command: argparse.ArgumentParser) -> None:
    command.add_argument("--from", dest="format_read", choices=[one.name for one in READ], help=_NAMES)
    command.add_argument(
        "--level",
        type=Level,
        default=Level.INTERVENTIONS,
        metavar="LEVEL",
        help=f"of questions for which the file names none: {', '.join(Level)}",
    )
    command.add_argument("--licence", default=LICENCE_NOT_STATED, help="under which the survey may be used (SPDX)")
    command.add_argument("--language", type=_language, default="en", help="of texts for which the file names none")
    command.add_argument("--report", type=_report, metavar="FILE", help="write the whole report: .json or .csv")
    command.add_argument("--force", action="store_true", help="write over files that are there already")


def _language(tag: str) -> str:
    known = language_tag(tag)
    if known is None:
        raise argparse.ArgumentTypeError(f"{tag!r} is no language tag such as nl, en or pt-br")
    return known


def _report(name: str) -> Path:
    path = Path(name)
    if path.suffix.lower() not in {".json", ".csv"}:
        raise argparse.ArgumentTypeError(f"{name!r} ends neither in .json nor in .csv")
    return path
