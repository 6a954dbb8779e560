"""`lotse certify`: which intents may answer by themselves, why, and what the others lack."""

import json
from typing import Any

import click

from app import certificates, database
from commands import house
from models.prediction import TOGETHER

SHOWN = ("intent", "target", "doubt", "threshold", "answered", "right", "bound", "covered", "missing", "stands")
CHECKED = ("checked", "checked_right")
HEAD = f"{'intent':26} {'may answer':>10} {'from':>5} {'right/of':>9} {'at least':>8} {'target':>6} {'answered':>8}  "
NOTE = """
"at least": the precision that is proven (with a doubt of {doubt:.0%}); "answered": the share of the intent's own
messages that would be answered; "checked": what people said of real answers. "all together": what one threshold for
all would prove; each intent answers from its own on.
The proof is from {proof};
each was predicted by a model that had not seen its writer."""
EXAMPLES = "the playbook's examples alone (real customers are not seen yet)"
CUSTOMERS = "the playbook's examples and {number} messages whose topic customers or people have confirmed"


@click.command(help="Show what is proven of each intent of the active classifier, and which may answer by themselves.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def certify(as_json: bool) -> None:
    with house.opened(), database.sessions()() as session:
        whole, customers = certificates.together(session), certificates.confirmed(session)
        found = [*certificates.of_active(session), *([whole] if whole else [])]
        rows = [{name: getattr(one, name) for name in (*SHOWN, *CHECKED)} for one in found]
    if as_json:
        click.echo(json.dumps([row for row in rows if row["intent"] != TOGETHER], indent=2))
        return
    if not rows:
        click.echo("There are no certificates, so people get everything. Make them with a classifier: lotse train")
        return
    click.echo(HEAD + "checked")
    for row in rows:
        click.echo(_line(row))
    proof = CUSTOMERS.format(number=customers) if customers else EXAMPLES
    click.echo(NOTE.format(doubt=rows[0]["doubt"], proof=proof))


def _line(row: dict[str, Any]) -> str:
    may = "" if row["intent"] == TOGETHER else "yes" if row["stands"] else "no"
    missing = f"about {row['missing']} more right answers needed" if row["missing"] and not row["stands"] else ""
    checked = f"{row['checked_right']}/{row['checked']}" if row["checked"] else ""
    shown = (
        f"{row['intent']:26} {may:>10} {row['threshold']:5.2f} {row['right']:4d}/{row['answered']:<4d} "
        f"{row['bound']:8.1%} {row['target']:6.0%} {row['covered']:8.0%}  {checked:8} {missing}"
    )
    return shown.rstrip()
