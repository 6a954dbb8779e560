"""The `lotse` command."""

import sys

import click
from sqlalchemy.exc import OperationalError

from app.playbook.errors import PlaybookError
from app.settings import SettingsError
from commands import (
    certify,
    classifier,
    doctor,
    erase,
    evaluate,
    inboxes,
    ledger,
    licences,
    openapi,
    people,
    playbook,
    release,
    run,
    settings,
)
from commands.migrating import MigrationError
from commands.servers import ServerError

EXPECTED = (
    SettingsError,
    PlaybookError,
    ServerError,
    MigrationError,
    run.RunError,
    classifier.ClassifierError,
    playbook.PlaybookCommandError,
)


@click.group(help="Lotse sorts WhatsApp messages, answers the sure ones and brings the others to people.")
def cli() -> None:
    """The group that every command hangs in."""


for command in (
    run.run,
    release.release,
    settings.reference,
    licences.licences,
    classifier.train,
    certify.certify,
    evaluate.evaluate,
    evaluate.benchmark,
    classifier.predict,
    ledger.ledger,
    people.people,
    playbook.playbook,
    inboxes.inboxes,
    erase.erase,
    doctor.doctor,
    openapi.openapi,
):
    cli.add_command(command)


def main() -> None:
    """Run a command; what can go wrong in daily life is one clear message and exit code 2, not a traceback."""
    try:
        cli()
    except EXPECTED as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    except OperationalError as error:
        reason = str(error.orig).strip().splitlines()[0]
        click.echo(f"PostgreSQL does not answer, nothing was changed. See that it runs: {reason}", err=True)
        sys.exit(2)
