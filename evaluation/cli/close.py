"""``evaluation close``: the end of a campaign."""

from __future__ import annotations

import click

from evaluation.campaigns import catalogue
from evaluation.cli.database import opened_writer
from evaluation.clock import utc_now
from evaluation.results import snapshot
from evaluation.results.summary import summary_of


@click.command()
@click.argument("key")
@click.option("--yes", is_flag=True, help="Do not ask.")
def close(key: str, yes: bool) -> None:
    """Close the campaign KEY: what waits is shown, if it is of enough persons. Late answers are still
    taken."""
    with opened_writer() as writer:
        with writer.engine.connect() as connection:
            campaign = catalogue.find(connection, key)
        if campaign.closed:
            click.echo(f"{key} is closed already.")
            return
        if not yes:
            click.confirm(f"Close {key}? It cannot be opened again.", abort=True)
        closed = writer.write(lambda conn: catalogue.close(conn, key, utc_now()))
        with snapshot(writer.engine) as connection:
            how_far = summary_of(connection, closed, "en").release
    click.echo(f"{key} is closed. {how_far.answered} answered; the figures show {how_far.shown}.")
