"""``evaluation key``: secrets for delivery."""

from __future__ import annotations

import secrets

import click

_KEY_BYTES = 32


@click.group()
def key() -> None:
    """Make a key that an LMS signs its deliveries with."""


@key.command()
def new() -> None:
    """Print a fresh key as kid:secret, for EVALUATION_DELIVERY_KEYS and the LMS's KEY_ID and KEY.

    Nothing is stored. For a rotation list the old and the new key until the LMS uses the new one.
    """
    click.echo(f"{secrets.token_hex(4)}:{secrets.token_urlsafe(_KEY_BYTES)}")
