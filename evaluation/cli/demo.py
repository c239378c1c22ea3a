"""``evaluation demo``: everything on one machine."""

from __future__ import annotations

import signal
from pathlib import Path
from types import FrameType

import click

from evaluation.clock import utc_now
from evaluation.demo import COURSE_CAMPAIGN, PILOT_CAMPAIGN, REVIEWER
from evaluation.demo.children import check_port, run_together
from evaluation.demo.keys import demo_keys
from evaluation.demo.preparing import prepare
from evaluation.demo.starting import Demo
from evaluation.storage.engine import open_engine

_PORT = click.IntRange(1, 65535)


@click.command()
@click.option("--port", default=8000, show_default=True, type=_PORT, help="Of the service.")
@click.option("--workbench-port", default=8001, show_default=True, type=_PORT, help="Of the course.")
@click.option(
    "--data-dir",
    default="var",
    show_default=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Where databases, logs and secrets go.",
)
def demo(port: int, workbench_port: int, data_dir: Path) -> None:
    """Start the service with a pilot of real answers, and a course whose learners answer into it.

    The last line begins with Ready: once both answer. Ctrl-C stops both; what was answered is kept for the
    next start.
    """
    check_port(port, "service")
    check_port(workbench_port, "course")
    stop = _StopSignal()
    data_dir.mkdir(parents=True, exist_ok=True)
    folder = data_dir.resolve()
    here = Demo(folder, port, workbench_port, demo_keys(folder))
    click.echo("Preparing service and course …")
    click.echo(f"Sign in as {REVIEWER}. {_say_password(here, _prepare(here))}")
    run_together([here.service(), here.course()], lambda: _welcome(here), stop.came)
    click.echo("Stopped.")


class _StopSignal:
    """Remembers that Ctrl-C or a request to end came, so that the children are ended in order."""

    def __init__(self) -> None:
        self._came = False
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._note)

    def came(self) -> bool:
        return self._came

    def _note(self, _number: int, _frame: FrameType | None) -> None:
        self._came = True


def _prepare(here: Demo) -> str | None:
    engine = open_engine(here.database_url)
    try:
        return prepare(engine, utc_now())
    finally:
        engine.dispose()


def _say_password(here: Demo, password: str | None) -> str:
    if password is not None:
        return f"Password (not shown again): {password}"
    return f"Password forgotten? EVALUATION_DATABASE_URL={here.database_url} evaluation user password {REVIEWER}"


def _welcome(here: Demo) -> None:
    scene = f"{here.course_url}/scenario/impact.0"
    lines = (
        f"Course, all personas   {here.course_url}/",
        f"  learner              {scene}/?student=learner_1",
        f"  author               {scene}/studio_view/?student=author_1",
        f"  staff                {scene}/?student=staff_1",
        f"Reviewer's pages       {here.url}/",
        f"  real pilot           campaign {PILOT_CAMPAIGN}, closed",
        f"  what the course asks campaign {COURSE_CAMPAIGN}, open",
        f"Logs and data are in {here.folder}. Ctrl-C stops both.",
        f"Ready: service {here.url}  course {here.course_url}",
    )
    for line in lines:
        click.echo(line)
