"""`lotse inboxes`: the business numbers, each with its own token and app secret where it needs them."""

import sys

import click
from sqlalchemy import select

from app import contacts, database, sealing, settings
from app.tables import Inbox
from commands import house


@click.group(help="List the business numbers; give one a token and an app secret of its own.")
def inboxes() -> None:
    """The group of commands about inboxes."""


@inboxes.command("list", help="List the numbers with their state.")
def list_inboxes() -> None:
    with house.opened(), database.sessions()() as session:
        for inbox in session.scalars(select(Inbox).order_by(Inbox.id)):
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
    if not phone_number_id.isdigit() or len(phone_number_id) > 64:
        raise click.ClickException("A phone number id consists of digits; Meta shows it in WhatsApp > API setup.")
    token = _line("access token") if token_stdin else None
    secret = _line("app secret") if secret_stdin else None
    with house.opened(), database.sessions().begin() as session:
        if secret and secret.encode() in settings.load().app_secrets:
            raise click.ClickException("That is the environment's app secret: the number needs none of its own.")
        inbox = contacts.inbox(session, phone_number_id)
        inbox.language = language or inbox.language
        inbox.access_token = None if no_own_keys else sealing.seal(token) if token else inbox.access_token
        inbox.app_secret = None if no_own_keys else sealing.seal(secret) if secret else inbox.app_secret
        if token and inbox.stopped_at:
            inbox.probe_at = inbox.stopped_at  # ask Meta at once whether the new token may send
        click.echo(f"{phone_number_id}: {_keys(inbox)}, {_state(inbox)}.")


def _line(what: str) -> str:
    given = sys.stdin.readline().strip()
    if not given:
        raise click.ClickException(f"No {what} on standard input. Nothing was changed.")
    return given
