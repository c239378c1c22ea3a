"""The two commands."""

from __future__ import annotations

from pathlib import Path

from surveys.cli.arguments import Asked
from surveys.cli.errors import UsageError
from surveys.cli.printing import Printer
from surveys.cli.report_files import Stages, write_report
from surveys.cli.tables import print_problems, print_report, print_survey
from surveys.errors import Problem
from surveys.interchange import FileRefused, Reading, format_called, format_of, format_to_write, read, write
from surveys.interchange.formats import MAX_BYTES, Format
from surveys.interchange.own_json import DefinitionRefused


def check(asked: Asked, output: Printer) -> bool:
    """Print what is wrong with a definition, or what of another format would be carried; tell whether it is sound."""
    data = _content(asked)
    found = _format(asked, data)
    _refuse_to_overwrite(asked)
    try:
        reading = read(data, asked.file.name, asked.assumptions, found.name)
    except FileRefused as refused:
        _tell_problems(asked, output, refused)
        return False
    print_survey(output, asked.file.name, found, reading.survey)
    if found.name != "impact":
        print_report(output, "Would be carried over", reading.report)
    _write_report(asked, {found.name: reading.report})
    return True


def convert(asked: Asked, output: Printer) -> bool:
    """Read one file, write another, print what is not the same; tell whether the file was sound."""
    if asked.out is None:
        raise UsageError("Say which file to write.")
    to = format_called(asked.format_written) if asked.format_written else format_to_write(asked.out.name)
    data = _content(asked)
    found = _format(asked, data)
    _refuse_to_overwrite(asked)
    try:
        reading = read(data, asked.file.name, asked.assumptions, found.name)
    except FileRefused as refused:
        _tell_problems(asked, output, refused)
        return False
    _convert(asked, asked.out, output, (found, to), reading)
    return True


def _convert(asked: Asked, out: Path, output: Printer, formats: tuple[Format, Format], reading: Reading) -> None:
    found, to = formats
    writing = write(reading.survey, to.name)
    _save(out, writing.data)
    print_survey(output, asked.file.name, found, reading.survey)
    if found.name != "impact":
        print_report(output, f"Read from {found.title}", reading.report)
    if to.name != "impact":
        print_report(output, f"Written as {to.title}", writing.report)
    output.line(f"Written: {out}")
    _write_report(asked, {f"read from {found.name}": reading.report, f"written as {to.name}": writing.report})


def _content(asked: Asked) -> bytes:
    try:
        if asked.file.is_dir():
            raise UsageError(f"{asked.file} is a folder. Name a file.")
        if asked.file.stat().st_size > MAX_BYTES:
            raise FileRefused(f"The file is larger than {MAX_BYTES // 2**20} MiB, more than any survey needs.")
        return asked.file.read_bytes()
    except OSError as error:
        raise UsageError(f"{asked.file} cannot be read: {error.strerror or error}.") from None


def _format(asked: Asked, data: bytes) -> Format:
    return format_called(asked.format_read) if asked.format_read else format_of(data, asked.file.name)


def _refuse_to_overwrite(asked: Asked) -> None:
    """Refuse before any work is done, so that nothing is half written."""
    for path in (asked.out, asked.report):
        if path is not None and path.exists() and not asked.force:
            raise UsageError(f"{path} is there already. Choose another name, or give --force to write over it.")


def _tell_problems(asked: Asked, output: Printer, refused: FileRefused) -> None:
    """Print every problem of a definition of ours, or the one reason why a file of another format is refused."""
    problems = _problems_of(refused)
    print_problems(output, asked.file.name, problems)
    _write_report(asked, {}, problems)


def _problems_of(refused: FileRefused) -> tuple[Problem, ...]:
    return refused.invalid.problems if isinstance(refused, DefinitionRefused) else (Problem("", str(refused)),)


def _write_report(asked: Asked, stages: Stages, problems: tuple[Problem, ...] = ()) -> None:
    if asked.report is not None:
        _save(asked.report, write_report(asked.report.suffix.lower(), asked.file.name, stages, problems))


def _save(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror or error}.") from None
