"""``evaluation campaigns``: what there is."""

from __future__ import annotations

import click
from sqlalchemy import Connection

from evaluation.campaigns.catalogue import campaigns as all_campaigns
from evaluation.campaigns.model import Campaign
from evaluation.campaigns.releases import progress
from evaluation.cli.database import opened_engine

_COLUMNS = ("key", "state", "mode", "answered", "shown", "next update at", "quarantined", "title")
_NUMBERS = ("answered", "shown", "next update at", "quarantined")


@click.command()
@click.option("--keys", is_flag=True, help="Print the keys alone, one a line, for scripts.")
@click.option("--language", default="en", show_default=True, help="Language of the titles.")
def campaigns(keys: bool, language: str) -> None:
    """List the campaigns with how many persons answered and how many of them the figures show."""
    with opened_engine() as engine, engine.connect() as connection:
        found = all_campaigns(connection)
        if keys or not found:
            click.echo("\n".join(one.key for one in found) or "There is no campaign yet.", err=not found)
            return
        rows = [_row(connection, one, language) for one in found]
    widths = [max(len(row[place]) for row in [_COLUMNS, *rows]) for place in range(len(_COLUMNS))]
    for row in [_COLUMNS, *rows]:
        cells = (
            cell.rjust(width) if name in _NUMBERS else cell.ljust(width)
            for name, cell, width in zip(_COLUMNS, row, widths, strict=True)
        )
        click.echo("  ".join(cells).rstrip())


def _row(connection: Connection, campaign: Campaign, language: str) -> tuple[str, ...]:
    how_far = progress(connection, campaign)
    return (
        campaign.key,
        campaign.state.value,
        campaign.mode.value,
        str(how_far.answered),
        str(how_far.shown),
        str(how_far.next_update_at or "-"),
        str(how_far.quarantined),
        campaign.title.in_language(language),
    )
