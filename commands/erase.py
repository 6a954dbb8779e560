"""`lotse erase`: erase again who was erased before, after a backup was restored."""

import sys

import click
import structlog
from sqlalchemy.orm import Session, sessionmaker

from app import clock, database, erasing, tombstones
from app.refusals import RefusedError
from commands import house

log = structlog.get_logger(__name__)


@click.command(
    help="Erasing is done on a contact's page. --list prints the list of who was erased (hashes, no names): keep it "
    "beside the backups. --again erases, after a backup was restored, who is on the list and was brought back; with "
    "--add a list from standard input is added first."
)
@click.option("--list", "listed", is_flag=True, help="Print the list.")
@click.option("--again", is_flag=True, help="Erase anew whom a backup has brought back.")
@click.option("--add", is_flag=True, help="With --again: read a list from standard input first.")
def erase(listed: bool, again: bool, add: bool) -> None:
    if listed == again or (add and not again):
        raise click.UsageError("Say --list or --again.")
    with house.opened():
        if listed:
            _print()
            return
        if add:
            _add(sys.stdin.read().splitlines())
        click.echo(f"{erase_again(database.sessions())} contacts were erased again.")
        with database.sessions()() as session:
            left = len(tombstones.risen(session))
    if left:
        raise click.ClickException(
            f"{left} could not be: a message to them is being sent, or was when the backup was made. Everybody else is "
            "erased. Start Lotse, and run this again in ten minutes."
        )


def erase_again(sessions: sessionmaker[Session]) -> int:
    """Erase each contact that a backup has brought back, in a transaction of its own; returns how many there were."""
    with sessions() as session:
        risen = tombstones.risen(session)
    done = 0
    for contact_id in risen:
        try:
            with sessions.begin() as session:
                done += erasing.erase(session, contact_id, None, clock.now(session)) is not None
        except RefusedError as refusal:
            log.error("contact_not_erased_again", contact_id=contact_id, why=str(refusal), next="lotse erase --again")
    return done


def _print() -> None:
    with database.sessions()() as session:
        for stone in tombstones.all_stones(session):
            click.echo(str(stone))


def _add(lines: list[str]) -> None:
    try:
        stones = [tombstones.parsed(line) for line in lines if line.strip()]
    except ValueError:
        message = "A line is not one of `lotse erase --list`. Nothing was erased."
        raise click.ClickException(message) from None
    with database.sessions().begin() as session:
        tombstones.put(session, stones)
