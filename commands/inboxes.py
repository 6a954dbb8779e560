"""`lotse inboxes`: the business numbers, each with its own token and app secret where it needs them."""

import sys

import click

from app import audit, clock, contacts, database
from app import inboxes as numbers
from app.inboxes import Keys
from app.refusals import RefusedError
from app.tables import Inbox
from commands import house


@click.group(help="List the business numbers; give one a token and an app secret of its own.")
def inboxes() -> None:
    """The group of commands about inboxes."""


@inboxes.command("list", help="List the numbers with their state.")
def list_inboxes() -> None:
    with house.opened(), database.sessions()() as session:
        for inbox in numbers.everyone(session):
            click.echo("\t".join((inbox.phone_number_id, inbox.display_number or "-", _keys(inbox), _state(inbox))))


def _keys(inbox: Inbox) -> str:
    own = [name for name, value in (("token", inbox.access_token), ("app secret", inbox.app_secret)) if value]
    return f"own {' and '.join(own)}" if own else "the environment's token and app secret"


def _state(inbox: Inbox) -> str:
    return f"stopped: {inbox.stopped_cause} ({inbox.stopped_code})" if inbox.stopped_at else "sends"


@inboxes.command("set", help="Add a number, or change its keys. It works at once, without a restart.")
@click.argument("phone_number_id")
@click.option("--language", type=click.Choice(("de", "en")), help="What customers get whose language is unknown.")
@click.option("--token-stdin", is_flag=True, help="Read its access token from standard input (the first line).")
@click.option("--secret-stdin", is_flag=True, help="Read its app secret from standard input (the next line).")
@click.option("--no-own-keys", is_flag=True, help="Use the environment's token and app secret again.")
def set_inbox(
    phone_number_id: str, language: str | None, token_stdin: bool, secret_stdin: bool, no_own_keys: bool
) -> None:
    if not numbers.is_number_id(phone_number_id):
        raise click.ClickException("A phone number id consists of digits; Meta shows it in WhatsApp > API setup.")
    token = _line("access token") if token_stdin else None
    secret = _line("app secret") if secret_stdin else None
    with house.opened(), database.sessions().begin() as session:
        inbox = contacts.inbox(session, phone_number_id)
        inbox.language = language or inbox.language
        try:
            numbers.give(inbox, Keys(token, secret, no_own_keys))
        except RefusedError:
            message = "That is the environment's app secret: the number needs none of its own."
            raise click.ClickException(message) from None
        given = {"token": token, "secret": secret, "none_of_its_own": no_own_keys}
        told = {"by": "command", "keys": [name for name, value in given.items() if value]}
        audit.write(session, "number_changed", None, clock.now(session), ("inbox", inbox.id), told)
        click.echo(f"{phone_number_id}: {_keys(inbox)}, {_state(inbox)}.")


def _line(what: str) -> str:
    given = sys.stdin.readline().strip()
    if not given:
        raise click.ClickException(f"No {what} on standard input. Nothing was changed.")
    return given
