"""`lotse ledger`: what became of every message, of each day's, and of one."""

import json
from datetime import UTC, date, datetime, timedelta

import click

from app import clock, database
from app import ledger as ledger_room
from commands import house, ledger_trace

TIME = click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"])
MOST_DAYS = 366
UNCOUNTED = {
    "waiting": "deliveries that are not taken in yet: their messages are not counted",
    "set_aside": "deliveries that could not be read (in full): see the page 'Set aside'",
}


@click.command(
    help="Count the customers' messages by outcome. `unexplained` must be 0. Times are UTC; days are the business's."
)
@click.option("--since", type=TIME, help="Count from this time on.")
@click.option("--until", type=TIME, help="Count up to this time.")
@click.option(
    "--days", type=click.IntRange(1, MOST_DAYS), help="Count each of the last days by itself, today included."
)
@click.option("--message", metavar="ID", help="Show the way of one message: Lotse's id or WhatsApp's (wamid).")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def ledger(
    since: datetime | None, until: datetime | None, days: int | None, message: str | None, as_json: bool
) -> None:
    if sum((bool(since or until), days is not None, message is not None)) > 1:
        raise click.UsageError("--since/--until, --days and --message exclude each other. Nothing was counted.")
    with house.opened():
        if message is not None:
            ledger_trace.show(message, as_json)
        elif days is not None:
            _show_days(_last_days(days), as_json)
        else:
            _show(*_counts(_utc(since), _utc(until)), as_json)


def _counts(since: datetime | None, until: datetime | None) -> tuple[dict[str, int], dict[str, int]]:
    """What was counted, and the deliveries whose messages are not."""
    with database.sessions()() as session:
        return ledger_room.count(session, since, until), ledger_room.uncounted(session)


def _last_days(days: int) -> dict[date, dict[str, int]]:
    """The newest first; days without a message too."""
    with database.sessions()() as session:
        today = clock.now(session).astimezone(clock.ZONE).date()
        wanted = [today - timedelta(days=ago) for ago in range(days)]
        since, until = ledger_room.bounds(wanted[-1])[0], ledger_room.bounds(today)[1]
        found = ledger_room.by_day(session, since, until)
    return {day: found.get(day, ledger_room.NOTHING) for day in wanted}


def _show(counts: dict[str, int], uncounted: dict[str, int], as_json: bool) -> None:
    """JSON has the counts alone: its names are fixed."""
    if as_json:
        click.echo(json.dumps(counts))
        return
    for name, number in counts.items():
        click.echo(f"{name:12} {number:8}")
    for name, number in uncounted.items():
        click.echo(f"{name.replace('_', ' '):12} {number:8}  {UNCOUNTED[name]}")


def _show_days(days: dict[date, dict[str, int]], as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps([{"day": day.isoformat(), **counts} for day, counts in days.items()]))
        return
    names = list(next(iter(days.values())))
    click.echo("  ".join(["day       ", *(f"{name:>{_wide(name)}}" for name in names)]))
    for day, counts in days.items():
        click.echo("  ".join([day.isoformat(), *(f"{counts[name]:>{_wide(name)}}" for name in names)]))


def _wide(name: str) -> int:
    return max(len(name), 7)


def _utc(moment: datetime | None) -> datetime | None:
    return moment.replace(tzinfo=UTC) if moment else None
