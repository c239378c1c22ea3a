"""``evaluation results``: what the API gives, on the command line."""

from __future__ import annotations

import json

import click

from evaluation.cli.database import opened_engine


@click.command()
@click.argument("key")
@click.option("--format", "output", type=click.Choice(["json", "csv"]), default="json", show_default=True, help="How.")
@click.option("--language", default="en", show_default=True, help="Language of the texts.")
def results(key: str, output: str, language: str) -> None:
    """Print the results of the campaign KEY: the same figures, as much and as little, as page and API
    show."""
    from evaluation.results import campaign_results, results_csv, snapshot  # pandas takes a second to load

    with opened_engine() as engine, snapshot(engine) as connection:
        found = campaign_results(connection, key, language)
    if output == "csv":
        click.echo(results_csv(found), nl=False)
    else:
        click.echo(json.dumps(found.to_json(), ensure_ascii=False, indent=2))
