"""The command line: ``python -m surveys check FILE`` and ``python -m surveys convert IN OUT``.

Exit status: 0 all is well, 1 something is wrong with the file, 2 something is wrong with the command. Every message is
one sentence or more for an author, never a traceback.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from surveys.cli.arguments import parse_arguments
from surveys.cli.commands import check, convert
from surveys.cli.errors import UsageError
from surveys.cli.printing import printer
from surveys.interchange import ExtraMissing, FormatUnknown, InterchangeError

OK, PROBLEMS, USAGE = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit status."""
    asked = parse_arguments(arguments)
    output = printer(sys.stdout)
    try:
        is_sound = check(asked, output) if asked.command == "check" else convert(asked, output)
    except (UsageError, FormatUnknown, ExtraMissing) as wrong:
        return _said(str(wrong), USAGE)
    except InterchangeError as wrong:
        return _said(f"{asked.file.name}: {wrong}", PROBLEMS)
    except BrokenPipeError:  # whoever reads has read enough, as head does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    return OK if is_sound else PROBLEMS


def _said(message: str, status: int) -> int:
    printer(sys.stderr).line(message)
    return status
