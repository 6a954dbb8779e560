"""`lotse certify`: which intents may answer by themselves, why, and what the others lack."""

import json
from typing import Any

import click

from app import certificates, database
from commands import house

SHOWN = ("intent", "target", "doubt", "threshold", "answered", "right", "bound", "covered", "missing", "stands")
CHECKED = ("checked", "checked_right")
HEAD = f"{'intent':26} {'may answer':>10} {'from':>5} {'right/of':>9} {'at least':>8} {'target':>6} {'answered':>8}  "
NOTE = """
"at least": the precision that is proven (with a doubt of {doubt:.0%}); "answered": the share of the topic's own
messages that would be answered. The proof is from the playbook's examples, each predicted by a model that had not seen
its writer: real customers are not seen yet, where "checked" is empty."""


@click.command(help="Show what is proven of each intent of the active classifier, and which may answer by themselves.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def certify(as_json: bool) -> None:
    with house.opened(), database.sessions()() as session:
        found = certificates.of_active(session)
        rows = [{name: getattr(one, name) for name in (*SHOWN, *CHECKED)} for one in found]
    if as_json:
        click.echo(json.dumps(rows, indent=2))
        return
    if not rows:
        click.echo("There are no certificates, so people get everything. Make them with a classifier: lotse train")
        return
    click.echo(HEAD + "checked")
    for row in rows:
        click.echo(_line(row))
    click.echo(NOTE.format(doubt=rows[0]["doubt"]))


def _line(row: dict[str, Any]) -> str:
    may = "yes" if row["stands"] else "no"
    missing = f"about {row['missing']} more right answers needed" if row["missing"] and not row["stands"] else ""
    checked = f"{row['checked_right']}/{row['checked']}" if row["checked"] else ""
    shown = (
        f"{row['intent']:26} {may:>10} {row['threshold']:5.2f} {row['right']:4d}/{row['answered']:<4d} "
        f"{row['bound']:8.1%} {row['target']:6.0%} {row['covered']:8.0%}  {checked:8} {missing}"
    )
    return shown.rstrip()
