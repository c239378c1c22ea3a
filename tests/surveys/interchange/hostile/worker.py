"""Reads files, each in a process of its own within limits, and says what became of each and what it took.

Started as a module, it reads one line of JSON for each file, with its ``format`` and ``path``, and answers with one.
Each file is read in a fork of a process that has imported everything: what is measured is the reading alone. The form
of what could be read is looked at afterwards.

Time is CPU time of the process (user and system), memory the growth of its peak. Both are what the product promises of
a file, and do not depend on how busy the machine is.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from surveys.definition import Survey
from surveys.errors import SurveyError
from surveys.interchange import InterchangeError, format_of, read
from surveys.interchange.exchange import Assumptions, Reading
from tests.surveys.interchange.hostile.honest import HONEST
from tests.surveys.interchange.hostile.rendered import complaints

MAX_SECONDS = 2.0
MAX_GROWTH = 200 * 1024 * 1024  # bytes
_KILLED_AFTER = 20  # seconds of CPU time: a reader that does not end is stopped, and fails
_ROOM = 1024 * 1024 * 1024  # bytes of addresses on top: a reader that takes all memory is stopped as well
_ASSUMPTIONS = Assumptions(language="nl", licence="CC0-1.0", source="These tests")


def serve() -> None:
    """Answer each line of the standard input, once every reader has read an honest file and so has its libraries."""
    for name, honest in HONEST.items():
        read(honest(), name, _ASSUMPTIONS, name)
    for line in sys.stdin:
        print(json.dumps(in_a_fork(partial(_result, json.loads(line)))), flush=True)  # noqa: T201  # the answer


def in_a_fork(work: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Return what ``work`` returns, done in a process of its own within limits."""
    receiving, sending = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(receiving)
        _set_limits()
        with os.fdopen(sending, "w") as answer:
            json.dump(work(), answer)
        os._exit(0)
    os.close(sending)
    with os.fdopen(receiving) as answer:
        said = answer.read()
    _, status = os.waitpid(child, 0)
    return json.loads(said) if said else {"outcome": f"stopped by the limits (status {status})"}


def measured(work: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Return what ``work`` returns, with its CPU time [s] and by how much the peak of memory grew [bytes]."""
    seconds, peak = _taken()
    result = work()
    seconds_after, peak_after = _taken()
    return {**result, "seconds": seconds_after - seconds, "growth": peak_after - peak}


def _result(task: dict[str, str]) -> dict[str, Any]:
    data = Path(task["path"]).read_bytes()
    result = measured(lambda: _outcome(data, Path(task["path"]).name, task["format"]))
    survey = result.pop("survey", None)
    return result if survey is None else {**result, **_form(survey)}


def _outcome(data: bytes, name: str, format_name: str) -> dict[str, Any]:
    try:
        reading = _read(data, name, format_name)
    except SurveyError as error:
        return {"outcome": "refused", "message": str(error)}
    except BaseException:  # noqa: BLE001  # what escapes is what is looked for
        return {"outcome": "escaped", "message": traceback.format_exc()}
    report = reading.report
    return {
        "outcome": "read",
        "survey": reading.survey,
        "in_file": report.in_file,
        "carried": report.carried_questions,
        "said": [text for finding in report.findings for text in (finding.path, finding.what, finding.why)],
    }


def _read(data: bytes, name: str, format_name: str) -> Reading:
    with suppress(InterchangeError):  # finding out is part of what is measured; which it is, the test says
        format_of(data, name)
    return read(data, name, _ASSUMPTIONS, format_name)


def _form(survey: Survey) -> dict[str, Any]:
    try:
        return {"complaints": list(complaints(survey))}
    except BaseException:  # noqa: BLE001  # as above
        return {"outcome": "escaped from the form", "message": traceback.format_exc()}


def _set_limits() -> None:
    used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    resource.setrlimit(resource.RLIMIT_CPU, (int(used) + _KILLED_AFTER, int(used) + _KILLED_AFTER + 1))
    addresses = int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (addresses + _ROOM, addresses + _ROOM))


def _taken() -> tuple[float, int]:
    """Return CPU time so far [s] and the peak of memory so far [bytes]."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024


if __name__ == "__main__":
    serve()
