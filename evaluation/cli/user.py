"""``evaluation user``: local accounts."""

from __future__ import annotations

import click

from evaluation.accounts.access import Role
from evaluation.accounts.passwords import generate_password
from evaluation.accounts.users import add_user, all_users, set_password
from evaluation.cli.database import opened_engine
from evaluation.clock import utc_now
from evaluation.storage.engine import writing

_ASK = click.option("--ask", is_flag=True, help="Ask for the password instead of making one up.")


@click.group()
def user() -> None:
    """Add people who may sign in, list them, give them a new password."""


@user.command()
@click.argument("name")
@click.option(
    "--role",
    type=click.Choice([role.value for role in Role]),
    default=Role.REVIEWER.value,
    show_default=True,
    help="reviewer reads results, editor also closes campaigns, admin also manages people.",
)
@_ASK
def add(name: str, role: str, ask: bool) -> None:
    """Add NAME. The password made up for them is printed once and stored nowhere."""
    password = _password(ask)
    with opened_engine() as engine, writing(engine) as connection:
        added = add_user(connection, name, password, Role(role), utc_now())
    click.echo(f"{added.name} can sign in as {added.role}.")
    _print_once(password, ask)


@user.command("password")
@click.argument("name")
@_ASK
def new_password(name: str, ask: bool) -> None:
    """Give NAME a new password, which ends all of their sessions."""
    password = _password(ask)
    with opened_engine() as engine, writing(engine) as connection:
        set_password(connection, name, password)
    click.echo(f"{name} has a new password.")
    _print_once(password, ask)


@user.command("list")
def list_users() -> None:
    """List who may sign in."""
    with opened_engine() as engine, writing(engine) as connection:
        everybody = all_users(connection)
    for person in everybody:
        click.echo(f"{person.name}\t{person.role}\tsince {person.created_at:%Y-%m-%d}")
    if not everybody:
        click.echo("Nobody may sign in yet. Add somebody: evaluation user add NAME")


def _password(ask: bool) -> str:
    if not ask:
        return generate_password()
    password: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    return password


def _print_once(password: str, asked: bool) -> None:
    if not asked:
        click.echo(f"Password (not shown again): {password}")
