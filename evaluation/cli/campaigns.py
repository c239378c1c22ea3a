"""``evaluation campaigns``: what there is."""

from __future__ import annotations

import click

from evaluation.cli.database import opened_engine
from evaluation.results import CampaignSummary, campaign_summaries, snapshot

_COLUMNS = ("key", "state", "mode", "answered", "shown", "next update at", "quarantined", "title")
_NUMBERS = ("answered", "shown", "next update at", "quarantined")


@click.command()
@click.option("--keys", is_flag=True, help="Print the keys alone, one a line, for scripts.")
@click.option("--language", default="en", show_default=True, help="Language of the titles.")
def campaigns(keys: bool, language: str) -> None:
    """List the campaigns with how many persons answered and how many of them the figures show, as the pages do."""
    with opened_engine() as engine, snapshot(engine) as connection:
        found = campaign_summaries(connection, language)
    if keys or not found:
        click.echo("\n".join(one.key for one in found) or "There is no campaign yet.", err=not found)
        return
    rows = [_row(one) for one in found]
    widths = [max(len(row[place]) for row in [_COLUMNS, *rows]) for place in range(len(_COLUMNS))]
    for row in [_COLUMNS, *rows]:
        cells = (
            cell.rjust(width) if name in _NUMBERS else cell.ljust(width)
            for name, cell, width in zip(_COLUMNS, row, widths, strict=True)
        )
        click.echo("  ".join(cells).rstrip())


def _row(campaign: CampaignSummary) -> tuple[str, ...]:
    release = campaign.release
    return (
        campaign.key,
        campaign.state.value,
        campaign.mode.value,
        str(release.answered),
        str(release.shown),
        str(release.next_update_at or "-"),
        str(release.quarantined),
        campaign.title,
    )
