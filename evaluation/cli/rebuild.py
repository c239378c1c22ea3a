"""``evaluation rebuild``: figures from the ledger."""

from __future__ import annotations

import click
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from evaluation.campaigns import catalogue
from evaluation.campaigns.model import Campaign
from evaluation.cli.database import opened_engine
from evaluation.cli.progress import progress_bar
from evaluation.errors import StorageUnavailable
from evaluation.ledger import rebuilding
from evaluation.storage.engine import writing


@click.command()
@click.argument("keys", nargs=-1)
def rebuild(keys: tuple[str, ...]) -> None:
    """Make answers and figures anew from the ledger and its releases: of the campaigns KEYS, or of all.

    The figures stay the same. A campaign is rebuilt in one transaction; the service may run meanwhile, what
    it is sent then waits at the sender until the rebuild is done.
    """
    with opened_engine() as engine:
        with engine.connect() as connection:
            wanted = [catalogue.find(connection, key) for key in keys] or list(catalogue.campaigns(connection))
        entries = sum(_rebuild(engine, campaign) for campaign in wanted)
    noun = "campaign" if len(wanted) == 1 else "campaigns"
    click.echo(f"Rebuilt {len(wanted)} {noun} from {entries} entries of the ledger.")


def _rebuild(engine: Engine, campaign: Campaign) -> int:
    try:
        with writing(engine) as connection, progress_bar() as bar:
            entries = rebuilding.size(connection, campaign)
            task = bar.add_task(campaign.key, total=entries)
            rebuilding.rebuild(connection, campaign, lambda done: bar.advance(task, done))
            return entries
    except OperationalError as error:
        message = f"{campaign.key} was not rebuilt, nothing has changed: {error.orig}"
        raise StorageUnavailable(message) from error
