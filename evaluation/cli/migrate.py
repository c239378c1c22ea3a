"""``evaluation migrate``: the database's tables."""

from __future__ import annotations

import click

from evaluation.cli.database import opened_engine
from evaluation.storage.migrate import migrate as migrate_engine


@click.command()
def migrate() -> None:
    """Bring the database's tables to this release. Changes nothing if they are."""
    with opened_engine(migrated=False) as engine:
        migrate_engine(engine)
    click.echo("The database has this release's tables.")
