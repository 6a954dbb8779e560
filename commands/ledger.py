"""`lotse ledger`: what became of every message."""

import json
from datetime import UTC, datetime

import click

from app import database
from app import ledger as ledger_room
from commands import house

TIME = click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"])


@click.command(help="Count the customers' messages by outcome. `unexplained` must be 0. Times are UTC.")
@click.option("--since", type=TIME, help="Count from this time on.")
@click.option("--until", type=TIME, help="Count up to this time.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def ledger(since: datetime | None, until: datetime | None, as_json: bool) -> None:
    with house.opened(), database.sessions()() as session:
        counts = ledger_room.count(session, _utc(since), _utc(until))
    if as_json:
        click.echo(json.dumps(counts))
        return
    for name, number in counts.items():
        click.echo(f"{name:12} {number:8}")


def _utc(moment: datetime | None) -> datetime | None:
    return moment.replace(tzinfo=UTC) if moment else None
