"""``evaluation``: the service's command line. A command is imported when it is called, so that help is quick."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any

import click

from evaluation.errors import ConfigurationInvalid, EvaluationError

_COMMANDS = {
    # name: (module:command, what help says), in the order of help
    "serve": ("evaluation.cli.serve:serve", "Migrate the database, then answer requests."),
    "migrate": ("evaluation.cli.migrate:migrate", "Bring the database's tables to this release."),
    "campaigns": ("evaluation.cli.campaigns:campaigns", "List the campaigns."),
    "results": ("evaluation.cli.results:results", "Print the results of a campaign as JSON or CSV."),
    "close": ("evaluation.cli.close:close", "Close a campaign."),
    "import": ("evaluation.cli.import_answers:import_", "Take in answers from files of other systems."),
    "quarantine": ("evaluation.cli.quarantine:quarantine", "List or try again what could not be counted."),
    "rebuild": ("evaluation.cli.rebuild:rebuild", "Make the figures anew from the ledger."),
    "demo": ("evaluation.cli.demo:demo", "Start service and course with demo data."),
    "user": ("evaluation.cli.user:user", "Add reviewers, list them, give them a new password."),
    "key": ("evaluation.cli.key:key", "Make a key that an LMS signs its deliveries with."),
}


class _Commands(click.Group):
    """A group that knows its commands by name and says in one sentence what went wrong."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module, _, name = _COMMANDS[cmd_name][0].partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, says) for name, (_, says) in _COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except EvaluationError as error:
            click.echo(f"Error: {error}", err=True)
            sys.exit(2 if isinstance(error, ConfigurationInvalid) else 1)


@click.group(cls=_Commands)
@click.version_option(package_name="impact-openedx", prog_name="evaluation")
def main() -> None:
    """Collects survey answers and shows what they say on each level of the impact map."""
