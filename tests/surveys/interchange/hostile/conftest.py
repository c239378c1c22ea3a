"""One worker for all files."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.surveys.interchange.hostile.files import HostileFile

ROOT = Path(__file__).parents[4]
Result = dict[str, Any]
_ENDINGS = {"xlsform": ".xlsx", "limesurvey": ".lss", "limesurvey-tsv": ".txt", "qualtrics": ".qsf", "moodle": ".xml"}


@pytest.fixture(scope="package")
def result_of(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[HostileFile], Result]]:
    """Read a hostile file in a process of its own; return what became of it and what it took."""
    folder = tmp_path_factory.mktemp("hostile")
    command = [sys.executable, "-m", "tests.surveys.interchange.hostile.worker"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as worker:
        assert worker.stdin is not None
        assert worker.stdout is not None

        def read(file: HostileFile) -> Result:
            path = folder / f"file{_ENDINGS.get(file.format, '.json')}"
            path.write_bytes(file.make())
            print(json.dumps({"format": file.format, "path": str(path)}), file=worker.stdin, flush=True)
            result: Result = json.loads(worker.stdout.readline())
            path.unlink()
            return result

        yield read
        worker.stdin.close()
