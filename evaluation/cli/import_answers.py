"""``evaluation import``: answers from files of other systems."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from evaluation.cli.database import opened_writer
from evaluation.cli.progress import progress_bar
from evaluation.clock import utc_now
from evaluation.errors import CampaignModeDiffers, DefinitionRefused, ImportFileUnusable, MappingInvalid
from evaluation.imports.importing import ImportReport, Listener, import_answers
from evaluation.imports.interpreting import RowProblem
from evaluation.imports.mapping import ImportMapping, load_mapping

ROWS_UNREAD, UNUSABLE = 1, 2  # exit status
_FILE = click.Path(dir_okay=False, path_type=Path)


@click.group("import")
def import_() -> None:
    """Take in answers from files of other systems."""


@import_.command()
@click.argument("file", type=_FILE)
@click.option("--mapping", "mapping_file", type=_FILE, required=True, help="Which column answers which question.")
@click.option("--campaign", "key", required=True, help="Key of the campaign; it is made if it is not there.")
def answers(file: Path, mapping_file: Path, key: str) -> None:
    """Take the rows of FILE (CSV) into a campaign. Importing the same file again adds nothing.

    Every row that cannot be read is reported on standard error with its number, as a spreadsheet counts. Exit
    status: 0 if every row is in, 1 if some are not, 2 if the file or the mapping cannot be used.
    """
    try:
        report = _import(file, load_mapping(mapping_file), key)
    except MappingInvalid as invalid:
        click.echo("Error: the mapping cannot be used:", err=True)
        for problem in invalid.problems:
            click.echo(f"  {problem}", err=True)
        sys.exit(UNUSABLE)
    except (ImportFileUnusable, CampaignModeDiffers, DefinitionRefused) as unusable:
        click.echo(f"Error: {unusable}", err=True)
        sys.exit(UNUSABLE)
    click.echo(f"{report.rows} rows: {report.new} new, {report.known} known already, {report.unread} not read.")
    if report.not_asked:
        click.echo(f"{report.not_asked} answers to questions that these people were not asked are left out.")
    if report.unread:
        sys.exit(ROWS_UNREAD)


def _import(file: Path, mapping: ImportMapping, key: str) -> ImportReport:
    with opened_writer() as writer, progress_bar() as bar:
        total = file.stat().st_size if file.exists() else None
        task = bar.add_task(file.name, total=total)

        def tell(problem: RowProblem) -> None:
            bar.console.print(str(problem), soft_wrap=True)

        listener = Listener(problem=tell, bytes_read=lambda done: bar.update(task, completed=done))
        return import_answers(writer, file, mapping, key, utc_now(), listener)
