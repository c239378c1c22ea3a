"""``evaluation quarantine``: what was received and could not be counted."""

from __future__ import annotations

import click

from evaluation.cli.database import opened_engine, opened_writer
from evaluation.clock import utc_now
from evaluation.ledger import quarantine as waiting_room
from evaluation.ledger.replaying import replay as replay_all
from surveys.contract import ReceiptStatus

_CAMPAIGN = click.option("--campaign", "key", help="Only of the campaign with this key.")


@click.group()
def quarantine() -> None:
    """List what was received and could not be counted, or try it again."""


@quarantine.command("list")
@_CAMPAIGN
def list_waiting(key: str | None) -> None:
    """List what waits: when it came, its id, for which campaign, why. Never what was answered."""
    with opened_engine() as engine, engine.connect() as connection:
        waiting = waiting_room.waiting(connection, key)
    for one in waiting:
        click.echo(
            f"{one.received_at:%Y-%m-%d %H:%M:%SZ}\t{one.submission_id}\t{one.campaign_key or '-'}\t{one.cause}\t"
            f"{one.reason}"
        )
    if not waiting:
        click.echo("Nothing waits in quarantine.")


@quarantine.command()
@_CAMPAIGN
def replay(key: str | None) -> None:
    """Take in again what waits, after a definition came or a fault was mended."""
    with opened_writer() as writer:
        outcome = writer.write(lambda conn: replay_all(conn, utc_now(), key))
    still = outcome.pop(ReceiptStatus.QUARANTINED, 0)
    click.echo(f"{outcome.total()} taken in, {still} still wait.")
