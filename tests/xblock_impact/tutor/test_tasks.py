"""What ``tutor … do init`` runs, run here."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.processes import SCRIPTS
from tests.xblock_impact.tutor.installation import ROOT, Installation

Rendered = Callable[[str], Installation]
TASKS = ROOT / "xblock_impact" / "tutor" / "tasks"


def test_the_tables_of_the_lms_come_first_then_those_of_the_service(rendered: Rendered) -> None:
    """``--limit=impact`` runs both, and no other."""
    program = 'print([service for service, _ in hooks.Filters.CLI_DO_INIT_TASKS.iterate_from_context("app:impact")])'

    assert rendered("sqlite").python(program) == "['lms', 'impact-evaluation']"


@pytest.mark.parametrize("kind", ["compose", "kubernetes"])
def test_each_task_has_a_container_to_run_in(rendered: Rendered, kind: str) -> None:
    project = rendered("sqlite")
    names = (
        set(project.compose("local", "docker-compose.jobs.yml"))
        if kind == "compose"
        else {name for of, name in project.manifests() if of == "Job"}
    )

    assert {"lms-job", "impact-evaluation-job"} <= names


def test_the_service_is_migrated_and_the_first_account_is_asked_for(tmp_path: Path) -> None:
    done = _run_service_task(tmp_path)

    assert done.returncode == 0, done.stderr
    assert "exec impact-evaluation evaluation user add NAME --role admin" in done.stdout
    assert (tmp_path / "evaluation.db").exists()


def test_where_somebody_has_an_account_nobody_is_asked_for_one(tmp_path: Path) -> None:
    _run_service_task(tmp_path)
    command = [SCRIPTS / "evaluation", "user", "add", "ann", "--role", "admin"]
    subprocess.run(command, env=_env(tmp_path), check=True, capture_output=True)

    done = _run_service_task(tmp_path)

    assert done.returncode == 0, done.stderr
    assert "user add" not in done.stdout


def test_a_database_that_never_comes_is_given_up_and_the_task_fails(tmp_path: Path) -> None:
    _program(tmp_path / "bin", "evaluation", "echo called >>calls; exit 1")
    _program(tmp_path / "bin", "sleep", "exit 0")

    done = _run_service_task(tmp_path)

    assert done.returncode == 1
    assert len((tmp_path / "calls").read_text().split()) == 30


def test_a_database_that_comes_late_is_waited_for(tmp_path: Path) -> None:
    late = 'echo "$1" >>calls; [ "$1" = user ] || [ "$(wc -l <calls)" -ge 3 ]'
    _program(tmp_path / "bin", "evaluation", late)
    _program(tmp_path / "bin", "sleep", "exit 0")

    done = _run_service_task(tmp_path)

    assert done.returncode == 0, done.stderr
    assert (tmp_path / "calls").read_text().split() == ["migrate", "migrate", "migrate", "user"]


def test_only_our_tables_are_made_in_the_lms(tmp_path: Path) -> None:
    _program(tmp_path / "bin", "python", "exit 0")

    done, called = _run_lms_task(tmp_path)

    assert (done.returncode, called) == (0, ["lms migrate xblock_impact_lms"])


def test_an_image_without_impact_is_named_before_anything_is_done(tmp_path: Path) -> None:
    _program(tmp_path / "bin", "python", "exit 1")

    done, called = _run_lms_task(tmp_path)

    assert (done.returncode, called) == (1, [])
    assert "tutor images build openedx" in done.stderr


def test_the_label_of_the_tables_is_the_apps() -> None:
    program = "from xblock_impact.lms.apps import ImpactConfig; print(ImpactConfig.label)"
    done = subprocess.run([SCRIPTS / "python", "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)

    assert f"migrate {done.stdout.strip()}\n" in (TASKS / "lms.sh").read_text()


def _run_service_task(folder: Path) -> subprocess.CompletedProcess[str]:
    return _run("impact-evaluation.sh", folder)


def _run_lms_task(folder: Path) -> tuple[subprocess.CompletedProcess[str], list[str]]:
    _program(folder, "manage.py", 'echo "$*" >>managed')
    done = _run("lms.sh", folder)
    managed = folder / "managed"
    return done, managed.read_text().splitlines() if managed.exists() else []


def _run(task: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run it as Tutor does."""
    command = ["sh", "-e", "-c", (TASKS / task).read_text("utf-8")]
    return subprocess.run(command, env=_env(folder), cwd=folder, capture_output=True, text=True, check=False)


def _env(folder: Path) -> dict[str, str]:
    return {
        "PATH": os.pathsep.join([str(folder / "bin"), str(SCRIPTS), os.environ["PATH"]]),
        "EVALUATION_DATABASE_URL": f"sqlite:///{folder / 'evaluation.db'}",
    }


def _program(folder: Path, name: str, script: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(f"#!/bin/sh\n{script}\n")
    (folder / name).chmod(0o755)
