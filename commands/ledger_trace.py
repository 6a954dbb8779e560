"""`lotse ledger --message`: the way of one message, in ids, times and codes; never what anybody wrote."""

import json
from datetime import UTC, datetime
from typing import Any

import click

from app import database
from app.ledger import trace
from app.ledger.steps import Fact, Step
from app.ledger.trace import Trace

WAITS = {
    "turn": "until the customer has finished, at {moment}",
    "triage": "for a worker to decide it, since {moment}",
    "nothing": "for nothing: nobody will look at it. It is unexplained: answer it on the dashboard",
    "sending": "for its answer to be sent, since {moment}",
    "customer": "for the customer to write again, since {moment}: then its answer goes out",
    "person": "for a person, since {moment}",
}


def show(key: str, as_json: bool) -> None:
    """Raises click.ClickException when there is no such message."""
    with database.sessions()() as session:
        message_id = trace.find(session, key)
        if message_id is None:
            raise click.ClickException(
                f"There is no customer's message with the id {key}, nor one of ours that answers one. Nothing was "
                "changed. Look for its id on the page 'Ledger', or in the logs."
            )
        found = trace.read(session, message_id)
        click.echo(json.dumps(_as_json(found)) if as_json else "\n".join(_lines(found)))


def _as_json(found: Trace) -> dict[str, Any]:
    message, waits = found.message, found.waits
    return {
        "message": message.id,
        "conversation": message.conversation_id,
        "kind": message.kind,
        "outcome": message.outcome or "open",
        "reason": message.outcome_reason,
        "unexplained": found.unexplained,
        "joined_to": found.joined_to.id if found.joined_to else None,
        "waits": {"for": waits.what, "moment": _iso(waits.moment), "attempts": waits.attempts} if waits else None,
        "steps": [_step_as_json(step) for step in found.steps],
    }


def _step_as_json(step: Step) -> dict[str, Any]:
    took = round(step.took.total_seconds(), 3) if step.took is not None else None
    return {"step": step.name, "at": _iso(step.at), "took_seconds": took, **step.facts}


def _lines(found: Trace) -> list[str]:
    message, covering = found.message, found.joined_to
    outcome = f"{message.outcome or 'open'}{f' ({message.outcome_reason})' if message.outcome_reason else ''}"
    if covering:
        outcome += f" to message {covering.id}, which is {covering.outcome or 'open'}"
    lines = [f"message {message.id} ({message.kind}) in conversation {message.conversation_id}: {outcome}"]
    if found.unexplained:
        lines.append("UNEXPLAINED: it is stored and on the dashboard, but its outcome is not true. Answer it by hand.")
    lines += [_line(step) for step in found.steps]
    if found.waits:
        moment = _iso(found.waits.moment)
        attempts = f" Attempts so far: {found.waits.attempts}." if found.waits.attempts else ""
        lines.append(f"It waits {WAITS[found.waits.what].format(moment=moment)}.{attempts}")
    return lines


def _line(step: Step) -> str:
    took = f"+{step.took.total_seconds():.3f} s" if step.took is not None else ""
    facts = ", ".join(f"{name} {_fact(fact)}" for name, fact in step.facts.items())
    return f"  {step.name:17} {_iso(step.at) or '':27} {took:>14}  {facts}".rstrip()


def _fact(fact: Fact) -> str:
    if isinstance(fact, tuple):
        return " ".join(map(str, fact))
    return f"{fact:.3f}" if isinstance(fact, float) else str(fact)


def _iso(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z") if moment else None
